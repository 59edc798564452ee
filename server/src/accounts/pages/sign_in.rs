//! Signing in: one form for login and password, then one for the second factor.

use crate::{
    access::Actor,
    accounts::sign_in::{self, NextStep},
    frame::{staff::StaffFrame, staff_reply},
    http::{forms::Sent, sessions, visitor::Visitor},
    problem::Problem,
    state::Services,
    words::{Language, Words},
};
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "staff/sign-in.html")]
struct SignInPage {
    w: Words,
    frame: StaffFrame,
    /// Where to go afterwards.
    next: String,
    failed: bool,
}

#[derive(Template)]
#[template(path = "staff/second-factor.html")]
struct SecondFactorPage {
    w: Words,
    frame: StaffFrame,
    csrf: String,
    next: String,
    failed: bool,
}

/// Where somebody wanted to go.
#[derive(Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordForm {
    login: String,
    password: Zeroizing<String>,
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    csrf: String,
    code: Zeroizing<String>,
    #[serde(default)]
    next: String,
}

/// Where to go after signing in: a page of staff on this server and nowhere else; home for
/// everything that is not surely one.
pub fn safe_next(next: &str, words: Words) -> String {
    let below_staff = Language::OF_STAFF.into_iter().any(|language| {
        let rest = next.strip_prefix(&format!("/{}/staff", language.tag()));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte);
    if below_staff && next.len() <= 200 && next.bytes().all(plain) && !next.contains("//") {
        next.to_owned()
    } else {
        format!("/{}/staff", words.language().tag())
    }
}

/// The path of the step that follows the password.
pub(super) fn step_path(step: NextStep, next: &str, words: Words) -> String {
    let path = format!("/{}/staff/{}", words.language().tag(), step.code());
    match safe_next(next, words) {
        home if home == format!("/{}/staff", words.language().tag()) => path,
        next => format!("{path}?next={next}"),
    }
}

/// The form for login and password.
pub async fn show(request: HttpRequest, language: Path<String>, wish: Query<Wish>) -> HttpResponse {
    let words = Words::of_staff_page(&language);
    let next = safe_next(&wish.next, words);
    if request.extensions().get::<Actor>().is_some() {
        return staff_reply::see_other(&next);
    }
    sign_in_page(words, next, false)
}

fn sign_in_page(words: Words, next: String, failed: bool) -> HttpResponse {
    let title = words.text("staff-sign-in-title");
    let page = SignInPage {
        w: words,
        frame: StaffFrame::new(words, title, "staff/sign-in", None),
        next,
        failed,
    };
    let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    staff_reply::page_with_status(status, &page, words)
}

/// Takes login and password.
pub async fn take_password(
    services: Data<Services>,
    visitor: Visitor,
    language: Path<String>,
    form: Sent<PasswordForm>,
) -> Result<HttpResponse, Problem> {
    let words = Words::of_staff_page(&language);
    let form = form.map_err(|_| Problem::Malformed)?.into_inner();
    let (login, password) = (&form.login, &form.password);
    let taken = sign_in::with_password(&services, &visitor, login, password, &mut OsRng).await?;
    let Some(taken) = taken else {
        return Ok(sign_in_page(words, safe_next(&form.next, words), true));
    };
    let mut reply = staff_reply::see_other(&step_path(taken.step, &form.next, words));
    staff_reply::set_cookie(&mut reply, &taken.cookie)?;
    Ok(reply)
}

/// The form for the second factor.
pub async fn show_second_factor(
    services: Data<Services>,
    visitor: Visitor,
    language: Path<String>,
    wish: Query<Wish>,
) -> Result<HttpResponse, Problem> {
    let words = Words::of_staff_page(&language);
    let Some(half) = sessions::half_of(&services, &visitor).await? else {
        return Ok(staff_reply::to_sign_in(words));
    };
    Ok(second_factor_page(words, half.csrf.to_send(), safe_next(&wish.next, words), false))
}

fn second_factor_page(words: Words, csrf: String, next: String, failed: bool) -> HttpResponse {
    let title = words.text("staff-second-factor-title");
    let page = SecondFactorPage {
        w: words,
        frame: StaffFrame::new(words, title, "staff/second-factor", None),
        csrf,
        next,
        failed,
    };
    let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    staff_reply::page_with_status(status, &page, words)
}

/// Takes a code of the second factor, or a recovery code.
pub async fn take_code(
    services: Data<Services>,
    visitor: Visitor,
    language: Path<String>,
    form: Sent<CodeForm>,
) -> Result<HttpResponse, Problem> {
    let words = Words::of_staff_page(&language);
    let form = form.map_err(|_| Problem::Malformed)?.into_inner();
    let Some(half) = sessions::half_of(&services, &visitor).await? else {
        return Ok(staff_reply::to_sign_in(words));
    };
    half.require_token(&form.csrf)?;
    let next = safe_next(&form.next, words);
    let signed_in = sign_in::with_code(&services, &visitor, &half, &form.code, &mut OsRng).await?;
    let Some(signed_in) = signed_in else {
        return Ok(second_factor_page(words, half.csrf.to_send(), next, true));
    };
    let mut reply = staff_reply::see_other(&next);
    staff_reply::set_cookie(&mut reply, &signed_in.session)?;
    staff_reply::set_cookie(&mut reply, &signed_in.device)?;
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere_after_signing_in() {
        let words = Words::of(Language::English);
        for own in ["/en/staff", "/ja/staff/account", "/en/staff/incidents/job-matching/audit"] {
            assert_eq!(safe_next(own, words), own);
        }
        for other in [
            "",
            "https://leak.example.com/en/staff",
            "//leak.example.com/en/staff",
            "/\\leak.example.com",
            "/en/staff//leak.example.com",
            "/en/staffing",
            "/en/staff/../incidents",
            "/en/staff/%2e%2e",
            "/en/staff?next=x",
            "/en/staff\r\nset-cookie: a=b",
            "/en/incidents/job-matching",
            "javascript:alert(1)",
        ] {
            assert_eq!(safe_next(other, words), "/en/staff", "{other}");
        }
    }
}
