//! Withdrawals: which people and filter entries of a set they take out.
//!
//! A published set never changes, and each batch of a load is counted. So what was read without
//! holding anything still stands if the set is still the current one and no batch has come.

use crate::{
    Load, Store, StoreError, count,
    database::{fetch, for_each_row},
    fixed,
};
use shirabe_protocol::tag::Tag;
use std::collections::BTreeSet;

/// The groups of person `p` in the set `$2` of the incident `$1`: those of the row, without those
/// that withdrawals of the set take out. No two of them take out the same, so the sum is right.
macro_rules! effective {
    () => {
        "(p.groups & ~COALESCE((SELECT CAST(SUM(x.groups) AS BIGINT)
           FROM set_loads AS y CROSS JOIN withdrawn AS x
           WHERE y.incident = $1 AND y.version = $2 AND x.withdrawal = y.load
             AND x.load = p.load AND x.handle = p.handle), 0))"
    };
}

/// The loads that added people to the set `$2` of the incident `$1`.
macro_rules! adding_loads {
    () => {
        "(SELECT s.load FROM set_loads AS s JOIN loads AS l ON l.id = s.load
          WHERE s.incident = $1 AND s.version = $2 AND l.action = 'add')"
    };
}

/// Each person `w` of the load `$3` beside their rows `p` in the set. `CROSS JOIN` keeps SQLite
/// to this order, in which every step is a look-up by primary key.
macro_rules! people_beside_theirs {
    () => {
        "FROM people AS w CROSS JOIN set_loads AS s CROSS JOIN loads AS l CROSS JOIN people AS p
         WHERE w.load = $3 AND s.incident = $1 AND s.version = $2
           AND l.id = s.load AND l.action = 'add'
           AND p.load = s.load AND p.handle = w.handle"
    };
}

/// The records `r` of the set whose people `p` lose groups to the withdrawal `$3`. One pass over
/// the set's records: an index by person would make every load slower.
macro_rules! records_taken_out {
    () => {
        concat!(
            "FROM record_tags AS r CROSS JOIN people AS w CROSS JOIN people AS p
             WHERE w.load = $3 AND w.handle = r.handle
               AND p.load = r.load AND p.handle = r.handle
               AND r.load IN ",
            adding_loads!(),
            " AND (",
            effective!(),
            " & w.groups) <> 0"
        )
    };
}

pub(crate) use {adding_loads, effective, people_beside_theirs};

/// How many records of a load's people, of one kind, lose these groups (a bit for each).
pub struct RemovedEntries {
    pub load: [u8; 16],
    pub kind: u8,
    pub groups: u32,
    pub records: u64,
}

/// A withdrawal that fits a set.
pub struct Settled {
    pub version: u64,
    /// Batches of the withdrawal when it was checked.
    pub batches: u64,
    /// Filter entries (positions of kind and group, tag) that go beyond its own, each as often
    /// as it stands here.
    pub further: Vec<((u8, u8), Tag)>,
}

impl Store {
    /// How many batches a load has taken.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn batches_of(&self, load: &[u8; 16]) -> Result<u64, StoreError> {
        let row: (i64,) = fetch!(
            fetch_one,
            self.read(),
            "SELECT COUNT(*) FROM load_batches WHERE load = $1",
            &load[..],
        );
        count(row.0)
    }

    /// Handles of a withdrawal's people who are not in a set as it says: with all the groups it
    /// takes out, and with exactly its identifiers in the rows that it touches. In order, the
    /// first `limit` of them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn unmatched(
        &self,
        load: &Load,
        version: u64,
        limit: usize,
    ) -> Result<Vec<[u8; 16]>, StoreError> {
        let mut unmatched = self.without_all_groups(load, version, limit).await?;
        let rows: Vec<(Vec<u8>,)> = fetch!(
            fetch_all,
            self.read(),
            concat!(
                "SELECT DISTINCT handle FROM (
                 SELECT handle, kind, tag FROM (
                 SELECT handle, kind, tag, 1 AS ours, 0 AS theirs FROM record_tags WHERE load = $3
                 UNION ALL
                 SELECT r.handle, r.kind, r.tag, 0, 1 ",
                records_taken_out!(),
                ") AS both_sides GROUP BY handle, kind, tag
                 HAVING SUM(ours) = 0 OR SUM(theirs) = 0) AS one_sided ORDER BY handle LIMIT $4"
            ),
            &load.incident[..],
            version as i64,
            &load.id[..],
            limit as i64,
        );
        for (handle,) in rows {
            unmatched.insert(fixed(&handle)?);
        }
        Ok(unmatched.into_iter().take(limit).collect())
    }

    /// Handles of people who are not in every group that a withdrawal takes them out of.
    async fn without_all_groups(
        &self,
        load: &Load,
        version: u64,
        limit: usize,
    ) -> Result<BTreeSet<[u8; 16]>, StoreError> {
        let mut found = BTreeSet::new();
        // The person whose rows are being read, and the groups that none has covered yet.
        let (mut person, mut wanted, mut covered) = (Vec::new(), 0, 0);
        for_each_row!(
            self.read(),
            concat!(
                "SELECT handle, wanted, covered FROM (
                 SELECT handle, groups AS wanted, 0 AS covered FROM people WHERE load = $3
                 UNION ALL
                 SELECT p.handle, 0, ",
                effective!(),
                " & w.groups ",
                people_beside_theirs!(),
                ") AS people_of_both ORDER BY handle"
            ),
            [&load.incident[..], version as i64, &load.id[..]],
            |(handle, of_load, of_set)| (Vec<u8>, i64, i64) => {
                if handle != person {
                    if wanted & !covered != 0 && found.len() < limit {
                        found.insert(fixed(&person)?);
                    }
                    (person, wanted, covered) = (handle, 0, 0);
                }
                wanted |= of_load;
                covered |= of_set;
            }
        );
        if wanted & !covered != 0 && found.len() < limit {
            found.insert(fixed(&person)?);
        }
        Ok(found)
    }

    /// The records that a withdrawal takes groups from, counted by load, kind and groups.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn removed_entries(
        &self,
        load: &Load,
        version: u64,
    ) -> Result<Vec<RemovedEntries>, StoreError> {
        let rows: Vec<(Vec<u8>, i32, i64, i64)> = fetch!(
            fetch_all,
            self.read(),
            concat!(
                "SELECT load, kind, taken, COUNT(*) FROM (SELECT r.load, r.kind, ",
                effective!(),
                " & w.groups AS taken ",
                records_taken_out!(),
                ") AS records GROUP BY load, kind, taken"
            ),
            &load.incident[..],
            version as i64,
            &load.id[..],
        );
        rows.into_iter()
            .map(|(load, kind, groups, records)| {
                Ok(RemovedEntries {
                    load: fixed(&load)?,
                    kind: kind.try_into().map_err(|_| StoreError::Content)?,
                    groups: groups.try_into().map_err(|_| StoreError::Content)?,
                    records: count(records)?,
                })
            })
            .collect()
    }
}
