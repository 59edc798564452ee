//! The daily budget: how many public lookups an incident answers in a day (UTC), from all
//! addresses together. It holds against somebody who tries out identifiers from many places.
//!
//! Counted in the database, so that every process shares it. A process reserves a few hundred
//! lookups at once and counts those in memory; what is left when it ends is lost, so that the
//! budget is never exceeded.

use crate::{clock::Clock, incidents::Incident, problem::Problem, store::Store};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

const DAY_SECONDS: i64 = 24 * 3600;
/// Most lookups reserved at once; never more than a two-hundredth of the budget.
const MOST_RESERVED: u64 = 512;

/// What this process may still answer.
#[derive(Clone, Copy)]
struct Reserved {
    day: i64,
    left: u64,
    /// The database had none left of this budget: it is not asked again that day, unless the
    /// budget is another one then.
    spent: Option<u64>,
}

/// Takes lookups out of the incidents' budgets.
pub struct DailyBudgets {
    store: Store,
    clock: Arc<dyn Clock>,
    reserved: Mutex<HashMap<[u8; 16], Reserved>>,
    /// One reservation at a time: others wait for it instead of reserving too.
    reserving: tokio::sync::Mutex<()>,
}

impl DailyBudgets {
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, reserved: Mutex::default(), reserving: tokio::sync::Mutex::new(()) }
    }

    /// # Errors
    /// [`Problem::DailyBudget`] with the seconds until the next day, [`Problem::Unavailable`].
    pub async fn take(&self, incident: &Incident) -> Result<(), Problem> {
        let now = self.clock.now();
        let day = now.div_euclid(DAY_SECONDS);
        let spent = Problem::DailyBudget((DAY_SECONDS - now.rem_euclid(DAY_SECONDS)) as u64);
        let budget = incident.definition.daily_budget();
        if let Some(taken) = self.take_reserved(&incident.id, day, budget) {
            return if taken { Ok(()) } else { Err(spent) };
        }
        let _reserving = self.reserving.lock().await;
        if let Some(taken) = self.take_reserved(&incident.id, day, budget) {
            return if taken { Ok(()) } else { Err(spent) };
        }
        let granted = self.reserve(incident, day, budget).await?;
        let spent_budget = (granted == 0).then_some(budget);
        let reserved = Reserved { day, left: granted.saturating_sub(1), spent: spent_budget };
        self.lock().insert(incident.id, reserved);
        if granted > 0 { Ok(()) } else { Err(spent) }
    }

    /// Whether a reserved lookup was taken; `None` where the database must be asked.
    fn take_reserved(&self, incident: &[u8; 16], day: i64, budget: u64) -> Option<bool> {
        let mut all = self.lock();
        let reserved = all.get_mut(incident).filter(|reserved| reserved.day == day)?;
        if reserved.left > 0 {
            reserved.left -= 1;
            return Some(true);
        }
        (reserved.spent == Some(budget)).then_some(false)
    }

    /// As many as can be had at once, down to one.
    async fn reserve(&self, incident: &Incident, day: i64, budget: u64) -> Result<u64, Problem> {
        let mut wanted = (budget / 200).clamp(1, MOST_RESERVED);
        while wanted > 0 {
            if self.store.reserve_lookups(&incident.id, day, wanted, budget).await? {
                return Ok(wanted);
            }
            wanted /= 2;
        }
        Ok(0)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 16], Reserved>> {
        self.reserved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
