//! A question of an agent: evaluated under the staff key, then looked up among the records.

use super::budget;
use crate::{
    alarms::{self, AlarmKind},
    audit::{Action, By, Event},
    http::request::{AtIncident, Staff, id_of},
    incidents::{Incident, definition::KindName},
    problem::Problem,
    store::{DeskBegun, DeskFound, DeskQuestion},
};
use rand::rngs::OsRng;
use serde::Serialize;
use shirabe_protocol::{tag::Tag, wire::EvaluateReply};

/// A question that was begun is looked up within this time.
const LASTS_SECONDS: i64 = 5 * 60;

/// What the server knows: no personal data, because it has none.
#[derive(Serialize, utoipa::ToSchema)]
pub struct LookUpReply {
    /// `listed`, `not-listed`, `unknown-code` for a letter code that is in no list; to an account
    /// that is limited to a share `not-in-part` in place of both.
    pub answer: &'static str,
    /// Names of the groups of all who share the identifier.
    pub groups: Vec<String>,
    /// How many people share it.
    pub people: u64,
    /// `none-recorded`: no notice to these people is recorded.
    pub notice: &'static str,
    /// Date of the list, in seconds since 1970.
    pub as_of: i64,
    pub set_version: u64,
}

/// Evaluates one blinded element under the staff key. Counts as a lookup of the hour.
///
/// # Errors
/// [`Problem::NotPublished`], [`Problem::DeskBudget`], [`Problem::DeskQuestion`],
/// [`Problem::DeskSuspended`], [`Problem::Malformed`].
pub async fn evaluate(
    staff: &Staff,
    at: &AtIncident,
    search: Option<&str>,
    blinded: &[u8; 32],
) -> Result<EvaluateReply, Problem> {
    if at.incident.set.is_none() {
        return Err(Problem::NotPublished);
    }
    let question = question(staff, &at.incident, search.ok_or(Problem::Malformed)?)?;
    let (store, now) = (&staff.services.store, staff.now());
    let most = budget::of(&at.incident.definition);
    match store.begin_desk_lookup(&question, now, most).await? {
        DeskBegun::Counted(_) => {}
        DeskBegun::Spent => {
            let agent = (staff.actor.account, staff.actor.display_name.as_str());
            AlarmKind::DeskBudget.raise(store, at.incident.id, agent, most, now).await?;
            return Err(Problem::DeskBudget(budget::seconds_left(now)));
        }
        DeskBegun::Repeated => return Err(Problem::DeskQuestion),
        DeskBegun::Suspended => return Err(Problem::DeskSuspended),
    }
    let keys = staff.services.keys.keys_of(&at.incident.id)?;
    let (evaluated, proof) = keys.staff.blind_evaluate(blinded, &mut OsRng)?;
    Ok(EvaluateReply { evaluated, proof })
}

/// What the published set holds of a tag. Entered in the audit log before it is told.
///
/// # Errors
/// [`Problem::NotPublished`], [`Problem::DeskQuestion`], [`Problem::Malformed`].
pub async fn look_up(
    staff: &Staff,
    at: &AtIncident,
    (search, kind_name, tag): (&str, &str, &str),
) -> Result<LookUpReply, Problem> {
    let incident = &at.incident;
    let question = question(staff, incident, search)?;
    let tag = Tag::from_bytes(id_of(tag).map_err(|_| Problem::Malformed)?);
    let kinds = &incident.definition.kinds;
    let kind = kinds.iter().position(|kind| kind.kind.code() == kind_name);
    let kind = kind.and_then(|kind| u8::try_from(kind).ok()).ok_or(Problem::Malformed)?;
    let set = incident.set.ok_or(Problem::NotPublished)?;
    let (store, now) = (&staff.services.store, staff.now());
    let found =
        store.find_records((&incident.id, set.version), kind, &tag, at.access.share).await?;
    let answer = match found.count {
        // Of other shares nothing is known here: they may hold it.
        0 if at.access.share.is_some() => "not-in-part",
        0 if kind_name == KindName::CODE => "unknown-code",
        0 => "not-listed",
        _ => "listed",
    };
    let entry = entry(staff, incident, kind_name, answer, &found)?;
    let draft = entry.draft(now, &mut OsRng);
    let lasts = (now - LASTS_SECONDS, now);
    let reads = store.end_desk_lookup(&question, lasts, answer, &found, &draft).await?;
    watch(staff, incident, reads.ok_or(Problem::DeskQuestion)?, now).await?;
    let groups = incident.definition.groups.iter().enumerate();
    let groups = groups.filter(|(position, _)| found.groups >> position & 1 == 1);
    Ok(LookUpReply {
        answer,
        groups: groups.map(|(_, group)| group.name.clone()).collect(),
        people: found.count,
        notice: "none-recorded",
        as_of: set.as_of,
        set_version: set.version,
    })
}

fn question(staff: &Staff, incident: &Incident, search: &str) -> Result<DeskQuestion, Problem> {
    let search = id_of(search).map_err(|_| Problem::Malformed)?;
    Ok(DeskQuestion { incident: incident.id, search, account: staff.actor.account })
}

/// Agent, incident, kind, answer; and which records were read, by their names under the audit key.
fn entry<'a>(
    staff: &'a Staff,
    incident: &Incident,
    kind: &str,
    answer: &str,
    found: &DeskFound,
) -> Result<Event<'a>, Problem> {
    let action = if found.count == 0 { Action::DeskLookup } else { Action::RecordRead };
    let event = Event::new(action, By::Account(&staff.actor))
        .of_incident(incident.id)
        .with("kind", kind)
        .with("answer", answer);
    if found.count == 0 {
        return Ok(event);
    }
    let key = staff.services.keys.audit_key(&incident.id)?;
    let names: Vec<_> = found.people.iter().map(|handle| key.record_name(handle)).collect();
    Ok(event.with("record", names.join(" ")).with("people", found.count))
}

/// Alarms, after the answer is sure.
async fn watch(staff: &Staff, incident: &Incident, reads: u64, now: i64) -> Result<(), Problem> {
    let store = &staff.services.store;
    let account = staff.actor.account;
    let agent = (account, staff.actor.display_name.as_str());
    let hour = store.hour_of_answers(&incident.id, &account, now).await?;
    if alarms::looks_like_guessing(hour) {
        AlarmKind::DeskMisses.raise(store, incident.id, agent, hour.misses, now).await?;
    }
    if alarms::is_read_too_often(reads) {
        AlarmKind::SameRecord.raise(store, incident.id, agent, reads, now).await?;
    }
    Ok(())
}
