//! The second factor: codes of an authenticator app (TOTP, RFC 6238: SHA-1, 6 digits, 30 s).

use crate::{
    access::AccountId,
    problem::Problem,
    state::Services,
    store::{Store, StoreError},
};
use rand::{CryptoRng, RngCore};
use totp_rs::{Algorithm, Builder, Totp};
use url::form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

/// Bytes of a secret: those of a SHA-1 (RFC 4226, section 4, R6).
const SECRET_BYTES: usize = 20;
/// Seconds of a step, and steps that a clock may be off.
const STEP: i64 = 30;
const SKEW: u16 = 1;
/// The use under which secrets are sealed.
const PURPOSE: &str = "totp";
/// How apps name this account's issuer.
const ISSUER: &str = "Shirabe";

/// The secret of an account, opened. Prints nothing of itself.
pub struct SecondFactor(Totp);

impl SecondFactor {
    fn of(secret: &[u8]) -> Result<Self, Problem> {
        let builder = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(SKEW)
            .with_step_duration(STEP as u64)
            .with_secret(secret.to_vec());
        builder.build().map(Self).map_err(|_| Problem::Internal)
    }

    /// Opens what the database holds.
    ///
    /// # Errors
    /// [`Problem::Unavailable`].
    pub fn open(services: &Services, account: &AccountId, sealed: &[u8]) -> Result<Self, Problem> {
        Self::of(&services.keys.unseal_bytes(PURPOSE, account, sealed)?)
    }

    /// Draws a secret and keeps it, unproved, unless there is one.
    ///
    /// # Errors
    /// [`Problem::Unavailable`].
    pub async fn draw<R: RngCore + CryptoRng>(
        services: &Services,
        account: &AccountId,
        rng: &mut R,
    ) -> Result<(), Problem> {
        let mut secret = Zeroizing::new([0; SECRET_BYTES]);
        rng.fill_bytes(&mut *secret);
        let sealed = services.keys.seal_bytes(PURPOSE, account, &*secret)?;
        services.store.draw_totp(account, &sealed).await?;
        Ok(())
    }

    /// The step whose code this is, at most one away from now. It must be used up before it
    /// counts.
    pub fn step_of(&self, code: &str, now: i64) -> Option<i64> {
        let step = self.0.check(code, u64::try_from(now).ok()?)?;
        i64::try_from(step).ok()
    }

    /// Takes a code, once: the same code, or one before it, is never taken again.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn take(
        &self,
        store: &Store,
        account: &AccountId,
        code: &str,
        now: i64,
    ) -> Result<bool, StoreError> {
        match self.step_of(code, now) {
            Some(step) => store.use_totp_step(account, step).await,
            None => Ok(false),
        }
    }

    /// To type into an app: base 32, in groups of four.
    pub fn in_groups(&self) -> Zeroizing<String> {
        let text = Zeroizing::new(self.0.secret().to_base32());
        let mut groups = Zeroizing::new(String::with_capacity(2 * text.len()));
        for (place, character) in text.chars().enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                groups.push(' ');
            }
            groups.push(character);
        }
        groups
    }

    /// To open in an app: `otpauth://totp/Shirabe:login?secret=...`.
    pub fn link(&self, login: &str) -> Zeroizing<String> {
        let secret = Zeroizing::new(self.0.secret().to_base32());
        let login: String = byte_serialize(login.as_bytes()).collect();
        Zeroizing::new(format!(
            "otpauth://totp/{ISSUER}:{login}?secret={}&issuer={ISSUER}&algorithm=SHA1&digits=6&period={STEP}",
            *secret
        ))
    }
}

/// A code as people type it: without the blank in its middle; `None` where it is not six digits.
pub fn digits(typed: &str) -> Option<Zeroizing<String>> {
    let code: Zeroizing<String> =
        Zeroizing::new(typed.chars().filter(|character| !character.is_whitespace()).collect());
    (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: SHA-1, the last six of eight digits.
    const SECRET: &[u8] = b"12345678901234567890";
    const VECTORS: [(i64, &str); 5] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
    ];

    #[test]
    fn the_rfcs_own_codes_are_taken_in_their_step_and_the_ones_beside_it() {
        let factor = SecondFactor::of(SECRET).unwrap();
        for (time, code) in VECTORS {
            let step = time / STEP;
            assert_eq!(factor.step_of(code, time), Some(step), "{code}");
            assert_eq!(factor.step_of(code, time + STEP), Some(step), "{code}");
            assert_eq!(factor.step_of(code, time - STEP), Some(step), "{code}");
            assert_eq!(factor.step_of(code, time + 2 * STEP), None, "{code}");
            assert_eq!(factor.step_of(code, time - 2 * STEP), None, "{code}");
        }
        assert_eq!(factor.step_of("28708", 59), None);
        assert_eq!(factor.step_of("94287082", 59), None);
    }

    #[test]
    fn apps_get_the_secret_in_two_forms() {
        let factor = SecondFactor::of(SECRET).unwrap();
        assert_eq!(*factor.in_groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            *factor.link("a+b@example.jp"),
            "otpauth://totp/Shirabe:a%2Bb%40example.jp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Shirabe&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn blanks_in_a_code_do_not_matter() {
        assert_eq!(digits(" 287 082\n").unwrap().as_str(), "287082");
        for other in ["", "28708", "2870822", "28708a", "２８７０８２"] {
            assert!(digits(other).is_none(), "{other}");
        }
    }
}
