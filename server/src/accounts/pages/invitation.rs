//! Accepting an invitation, and setting the second factor up.

use super::sign_in::step_path;
use crate::{
    accounts::{
        invitations::{self, Acceptance},
        qr_code::QrPicture,
        set_up::{self, SetUp},
    },
    frame::{
        assets::{self, Asset},
        staff::StaffFrame,
        staff_reply,
    },
    http::{forms::Sent, sessions, visitor::Visitor},
    problem::Problem,
    state::Services,
    words::Words,
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "staff/invitation.html")]
struct InvitationPage {
    w: Words,
    frame: StaffFrame,
    script: Asset,
    /// Given back so that nobody looks for the letter again.
    secret: Zeroizing<String>,
    /// What is wrong, at the field it is wrong with.
    secret_error: Option<String>,
    password_error: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/set-up.html")]
struct SetUpPage {
    w: Words,
    frame: StaffFrame,
    csrf: String,
    login: String,
    secret: Zeroizing<String>,
    link: Zeroizing<String>,
    picture: QrPicture,
    failed: bool,
}

#[derive(Template)]
#[template(path = "staff/recovery-codes.html")]
struct RecoveryCodesPage {
    w: Words,
    frame: StaffFrame,
    codes: Vec<Zeroizing<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvitationForm {
    secret: Zeroizing<String>,
    password: Zeroizing<String>,
    again: Zeroizing<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUpForm {
    csrf: String,
    code: Zeroizing<String>,
}

/// The form for an invitation.
pub async fn show(language: Path<String>) -> HttpResponse {
    invitation_page(Words::of_staff_page(&language), Zeroizing::default(), None, None)
}

fn invitation_page(
    words: Words,
    secret: Zeroizing<String>,
    secret_error: Option<String>,
    password_error: Option<String>,
) -> HttpResponse {
    let failed = secret_error.is_some() || password_error.is_some();
    let title = words.text("staff-invitation-title");
    let page = InvitationPage {
        w: words,
        frame: StaffFrame::new(words, title, "staff/invitation", None),
        script: assets::find("elements/invitation-link/invitation-link.js"),
        secret,
        secret_error,
        password_error,
    };
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    staff_reply::page_with_status(status, &page, words)
}

/// Takes the secret of an invitation and the new password.
pub async fn accept(
    services: Data<Services>,
    visitor: Visitor,
    language: Path<String>,
    form: Sent<InvitationForm>,
) -> Result<HttpResponse, Problem> {
    let words = Words::of_staff_page(&language);
    let InvitationForm { secret, password, again } =
        form.map_err(|_| Problem::Malformed)?.into_inner();
    if password != again {
        let differs = words.text("staff-password-differs");
        return Ok(invitation_page(words, secret, None, Some(differs)));
    }
    match invitations::accept(&services, &visitor, &secret, &password, &mut OsRng).await? {
        Acceptance::Taken(taken) => {
            let mut reply = staff_reply::see_other(&step_path(taken.step, "", words));
            staff_reply::set_cookie(&mut reply, &taken.cookie)?;
            Ok(reply)
        }
        Acceptance::NoInvitation => {
            let over = words.text("problem-invitation-over-text");
            Ok(invitation_page(words, secret, Some(over), None))
        }
        Acceptance::Refused(refusal) => {
            let refused = words.text(refusal.key());
            Ok(invitation_page(words, secret, None, Some(refused)))
        }
    }
}

/// The secret of the second factor, and the form for the first code.
pub async fn show_set_up(
    services: Data<Services>,
    visitor: Visitor,
    language: Path<String>,
) -> Result<HttpResponse, Problem> {
    let words = Words::of_staff_page(&language);
    let Some(half) = sessions::half_of(&services, &visitor).await? else {
        return Ok(staff_reply::to_sign_in(words));
    };
    let offered = set_up::offer(&services, &half, &mut OsRng).await?;
    Ok(set_up_page(words, half.csrf.to_send(), offered, false))
}

fn set_up_page(words: Words, csrf: String, offered: SetUp, failed: bool) -> HttpResponse {
    let title = words.text("staff-set-up-title");
    let page = SetUpPage {
        w: words,
        frame: StaffFrame::new(words, title, "staff/set-up", None),
        csrf,
        login: offered.login,
        secret: offered.secret,
        link: offered.link,
        picture: offered.picture,
        failed,
    };
    let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    staff_reply::page_with_status(status, &page, words)
}

/// Takes the first code, and shows the recovery codes, this once.
pub async fn take_first_code(
    services: Data<Services>,
    visitor: Visitor,
    language: Path<String>,
    form: Sent<SetUpForm>,
) -> Result<HttpResponse, Problem> {
    let words = Words::of_staff_page(&language);
    let form = form.map_err(|_| Problem::Malformed)?.into_inner();
    let Some(half) = sessions::half_of(&services, &visitor).await? else {
        return Ok(staff_reply::to_sign_in(words));
    };
    half.require_token(&form.csrf)?;
    let set = set_up::confirm(&services, &visitor, &half, &form.code, &mut OsRng).await?;
    let Some((signed_in, codes)) = set else {
        let offered = set_up::offer(&services, &half, &mut OsRng).await?;
        return Ok(set_up_page(words, half.csrf.to_send(), offered, true));
    };
    let mut reply = recovery_codes_page(words, codes);
    staff_reply::set_cookie(&mut reply, &signed_in.session)?;
    staff_reply::set_cookie(&mut reply, &signed_in.device)?;
    Ok(reply)
}

/// Codes that are shown once.
pub(super) fn recovery_codes_page(words: Words, codes: Vec<Zeroizing<String>>) -> HttpResponse {
    let title = words.text("staff-recovery-title");
    let page = RecoveryCodesPage {
        w: words,
        frame: StaffFrame::new(words, title, "staff/account", None),
        codes,
    };
    staff_reply::page(&page, words)
}
