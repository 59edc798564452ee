//! `GET /api/v1/incidents/{slug}/record`: the whole record, with all versions and languages.

use super::{Entry, ListChange, Notice};
use crate::{incidents::definition::Texts, problem::Problem, revalidation, state::Services};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use serde::Serialize;

/// The public record of an incident.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicRecord {
    /// The incident's stable name.
    pub incident: String,
    /// Day of the next notice, where one is planned, `2025-10-24`.
    pub next_notice: Option<String>,
    /// The newest first.
    pub entries: Vec<PublicEntry>,
}

/// A notice, or a day on which the list of people changed.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicEntry {
    /// Day of the event or notice; date and id together name an entry for ever.
    pub date: String,
    pub id: Option<String>,
    /// `first`, `follow-up`, `final`, `prevention`, `event`; `list` where the list changed.
    pub kind: &'static str,
    /// Of a changed list, the last set that was published on that day; and when.
    pub set_version: Option<u64>,
    pub published: Option<i64>,
    /// Of a notice, every version that was public, the first one first.
    pub versions: Vec<PublicVersion>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicVersion {
    /// Counts from 1. A version may differ from the one before in one language alone.
    pub version: u64,
    /// From when on it was the one to read, in seconds since 1970.
    pub since: i64,
    pub kind: &'static str,
    /// By language tag.
    pub texts: Texts,
}

/// The public record: every notice with all its versions.
#[utoipa::path(get, path = "/api/v1/incidents/{slug}/record", tag = "public",
    params(("slug" = String, Path)),
    responses((status = 200, body = PublicRecord),
              (status = 304, description = "Nothing has changed since the named `ETag`"),
              (status = 404, body = crate::problem::ProblemBody)))]
pub async fn show(
    services: Data<Services>,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let incident = services.directory.find(&slug).await?;
    let record = PublicRecord {
        incident: incident.definition.slug.clone(),
        next_notice: incident.definition.next_notice.clone(),
        entries: incident.record.entries.iter().map(entry).collect(),
    };
    let body = serde_json::to_vec(&record).map_err(|error| {
        tracing::error!(%error, "a record cannot be written");
        Problem::Internal
    })?;
    Ok(revalidation::reply(&request, "application/json", body))
}

fn entry(entry: &Entry) -> PublicEntry {
    match entry {
        Entry::Notice(notice) => notice_entry(notice),
        Entry::List(ListChange { date, set_version, published }) => PublicEntry {
            date: date.clone(),
            id: None,
            kind: "list",
            set_version: Some(*set_version),
            published: Some(*published),
            versions: Vec::new(),
        },
    }
}

fn notice_entry(notice: &Notice) -> PublicEntry {
    let versions: Vec<_> = (notice.versions.iter().zip(1..))
        .map(|(version, number)| PublicVersion {
            version: number,
            since: version.since,
            kind: version.kind.code(),
            texts: version.texts.clone(),
        })
        .collect();
    PublicEntry {
        date: notice.id.date.clone(),
        id: (!notice.id.name.is_empty()).then(|| notice.id.name.clone()),
        kind: versions.last().map_or("event", |version| version.kind),
        set_version: None,
        published: None,
        versions,
    }
}
