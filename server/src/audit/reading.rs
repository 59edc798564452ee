//! Reading the log of one incident: filters, pages, and that reading is itself entered.

use super::{Action, By, Event, export::ExportedEntry, note};
use crate::{
    access::{AccountId, Actor, IncidentId},
    problem::Problem,
    store::{AuditSelection, Store},
    words::dates,
};
use serde::{Deserialize, Serialize};

/// Entries of a page.
pub const PAGE: u32 = 50;

/// What is looked for, as it stands in an address. Empty: everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Code of an action.
    pub action: String,
    /// Id of an account, 32 hex digits.
    pub account: String,
    /// The first day, in Japan time: `2026-11-22`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Entries below this number: the page after.
    pub below: String,
}

/// Entries, the newest first.
#[derive(Serialize, utoipa::ToSchema)]
pub struct EntriesPage {
    pub entries: Vec<ExportedEntry>,
    /// `below` of the page after; `null` on the last.
    pub older: Option<u64>,
}

/// Who reads the log of an incident.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub actor: &'a Actor,
    pub incident: IncidentId,
    /// Limited to a share: sees what the own organisation did.
    pub is_limited: bool,
}

impl Filter {
    fn selection(&self, reader: Reader<'_>) -> Result<AuditSelection, Problem> {
        let mut selection = AuditSelection::all_of(reader.incident);
        if !self.action.is_empty() {
            let action = Action::from_code(&self.action).ok_or(Problem::Malformed)?;
            action.code().clone_into(&mut selection.action);
        }
        if !self.account.is_empty() {
            let mut account = AccountId::default();
            hex::decode_to_slice(&self.account, &mut account).map_err(|_| Problem::Malformed)?;
            selection.done_by.account = hex::encode(account);
        }
        if !self.from.is_empty() {
            selection.from = dates::day_begins(&self.from).ok_or(Problem::Malformed)?;
        }
        if !self.to.is_empty() {
            selection.until = dates::day_ends(&self.to).ok_or(Problem::Malformed)?;
        }
        if !self.below.is_empty() {
            selection.below = self.below.parse().map_err(|_| Problem::Malformed)?;
        }
        if reader.is_limited {
            selection.done_by.organisation = hex::encode(reader.actor.organisation);
        }
        Ok(selection)
    }
}

/// One page; that it was read is entered before.
///
/// # Errors
/// [`Problem::Malformed`] for a filter that is none, [`Problem::Unavailable`].
pub async fn read(
    store: &Store,
    reader: Reader<'_>,
    filter: &Filter,
    now: i64,
) -> Result<EntriesPage, Problem> {
    let selection = filter.selection(reader)?;
    enter(Action::AuditRead, store, reader, filter, now).await?;
    let mut entries = store.audit_entries(&selection, PAGE + 1).await?;
    let more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let older = entries.last().filter(|_| more).map(|last| last.number);
    Ok(EntriesPage { entries: entries.into_iter().map(ExportedEntry::from).collect(), older })
}

/// What is to be exported; that it is, is entered before.
///
/// # Errors
/// As [`read`].
pub async fn export(
    store: &Store,
    reader: Reader<'_>,
    filter: &Filter,
    now: i64,
) -> Result<AuditSelection, Problem> {
    let selection = filter.selection(reader)?;
    enter(Action::AuditExported, store, reader, filter, now).await?;
    Ok(selection)
}

async fn enter(
    action: Action,
    store: &Store,
    reader: Reader<'_>,
    filter: &Filter,
    now: i64,
) -> Result<(), Problem> {
    let mut event = Event::new(action, By::Account(reader.actor)).of_incident(reader.incident);
    for (name, value) in [
        ("filter_action", &filter.action),
        ("filter_account", &filter.account),
        ("from", &filter.from),
        ("to", &filter.to),
        ("below", &filter.below),
    ] {
        if !value.is_empty() {
            event = event.with(name, value.as_str());
        }
    }
    note(store, now, event).await
}
