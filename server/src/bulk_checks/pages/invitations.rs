//! `/{language}/staff/incidents/{slug}/bulk-checks`: whom we invited to check all of its own
//! people, and how much of that was used. A new link is shown once.

use crate::{
    bulk_checks::invitations::{self, DAYS, Invited, MOST_DAYS, MOST_PEOPLE, Wanted},
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
    store::{BulkCheck, BulkState},
    words::{Words, dates::minute_in_japan, numbers::grouped},
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "staff/bulk-checks.html")]
struct BulkChecksPage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    csrf: String,
    incident_path: String,
    incident_title: String,
    /// Of this page; its forms go below it.
    path: String,
    /// The new link, shown this once.
    made: Option<Zeroizing<String>>,
    published: bool,
    kinds: String,
    /// What was typed in a form that was refused.
    organisation: String,
    people: String,
    people_error: Option<String>,
    days: u32,
    most_days: u32,
    checks: Vec<CheckRow>,
}

struct CheckRow {
    organisation: String,
    made: String,
    state: String,
    /// `1,200 of 2,200`.
    used: String,
    last_used: String,
    revoke_path: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InviteForm {
    organisation: String,
    people: String,
    /// Empty: the usual number.
    #[serde(default)]
    days: String,
}

/// A form that was not taken.
struct NotTaken {
    refused: Refused,
    form: InviteForm,
    /// Whether the number of people is what is wrong.
    people_wrong: bool,
}

type Reply = Result<HttpResponse, Problem>;

pub async fn list(staff: Staff, at: AtIncident) -> Reply {
    show(&staff, &at, None, None).await
}

pub async fn invite(staff: Staff, at: AtIncident, Fields(form): Fields<InviteForm>) -> Reply {
    let people: Option<u64> = forms::number(&form.people).unwrap_or_default();
    let people = people.filter(|people| (1..=MOST_PEOPLE).contains(people));
    let invited = async {
        let wanted = Wanted {
            organisation: &form.organisation,
            people: people.ok_or(Problem::Malformed)?,
            days: forms::number(&form.days)?.unwrap_or(DAYS),
        };
        invitations::invite(&staff, &at, &wanted, &mut OsRng).await
    };
    let invited = invited.await;
    match invited {
        Ok(invited) => show(&staff, &at, Some(invited), None).await,
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let not_taken = NotTaken { refused, form, people_wrong: people.is_none() };
            show(&staff, &at, None, Some(not_taken)).await
        }
    }
}

pub async fn revoke(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String, String)>,
    _: Fields<NoFields>,
) -> Reply {
    invitations::revoke(&staff, &at, &id_of(&path.2)?, &mut OsRng).await?;
    Ok(staff_reply::see_other(&checks_path(&staff, &at)))
}

fn checks_path(staff: &Staff, at: &AtIncident) -> String {
    staff.path(&format!("/incidents/{}/bulk-checks", at.slug()))
}

async fn show(
    staff: &Staff,
    at: &AtIncident,
    made: Option<Invited>,
    not_taken: Option<NotTaken>,
) -> Reply {
    let words = staff.words;
    let (path, now) = (checks_path(staff, at), staff.now());
    let checks = invitations::all(staff, at).await?;
    let refused = not_taken.as_ref().map(|not_taken| &not_taken.refused);
    let (status, notice) = status_and_message(refused, words);
    let people_wrong = not_taken.as_ref().is_some_and(|not_taken| not_taken.people_wrong);
    let (organisation, people) =
        not_taken.map(|not_taken| (not_taken.form.organisation, not_taken.form.people)).unzip();
    let rest = format!("staff/incidents/{}/bulk-checks", at.slug());
    let definition = &at.incident.definition;
    let public = definition.kinds.iter().filter(|kind| kind.public);
    let kinds = public.map(|kind| match &kind.title {
        Some(title) => definition.pick(title, words.language().tag()).to_owned(),
        None => words.text(&format!("desk-kind-{}", kind.kind.code())),
    });
    let language = words.language().tag();
    let address = staff.services.public_url.trim_end_matches('/');
    let page = BulkChecksPage {
        w: words,
        frame: StaffFrame::new(words, words.text("bulk-title"), &rest, Some(&staff.actor)),
        notice,
        csrf: staff.actor.csrf.to_send(),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        incident_title: at.title(words).to_owned(),
        made: made.map(|made| {
            Zeroizing::new(format!("{address}/{language}/bulk-check#{}", made.secret.as_str()))
        }),
        published: at.incident.set.is_some(),
        kinds: kinds.collect::<Vec<_>>().join(&words.text("list-separator")),
        organisation: organisation.unwrap_or_default(),
        people: people.unwrap_or_default(),
        people_error: people_wrong
            .then(|| words.with("bulk-people-error", "count", grouped(MOST_PEOPLE))),
        days: DAYS,
        most_days: MOST_DAYS,
        checks: checks.iter().map(|check| row(words, &path, check, now)).collect(),
        path,
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}

fn row(words: Words, path: &str, check: &BulkCheck, now: i64) -> CheckRow {
    let state = check.state(now);
    let lasts = matches!(state, BulkState::Open | BulkState::Claimed);
    let named = words.text(&format!("bulk-state-{}", state.code()));
    let until = words.with("token-until", "date", minute_in_japan(check.expires));
    CheckRow {
        organisation: check.organisation.clone(),
        made: format!("{} {}", minute_in_japan(check.created), check.creator),
        state: if lasts {
            format!("{named}{}{until}", words.text("list-separator"))
        } else {
            named
        },
        used: words.share_of(check.evaluated, check.budget),
        last_used: check.last_used.map(minute_in_japan).unwrap_or_default(),
        revoke_path: lasts.then(|| format!("{path}/{}/revoke", hex::encode(check.id))),
    }
}
