//! Accounts of staff: passwords, the second factor, recovery codes, invitations, and signing in.
//!
//! ```text
//! password --half a session--> second factor --session--> everything the roles allow
//! ```

pub mod api;
pub mod invitations;
pub mod own_account;
pub mod pages;
pub mod password_rules;
pub mod qr_code;
pub mod recovery_codes;
pub mod register;
pub mod second_factor;
pub mod set_up;
pub mod sign_in;
mod trials;

/// A login as it is stored: in lower case, 3 to 64 letters, digits and `.`, `_`, `@`, `+`, `-`.
/// `None` for anything else.
pub fn login(typed: &str) -> Option<String> {
    let login = typed.trim().to_ascii_lowercase();
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._@+-".contains(&byte);
    ((3..=64).contains(&login.len()) && login.bytes().all(allowed)).then_some(login)
}

#[cfg(test)]
mod tests {
    use super::login;

    #[test]
    fn a_login_is_one_in_any_case() {
        assert_eq!(login(" Hanako.Sato@example.jp ").as_deref(), Some("hanako.sato@example.jp"));
        for other in ["", "ab", "a b c", "花子さん", &"a".repeat(65), "a/b/c", "a\0bc"] {
            assert_eq!(login(other), None, "{other}");
        }
    }
}
