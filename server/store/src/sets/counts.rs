//! How many people a set holds, in all and by group; and a set that a closed load would make.

use crate::{
    Load, LoadAction, Store, StoreError, count,
    database::{fetch, for_each_row},
    loads::withdrawals::effective,
};

/// Most groups of an incident: a bit for each.
const GROUPS: usize = 32;

/// Counts of one set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SetCounts {
    /// By handle, each once.
    pub people: u64,
    /// One for each person, public identifier and group; filters hold equal ones once.
    pub filter_entries: u64,
    /// People, by position of the group.
    pub groups: [u64; GROUPS],
}

impl SetCounts {
    fn add(&mut self, groups_of_person: i64) {
        self.people += u64::from(groups_of_person != 0);
        for (position, people) in self.groups.iter_mut().enumerate() {
            *people += u64::from(groups_of_person >> position & 1 == 1);
        }
    }
}

impl Store {
    /// Counts a set, or the one that it would become with a closed load. Version 0 is a set of
    /// nobody. Reads every person of the set, and keeps none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_counts(
        &self,
        incident: &[u8; 16],
        version: u64,
        with: Option<&Load>,
    ) -> Result<SetCounts, StoreError> {
        let load: &[u8] = with.map_or(&[], |load| &load.id);
        let mut counts = SetCounts::default();
        let (mut person, mut groups) = (Vec::new(), 0);
        for_each_row!(
            self.read(),
            concat!(
                "SELECT handle, left_over FROM (
                 SELECT p.handle, ",
                effective!(),
                " & ~COALESCE((SELECT w.groups FROM withdrawn AS w
                   WHERE w.withdrawal = $3 AND w.load = p.load AND w.handle = p.handle), 0)
                   AS left_over
                 FROM set_loads AS s CROSS JOIN loads AS l CROSS JOIN people AS p
                 WHERE s.incident = $1 AND s.version = $2 AND l.id = s.load
                   AND l.action = 'add' AND p.load = s.load
                 UNION ALL
                 SELECT p.handle, p.groups FROM loads AS l CROSS JOIN people AS p
                 WHERE l.id = $3 AND l.action = 'add' AND p.load = l.id
                 ) AS of_set ORDER BY handle"
            ),
            [&incident[..], version as i64, load],
            |(handle, of_row)| (Vec<u8>, i64) => {
                if handle != person {
                    counts.add(groups);
                    (person, groups) = (handle, 0);
                }
                groups |= of_row;
            }
        );
        counts.add(groups);
        counts.filter_entries = self.filter_entries(incident, version, with).await?;
        Ok(counts)
    }

    async fn filter_entries(
        &self,
        incident: &[u8; 16],
        version: u64,
        with: Option<&Load>,
    ) -> Result<u64, StoreError> {
        let load: &[u8] = with.map_or(&[], |load| &load.id);
        let (of_loads, further): (i64, i64) = fetch!(
            fetch_one,
            self.read(),
            "SELECT (SELECT CAST(COALESCE(SUM(CASE WHEN action = 'add' THEN filter_entries
                         ELSE -filter_entries END), 0) AS BIGINT)
                     FROM set_loads JOIN loads ON loads.id = set_loads.load
                     WHERE set_loads.incident = $1 AND version = $2),
                    (SELECT COUNT(*) FROM withdrawn_entries WHERE withdrawal = $3
                     OR withdrawal IN (SELECT load FROM set_loads
                                       WHERE incident = $1 AND version = $2))",
            &incident[..],
            version as i64,
            load,
        );
        let of_this = with.map_or(0, |load| {
            let entries = load.uploaded.filter_entries as i64;
            if load.action == LoadAction::Add { entries } else { -entries }
        });
        count(of_loads + of_this - further)
    }
}
