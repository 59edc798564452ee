//! Watching over the desk: who asks how much, what looked wrong, and keeping an agent from it.

use super::{
    call_figures::{self, CallFigures},
    own_organisation,
};
use crate::{
    access::AccountId,
    audit::{Action, change},
    http::request::{AtIncident, Staff},
    problem::Problem,
    store::{AgentLine, AlarmLine},
    words::dates,
};
use rand::{CryptoRng, RngCore};

/// Alarms that are shown.
const MOST_ALARMS: u32 = 100;

/// What a supervisor sees.
pub struct Watched {
    pub agents: Vec<AgentLine>,
    pub alarms: Vec<AlarmLine>,
    pub figures: CallFigures,
}

/// # Errors
/// [`Problem::Unavailable`].
pub async fn look(staff: &Staff, at: &AtIncident) -> Result<Watched, Problem> {
    let (store, id, now) = (&staff.services.store, &at.incident.id, staff.now());
    let organisation = own_organisation(staff, at);
    let organisation = organisation.as_ref();
    let today = dates::day_began(now);
    Ok(Watched {
        agents: store.desk_agents(id, organisation, now, today).await?,
        alarms: store.desk_alarms(id, organisation, MOST_ALARMS).await?,
        figures: call_figures::of(store, id, organisation, now).await?,
    })
}

/// An agent whom this account watches over.
async fn agent(staff: &Staff, at: &AtIncident, account: &AccountId) -> Result<AgentLine, Problem> {
    let (store, now) = (&staff.services.store, staff.now());
    let organisation = own_organisation(staff, at);
    let today = dates::day_began(now);
    let agents = store.desk_agents(&at.incident.id, organisation.as_ref(), now, today).await?;
    agents.into_iter().find(|agent| agent.account == *account).ok_or(Problem::NotFound)
}

/// Keeps an agent from the desk, from now on. Done twice it is so once.
///
/// # Errors
/// [`Problem::NotFound`] for nobody who is watched over, [`Problem::Unavailable`].
pub async fn suspend<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    account: &AccountId,
    rng: &mut R,
) -> Result<(), Problem> {
    let agent = agent(staff, at, account).await?;
    let (now, id) = (staff.now(), at.incident.id);
    let event = change(&staff.actor, Action::AgentSuspended, Some(id))
        .with("subject", hex::encode(account))
        .with("name", agent.name);
    let by = (now, staff.actor.display_name.as_str());
    staff.services.store.suspend_agent(&id, account, by, &event.draft(now, rng)).await?;
    Ok(())
}

/// Lets an agent back to the desk. Done twice it is so once.
///
/// # Errors
/// As [`suspend`].
pub async fn lift<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    account: &AccountId,
    rng: &mut R,
) -> Result<(), Problem> {
    let agent = agent(staff, at, account).await?;
    let (now, id) = (staff.now(), at.incident.id);
    let event = change(&staff.actor, Action::SuspensionLifted, Some(id))
        .with("subject", hex::encode(account))
        .with("name", agent.name);
    let by = (now, staff.actor.display_name.as_str());
    staff.services.store.lift_suspension(&id, account, by, &event.draft(now, rng)).await?;
    Ok(())
}

/// Marks an alarm as seen. Done twice it is so once.
///
/// # Errors
/// [`Problem::NotFound`] for an alarm that this account is not shown, [`Problem::Unavailable`].
pub async fn see<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    (kind, subject, hour): (&str, &[u8; 16], i64),
    rng: &mut R,
) -> Result<(), Problem> {
    let (store, now, id) = (&staff.services.store, staff.now(), at.incident.id);
    let organisation = own_organisation(staff, at);
    let alarms = store.desk_alarms(&id, organisation.as_ref(), MOST_ALARMS).await?;
    let same = |alarm: &&AlarmLine| {
        (alarm.kind.as_str(), &alarm.subject, alarm.hour) == (kind, subject, hour)
    };
    let alarm = alarms.iter().find(same).ok_or(Problem::NotFound)?;
    let event = change(&staff.actor, Action::AlarmSeen, Some(id))
        .with("alarm", kind)
        .with("name", alarm.subject_name.as_str());
    let by = (now, staff.actor.display_name.as_str());
    store.see_alarm(&id, (kind, subject, hour), by, &event.draft(now, rng)).await?;
    Ok(())
}
