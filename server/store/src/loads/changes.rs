//! What a load would change in a set: counts of people and identifiers, by opaque handle and tag.

use super::withdrawals::{effective, people_beside_theirs};
use crate::{
    Load, Store, StoreError, count,
    database::{fetch, for_each_row},
};

/// Counts only: nothing of the set leaves the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changes {
    /// People whom the set does not hold.
    pub new_people: u64,
    /// People whom it holds.
    pub known_people: u64,
    /// Those of them who would get a further identifier or group.
    pub changed_people: u64,
    /// People whom only the set holds.
    pub people_only_in_set: u64,
    pub new_identifiers: u64,
    pub known_identifiers: u64,
    pub identifiers_only_in_set: u64,
}

/// The loads of the set that come before the load `$3` of `$4` people, by size and then by name.
macro_rules! larger_loads {
    () => {
        "FROM (SELECT l.id FROM set_loads AS s JOIN loads AS l ON l.id = s.load
               WHERE s.incident = $1 AND s.version = $2 AND l.action = 'add'
                 AND (l.people > $4 OR (l.people = $4 AND l.id < $3))) AS larger"
    };
}

/// One person of a load, row by row.
#[derive(Default)]
struct Person {
    handle: Vec<u8>,
    /// Zero of people whom the set does not hold.
    groups_in_set: i64,
    groups: i64,
    new_identifiers: u64,
}

impl Changes {
    fn count(&mut self, person: &Person) {
        self.new_identifiers += person.new_identifiers;
        if person.groups_in_set != 0 {
            self.known_people += 1;
            let changes = person.groups & !person.groups_in_set != 0 || person.new_identifiers > 0;
            self.changed_people += u64::from(changes);
        }
    }
}

impl Store {
    /// Compares a load with a set of its incident; version 0 is a set of nobody.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn changes(&self, load: &Load, version: u64) -> Result<Changes, StoreError> {
        let mut changes = Changes::default();
        let mut person = Person::default();
        // People whom both hold, and identifiers that only the load holds.
        for_each_row!(
            self.read(),
            concat!(
                "SELECT handle, of_load, of_set, new_identifiers FROM (
                 SELECT p.handle, w.groups AS of_load, ",
                effective!(),
                " AS of_set, CAST(0 AS BIGINT) AS new_identifiers ",
                people_beside_theirs!(),
                " UNION ALL
                 SELECT r.handle, 0, 0, 1 FROM record_tags AS r
                 WHERE r.load = $3 AND NOT EXISTS (
                     SELECT 1 FROM set_loads AS s CROSS JOIN loads AS l
                         CROSS JOIN record_tags AS q CROSS JOIN people AS p
                     WHERE s.incident = $1 AND s.version = $2
                       AND l.id = s.load AND l.action = 'add'
                       AND q.tag = r.tag AND q.load = s.load
                       AND q.kind = r.kind AND q.handle = r.handle
                       AND p.load = s.load AND p.handle = r.handle AND ",
                effective!(),
                " <> 0)
                 ) AS of_both ORDER BY handle"
            ),
            [&load.incident[..], version as i64, &load.id[..]],
            |(handle, of_load, of_set, identifiers)| (Vec<u8>, i64, i64, i64) => {
                if handle != person.handle {
                    changes.count(&person);
                    person = Person { handle, ..Person::default() };
                }
                person.groups |= of_load;
                person.groups_in_set |= of_set;
                person.new_identifiers += count(identifiers)?;
            }
        );
        changes.count(&person);
        changes.new_people = load.uploaded.people.saturating_sub(changes.known_people);
        changes.known_identifiers =
            load.uploaded.identifiers.saturating_sub(changes.new_identifiers);
        let (people, identifiers) = self.held_by_set(&load.incident, version).await?;
        changes.people_only_in_set = people.saturating_sub(changes.known_people);
        changes.identifiers_only_in_set = identifiers.saturating_sub(changes.known_identifiers);
        Ok(changes)
    }

    /// How many people, and how many identifiers of people, a set holds; each once. The largest
    /// load was counted when it closed; the others are looked up in those larger than they are.
    async fn held_by_set(
        &self,
        incident: &[u8; 16],
        version: u64,
    ) -> Result<(u64, u64), StoreError> {
        let loads: Vec<(Vec<u8>, i64, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, people, identifiers FROM set_loads JOIN loads ON loads.id = set_loads.load
             WHERE set_loads.incident = $1 AND version = $2 AND action = 'add'
             ORDER BY people DESC, id",
            &incident[..],
            version as i64,
        );
        let (mut people, mut identifiers) = (0, 0);
        for (place, (load, declared_people, declared_identifiers)) in loads.iter().enumerate() {
            let (of_load, tags_of_load) = if place == 0 {
                let gone = self.gone_from(incident, version, load).await?;
                (count(*declared_people)? - gone.0, count(*declared_identifiers)? - gone.1)
            } else {
                self.held_by_this_first(incident, version, load, *declared_people).await?
            };
            people += of_load;
            identifiers += tags_of_load;
        }
        Ok((people, identifiers))
    }

    /// People of a load whom withdrawals took out of every group, and their identifiers.
    async fn gone_from(
        &self,
        incident: &[u8; 16],
        version: u64,
        load: &[u8],
    ) -> Result<(u64, u64), StoreError> {
        let (people,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            concat!(
                "SELECT COUNT(*) FROM (SELECT DISTINCT d.handle
                 FROM set_loads AS s CROSS JOIN withdrawn AS d
                 WHERE s.incident = $1 AND s.version = $2
                   AND d.withdrawal = s.load AND d.load = $3) AS touched
                 CROSS JOIN people AS p
                 WHERE p.load = $3 AND p.handle = touched.handle AND ",
                effective!(),
                " = 0"
            ),
            &incident[..],
            version as i64,
            load,
        );
        if people == 0 {
            return Ok((0, 0));
        }
        let (identifiers,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            concat!(
                "SELECT COUNT(*) FROM record_tags AS r
                 WHERE r.load = $3 AND EXISTS (
                     SELECT 1 FROM set_loads AS s CROSS JOIN withdrawn AS d
                         CROSS JOIN people AS p
                     WHERE s.incident = $1 AND s.version = $2 AND d.withdrawal = s.load
                       AND d.load = $3 AND d.handle = r.handle
                       AND p.load = d.load AND p.handle = d.handle AND ",
                effective!(),
                " = 0)"
            ),
            &incident[..],
            version as i64,
            load,
        );
        Ok((count(people)?, count(identifiers)?))
    }

    /// People and identifiers of a load that no larger load of the set holds.
    async fn held_by_this_first(
        &self,
        incident: &[u8; 16],
        version: u64,
        load: &[u8],
        declared_people: i64,
    ) -> Result<(u64, u64), StoreError> {
        let (people,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            concat!(
                "SELECT COUNT(*) FROM people AS p WHERE p.load = $3 AND ",
                effective!(),
                " <> 0 AND NOT EXISTS (SELECT 1 ",
                larger_loads!(),
                " CROSS JOIN people AS q
                  WHERE q.load = larger.id AND q.handle = p.handle AND EXISTS (
                      SELECT 1 FROM people AS p
                      WHERE p.load = q.load AND p.handle = q.handle AND ",
                effective!(),
                " <> 0))"
            ),
            &incident[..],
            version as i64,
            load,
            declared_people,
        );
        let (identifiers,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            concat!(
                "SELECT COUNT(*) FROM record_tags AS r WHERE r.load = $3 AND EXISTS (
                     SELECT 1 FROM people AS p
                     WHERE p.load = r.load AND p.handle = r.handle AND ",
                effective!(),
                " <> 0) AND NOT EXISTS (SELECT 1 ",
                larger_loads!(),
                " CROSS JOIN record_tags AS q
                  WHERE q.tag = r.tag AND q.load = larger.id
                    AND q.kind = r.kind AND q.handle = r.handle AND EXISTS (
                      SELECT 1 FROM people AS p
                      WHERE p.load = q.load AND p.handle = q.handle AND ",
                effective!(),
                " <> 0))"
            ),
            &incident[..],
            version as i64,
            load,
            declared_people,
        );
        Ok((count(people)?, count(identifiers)?))
    }
}
