//! TLS in the server: what clients see, and what happens when the files change.

use crate::deployment::{Deployment, NOW};
use actix_web::http::{Method, StatusCode, Version, header::HeaderMap};
use rcgen::{CertificateParams, CertifiedKey, KeyPair};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use shirabe_server::{config::Config, healthcheck, tls};
use std::{
    fs,
    io::{self, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex, Once},
    time::{Duration, Instant},
};
use tracing_subscriber::fmt::MakeWriter;

const PUBLIC_URL: &str = "https://check.example.org";

/// Everything that all tests of this program log.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct IntoLog;

impl Write for IntoLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for IntoLog {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}

fn keep_log() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let filter = tracing_subscriber::EnvFilter::new("info,actix_server=warn");
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(IntoLog).init();
    });
}

fn log() -> String {
    String::from_utf8(LOG.lock().unwrap().clone()).unwrap()
}

/// A self-signed pair in two files, for this machine's address.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> (Self, CertifiedKey<KeyPair>) {
        let files = Self { folder: tempfile::tempdir().unwrap() };
        let pair = pair();
        files.write(&pair);
        (files, pair)
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("fullchain.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("privkey.pem")
    }

    fn write(&self, pair: &CertifiedKey<KeyPair>) {
        fs::write(self.certificate(), pair.cert.pem()).unwrap();
        write_private(&self.key(), &pair.signing_key.serialize_pem());
    }

    fn configure(&self, config: &mut Config) {
        config.server.public_url = PUBLIC_URL.into();
        config.tls.certificate = Some(self.certificate());
        config.tls.key = Some(self.key());
    }
}

fn pair() -> CertifiedKey<KeyPair> {
    let signing_key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["127.0.0.1".into()]).unwrap();
    CertifiedKey { cert: params.self_signed(&signing_key).unwrap(), signing_key }
}

fn write_private(file: &Path, text: &str) {
    fs::write(file, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// A client that trusts this certificate and nothing else.
fn client(trusted: &CertifiedKey<KeyPair>, alpn: &[u8]) -> awc::Client {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(trusted.cert.pem().as_bytes()).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![alpn.to_vec()];
    let connector = awc::Connector::new().rustls_0_23(Arc::new(config));
    awc::Client::builder().connector(connector).disable_redirects().finish()
}

struct Answer {
    status: StatusCode,
    version: Version,
    headers: HeaderMap,
}

/// `GET /healthz` over TLS, or nothing where the certificate is not trusted.
async fn ask(
    deployment: &Deployment,
    trusted: &CertifiedKey<KeyPair>,
    alpn: &[u8],
) -> Option<Answer> {
    let url = format!("{}/healthz", deployment.url.replace("http://", "https://"));
    let reply = client(trusted, alpn).get(url).send().await.ok()?;
    let headers = reply.headers().clone();
    Some(Answer { status: reply.status(), version: reply.version(), headers })
}

async fn trusts(deployment: &Deployment, trusted: &CertifiedKey<KeyPair>) -> bool {
    ask(deployment, trusted, b"http/1.1").await.is_some()
}

#[actix_web::test]
async fn https_is_answered_over_http_1_and_2_and_plain_http_is_not() {
    keep_log();
    let (files, pair) = Files::new();
    let deployment = Deployment::start_with(|config| files.configure(config)).await;
    for (alpn, version) in [(&b"http/1.1"[..], Version::HTTP_11), (b"h2", Version::HTTP_2)] {
        let answer = ask(&deployment, &pair, alpn).await.unwrap();
        assert_eq!((answer.status, answer.version), (StatusCode::OK, version));
        let hsts = answer.headers.get("strict-transport-security").unwrap();
        assert_eq!(hsts, "max-age=31536000");
        assert_eq!(answer.headers.get("x-frame-options").unwrap(), "DENY");
    }
    assert!(!trusts(&deployment, &self::pair()).await, "another certificate is not trusted");
    assert!(awc::Client::default().get(&deployment.url).send().await.is_err());
}

#[actix_web::test]
async fn a_failed_handshake_leaves_no_address_in_the_log() {
    keep_log();
    let (files, pair) = Files::new();
    let deployment = Deployment::start_with(|config| files.configure(config)).await;
    let address = deployment.url.strip_prefix("http://").unwrap().to_owned();
    let port = actix_web::rt::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).ok();
        stream.local_addr().unwrap().port()
    })
    .await
    .unwrap();
    assert!(!trusts(&deployment, &self::pair()).await);
    assert!(trusts(&deployment, &pair).await);
    let log = log();
    assert!(log.contains("answered"), "the log is kept");
    assert!(!log.contains("127.0.0.1") && !log.contains(&format!(":{port}")), "{log}");
}

#[actix_web::test]
async fn files_that_change_are_served_and_broken_ones_are_not() {
    keep_log();
    let (files, first) = Files::new();
    let deployment = Deployment::start_with(|config| files.configure(config)).await;
    assert!(trusts(&deployment, &first).await);

    let second = pair();
    files.write(&second);
    deployment.clock.set(NOW + 29);
    assert!(trusts(&deployment, &first).await, "the files are not looked at that often");
    deployment.clock.set(NOW + 30);
    assert!(trusts(&deployment, &second).await);
    assert!(!trusts(&deployment, &first).await);

    // Half of a new pair, as between two copies of whoever renews it; then the key is cut off.
    let complaints = || {
        let log = log();
        let of_these = |line: &&str| line.contains(files.folder.path().to_str().unwrap());
        log.lines().filter(of_these).filter(|line| line.contains("stays")).count()
    };
    write_private(&files.key(), "-----BEGIN PRIVATE KEY-----\n");
    for seconds in [60, 90, 120] {
        deployment.clock.set(NOW + seconds);
        assert!(trusts(&deployment, &second).await);
    }
    assert_eq!(complaints(), 1);
    fs::remove_file(files.certificate()).unwrap();
    for seconds in [150, 180] {
        deployment.clock.set(NOW + seconds);
        assert!(trusts(&deployment, &second).await);
    }
    assert_eq!(complaints(), 2);

    let third = pair();
    files.write(&third);
    deployment.clock.set(NOW + 210);
    assert!(trusts(&deployment, &third).await);
}

#[cfg(unix)]
#[actix_web::test]
async fn a_hangup_has_the_files_read_at_once() {
    keep_log();
    let (files, first) = Files::new();
    let mut deployment = Deployment::start_with(|_| {}).await;
    deployment.stop().await;
    files.configure(&mut deployment.config);
    let clock = deployment.clock.clone();
    let certificates = tls::Certificates::configured(&deployment.config, clock).unwrap();
    tls::read_anew_on_hangup(certificates.clone()).unwrap();
    deployment.serve_with(certificates).await;
    assert!(trusts(&deployment, &first).await);
    let second = pair();
    files.write(&second);
    assert!(trusts(&deployment, &first).await);
    let me = std::process::id().to_string();
    assert!(Command::new("kill").args(["-HUP", &me]).status().unwrap().success());
    let began = Instant::now();
    while !trusts(&deployment, &second).await {
        assert!(began.elapsed() < Duration::from_secs(10), "the second pair is not served");
    }
}

#[actix_web::test]
async fn the_plain_listener_sends_everybody_to_the_public_address() {
    let (files, _) = Files::new();
    let deployment = Deployment::start_with(|config| files.configure(config)).await;
    let mut config = deployment.config.clone();
    assert!(tls::redirect::listen(&config).unwrap().is_none());
    config.tls.redirect_listen = Some("127.0.0.1:0".into());
    let (address, server) = tls::redirect::listen(&config).unwrap().unwrap();
    let handle = server.handle();
    let task = actix_web::rt::spawn(server);
    let client = awc::Client::builder().disable_redirects().finish();
    for path in ["/", "/ja/incidents/x", "//evil.example.com/", "/?to=https://evil.example.com"] {
        for method in [Method::GET, Method::POST, Method::OPTIONS] {
            let url = format!("http://{address}{path}");
            let request = client.request(method, url).insert_header(("host", "evil.example.com"));
            let mut reply = request.send_body("x").await.unwrap();
            assert_eq!(reply.status(), StatusCode::PERMANENT_REDIRECT);
            assert_eq!(reply.headers().get("location").unwrap(), &format!("{PUBLIC_URL}/"));
            assert!(reply.headers().get("strict-transport-security").is_none());
            assert!(reply.body().await.unwrap().is_empty());
        }
    }
    // An address in the request line, as a proxy is asked.
    let said = actix_web::rt::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
            .write_all(b"GET http://evil.example.com/ HTTP/1.1\r\nhost: evil.example.com\r\n\r\n")
            .unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    });
    let said = said.await.unwrap();
    assert!(said.starts_with("HTTP/1.1 308") && !said.contains("evil"), "{said}");
    handle.stop(false).await;
    task.await.unwrap().unwrap();
}

#[actix_web::test]
async fn the_healthcheck_speaks_tls_too() {
    let (files, _) = Files::new();
    let deployment = Deployment::start_with(|config| files.configure(config)).await;
    let mut config = deployment.config.clone();
    config.server.listen = deployment.url.strip_prefix("http://").unwrap().into();
    let asked = move |config: Config| {
        actix_web::rt::task::spawn_blocking(move || healthcheck::ask(&config))
    };
    asked(config.clone()).await.unwrap().unwrap();
    // As plain HTTP, the same server does not answer.
    (config.tls.certificate, config.tls.key) = (None, None);
    assert!(asked(config).await.unwrap().is_err());
}
