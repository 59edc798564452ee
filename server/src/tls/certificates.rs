//! The certificate that is served, and its renewal: whoever renews it writes the files anew, and
//! this server sees that within 30 seconds of use, or at SIGHUP.

use super::Pair;
use crate::{clock::Clock, config::Config};
use anyhow::Context;
use rustls::{
    ServerConfig,
    crypto::ring,
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::SystemTime,
};

/// Seconds for which the files are taken to be as they were.
const LOOK_EVERY: i64 = 30;

/// Answers every handshake with the pair that was sound last.
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    clock: Arc<dyn Clock>,
    current: RwLock<Arc<CertifiedKey>>,
    seen: Mutex<Seen>,
}

/// What the files were when they were last looked at, whether they were sound or not.
struct Seen {
    at: i64,
    files: [Option<Appearance>; 2],
}

/// What changes when a file is written anew or exchanged; `None` for one that is not there.
#[derive(PartialEq)]
struct Appearance {
    modified: Option<SystemTime>,
    bytes: u64,
    inode: u64,
}

impl Certificates {
    /// Reads the configured pair; `None` without one.
    ///
    /// # Errors
    /// Says what is wrong with the files.
    pub fn configured(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Option<Arc<Self>>> {
        let Some((certificate, key)) = config.tls.files() else {
            return Ok(None);
        };
        let files = [appearance(certificate), appearance(key)];
        let pair = Pair::read(certificate, key)?;
        // Served all the same: whoever renews it need not start the server again.
        if let Err(error) = pair.is_valid_at(clock.now()) {
            tracing::warn!("{error}");
        }
        Ok(Some(Arc::new(Self {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            current: RwLock::new(pair.certified()),
            seen: Mutex::new(Seen { at: clock.now(), files }),
            clock,
        })))
    }

    /// TLS 1.2 and 1.3 with this certificate.
    ///
    /// # Errors
    /// Where the library offers none of these versions.
    pub fn server_config(self: Arc<Self>) -> anyhow::Result<ServerConfig> {
        Ok(ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .context("TLS cannot be offered")?
            .with_no_client_auth()
            .with_cert_resolver(self))
    }

    /// Reads the files now, changed or not.
    pub fn read_anew(&self) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.at = self.clock.now();
        seen.files = [appearance(&self.certificate), appearance(&self.key)];
        self.take_over();
    }

    /// Reads the files if they changed; looks at most every 30 seconds. Two small files are read
    /// in the middle of a handshake, which takes about a millisecond.
    fn read_if_changed(&self) {
        // Whoever holds the lock is looking already.
        let Ok(mut seen) = self.seen.try_lock() else { return };
        let now = self.clock.now();
        // A clock that was set back does not stop us from looking.
        if (now - seen.at).abs() < LOOK_EVERY {
            return;
        }
        seen.at = now;
        // Taken before the files are read: a change in between is seen the next time.
        let files = [appearance(&self.certificate), appearance(&self.key)];
        if files != seen.files {
            seen.files = files;
            self.take_over();
        }
    }

    fn take_over(&self) {
        let read = Pair::read(&self.certificate, &self.key)
            .and_then(|pair| pair.is_valid_at(self.clock.now()).map(|()| pair));
        match read {
            Ok(pair) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = pair.certified();
                tracing::info!(until = pair.last_day(), "the TLS certificate was read anew");
            }
            Err(error) => {
                tracing::error!("the TLS certificate stays the one before: {error:#}");
            }
        }
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.read_if_changed();
        Some(self.current.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificates")
    }
}

fn appearance(file: &Path) -> Option<Appearance> {
    let found = fs::metadata(file).ok()?;
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let inode = 0;
    Some(Appearance { modified: found.modified().ok(), bytes: found.len(), inode })
}

/// From now on SIGHUP has the certificate read anew. Without one it does nothing, so that
/// whoever reloads every service does not end this one.
///
/// # Errors
/// Where the signal cannot be had.
#[cfg(unix)]
pub fn read_anew_on_hangup(certificates: Option<Arc<Certificates>>) -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangups = signal(SignalKind::hangup()).context("SIGHUP cannot be received")?;
    actix_web::rt::spawn(async move {
        while hangups.recv().await.is_some() {
            if let Some(certificates) = &certificates {
                certificates.read_anew();
            }
        }
    });
    Ok(())
}

/// There is no such signal here; changed files are seen all the same.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn read_anew_on_hangup(_: Option<Arc<Certificates>>) -> anyhow::Result<()> {
    Ok(())
}
