//! Checks that other organisations make for all of their own people: invitations, and how much
//! of their budgets is spent. What was asked is not kept, only how much.

use super::{
    Store, StoreError,
    audit::{self, AuditDraft},
    count,
    database::{execute, fetch},
    fixed,
};

/// An invitation and what became of it. Moments in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkCheck {
    pub id: [u8; 16],
    pub incident: [u8; 16],
    pub slug: String,
    /// Who is invited.
    pub organisation: String,
    pub people: u64,
    /// Identifiers that it may ask for.
    pub budget: u64,
    pub evaluated: u64,
    /// Identifiers that were asked for once more, because an answer got lost.
    pub repeated: u64,
    /// Name of the account that invited.
    pub creator: String,
    pub created: i64,
    pub expires: i64,
    /// SHA-256 of what the first device drew.
    pub claim: Option<[u8; 32]>,
    pub claimed: Option<i64>,
    pub last_used: Option<i64>,
    pub finished: Option<i64>,
    pub revoked: Option<i64>,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkState {
    Open,
    Claimed,
    Finished,
    Revoked,
    Expired,
}

impl BulkState {
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Claimed, Self::Finished, Self::Revoked, Self::Expired];

    /// Stable name: in JSON and in keys of texts (`bulk-state-...`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Claimed => "claimed",
            Self::Finished => "finished",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }

    pub fn takes_batches(self) -> bool {
        self == Self::Claimed
    }
}

impl BulkCheck {
    pub fn state(&self, now: i64) -> BulkState {
        if self.revoked.is_some() {
            BulkState::Revoked
        } else if self.finished.is_some() {
            BulkState::Finished
        } else if now >= self.expires {
            BulkState::Expired
        } else if self.claim.is_some() {
            BulkState::Claimed
        } else {
            BulkState::Open
        }
    }
}

/// An invitation to be made.
pub struct NewBulkCheck<'a> {
    pub id: [u8; 16],
    /// SHA-256 of the link's secret.
    pub digest: [u8; 32],
    pub incident: [u8; 16],
    pub organisation: &'a str,
    pub people: u64,
    pub budget: u64,
    pub creator: &'a str,
    pub expires: i64,
}

/// What becomes of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkBatch {
    /// Counted now.
    Counted,
    /// Counted before, with equal bytes.
    Repeated,
    /// This number was counted with other bytes.
    Differs,
    /// More than the budget.
    Spent,
}

/// So often the budget may be asked for once more, in all.
const REPEATS: u64 = 4;

type BulkRow = (
    Vec<u8>,
    Vec<u8>,
    String,
    i64,
    i64,
    i64,
    i64,
    String,
    i64,
    i64,
    Option<Vec<u8>>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    String,
);

/// All columns of an invitation, in the order of [`BulkRow`].
macro_rules! columns {
    () => {
        "SELECT id, incident, organisation, people, budget, evaluated, repeated, creator,
            created, expires, claim, claimed, last_used, finished, revoked,
            (SELECT slug FROM incidents WHERE incidents.id = bulk_checks.incident)
         FROM bulk_checks "
    };
}

fn check(row: BulkRow) -> Result<BulkCheck, StoreError> {
    Ok(BulkCheck {
        id: fixed(&row.0)?,
        incident: fixed(&row.1)?,
        organisation: row.2,
        people: count(row.3)?,
        budget: count(row.4)?,
        evaluated: count(row.5)?,
        repeated: count(row.6)?,
        creator: row.7,
        created: row.8,
        expires: row.9,
        claim: row.10.map(|claim| fixed(&claim)).transpose()?,
        claimed: row.11,
        last_used: row.12,
        finished: row.13,
        revoked: row.14,
        slug: row.15,
    })
}

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn add_bulk_check(
        &self,
        new: &NewBulkCheck<'_>,
        now: i64,
        entry: &AuditDraft,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        execute!(in &mut transaction,
            "INSERT INTO bulk_checks (id, digest, incident, organisation, people, budget,
                evaluated, repeated, creator, created, expires)
             VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8, $9)",
            &new.id[..],
            &new.digest[..],
            &new.incident[..],
            new.organisation,
            new.people as i64,
            new.budget as i64,
            new.creator,
            now,
            new.expires,
        );
        audit::finish(transaction, true, entry).await?;
        Ok(())
    }

    /// The invitation of a link, by SHA-256 of its secret.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn bulk_check(&self, digest: &[u8; 32]) -> Result<Option<BulkCheck>, StoreError> {
        let row: Option<BulkRow> = fetch!(
            fetch_optional,
            self.read(),
            concat!(columns!(), "WHERE digest = $1"),
            &digest[..],
        );
        row.map(check).transpose()
    }

    /// The invitations of an incident, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn bulk_checks(&self, incident: &[u8; 16]) -> Result<Vec<BulkCheck>, StoreError> {
        let rows: Vec<BulkRow> = fetch!(
            fetch_all,
            self.read(),
            concat!(columns!(), "WHERE incident = $1 ORDER BY created DESC, id"),
            &incident[..],
        );
        rows.into_iter().map(check).collect()
    }

    /// Binds an invitation to the device that drew this claim. `false` where another has it, or
    /// it is over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn claim_bulk_check(
        &self,
        id: &[u8; 16],
        claim: &[u8; 32],
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let claimed = execute!(in &mut transaction,
            "UPDATE bulk_checks SET claim = $2, claimed = $3, last_used = $3
             WHERE id = $1 AND claim IS NULL AND revoked IS NULL AND finished IS NULL
               AND expires > $3",
            &id[..],
            &claim[..],
            now,
        );
        audit::finish(transaction, claimed == 1, entry).await
    }

    /// Counts a batch of so many elements, before it is evaluated.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn count_bulk_batch(
        &self,
        id: &[u8; 16],
        (number, digest): (u32, &[u8; 32]),
        elements: u64,
        now: i64,
    ) -> Result<BulkBatch, StoreError> {
        let mut transaction = self.begin().await?;
        let entered = execute!(in &mut transaction,
            "INSERT INTO bulk_batches (bulk_check, number, digest, elements)
             VALUES ($1, $2, $3, $4) ON CONFLICT (bulk_check, number) DO NOTHING",
            &id[..],
            i64::from(number),
            &digest[..],
            elements as i64,
        );
        let (outcome, counted) = if entered == 1 {
            let counted = execute!(in &mut transaction,
                "UPDATE bulk_checks SET evaluated = evaluated + $2, last_used = $3
                 WHERE id = $1 AND evaluated + $2 <= budget",
                &id[..],
                elements as i64,
                now,
            );
            (BulkBatch::Counted, counted)
        } else {
            let (earlier,): (Vec<u8>,) = fetch!(
                fetch_one, in &mut transaction,
                "SELECT digest FROM bulk_batches WHERE bulk_check = $1 AND number = $2",
                &id[..],
                i64::from(number),
            );
            if earlier != digest {
                transaction.rollback().await?;
                return Ok(BulkBatch::Differs);
            }
            let counted = execute!(in &mut transaction,
                "UPDATE bulk_checks SET repeated = repeated + $2, last_used = $3
                 WHERE id = $1 AND repeated + $2 <= budget * $4",
                &id[..],
                elements as i64,
                now,
                REPEATS as i64,
            );
            (BulkBatch::Repeated, counted)
        };
        if counted == 1 {
            transaction.commit().await?;
            Ok(outcome)
        } else {
            transaction.rollback().await?;
            Ok(BulkBatch::Spent)
        }
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn finish_bulk_check(
        &self,
        id: &[u8; 16],
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let finished = execute!(in &mut transaction,
            "UPDATE bulk_checks SET finished = $2, last_used = $2
             WHERE id = $1 AND finished IS NULL AND revoked IS NULL",
            &id[..],
            now,
        );
        audit::finish(transaction, finished == 1, entry).await
    }

    /// Takes an invitation back; `false` where this incident has no such one that lasts.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn revoke_bulk_check(
        &self,
        incident: &[u8; 16],
        id: &[u8; 16],
        now: i64,
        entry: &AuditDraft,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let revoked = execute!(in &mut transaction,
            "UPDATE bulk_checks SET revoked = $3
             WHERE id = $2 AND incident = $1 AND finished IS NULL AND revoked IS NULL",
            &incident[..],
            &id[..],
            now,
        );
        audit::finish(transaction, revoked == 1, entry).await
    }
}
