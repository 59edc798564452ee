//! `/{language}/staff/incidents/{slug}/audit`: what was done; also as files.

use super::{
    Action,
    api::{filter_of, reader},
    export::{self, ExportedEntry},
    reading::{self, Filter},
};
use crate::{
    frame::{staff::StaffFrame, staff_reply},
    http::request::{AtIncident, Staff},
    problem::Problem,
    store::{AuditSelection, Store},
    words::Words,
};
use actix_web::{HttpRequest, HttpResponse, web::Bytes};
use askama::Template;
use futures_util::stream;
use serde_json::Value;
use url::form_urlencoded::Serializer;

/// Entries that an export holds in memory at a time.
const PART: u32 = 1000;

/// Details that are moments in seconds since 1970.
const MOMENTS: [&str; 2] = ["not_before", "expires"];

type Reply = Result<HttpResponse, Problem>;

#[derive(Template)]
#[template(path = "staff/audit.html")]
struct AuditPage {
    w: Words,
    frame: StaffFrame,
    incident_path: String,
    path: String,
    is_limited: bool,
    actions: Vec<Choice>,
    accounts: Vec<Choice>,
    filter: Filter,
    entries: Vec<EntryRow>,
    older_path: Option<String>,
    newest_path: Option<String>,
    csv_path: String,
    json_path: String,
}

struct Choice {
    value: String,
    text: String,
    chosen: bool,
}

struct EntryRow {
    number: u64,
    at: String,
    action: String,
    who: String,
    details: Vec<(String, String)>,
    erased: bool,
}

/// The newest entries first, 50 a page.
pub async fn show(staff: Staff, at: AtIncident, request: HttpRequest) -> Reply {
    let (words, filter) = (staff.words, filter_of(&request)?);
    let read =
        reading::read(&staff.services.store, reader(&staff, &at), &filter, staff.now()).await?;
    let rest = format!("staff/incidents/{}/audit", at.slug());
    let path = staff.path(&format!("/incidents/{}/audit", at.slug()));
    let with = |below: &str| address(&path, &Filter { below: below.to_owned(), ..filter.clone() });
    let actions = Action::ALL.iter().map(|action| Choice {
        value: action.code().to_owned(),
        text: action_text(words, action.code()),
        chosen: action.code() == filter.action,
    });
    let page = AuditPage {
        w: words,
        frame: StaffFrame::new(words, words.text("audit-title"), &rest, Some(&staff.actor)),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        is_limited: at.access.share.is_some(),
        actions: actions.collect(),
        accounts: accounts(&staff, &at, &filter).await?,
        older_path: read.older.map(|number| with(&number.to_string())),
        newest_path: (!filter.below.is_empty()).then(|| with("")),
        csv_path: address(&format!("{path}.csv"), &filter),
        json_path: address(&format!("{path}.jsonl"), &filter),
        entries: read.entries.iter().map(|entry| row(words, entry)).collect(),
        path,
        filter,
    };
    Ok(staff_reply::page(&page, words))
}

fn address(path: &str, filter: &Filter) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in [
        ("action", &filter.action),
        ("account", &filter.account),
        ("from", &filter.from),
        ("to", &filter.to),
        ("below", &filter.below),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Whoever did something here, under the newest name.
async fn accounts(staff: &Staff, at: &AtIncident, filter: &Filter) -> Result<Vec<Choice>, Problem> {
    let limited = at.access.share.map(|_| hex::encode(staff.actor.organisation));
    let newest = staff.services.store.newest_audit_entry_of_accounts(&at.incident.id).await?;
    let entries = newest.into_iter().map(ExportedEntry::from);
    let seen =
        entries.filter(|entry| limited.as_ref().is_none_or(|own| *own == entry.organisation));
    let mut choices: Vec<Choice> = seen
        .map(|entry| Choice {
            chosen: entry.account == filter.account,
            value: entry.account,
            text: entry.name,
        })
        .collect();
    choices.sort_by(|a, b| (&a.text, &a.value).cmp(&(&b.text, &b.value)));
    Ok(choices)
}

fn action_text(words: Words, code: &str) -> String {
    let key = format!("audit-action-{code}");
    if words.has(&key) { words.text(&key) } else { code.to_owned() }
}

fn row(words: Words, entry: &ExportedEntry) -> EntryRow {
    let who = match entry.by.as_str() {
        "account" => entry.name.clone(),
        "load-token" => words.with("audit-by-load-token", "name", &entry.name),
        "" => String::new(),
        by => words.text(&format!("audit-by-{by}")),
    };
    let details = entry.details.iter().map(|(name, value)| detail(words, name, value));
    let at = time::OffsetDateTime::parse(&entry.at, &time::format_description::well_known::Rfc3339);
    EntryRow {
        number: entry.number,
        at: at.map_or_else(|_| entry.at.clone(), |at| words.moment(at.unix_timestamp())),
        action: action_text(words, &entry.action),
        who,
        details: details.collect(),
        erased: entry.erased,
    }
}

fn detail(words: Words, name: &str, value: &Value) -> (String, String) {
    let key = format!("audit-detail-{name}");
    let title = if words.has(&key) { words.text(&key) } else { name.to_owned() };
    let text = match value {
        Value::Number(number) if MOMENTS.contains(&name) => {
            number.as_i64().map_or_else(String::new, |at| words.moment(at))
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    (title, text)
}

/// All entries that fit the filter, as CSV for a spreadsheet.
pub async fn csv(staff: Staff, at: AtIncident, request: HttpRequest) -> Reply {
    let filter = filter_of(&request)?;
    let selection =
        reading::export(&staff.services.store, reader(&staff, &at), &filter, staff.now()).await?;
    let beginning = export::csv_beginning();
    Ok(file(&staff, &at, selection, "csv", beginning, |entry| Ok(entry.csv_row())))
}

/// The same as JSON lines.
pub async fn json_lines(staff: Staff, at: AtIncident, request: HttpRequest) -> Reply {
    let filter = filter_of(&request)?;
    let selection =
        reading::export(&staff.services.store, reader(&staff, &at), &filter, staff.now()).await?;
    Ok(file(&staff, &at, selection, "jsonl", String::new(), |entry| {
        entry.json_line().map(|line| line + "\n").map_err(|_| Problem::Internal)
    }))
}

/// Written while it is read, a part at a time. A failure on the way breaks the connection off,
/// so that no half of a file is taken for the whole.
fn file(
    staff: &Staff,
    at: &AtIncident,
    selection: AuditSelection,
    ending: &'static str,
    beginning: String,
    line: fn(&ExportedEntry) -> Result<String, Problem>,
) -> HttpResponse {
    let store = staff.services.store.clone();
    let parts = stream::try_unfold(
        (store, Some(selection), beginning),
        move |(store, selection, beginning)| async move {
            let Some(selection) = selection else { return Ok::<_, Problem>(None) };
            let (text, next) = part(&store, selection, beginning, line).await?;
            Ok(Some((Bytes::from(text), (store, next, String::new()))))
        },
    );
    let kind = if ending == "csv" { "text/csv; charset=utf-8" } else { "application/jsonl" };
    let name = format!("attachment; filename=\"audit-{}.{ending}\"", at.slug());
    staff_reply::not_stored(
        HttpResponse::Ok()
            .content_type(kind)
            .insert_header(("content-disposition", name))
            .streaming(Box::pin(parts)),
    )
}

async fn part(
    store: &Store,
    mut selection: AuditSelection,
    mut text: String,
    line: fn(&ExportedEntry) -> Result<String, Problem>,
) -> Result<(String, Option<AuditSelection>), Problem> {
    let entries = store.audit_entries(&selection, PART).await?;
    let more = entries.len() == PART as usize;
    if let Some(last) = entries.last() {
        selection.below = last.number;
    }
    for entry in entries {
        text += &line(&entry.into())?;
    }
    Ok((text, more.then_some(selection)))
}
