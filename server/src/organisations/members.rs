//! Which organisations take part in an incident, in which place, and in which part of it.

use crate::{
    access::IncidentId,
    audit::{Action, By, Event, name},
    http::request::{AtIncident, Staff},
    problem::Problem,
    store::{ChainMember, Store},
};
use rand::{CryptoRng, RngCore};

/// A place in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Answers for the data.
    Responsible,
    Contractor,
    SubContractor,
    CallCentre,
    /// Gave people's data to the responsible organisation, and sees its own part only.
    EntrustingParty,
}

impl Place {
    pub const ALL: [Self; 5] = [
        Self::Responsible,
        Self::Contractor,
        Self::SubContractor,
        Self::CallCentre,
        Self::EntrustingParty,
    ];

    /// Stable name: stored, in forms and in keys of texts (`place-...`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Responsible => "responsible",
            Self::Contractor => "contractor",
            Self::SubContractor => "sub-contractor",
            Self::CallCentre => "call-centre",
            Self::EntrustingParty => "entrusting-party",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.code() == code)
    }
}

/// An organisation that is to take part.
pub struct Joining<'a> {
    /// Exactly as it is registered.
    pub organisation: &'a str,
    /// Code of a [`Place`].
    pub place: &'a str,
    /// Its part of the incident and what that is called; `None` is all of it.
    pub share: Option<(u16, &'a str)>,
}

/// The chain, in the order of its places.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn members(staff: &Staff, at: &AtIncident) -> Result<Vec<ChainMember>, Problem> {
    let mut members = staff.services.store.chain_of(&at.incident.id).await?;
    members.sort_by_key(|member| Place::from_code(&member.chain_role));
    Ok(members)
}

/// Lets an organisation take part. Nobody has a role by that alone. An entrusting party has a
/// share always; the responsible organisation never.
///
/// # Errors
/// [`Problem::UnknownOrganisation`], [`Problem::NameTaken`] where it takes part already,
/// [`Problem::Malformed`].
pub async fn join<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    joining: &Joining<'_>,
    rng: &mut R,
) -> Result<(), Problem> {
    let place = Place::from_code(joining.place).ok_or(Problem::Malformed)?;
    let fits = match place {
        Place::EntrustingParty => joining.share.is_some(),
        Place::Responsible => joining.share.is_none(),
        _ => true,
    };
    if !fits {
        return Err(Problem::Malformed);
    }
    let share_name = joining.share.map(|(_, given)| name(given)).transpose()?.unwrap_or_default();
    let called = name(joining.organisation)?;
    let (now, store) = (staff.now(), &staff.services.store);
    let found = store.organisation_id(called).await?;
    let organisation = found.ok_or(Problem::UnknownOrganisation)?;
    let member = ChainMember {
        organisation,
        name: called.to_owned(),
        chain_role: place.code().to_owned(),
        share: joining.share.map(|(number, _)| number),
        share_name: share_name.to_owned(),
    };
    let by = By::Account(&staff.actor);
    match enter(store, by, &at.incident.id, &member, now, rng).await? {
        true => Ok(()),
        false => Err(Problem::NameTaken),
    }
}

/// Enters a member of the chain of an incident; `false` where it takes part already.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn enter<R: RngCore + CryptoRng>(
    store: &Store,
    by: By<'_>,
    incident: &IncidentId,
    member: &ChainMember,
    now: i64,
    rng: &mut R,
) -> Result<bool, Problem> {
    let event = Event::new(Action::OrganisationJoinedIncident, by)
        .of_incident(*incident)
        .with("subject", hex::encode(member.organisation))
        .with("called", member.name.as_str())
        .with("place", member.chain_role.as_str())
        .with("share", member.share);
    Ok(store.join_incident(incident, member, &event.draft(now, rng)).await?)
}
