//! The published sets of an incident, in lists.

use crate::{
    Store, StoreError, count,
    database::fetch,
    fixed,
    loads::withdrawals::{adding_loads, effective},
};

/// One published set.
pub struct SetOfHistory {
    pub version: u64,
    /// `load`, `withdrawal`, `rollback`.
    pub cause: String,
    pub caused_by: Option<[u8; 16]>,
    pub back_to: Option<u64>,
    pub as_of: i64,
    pub published: i64,
    pub loads: Vec<[u8; 16]>,
}

type SetRow = (i64, String, Option<Vec<u8>>, Option<i64>, i64, i64);

/// One published set.
pub struct SetLine {
    pub version: u64,
    pub as_of: i64,
    pub published: i64,
    pub loads: u64,
}

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn sets_of(&self, incident: &[u8; 16]) -> Result<Vec<SetOfHistory>, StoreError> {
        let rows: Vec<SetRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT version, cause, caused_by, back_to, as_of, published
             FROM sets WHERE incident = $1 ORDER BY version",
            &incident[..],
        );
        let loads: Vec<(i64, Vec<u8>)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT version, set_loads.load
             FROM set_loads JOIN loads ON loads.id = set_loads.load
             WHERE set_loads.incident = $1 ORDER BY opened, id",
            &incident[..],
        );
        rows.into_iter()
            .map(|(version, cause, caused_by, back_to, as_of, published)| {
                let of_set = loads.iter().filter(|(of, _)| *of == version);
                Ok(SetOfHistory {
                    version: count(version)?,
                    cause,
                    caused_by: caused_by.map(|load| fixed(&load)).transpose()?,
                    back_to: back_to.map(count).transpose()?,
                    as_of,
                    published,
                    loads: of_set.map(|(_, load)| fixed(load)).collect::<Result<_, _>>()?,
                })
            })
            .collect()
    }

    /// The published sets of an incident, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_lines(&self, incident: &[u8; 16]) -> Result<Vec<SetLine>, StoreError> {
        let rows: Vec<(i64, i64, i64, i64)> = fetch!(
            fetch_all,
            self.read(),
            "SELECT version, as_of, published, (SELECT COUNT(*) FROM set_loads
                WHERE set_loads.incident = sets.incident AND set_loads.version = sets.version)
             FROM sets WHERE incident = $1 ORDER BY version DESC",
            &incident[..],
        );
        rows.into_iter()
            .map(|(version, as_of, published, loads)| {
                Ok(SetLine { version: count(version)?, as_of, published, loads: count(loads)? })
            })
            .collect()
    }

    /// How many people of a share are in a set, without those who were withdrawn.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn people_of_share(
        &self,
        incident: &[u8; 16],
        version: u64,
        share: u16,
    ) -> Result<u64, StoreError> {
        let (people,): (i64,) = fetch!(
            fetch_one,
            self.read(),
            concat!(
                "SELECT COUNT(DISTINCT p.handle) FROM people AS p
                 WHERE p.share = $3 AND p.load IN ",
                adding_loads!(),
                " AND ",
                effective!(),
                " <> 0"
            ),
            &incident[..],
            version as i64,
            i32::from(share),
        );
        count(people)
    }
}
