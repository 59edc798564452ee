//! Certificate and key as two PEM files: reads them, and says whether they fit.

use anyhow::{Context, anyhow, bail, ensure};
use rustls::{
    client::verify_server_name,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    server::ParsedCertificate,
    sign::CertifiedKey,
};
use std::{fs, path::Path, sync::Arc};
use time::OffsetDateTime;
use x509_cert::{Certificate, der::Decode, time::Time};
use zeroize::Zeroizing;

/// A certificate with its chain, and the key that belongs to it.
pub struct Pair {
    certified: Arc<CertifiedKey>,
    valid_from: i64,
    valid_until: i64,
}

impl Pair {
    /// Reads both files. Errors never hold a part of them.
    ///
    /// # Errors
    /// Says which file is wrong, or that the two do not belong together.
    pub fn read(certificate: &Path, key: &Path) -> anyhow::Result<Self> {
        let chain = read_chain(certificate)
            .with_context(|| format!("tls.certificate: {}", certificate.display()))?;
        let (valid_from, valid_until) = validity(&chain)
            .with_context(|| format!("tls.certificate: {}", certificate.display()))?;
        let key = read_key(key).with_context(|| format!("tls.key: {}", key.display()))?;
        let certified = CertifiedKey::from_der(chain, key, &ring::default_provider())
            .map_err(|_| anyhow!("tls: certificate and key do not belong together"))?;
        Ok(Self { certified: Arc::new(certified), valid_from, valid_until })
    }

    pub fn certified(&self) -> Arc<CertifiedKey> {
        self.certified.clone()
    }

    /// The last day of validity (UTC), as 2027-01-31.
    pub fn last_day(&self) -> String {
        day(self.valid_until)
    }

    /// Whether a device whose clock is right accepts the certificate's dates.
    ///
    /// # Errors
    /// Names the day on which it ended, or will begin.
    pub fn is_valid_at(&self, now: i64) -> anyhow::Result<()> {
        if now > self.valid_until {
            bail!("the TLS certificate ended on {}: get a new one", self.last_day());
        }
        if now < self.valid_from {
            bail!(
                "the TLS certificate is valid from {} only: check the clock of this machine",
                day(self.valid_from)
            );
        }
        Ok(())
    }

    /// Whether the certificate is for the host of that address.
    ///
    /// # Errors
    /// Says that it is not.
    pub fn is_for(&self, public_url: &str) -> anyhow::Result<()> {
        let url = url::Url::parse(public_url).context("server.public_url")?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let covered = ServerName::try_from(host.as_str()).is_ok_and(|name| {
            let end_entity = self.certified.end_entity_cert().map(ParsedCertificate::try_from);
            matches!(end_entity, Ok(Ok(parsed)) if verify_server_name(&parsed, &name).is_ok())
        });
        ensure!(covered, "the TLS certificate is not for {host}, which server.public_url names");
        Ok(())
    }
}

fn read_chain(file: &Path) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let pem = fs::read(file).map_err(|error| anyhow!("cannot be read ({})", error.kind()))?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match chain {
        Ok(chain) if !chain.is_empty() => Ok(chain),
        _ => bail!("holds no certificate in PEM form; name the file with the whole chain"),
    }
}

fn read_key(file: &Path) -> anyhow::Result<PrivateKeyDer<'static>> {
    closed_to_others(file)?;
    let pem = fs::read(file).map_err(|error| anyhow!("cannot be read ({})", error.kind()))?;
    let pem = Zeroizing::new(pem);
    PrivateKeyDer::from_pem_slice(&pem).map_err(|_| {
        anyhow!("holds no private key in PEM form; one that asks for a password does not do")
    })
}

/// Others on this machine have no business with the key; a group may.
fn closed_to_others(file: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let found = fs::metadata(file);
        let found = found.map_err(|error| anyhow!("cannot be read ({})", error.kind()))?;
        ensure!(
            found.permissions().mode() & 0o007 == 0,
            "is open to every account of this machine: `chmod o= FILE`"
        );
    }
    Ok(())
}

/// First and last second of validity of the certificate itself.
fn validity(chain: &[CertificateDer<'_>]) -> anyhow::Result<(i64, i64)> {
    let first = chain.first().context("holds no certificate")?;
    let parsed = Certificate::from_der(first)
        .map_err(|_| anyhow!("the first certificate in it cannot be understood"))?;
    let validity = parsed.tbs_certificate.validity;
    Ok((seconds(&validity.not_before), seconds(&validity.not_after)))
}

fn seconds(time: &Time) -> i64 {
    i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}

fn day(at: i64) -> String {
    match OffsetDateTime::from_unix_timestamp(at) {
        Ok(at) => at.date().to_string(),
        Err(_) => "a day far away".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use std::path::PathBuf;

    struct Files {
        folder: tempfile::TempDir,
        certificate: PathBuf,
        key: PathBuf,
    }

    fn write_private(file: &Path, text: &str) {
        fs::write(file, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
        }
    }

    fn files() -> Files {
        let folder = tempfile::tempdir().unwrap();
        let key = KeyPair::generate().unwrap();
        let mut params =
            CertificateParams::new(["check.example.org".into(), "192.0.2.7".into()]).unwrap();
        params.not_before = date_time_ymd(2025, 11, 1);
        params.not_after = date_time_ymd(2026, 2, 1);
        let certificate = folder.path().join("chain.pem");
        fs::write(&certificate, params.self_signed(&key).unwrap().pem()).unwrap();
        let key_file = folder.path().join("key.pem");
        write_private(&key_file, &key.serialize_pem());
        Files { folder, certificate, key: key_file }
    }

    fn refusal(certificate: &Path, key: &Path) -> String {
        format!("{:#}", Pair::read(certificate, key).map(|_| ()).unwrap_err())
    }

    #[test]
    fn days_and_names_are_read() {
        let files = files();
        let pair = Pair::read(&files.certificate, &files.key).unwrap();
        assert_eq!(pair.last_day(), "2026-02-01");
        let at = |year, month, day| date_time_ymd(year, month, day).unix_timestamp();
        pair.is_valid_at(at(2025, 12, 1)).unwrap();
        let late = pair.is_valid_at(at(2026, 2, 2)).unwrap_err().to_string();
        assert!(late.contains("ended on 2026-02-01"), "{late}");
        let early = pair.is_valid_at(at(2025, 10, 31)).unwrap_err().to_string();
        assert!(early.contains("from 2025-11-01"), "{early}");
        pair.is_for("https://check.example.org").unwrap();
        pair.is_for("https://192.0.2.7:8443").unwrap();
        for other in ["https://example.org", "https://[2001:db8::1]", "https://a.check.example.org"]
        {
            assert!(pair.is_for(other).is_err(), "{other}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_and_nothing_of_it_shown() {
        let Files { folder, certificate, key } = files();
        let missing = folder.path().join("missing.pem");
        assert!(refusal(&missing, &key).starts_with("tls.certificate: "));
        assert!(refusal(&certificate, &missing).starts_with("tls.key: "));
        assert!(refusal(&key, &key).contains("holds no certificate"));
        assert!(refusal(&certificate, &certificate).contains("tls.key: "));
        let other = folder.path().join("other.pem");
        write_private(&other, &KeyPair::generate().unwrap().serialize_pem());
        assert!(refusal(&certificate, &other).contains("do not belong together"));
        write_private(&other, "-----BEGIN PRIVATE KEY-----\nopensesame\n");
        let cut = refusal(&certificate, &other);
        assert!(cut.contains("holds no private key") && !cut.contains("opensesame"), "{cut}");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let files = files();
        let open = |mode| fs::set_permissions(&files.key, fs::Permissions::from_mode(mode));
        open(0o640).unwrap();
        Pair::read(&files.certificate, &files.key).unwrap();
        open(0o644).unwrap();
        assert!(refusal(&files.certificate, &files.key).contains("open to every account"));
    }
}
