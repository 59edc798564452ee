//! How many public lookups each incident answered in a day, counted for all processes together.

use super::{Store, StoreError, database::execute};

impl Store {
    /// Takes so many lookups out of a day's budget (days since 1970, UTC), all or none; `false`
    /// where fewer are left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reserve_lookups(
        &self,
        incident: &[u8; 16],
        day: i64,
        lookups: u64,
        budget: u64,
    ) -> Result<bool, StoreError> {
        if lookups > budget {
            return Ok(false);
        }
        let number = |count: u64| i64::try_from(count).map_err(|_| StoreError::Content);
        let taken = execute!(
            self.write(),
            "INSERT INTO daily_lookups (incident, day, taken) VALUES ($1, $2, $3)
             ON CONFLICT (incident, day) DO UPDATE SET taken = daily_lookups.taken + excluded.taken
             WHERE daily_lookups.taken + excluded.taken <= $4",
            &incident[..],
            day,
            number(lookups)?,
            number(budget)?,
        );
        Ok(taken == 1)
    }
}
