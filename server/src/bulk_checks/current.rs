//! A check that goes on: bound to one device, counted, ended.

use crate::{
    alarms::AlarmKind,
    audit::{Action, By, Event},
    incidents::Incident,
    problem::Problem,
    state::Services,
    store::{BulkBatch, BulkCheck, BulkState},
};
use actix_web::web::{self, Bytes};
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use shirabe_protocol::oprf::ELEMENT_BYTES;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// A check, as the device sees it that asks.
pub struct Current {
    pub check: BulkCheck,
    pub incident: Arc<Incident>,
    /// Whether this device has begun it.
    pub own: bool,
    now: i64,
}

impl Current {
    /// `digest` of the link's secret, and of the claim that the device keeps, if it does.
    ///
    /// # Errors
    /// [`Problem::Unauthorized`].
    pub async fn of(
        services: &Services,
        digest: &[u8; 32],
        claim: Option<[u8; 32]>,
    ) -> Result<Self, Problem> {
        let check = services.store.bulk_check(digest).await?.ok_or(Problem::Unauthorized)?;
        let incident = services.directory.find(&check.slug).await?;
        let own = match (&check.claim, claim) {
            (Some(known), Some(given)) => bool::from(known.ct_eq(&given)),
            _ => false,
        };
        let now = services.clock.now();
        Ok(Self { check, incident, own, now })
    }

    pub fn state(&self) -> BulkState {
        self.check.state(self.now)
    }

    /// Only the device that began it, while it lasts.
    fn going_on(&self) -> Result<(), Problem> {
        match self.state() {
            BulkState::Claimed if self.own => Ok(()),
            BulkState::Claimed | BulkState::Open => Err(Problem::BulkCheckClaimed),
            BulkState::Finished | BulkState::Revoked | BulkState::Expired => {
                Err(Problem::BulkCheckOver)
            }
        }
    }

    /// An entry about this check, by somebody who has no account.
    fn event(&self, action: Action) -> Event<'static> {
        Event::new(action, By::Nobody)
            .of_incident(self.incident.id)
            .with("organisation", self.check.organisation.as_str())
            .with("evaluated", self.check.evaluated)
    }
}

/// Binds the check to the device of this claim.
///
/// # Errors
/// [`Problem::BulkCheckClaimed`], [`Problem::BulkCheckOver`].
pub async fn claim(
    services: &Services,
    digest: &[u8; 32],
    current: Current,
    claim: [u8; 32],
) -> Result<(), Problem> {
    if current.state() == BulkState::Open {
        let entry = current.event(Action::BulkCheckBegun).draft(current.now, &mut OsRng);
        let (id, now) = (&current.check.id, current.now);
        if services.store.claim_bulk_check(id, &claim, now, &entry).await? {
            return Ok(());
        }
        // Another device was first, a moment ago.
        Current::of(services, digest, Some(claim)).await?.going_on()?;
    }
    current.going_on()
}

/// Evaluates blinded elements under the public key. Equal bytes under the same number are answered
/// again without being counted.
///
/// # Errors
/// [`Problem::BulkCheckBudget`], [`Problem::BatchDiffers`], [`Problem::Malformed`], and as
/// [`claim`].
pub async fn evaluate(
    services: &Services,
    current: Current,
    number: u32,
    body: Bytes,
) -> Result<Vec<u8>, Problem> {
    current.going_on()?;
    let elements = (body.len() / ELEMENT_BYTES) as u64;
    if elements == 0 || !body.len().is_multiple_of(ELEMENT_BYTES) {
        return Err(Problem::Malformed);
    }
    let digest: [u8; 32] = Sha256::digest(&body).into();
    let (id, now) = (current.check.id, current.now);
    let batch = (number, &digest);
    match services.store.count_bulk_batch(&id, batch, elements, now).await? {
        BulkBatch::Counted | BulkBatch::Repeated => {}
        BulkBatch::Differs => return Err(Problem::BatchDiffers),
        BulkBatch::Spent => {
            let (check, incident) = (&current.check, current.incident.id);
            let subject = (id, check.organisation.as_str());
            let store = &services.store;
            AlarmKind::BulkBudget.raise(store, incident, subject, check.budget, now).await?;
            return Err(Problem::BulkCheckBudget);
        }
    }
    let keys = services.keys.keys_of(&current.incident.id)?;
    // Off the threads that answer the public.
    let evaluated = web::block(move || {
        let (mut reply, proof) = keys.public.blind_evaluate_batch(&body, &mut OsRng)?;
        reply.extend_from_slice(&proof);
        Ok::<_, Problem>(reply)
    });
    evaluated.await.map_err(|_| Problem::Unavailable)?
}

/// Ends the check; the link opens nothing more.
///
/// # Errors
/// As [`claim`].
pub async fn finish(services: &Services, current: Current) -> Result<(), Problem> {
    current.going_on()?;
    let entry = current.event(Action::BulkCheckFinished).draft(current.now, &mut OsRng);
    match services.store.finish_bulk_check(&current.check.id, current.now, &entry).await? {
        true => Ok(()),
        false => Err(Problem::BulkCheckOver),
    }
}
