//! Which passwords are taken: long enough, not well known, not the login. No rule asks for
//! capitals or signs.

/// Characters, at least and at most.
pub const SHORTEST: usize = 12;
pub const LONGEST: usize = 128;

/// Among the most used passwords of published lists, those that are long enough to be chosen
/// here, and what people make of short ones to get there. In lower case.
const WELL_KNOWN: [&str; 36] = [
    "000000000000",
    "012345678901",
    "0123456789ab",
    "098765432109",
    "111111111111",
    "121212121212",
    "123123123123",
    "123456123456",
    "123456789000",
    "123456789012",
    "1234567890ab",
    "1234567890qw",
    "12345678910111213",
    "1234567891234",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "abcdefghijkl",
    "adminadminadmin",
    "administrator",
    "changemechangeme",
    "correcthorsebatterystaple",
    "correct horse battery staple",
    "iloveyou1234",
    "letmeinletmein",
    "p@ssw0rd1234",
    "passw0rd1234",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "qwerty123456",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopasdf",
    "welcome12345",
];

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefusal {
    TooShort,
    TooLong,
    WellKnown,
    /// It is the login, or is built around it.
    HoldsLogin,
}

impl PasswordRefusal {
    pub const ALL: [Self; 4] = [Self::TooShort, Self::TooLong, Self::WellKnown, Self::HoldsLogin];

    /// The text that says so.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooShort => "staff-password-too-short",
            Self::TooLong => "staff-password-too-long",
            Self::WellKnown => "staff-password-well-known",
            Self::HoldsLogin => "staff-password-holds-login",
        }
    }

    /// The same for a terminal.
    pub fn in_english(self) -> &'static str {
        match self {
            Self::TooShort => "the password has fewer than 12 characters; choose a longer one",
            Self::TooLong => "the password has more than 128 characters; choose a shorter one",
            Self::WellKnown => "the password is one of those tried first; choose another",
            Self::HoldsLogin => "the password contains the login; choose another",
        }
    }
}

/// # Errors
/// Why it is not taken.
pub fn check(password: &str, login: &str) -> Result<(), PasswordRefusal> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordRefusal::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordRefusal::TooLong);
    }
    let lower = password.to_lowercase();
    let mut characters = lower.chars();
    let first = characters.next();
    if characters.all(|character| Some(character) == first) || WELL_KNOWN.contains(&lower.as_str())
    {
        return Err(PasswordRefusal::WellKnown);
    }
    // A login of three letters stands in many a sentence.
    if login.chars().count() > 3 && lower.contains(&login.to_lowercase()) {
        return Err(PasswordRefusal::HoldsLogin);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("わたしのねこはしろいです", "hanako"), Ok(()));
        assert_eq!(check("わたしのねこはしろい", "hanako"), Err(PasswordRefusal::TooShort));
        assert_eq!(check("elevenchars", "hanako"), Err(PasswordRefusal::TooShort));
        assert_eq!(check("all lower case", "hanako"), Ok(()));
        assert_eq!(check(&"ab".repeat(64), "hanako"), Ok(()));
        assert_eq!(check(&"ab".repeat(65), "hanako"), Err(PasswordRefusal::TooLong));
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for known in ["Password1234", "QWERTYUIOP123", "administrator", "zzzzzzzzzzzzzzz"] {
            assert_eq!(check(known, "hanako"), Err(PasswordRefusal::WellKnown), "{known}");
        }
        for known in WELL_KNOWN {
            assert_eq!(known, known.to_lowercase());
            assert!(known.chars().count() >= SHORTEST, "{known} cannot be chosen anyway");
        }
        let around = "Hanako.sato-2026";
        assert_eq!(check(around, "hanako.sato"), Err(PasswordRefusal::HoldsLogin));
        assert_eq!(check("an ancient tanker", "anc"), Ok(()));
    }
}
