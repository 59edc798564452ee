//! Configuration: one TOML file. Unknown keys are refused; secrets are files of their own.

use crate::{
    keys::{KeyMaker, KeyStore, MasterKey},
    store::Location,
};
use anyhow::{Context, ensure};
use confique::Config as _;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What `shirabe.toml` holds. The shipped sample is `server/shirabe.sample.toml`.
#[derive(Debug, Clone, confique::Config)]
pub struct Config {
    /// Folder of the database, unless that is elsewhere. Back it up.
    pub data: PathBuf,

    #[config(nested)]
    pub database: Database,
    #[config(nested)]
    pub server: Server,
    #[config(nested)]
    pub tls: Tls,
    #[config(nested)]
    pub keys: Keys,
    #[config(nested)]
    pub limits: Limits,
}

#[derive(Debug, Clone, confique::Config)]
pub struct Database {
    /// Address of a PostgreSQL database, without a password. Default: SQLite in `data`.
    #[config(env = "SHIRABE_DATABASE_URL")]
    pub url: Option<String>,
    /// File that holds the database's password and nothing else.
    #[config(env = "SHIRABE_DATABASE_PASSWORD_FILE")]
    pub password_file: Option<PathBuf>,
}

impl Database {
    /// Where the database is; reads the password.
    ///
    /// # Errors
    /// Says what is wrong with address or password file.
    pub fn location(&self, data: &Path) -> anyhow::Result<Location> {
        let Some(url) = &self.url else {
            return Ok(Location::in_folder(data));
        };
        let password = self.password_file.as_deref().map(read_password).transpose()?;
        Location::at(url, password.as_deref().map(String::as_str)).context("database.url")
    }
}

fn read_password(file: &Path) -> anyhow::Result<Zeroizing<String>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("database.password_file: {} cannot be read", file.display()))?;
    let text = Zeroizing::new(text);
    let password = Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned());
    ensure!(!password.is_empty(), "database.password_file: {} is empty", file.display());
    Ok(password)
}

#[derive(Debug, Clone, confique::Config)]
pub struct Server {
    /// Address and port to listen at; port 0 takes a free one.
    #[config(default = "127.0.0.1:8420", env = "SHIRABE_LISTEN")]
    pub listen: String,
    /// The address that people see, without a slash at the end.
    #[config(default = "http://127.0.0.1:8420", env = "SHIRABE_PUBLIC_URL")]
    pub public_url: String,
    /// Proxies of yours in front of this server. With n > 0 the caller's address is the n-th
    /// from the right in `X-Forwarded-For`; with 0 that header is ignored.
    #[config(default = 0)]
    pub trusted_proxies: u8,
    /// Where to report a weakness, `mailto:...` or `https://...`; for /.well-known/security.txt.
    #[config(env = "SHIRABE_SECURITY_CONTACT")]
    pub security_contact: Option<String>,
}

impl Server {
    /// It stands in a file of one line a field, and in a link.
    fn check_security_contact(&self) -> anyhow::Result<()> {
        let Some(contact) = &self.security_contact else { return Ok(()) };
        let admitted = url::Url::parse(contact).is_ok_and(|contact| match contact.scheme() {
            "mailto" => contact.path().contains('@'),
            "https" => contact.has_host(),
            _ => false,
        });
        ensure!(
            admitted && !contact.contains(char::is_whitespace),
            "server.security_contact: write it as mailto:security@example.org or https://..."
        );
        Ok(())
    }
}

/// TLS in this server; without certificate and key it speaks plain HTTP, to a proxy.
#[derive(Debug, Clone, confique::Config)]
pub struct Tls {
    /// PEM file of the certificate with its chain.
    #[config(env = "SHIRABE_TLS_CERTIFICATE")]
    pub certificate: Option<PathBuf>,
    /// PEM file of its key.
    #[config(env = "SHIRABE_TLS_KEY")]
    pub key: Option<PathBuf>,
    /// Address and port of a plain listener that sends everybody to `public_url`.
    pub redirect_listen: Option<String>,
}

impl Tls {
    /// Certificate and key, if both are named.
    pub fn files(&self) -> Option<(&Path, &Path)> {
        self.certificate.as_deref().zip(self.key.as_deref())
    }

    fn check(&self, public_url: &str) -> anyhow::Result<()> {
        ensure!(
            self.certificate.is_some() == self.key.is_some(),
            "tls: name both `certificate` and `key`, or neither"
        );
        let on = self.files().is_some();
        ensure!(
            !on || public_url.starts_with("https://"),
            "server.public_url: with [tls] it begins with https://"
        );
        if let Some(listen) = &self.redirect_listen {
            ensure!(on, "tls.redirect_listen is of no use without certificate and key");
            ensure!(
                listen.parse::<std::net::SocketAddr>().is_ok(),
                "tls.redirect_listen: write address and port as 0.0.0.0:80"
            );
        }
        Ok(())
    }
}

#[derive(Debug, Clone, confique::Config)]
pub struct Keys {
    /// File of the master key (an age identity), which opens the key store. Not in `data`.
    #[config(env = "SHIRABE_MASTER_KEY")]
    pub master_key: PathBuf,
    /// Folder of the sealed keys. Not in `data`, so that a backup of the database is useless
    /// to whoever takes it.
    pub store: PathBuf,
}

impl Keys {
    /// To read, as the server does.
    ///
    /// # Errors
    /// Says what is wrong with the master key.
    pub fn open(&self) -> anyhow::Result<KeyStore> {
        Ok(KeyStore::open(&self.store, self.master()?))
    }

    /// To make keys, at the command line.
    ///
    /// # Errors
    /// Says what is wrong with the master key.
    pub fn maker(&self) -> anyhow::Result<KeyMaker> {
        Ok(KeyMaker::new(&self.store, self.master()?))
    }

    fn master(&self) -> anyhow::Result<MasterKey> {
        MasterKey::open(&self.master_key).with_context(|| format!("{}", self.master_key.display()))
    }
}

/// How often one block of addresses (IPv4 /24, IPv6 /48) may ask about one incident.
#[derive(Debug, Clone, confique::Config)]
pub struct Limits {
    /// Lookups a minute, in the long run. Many people share an address behind a mobile network.
    #[config(default = 120)]
    pub lookups_per_minute: u32,
    /// Lookups at once before that rate holds.
    #[config(default = 60)]
    pub burst: u32,
    /// Passwords, codes and invitations that staff may try in a minute, and at once. A call
    /// centre behind one address needs one of each for everybody who begins work.
    #[config(default = 120)]
    pub sign_ins_per_minute: u32,
}

impl Config {
    /// # Errors
    /// Says which key is wrong, unknown or missing.
    pub fn from_toml(text: &str) -> anyhow::Result<Self> {
        refuse_unknown_keys(text)?;
        let layer: <Self as confique::Config>::Layer =
            toml::from_str(text).context("the configuration cannot be read")?;
        let config = Self::builder().env().preloaded(layer).load()?;
        config.check()?;
        Ok(config)
    }

    /// # Errors
    /// As [`Self::from_toml`], naming the file.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| {
            format!("{} cannot be read; `shirabe init` writes one", path.display())
        })?;
        Self::from_toml(&text).with_context(|| format!("in {}", path.display()))
    }

    fn check(&self) -> anyhow::Result<()> {
        ensure!(
            self.server.listen.parse::<std::net::SocketAddr>().is_ok(),
            "server.listen: write address and port as 127.0.0.1:8420"
        );
        ensure!(
            self.server.public_url.starts_with("http") && !self.server.public_url.ends_with('/'),
            "server.public_url: write it as https://example.org, without a slash at the end"
        );
        ensure!(
            self.limits.lookups_per_minute > 0
                && self.limits.burst > 0
                && self.limits.sign_ins_per_minute > 0,
            "limits: every number must be above 0"
        );
        self.server.check_security_contact()?;
        self.tls.check(&self.server.public_url)?;
        match (&self.database.url, &self.database.password_file) {
            (Some(url), _) => _ = Location::at(url, None).context("database.url")?,
            (None, file) => {
                ensure!(file.is_none(), "database.password_file is of no use without database.url")
            }
        }
        self.keys_are_outside_data()
    }

    /// Where the database is; reads the password.
    ///
    /// # Errors
    /// Says what is wrong with address or password file.
    pub fn database_location(&self) -> anyhow::Result<Location> {
        self.database.location(&self.data)
    }

    /// A backup of the data folder must not carry the keys along.
    fn keys_are_outside_data(&self) -> anyhow::Result<()> {
        let data = settled(&self.data);
        for (name, path) in
            [("keys.master_key", &self.keys.master_key), ("keys.store", &self.keys.store)]
        {
            ensure!(
                !settled(path).starts_with(&data),
                "{name} lies inside the data folder: choose a place that its backups leave out"
            );
        }
        Ok(())
    }

    pub fn is_https(&self) -> bool {
        self.server.public_url.starts_with("https://")
    }
}

/// The text of a configuration with another `[database]`, and everything else as it was.
///
/// # Errors
/// Where the section is written in another way, or the result is not sound.
pub fn with_database(text: &str, section: &str) -> anyhow::Result<String> {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        if line.trim_start().starts_with('[') {
            inside = line.trim() == "[database]";
        }
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let mut text = kept.trim_end().to_owned();
    text.push('\n');
    if !section.is_empty() {
        text.push('\n');
        text.push_str(section);
    }
    let found = Config::from_toml(&text)
        .context("the section [database] could not be replaced; please change it by hand")?;
    ensure!(
        found.database.url.is_some() != section.is_empty(),
        "[database] is written in a way that we do not replace; please change it by hand"
    );
    Ok(text)
}

/// `[database]` as a configuration holds it; empty for SQLite in the data folder.
pub fn database_section(url: Option<&str>, password_file: Option<&Path>) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let Some(url) = url else {
        return String::new();
    };
    let mut section = format!("[database]\nurl = {}\n", quoted(url));
    if let Some(file) = password_file {
        section += &format!("password_file = {}\n", quoted(&file.display().to_string()));
    }
    section
}

/// The path with links and dots resolved as far as it exists.
fn settled(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !parent.as_os_str().is_empty() => settled(parent).join(name),
        _ => std::env::current_dir().unwrap_or_default().join(path),
    }
}

/// confique ignores what it does not know; a mistyped key must not be silently lost.
fn refuse_unknown_keys(text: &str) -> anyhow::Result<()> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read for the sake of their names")]
    struct Known {
        data: Option<toml::Value>,
        database: Option<KnownDatabase>,
        server: Option<KnownServer>,
        tls: Option<KnownTls>,
        keys: Option<KnownKeys>,
        limits: Option<KnownLimits>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read for the sake of their names")]
    struct KnownDatabase {
        url: Option<toml::Value>,
        password_file: Option<toml::Value>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read for the sake of their names")]
    struct KnownServer {
        listen: Option<toml::Value>,
        public_url: Option<toml::Value>,
        trusted_proxies: Option<toml::Value>,
        security_contact: Option<toml::Value>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read for the sake of their names")]
    struct KnownTls {
        certificate: Option<toml::Value>,
        key: Option<toml::Value>,
        redirect_listen: Option<toml::Value>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read for the sake of their names")]
    struct KnownKeys {
        master_key: Option<toml::Value>,
        store: Option<toml::Value>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read for the sake of their names")]
    struct KnownLimits {
        lookups_per_minute: Option<toml::Value>,
        burst: Option<toml::Value>,
        sign_ins_per_minute: Option<toml::Value>,
    }
    toml::from_str::<Known>(text).map(|_| ()).context("the configuration cannot be read")
}

#[cfg(test)]
mod tests {
    use super::{Config, database_section, with_database};

    const SAMPLE: &str = include_str!("../shirabe.sample.toml");

    #[test]
    fn the_shipped_sample_is_sound() {
        let config = Config::from_toml(SAMPLE).unwrap();
        assert_eq!(config.server.trusted_proxies, 1);
        let contact = config.server.security_contact.as_deref();
        assert_eq!(contact, Some("mailto:security@example.org"));
    }

    #[test]
    fn a_security_contact_is_one_address() {
        let with = |contact: &str| {
            Config::from_toml(&SAMPLE.replace("mailto:security@example.org", contact))
        };
        assert!(with("https://www.example.org/security").is_ok());
        for contact in ["security@example.org", "http://example.org/", "mailto:", "mailto:a b@c.d"]
        {
            let refusal = format!("{:#}", with(contact).unwrap_err());
            assert!(refusal.contains("security_contact"), "{refusal}");
        }
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = Config::from_toml(&format!("{SAMPLE}\ncolour = 1\n")).unwrap_err();
        assert!(format!("{error:#}").contains("colour"), "{error:#}");
    }

    #[test]
    fn a_database_elsewhere_is_configured_without_its_password() {
        let with = |section: &str| Config::from_toml(&format!("{SAMPLE}\n{section}"));
        let url = "postgres://shirabe@localhost/shirabe";
        let config = with(&database_section(Some(url), Some("/etc/p".as_ref()))).unwrap();
        assert_eq!(config.database.url.as_deref(), Some(url));
        let refusal = |section: &str| format!("{:#}", with(section).unwrap_err());
        let secret = "[database]\nurl = \"postgres://shirabe:opensesame@localhost/shirabe\"";
        assert!(refusal(secret).contains("leave the password out"), "{}", refusal(secret));
        assert!(!refusal(secret).contains("opensesame"));
        assert!(refusal("[database]\nuri = \"x\"").contains("uri"));
        assert!(refusal("[database]\npassword_file = \"/etc/p\"").contains("of no use"));
    }

    /// A section that the sample shows in a comment.
    fn shown(section: &str) -> Config {
        let lines = SAMPLE.lines().skip_while(|line| *line != format!("# [{section}]"));
        let lines = lines.map_while(|line| line.strip_prefix("# "));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        Config::from_toml(&format!("{SAMPLE}\n{text}")).unwrap()
    }

    #[test]
    fn what_the_shipped_sample_shows_is_sound() {
        let database = shown("database").database;
        assert!(database.url.unwrap().contains("sslmode=verify-full"));
        assert!(database.password_file.is_some());
        let tls = shown("tls").tls;
        assert!(tls.files().is_some() && tls.redirect_listen.is_some());
    }

    #[test]
    fn half_of_tls_is_refused() {
        let refusal = |text: &str| format!("{:#}", Config::from_toml(text).unwrap_err());
        let both = "certificate = \"/etc/c.pem\"\nkey = \"/etc/k.pem\"";
        assert!(refusal(&format!("{SAMPLE}\n[tls]\nkey = \"/etc/k.pem\"")).contains("both"));
        let plain = SAMPLE.replace("https://", "http://");
        assert!(refusal(&format!("{plain}\n[tls]\n{both}")).contains("begins with https://"));
        let alone = format!("{SAMPLE}\n[tls]\nredirect_listen = \"0.0.0.0:80\"");
        assert!(refusal(&alone).contains("of no use"));
        let named = format!("{SAMPLE}\n[tls]\n{both}\nredirect_listen = \"example.org:80\"");
        assert!(refusal(&named).contains("0.0.0.0:80"));
        assert!(refusal(&format!("{SAMPLE}\n[tls]\n{both}\nport = 1")).contains("port"));
    }

    #[test]
    fn another_database_leaves_the_rest_of_the_file_alone() {
        let section = database_section(Some("postgres://shirabe@localhost/a"), None);
        let moved = with_database(SAMPLE, &section).unwrap();
        assert_eq!(moved, format!("{}\n\n{section}", SAMPLE.trim_end()));
        let again = database_section(Some("postgres://shirabe@localhost/b"), None);
        let again = with_database(&moved, &again).unwrap();
        assert_eq!(again, moved.replace("localhost/a", "localhost/b"));
        assert_eq!(with_database(&again, "").unwrap(), format!("{}\n", SAMPLE.trim_end()));
        let dotted = format!("database.url = \"postgres://shirabe@localhost/a\"\n{SAMPLE}");
        assert!(with_database(&dotted, "").unwrap_err().to_string().contains("by hand"));
    }

    #[test]
    fn keys_inside_the_data_folder_are_refused() {
        let text = SAMPLE.replace("/etc/shirabe/keys", "/var/lib/shirabe/keys");
        let error = Config::from_toml(&text).unwrap_err();
        assert!(error.to_string().contains("inside the data folder"), "{error}");
    }
}
