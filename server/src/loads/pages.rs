//! `/{language}/staff/incidents/{slug}/tokens`: load tokens; a new one is shown once.

use super::tokens::{self, DAYS, MOST_DAYS};
use crate::{
    frame::{
        form_messages::{FormMessage, Refused, status_and_message},
        staff::StaffFrame,
        staff_reply,
    },
    http::{
        forms::{self, Fields, NoFields},
        request::{AtIncident, Staff, id_of},
    },
    problem::Problem,
    store::TokenLine,
    words::{Words, dates::minute_in_japan},
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "staff/tokens.html")]
struct TokensPage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    csrf: String,
    incident_path: String,
    incident_title: String,
    /// Of this page; its forms go below it.
    path: String,
    /// The new token, shown this once.
    made: Option<Zeroizing<String>>,
    /// The one part that this account may make tokens for.
    own_part: Option<String>,
    days: u32,
    most_days: u32,
    tokens: Vec<TokenRow>,
}

struct TokenRow {
    name: String,
    part: String,
    made: String,
    state: String,
    revoke_path: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenForm {
    name: String,
    /// Empty: the whole incident, or all that this account sees.
    #[serde(default)]
    share: String,
    /// Empty: the usual number.
    #[serde(default)]
    days: String,
}

type Reply = Result<HttpResponse, Problem>;

pub async fn tokens(staff: Staff, at: AtIncident) -> Reply {
    show(&staff, &at, None, None).await
}

pub async fn make(staff: Staff, at: AtIncident, Fields(form): Fields<TokenForm>) -> Reply {
    let made = async {
        let wanted = tokens::Wanted {
            name: &form.name,
            share: forms::number(&form.share)?,
            days: forms::number(&form.days)?.unwrap_or(DAYS),
        };
        tokens::make_by_staff(&staff, &at, &wanted, &mut OsRng).await
    };
    match made.await {
        Ok(token) => show(&staff, &at, Some(token), None).await,
        Err(problem) => show(&staff, &at, None, Some(&Refused::of(problem)?)).await,
    }
}

pub async fn revoke(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String, String)>,
    _: Fields<NoFields>,
) -> Reply {
    tokens::revoke(&staff, &at, &id_of(&path.2)?, &mut OsRng).await?;
    Ok(staff_reply::see_other(&tokens_path(&staff, &at)))
}

fn tokens_path(staff: &Staff, at: &AtIncident) -> String {
    staff.path(&format!("/incidents/{}/tokens", at.slug()))
}

async fn show(
    staff: &Staff,
    at: &AtIncident,
    made: Option<Zeroizing<String>>,
    refused: Option<&Refused>,
) -> Reply {
    let words = staff.words;
    let path = tokens_path(staff, at);
    let now = staff.now();
    let tokens = tokens::all(staff, at).await?;
    let (status, notice) = status_and_message(refused, words);
    let rest = format!("staff/incidents/{}/tokens", at.slug());
    let page = TokensPage {
        w: words,
        frame: StaffFrame::new(words, words.text("tokens-title"), &rest, Some(&staff.actor)),
        notice,
        csrf: staff.actor.csrf.to_send(),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        incident_title: at.title(words).to_owned(),
        made,
        own_part: at.access.share.map(|share| words.part(Some(share))),
        days: DAYS,
        most_days: MOST_DAYS,
        tokens: tokens.iter().map(|token| row(words, &path, token, now)).collect(),
        path,
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}

fn row(words: Words, path: &str, token: &TokenLine, now: i64) -> TokenRow {
    let over = token.expires.is_some_and(|expires| expires <= now);
    let state = match (token.revoked, &token.load_state) {
        (Some(at), _) => words.with("token-revoked", "date", minute_in_japan(at)),
        (None, _) if over => words.text("token-over"),
        (None, Some(state)) => words.text(&format!("load-state-{state}")),
        (None, None) => words.text("token-unused"),
    };
    let until = match token.expires {
        Some(expires) => words.with("token-until", "date", minute_in_japan(expires)),
        None => words.text("token-without-end"),
    };
    let in_use = token.revoked.is_none() && !over;
    let maker = match token.created_by.as_str() {
        "" => words.text("token-made-at-machine"),
        name => name.to_owned(),
    };
    TokenRow {
        name: token.name.clone(),
        part: words.part(token.share),
        made: format!("{} {maker}", minute_in_japan(token.created)),
        state: if in_use {
            format!("{state}{}{until}", words.text("list-separator"))
        } else {
            state
        },
        revoke_path: in_use.then(|| format!("{path}/{}/revoke", hex::encode(token.digest))),
    }
}
