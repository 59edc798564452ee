//! Asking for something, and seeing what was asked for.

use super::{Approval, ApprovalAction, ApprovalId, Failure, SCHEDULED_SECONDS, Summary, ending};
use crate::{
    access::{AccountId, Actor, IncidentId, OrganisationId},
    audit::{Action, By, Event},
    problem::Problem,
    store::{ApprovalState, NewApproval, Store, StoreError, StoredApproval},
};
use rand::{CryptoRng, RngCore};

/// Whoever asks.
#[derive(Debug, Clone, Copy)]
pub enum Requester<'a> {
    Account(&'a Actor),
    /// A load token, and the account that made it, which must not approve either.
    LoadToken {
        name: &'a str,
        made_by: Option<AccountId>,
    },
}

impl<'a> Requester<'a> {
    fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(actor) => Some(actor.account),
            Self::LoadToken { made_by, .. } => made_by,
        }
    }

    fn name(self) -> &'a str {
        match self {
            Self::Account(actor) => &actor.display_name,
            Self::LoadToken { name, .. } => name,
        }
    }

    fn by(self) -> By<'a> {
        match self {
            Self::Account(actor) => By::Account(actor),
            Self::LoadToken { name, .. } => By::LoadToken(name),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wish {
    pub action: ApprovalAction,
    pub summary: Summary,
    /// Not earlier than this, in seconds since 1970; in the past: at once.
    pub not_before: i64,
    /// The set, or the version of the script, that the summary starts from; 0 for none.
    pub based_on: u64,
}

/// Enters a wish that waits for a second person. Asked again, it is the same one; if another set
/// has come in between, the old wish has failed and this is a new one.
///
/// # Errors
/// [`Problem::Malformed`] for a time more than 90 days ahead; [`Problem::Unavailable`].
pub async fn request<R: RngCore + CryptoRng>(
    store: &Store,
    incident: IncidentId,
    wish: &Wish,
    requester: Requester<'_>,
    now: i64,
    rng: &mut R,
) -> Result<ApprovalId, Problem> {
    const TRIES: usize = 4;
    if wish.not_before > now + SCHEDULED_SECONDS {
        return Err(Problem::Malformed);
    }
    let (action, subject) = (wish.action.code(), wish.action.subject());
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let new = NewApproval {
        id,
        incident,
        action,
        subject: subject.clone(),
        summary: serde_json::to_string(&wish.summary).map_err(|_| Problem::Internal)?,
        requested_by: requester.account(),
        requester: requester.name().to_owned(),
        requested: now,
        not_before: wish.not_before,
        based_on: wish.based_on,
    };
    for _ in 0..TRIES {
        let event = Event::new(Action::ApprovalRequested, requester.by())
            .of_incident(incident)
            .with("approval", hex::encode(id))
            .with("action", action)
            .with("subject", wish.action.subject_text())
            .with("not_before", wish.not_before)
            .with("based_on", wish.based_on);
        if store.add_approval(&new, &event.draft(now, rng)).await? {
            return Ok(id);
        }
        let Some(open) = store.open_approval(&incident, action, &subject).await? else {
            continue;
        };
        if is_same(&open, wish.based_on) {
            return Ok(open.id);
        }
        let open = Approval::try_from(open)?;
        ending::fail(store, &open, open.state, Failure::SetChanged, now, rng).await?;
    }
    Err(Problem::Unavailable)
}

/// The same wish, where it waits already, or is being carried out.
///
/// # Errors
/// [`StoreError`].
pub async fn open(
    store: &Store,
    incident: &IncidentId,
    action: ApprovalAction,
    based_on: u64,
) -> Result<Option<ApprovalId>, StoreError> {
    let open = store.open_approval(incident, action.code(), &action.subject()).await?;
    Ok(open.filter(|open| is_same(open, based_on)).map(|open| open.id))
}

/// What was asked for of another set is another wish, unless it is happening just now.
fn is_same(open: &StoredApproval, based_on: u64) -> bool {
    open.based_on == based_on || open.state == ApprovalState::Running
}

/// One wish of an incident.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Unavailable`].
pub async fn find(
    store: &Store,
    incident: &IncidentId,
    id: &ApprovalId,
) -> Result<Approval, Problem> {
    let stored = store.approval(incident, id).await?.ok_or(Problem::NotFound)?;
    Ok(stored.try_into()?)
}

/// Those of an incident, open ones first, then the newest; of accounts of one organisation alone
/// where one is named.
///
/// # Errors
/// [`StoreError`].
pub async fn list(
    store: &Store,
    incident: &IncidentId,
    organisation: Option<&OrganisationId>,
    skip: u32,
    most: u32,
) -> Result<Vec<Approval>, StoreError> {
    let stored = store.approvals(incident, organisation, skip, most).await?;
    stored.into_iter().map(Approval::try_from).collect()
}
