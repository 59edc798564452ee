//! Passwords: Argon2id as PHC strings, computed off the async threads, two at once.
//!
//! A login that nobody has costs the same computation, so that the time tells no names.

use crate::problem::Problem;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Memory in KiB, passes, lanes: OWASP's first recommendation for Argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Computations at once; each takes 19 MiB.
const AT_ONCE: usize = 2;
/// Computations that may wait; more would only wait longer than anybody does.
const MAY_WAIT: usize = 64;

/// Verified where no account is meant. The hash of no password: its bytes were drawn.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2hpcmFiZS1kdW1teS0wMQ\
                     $5l0W3xk2ZyQh0vTn8mJrUe7dBq4cHs1oFgKpXaYiLz8";

/// What became of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, and stored with other parameters than today's: store it anew.
    RightButOld,
}

/// Computes and counts.
pub struct Passwords {
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    verifications: AtomicU64,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: AtomicUsize::new(0),
            verifications: AtomicU64::new(0),
        }
    }
}

impl Passwords {
    /// Whether the password is the stored one. `None` computes as much and is always wrong.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] where too many wait already; [`Problem::Internal`] where what
    /// is stored cannot be read.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict, Problem> {
        let meant = stored.is_some();
        let password = normal(password);
        let stored = stored.unwrap_or(DUMMY).to_owned();
        let verdict = self.compute(move || verdict(&password, &stored)).await?;
        self.verifications.fetch_add(1, Ordering::Relaxed);
        if meant { verdict.ok_or(Problem::Internal) } else { Ok(Verdict::Wrong) }
    }

    /// A PHC string to store.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, Problem> {
        let password = normal(password);
        let hash = self.compute(move || {
            let hash: PasswordHash =
                today().ok()?.hash_password_with_salt(password.as_bytes(), &salt).ok()?;
            Some(hash.to_string())
        });
        hash.await?.ok_or(Problem::Internal)
    }

    /// How many verifications this process has computed.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }

    async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let _place = Place::take(&self.waiting)?;
        let permit = self.permits.clone().acquire_owned().await.map_err(|_| Problem::Internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        done.await.map_err(|_| Problem::Internal)
    }
}

/// One place among those that compute or wait, given back when the asker is gone.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, Problem> {
        if waiting.fetch_add(1, Ordering::Relaxed) >= MAY_WAIT + AT_ONCE {
            waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Problem::Unavailable);
        }
        Ok(Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Keyboards write the same letter in several ways (NIST SP 800-63B, 3.1.1.2: NFKC).
fn normal(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}

fn today() -> Result<Argon2<'static>, argon2::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// `None` where what is stored is no hash that we make.
fn verdict(password: &str, stored: &str) -> Option<Verdict> {
    let hash = PasswordHash::new(stored).ok()?;
    let params = Params::try_from(&hash).ok()?;
    let right = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
    let old = (params.m_cost(), params.t_cost(), params.p_cost()) != (MEMORY_KIB, PASSES, LANES)
        || hash.algorithm.as_str() != Algorithm::Argon2id.as_str()
        || hash.version != Some(Version::V0x13.into());
    Some(match (right, old) {
        (false, _) => Verdict::Wrong,
        (true, false) => Verdict::Right,
        (true, true) => Verdict::RightButOld,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "horse battery 正しい";

    #[tokio::test]
    async fn a_hash_fits_its_password_only() {
        let passwords = Passwords::default();
        let hash = passwords.hash(PASSWORD, [7; 16]).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, passwords.hash(PASSWORD, [8; 16]).await.unwrap());
        let verdict = async |password| passwords.verify(password, Some(&hash)).await.unwrap();
        assert_eq!(verdict(PASSWORD).await, Verdict::Right);
        assert_eq!(verdict("horse battery 正しく").await, Verdict::Wrong);
        // Full-width letters are the same letters.
        assert_eq!(verdict("ｈｏｒｓｅ battery 正しい").await, Verdict::Right);
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody_and_is_always_wrong() {
        let passwords = Passwords::default();
        let hash = passwords.hash(PASSWORD, [7; 16]).await.unwrap();
        assert_eq!(passwords.verifications(), 0);
        passwords.verify("wrong password", Some(&hash)).await.unwrap();
        assert_eq!(passwords.verifications(), 1);
        let nobody = passwords.verify("wrong password", None).await.unwrap();
        assert_eq!((nobody, passwords.verifications()), (Verdict::Wrong, 2));
        // It is a hash that takes the whole computation, not one that is refused at once.
        assert_eq!(verdict("wrong password", DUMMY), Some(Verdict::Wrong));
        let params = Params::try_from(&PasswordHash::new(DUMMY).unwrap()).unwrap();
        assert_eq!((params.m_cost(), params.t_cost()), (MEMORY_KIB, PASSES));
    }

    #[tokio::test]
    async fn other_parameters_are_noticed() {
        let params = Params::new(8192, 1, 1, None).unwrap();
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash: PasswordHash =
            old.hash_password_with_salt(PASSWORD.as_bytes(), &[1; 16]).unwrap();
        let passwords = Passwords::default();
        let verdict = passwords.verify(PASSWORD, Some(&hash.to_string())).await.unwrap();
        assert_eq!(verdict, Verdict::RightButOld);
        let broken = passwords.verify(PASSWORD, Some("plain text")).await;
        assert_eq!(broken, Err(Problem::Internal));
    }

    #[tokio::test]
    async fn a_crowd_is_sent_away() {
        let passwords = Passwords::default();
        passwords.waiting.store(MAY_WAIT + AT_ONCE, Ordering::Relaxed);
        assert_eq!(passwords.verify(PASSWORD, None).await, Err(Problem::Unavailable));
        assert_eq!(passwords.waiting.load(Ordering::Relaxed), MAY_WAIT + AT_ONCE);
    }
}
