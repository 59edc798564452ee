//! Answers that go to the registered address: asked for by an agent about the one person that a
//! question found, sent by the organisation's own means, which find the address by the record's
//! handle.

use super::calls::{listed, refuse_suspended};
use crate::{
    audit::{
        Action, change,
        export::{BYTE_ORDER_MARK, csv_line},
        note,
    },
    http::request::{AtIncident, Staff, id_of},
    keys::AuditKey,
    problem::Problem,
    store::{AnswerRequest, NewAnswerRequest, RequestEnd, Requested},
};
use rand::{CryptoRng, RngCore};
use shirabe_protocol::letter_code;
use std::sync::Arc;

/// What goes to the registered address: the answer, or the letter once more.
pub const PURPOSES: [&str; 2] = ["answer", "letter"];
/// What became of it.
pub const OUTCOMES: [&str; 3] = ["sent", "not-deliverable", "person-unknown"];

/// A question is asked about within this time.
const LASTS_SECONDS: i64 = 15 * 60;
/// What was marked done can be opened again within this time.
pub const UNDO_SECONDS: i64 = 3600;
/// Requests that are shown.
const MOST: u32 = 500;

/// What staff call a request: eight characters, the last of them a check character.
pub fn number(id: &[u8; 16]) -> String {
    let values = id.map(|byte| byte >> 3);
    let text = letter_code::reference(&values[..7]);
    format!("{}-{}", &text[..4], &text[4..])
}

/// A request as staff see it.
pub struct RequestLine {
    pub request: AnswerRequest,
    pub number: String,
    /// The beginning of the record's name in the audit log.
    pub record: String,
    /// Whether it can be opened again.
    pub undo: bool,
}

fn audit_key(staff: &Staff, at: &AtIncident) -> Result<Arc<AuditKey>, Problem> {
    Ok(staff.services.keys.audit_key(&at.incident.id)?)
}

/// # Errors
/// [`Problem::Unavailable`].
pub async fn all(staff: &Staff, at: &AtIncident) -> Result<Vec<RequestLine>, Problem> {
    let (store, now) = (&staff.services.store, staff.now());
    let requests = store.answer_requests(&at.incident.id, at.access.share, MOST).await?;
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let key = audit_key(staff, at)?;
    let line = |request: AnswerRequest| RequestLine {
        number: number(&request.id),
        record: key.record_name(&request.handle)[..8].to_owned(),
        undo: request.done.is_some_and(|done| done >= now - UNDO_SECONDS),
        request,
    };
    Ok(requests.into_iter().map(line).collect())
}

/// Enters a request about the one person whom a question of this agent found; gives its number.
///
/// # Errors
/// [`Problem::DeskSuspended`]; [`Problem::NoSingleRecord`] where the question found nobody or
/// several people, or is too old; [`Problem::RecordLimit`]; [`Problem::Malformed`].
pub async fn enter<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    (search, purpose): (&str, &str),
    rng: &mut R,
) -> Result<String, Problem> {
    refuse_suspended(staff, at).await?;
    let search = id_of(search).map_err(|_| Problem::Malformed)?;
    let purpose = listed(&PURPOSES, purpose)?;
    let (store, now, incident) = (&staff.services.store, staff.now(), at.incident.id);
    let since = now - LASTS_SECONDS;
    let account = &staff.actor.account;
    let handle = store.person_of_search(&incident, (account, &search), since).await?;
    let handle = handle.ok_or(Problem::NoSingleRecord)?;
    let set = at.incident.set.ok_or(Problem::NotPublished)?;
    let share = store.share_of_person((&incident, set.version), &handle, at.access.share).await?;
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let new = NewAnswerRequest {
        id,
        incident,
        handle,
        // Withdrawn since, or of another part.
        share: share.ok_or(Problem::NoSingleRecord)?,
        purpose,
        requested_by: *account,
        requester: staff.actor.display_name.clone(),
        requested: now,
    };
    let record = audit_key(staff, at)?.record_name(&handle);
    let event = change(&staff.actor, Action::AnswerRequested, Some(incident))
        .with("request", number(&id))
        .with("record", record)
        .with("purpose", purpose);
    match store.add_answer_request(&new, &event.draft(now, rng)).await? {
        Requested::Entered => Ok(number(&id)),
        Requested::Limit => Err(Problem::RecordLimit),
        // Withdrawn at this moment.
        Requested::NotListed => Err(Problem::NoSingleRecord),
    }
}

/// A request of the part that this account sees.
async fn found(staff: &Staff, at: &AtIncident, id: &[u8; 16]) -> Result<AnswerRequest, Problem> {
    let store = &staff.services.store;
    let request = store.answer_request(&at.incident.id, at.access.share, id).await?;
    request.ok_or(Problem::NotFound)
}

/// Marks a request as done.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::RequestState`] where it was done before;
/// [`Problem::Malformed`] for another outcome.
pub async fn end<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    (id, outcome): (&[u8; 16], &str),
    rng: &mut R,
) -> Result<(), Problem> {
    let outcome = listed(&OUTCOMES, outcome)?;
    let request = found(staff, at, id).await?;
    let (now, incident) = (staff.now(), at.incident.id);
    let event = change(&staff.actor, Action::AnswerRequestDone, Some(incident))
        .with("request", number(id))
        .with("record", audit_key(staff, at)?.record_name(&request.handle))
        .with("outcome", outcome);
    let end = RequestEnd { outcome, at: now, by: &staff.actor.display_name };
    let entry = event.draft(now, rng);
    match staff.services.store.end_answer_request(&incident, id, end, &entry).await? {
        true => Ok(()),
        false => Err(Problem::RequestState),
    }
}

/// Opens a request again that was marked done by mistake, within an hour.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::RequestState`] where it is too late, another one of the same
/// person and purpose waits, or the person was withdrawn.
pub async fn reopen<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    id: &[u8; 16],
    rng: &mut R,
) -> Result<(), Problem> {
    let request = found(staff, at, id).await?;
    let (now, incident) = (staff.now(), at.incident.id);
    let event = change(&staff.actor, Action::AnswerRequestReopened, Some(incident))
        .with("request", number(id))
        .with("record", audit_key(staff, at)?.record_name(&request.handle));
    let (store, since) = (&staff.services.store, now - UNDO_SECONDS);
    match store.reopen_answer_request(&incident, id, since, &event.draft(now, rng)).await? {
        true => Ok(()),
        false => Err(Problem::RequestState),
    }
}

/// What waits, as a file for `shirabe-operator requests`: number, handle and purpose.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn export(staff: &Staff, at: &AtIncident) -> Result<String, Problem> {
    let event = change(&staff.actor, Action::AnswerRequestsExported, Some(at.incident.id));
    note(&staff.services.store, staff.now(), event).await?;
    let store = &staff.services.store;
    let open = store.open_answer_requests(&at.incident.id, at.access.share).await?;
    let heading = csv_line(&["request", "record", "purpose"]);
    let line = |request: &AnswerRequest| {
        csv_line(&[&number(&request.id), &hex::encode(request.handle), &request.purpose])
    };
    let lines: String = open.iter().map(line).collect();
    Ok(format!("{BYTE_ORDER_MARK}{heading}{lines}"))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_can_be_read_out() {
        assert_eq!(number(&[0; 16]), "0000-0000");
        let one = number(&[0xFF, 0x10, 0, 0x22, 7, 9, 200, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!((one.len(), &one[4..5]), (9, "-"));
        assert!(one.starts_with("Z204-"), "{one}");
    }
}
