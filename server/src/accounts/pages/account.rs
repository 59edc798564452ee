//! One's own account: sessions, password, recovery codes, signing out.

use super::invitation::recovery_codes_page;
use crate::{
    access::Actor,
    accounts::own_account::{self, PasswordChange},
    frame::{staff::StaffFrame, staff_reply},
    http::{
        cookies,
        forms::Fields,
        request::{Staff, id_of},
        visitor::Visitor,
    },
    problem::Problem,
    state::Services,
    store::SessionLine,
    words::Words,
};
use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "staff/account.html")]
struct AccountPage {
    w: Words,
    frame: StaffFrame,
    csrf: String,
    login: String,
    name: String,
    path: String,
    sessions: Vec<SessionView>,
    recovery_codes: u64,
    /// What is wrong with one of the forms.
    error: Option<FormError>,
    changed: bool,
}

struct FormError {
    /// The field to go to.
    field: &'static str,
    text: String,
}

struct SessionView {
    id: String,
    device: String,
    created: String,
    last_seen: String,
    own: bool,
}

impl SessionView {
    fn of(line: &SessionLine, actor: &Actor, words: Words) -> Self {
        let unknown = || words.text("staff-device-unknown");
        Self {
            id: hex::encode(line.digest),
            device: Some(line.device.clone())
                .filter(|name| !name.is_empty())
                .unwrap_or_else(unknown),
            created: words.moment(line.created),
            last_seen: words.moment(line.last_seen),
            own: line.digest == actor.session,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordChangeForm {
    old: Zeroizing<String>,
    new: Zeroizing<String>,
    again: Zeroizing<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndForm {
    /// 64 hex digits, or `others`.
    session: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewCodesForm {
    code: Zeroizing<String>,
}

/// The page.
pub async fn show(staff: Staff) -> Result<HttpResponse, Problem> {
    account_page(&staff, None, false).await
}

async fn account_page(
    staff: &Staff,
    error: Option<FormError>,
    changed: bool,
) -> Result<HttpResponse, Problem> {
    let Staff { actor, services, words } = staff;
    let account = services.store.account(&actor.account).await?.ok_or(Problem::NotSignedIn)?;
    let sessions = own_account::sessions_of(services, actor).await?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = words.text("staff-account-title");
    let page = AccountPage {
        w: *words,
        frame: StaffFrame::new(*words, title, "staff/account", Some(actor)),
        csrf: actor.csrf.to_send(),
        login: account.login,
        name: actor.display_name.clone(),
        path: staff.path("/account"),
        sessions: sessions.iter().map(|line| SessionView::of(line, actor, *words)).collect(),
        recovery_codes: services.store.recovery_codes(&actor.account).await?,
        error,
        changed,
    };
    Ok(staff_reply::page_with_status(status, &page, *words))
}

/// Sets another password; every other session ends.
pub async fn change_password(
    staff: Staff,
    visitor: Visitor,
    form: Fields<PasswordChangeForm>,
) -> Result<HttpResponse, Problem> {
    let Fields(form) = form;
    let refused = |field, key: &str| Some(FormError { field, text: staff.words.text(key) });
    let error = if form.new == form.again {
        let Staff { actor, services, .. } = &staff;
        let (old, new) = (&form.old, &form.new);
        match own_account::change_password(services, &visitor, actor, old, new, &mut OsRng).await? {
            PasswordChange::Changed => None,
            PasswordChange::OldIsWrong => refused("old", "staff-old-password-wrong"),
            PasswordChange::Refused(refusal) => refused("new", refusal.key()),
        }
    } else {
        refused("again", "staff-password-differs")
    };
    let changed = error.is_none();
    account_page(&staff, error, changed).await
}

/// Ends one session, or all others.
pub async fn end_sessions(staff: Staff, form: Fields<EndForm>) -> Result<HttpResponse, Problem> {
    if form.0.session == "others" {
        own_account::end_other_sessions(&staff.services, &staff.actor).await?;
    } else {
        let session = id_of(&form.0.session)?;
        own_account::end_session(&staff.services, &staff.actor, &session).await?;
    }
    Ok(staff_reply::see_other(&staff.path("/account")))
}

/// New recovery codes in place of all older ones, shown once.
pub async fn new_recovery_codes(
    staff: Staff,
    visitor: Visitor,
    form: Fields<NewCodesForm>,
) -> Result<HttpResponse, Problem> {
    let Staff { actor, services, words } = &staff;
    let code = &form.0.code;
    match own_account::new_recovery_codes(services, &visitor, actor, code, &mut OsRng).await? {
        Some(codes) => Ok(recovery_codes_page(*words, codes)),
        None => {
            let text = words.text("staff-code-wrong");
            account_page(&staff, Some(FormError { field: "code", text }), false).await
        }
    }
}

/// Ends this session.
pub async fn sign_out(staff: Staff) -> Result<HttpResponse, Problem> {
    let services: &Services = &staff.services;
    own_account::end_session(services, &staff.actor, &staff.actor.session).await?;
    let mut reply = staff_reply::to_sign_in(staff.words);
    staff_reply::set_cookie(&mut reply, &cookies::removal(services))?;
    Ok(reply)
}
