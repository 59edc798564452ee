//! The log of calls: every field is one of a closed list, so that nothing of a caller gets in.

use crate::{
    audit::{Action, change},
    http::request::{AtIncident, Staff},
    problem::Problem,
    store::NewCall,
    words::Language,
};
use rand::{CryptoRng, RngCore};
use serde::Deserialize;
use shirabe_protocol::letter_code;

/// What the caller was looked for by.
pub const KINDS: [&str; 5] = ["email", "phone", "details", "code", "none"];
/// What the caller was told.
pub const ANSWERS: [&str; 6] =
    ["listed", "not-listed", "not-in-part", "unknown-code", "overload", "none"];
/// What the caller wanted to know.
pub const TOPICS: [&str; 8] =
    ["am-i-in-it", "what-data", "what-to-do", "letter", "complaint", "damages", "press", "other"];

/// A call that began longer ago is not entered: its clock is wrong.
const LONGEST: u32 = 6 * 3600;
/// Characters of a reference before its check character.
const REFERENCE: usize = 5;

/// A call that has ended.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallBody {
    /// How long ago it began, at most 21,600.
    pub begun_seconds_ago: u32,
    /// `email`, `phone`, `details`, `code`, `none`.
    pub kind: String,
    /// `listed`, `not-listed`, `not-in-part`, `unknown-code`, `overload`, `none`.
    pub answer: String,
    /// The caller's, as in addresses of pages.
    pub language: String,
    /// `am-i-in-it`, `what-data`, `what-to-do`, `letter`, `complaint`, `damages`, `press`, `other`.
    pub topic: String,
    /// The steps were gone through.
    #[serde(default)]
    pub explained: bool,
    /// Somebody calls back; the reply gives a reference to note beside the number.
    #[serde(default)]
    pub callback: bool,
    /// It was handed on.
    #[serde(default)]
    pub escalated: bool,
    /// The letter is wanted once more.
    #[serde(default)]
    pub letter_again: bool,
    /// The answer goes to the registered address.
    #[serde(default)]
    pub registered: bool,
}

/// # Errors
/// [`Problem::DeskSuspended`], [`Problem::Unavailable`].
pub async fn refuse_suspended(staff: &Staff, at: &AtIncident) -> Result<(), Problem> {
    let (store, account) = (&staff.services.store, &staff.actor.account);
    match store.desk_suspended(&at.incident.id, account).await? {
        true => Err(Problem::DeskSuspended),
        false => Ok(()),
    }
}

/// Enters a call; gives its reference, where somebody calls back. Nothing of the caller is taken.
///
/// # Errors
/// [`Problem::DeskSuspended`]; [`Problem::Malformed`] for what is in no list, [`Problem::Unavailable`].
pub async fn enter<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    call: &CallBody,
    rng: &mut R,
) -> Result<Option<String>, Problem> {
    const TRIES: usize = 8;
    refuse_suspended(staff, at).await?;
    if call.begun_seconds_ago > LONGEST {
        return Err(Problem::Malformed);
    }
    let (now, incident) = (staff.now(), at.incident.id);
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let language = Language::from_tag(&call.language).ok_or(Problem::Malformed)?;
    let mut new = NewCall {
        id,
        incident,
        account: staff.actor.account,
        begun: now - i64::from(call.begun_seconds_ago),
        ended: now,
        kind: listed(&KINDS, &call.kind)?,
        answer: listed(&ANSWERS, &call.answer)?,
        language: language.tag(),
        topic: listed(&TOPICS, &call.topic)?,
        explained: call.explained,
        callback: call.callback,
        escalated: call.escalated,
        letter_again: call.letter_again,
        registered: call.registered,
        reference: String::new(),
    };
    let event = change(&staff.actor, Action::CallLogged, Some(incident));
    let entry = event.draft(now, rng);
    for _ in 0..TRIES {
        if call.callback {
            let mut values = [0; REFERENCE];
            rng.fill_bytes(&mut values);
            new.reference = letter_code::reference(&values);
        }
        if staff.services.store.add_call(&new, &entry).await? {
            return Ok(call.callback.then_some(new.reference));
        }
    }
    Err(Problem::Unavailable)
}

/// # Errors
/// [`Problem::Malformed`] for what the list does not hold.
pub(super) fn listed(list: &[&'static str], code: &str) -> Result<&'static str, Problem> {
    list.iter().copied().find(|known| *known == code).ok_or(Problem::Malformed)
}
