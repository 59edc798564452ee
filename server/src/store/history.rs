//! What happened to an incident's list: its loads and its sets, oldest first.

use super::{LoadAction, LoadState, Store, StoreError, count, database::fetch, fixed};

/// One load, as it declared itself.
pub struct LoadOfHistory {
    pub id: [u8; 16],
    pub action: LoadAction,
    pub state: LoadState,
    /// The name of the token that opened it.
    pub token_name: String,
    /// `None` for loads of earlier versions.
    pub file: Option<[u8; 32]>,
    pub people: u64,
    pub identifiers: u64,
    pub filter_entries: u64,
    /// The date of the list; as all moments, in seconds since 1970.
    pub as_of: i64,
    pub opened: i64,
    /// When it was closed or abandoned.
    pub ended: Option<i64>,
}

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

type LoadRow =
    (Vec<u8>, String, String, String, Option<Vec<u8>>, i64, i64, i64, i64, i64, Option<i64>);
type SetRow = (i64, String, Option<Vec<u8>>, Option<i64>, i64, i64);

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn loads_of(&self, incident: &[u8; 16]) -> Result<Vec<LoadOfHistory>, StoreError> {
        let rows: Vec<LoadRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT id, action, state, token_name, file, people, identifiers, filter_entries,
                    as_of, opened, ended
             FROM loads WHERE incident = $1 ORDER BY opened, id",
            &incident[..],
        );
        rows.into_iter()
            .map(|row| {
                let (id, action, state, token_name, file, people, identifiers, ..) = row;
                Ok(LoadOfHistory {
                    id: fixed(&id)?,
                    action: LoadAction::read(&action)?,
                    state: LoadState::read(&state)?,
                    token_name,
                    file: file.map(|file| fixed(&file)).transpose()?,
                    people: count(people)?,
                    identifiers: count(identifiers)?,
                    filter_entries: count(row.7)?,
                    as_of: row.8,
                    opened: row.9,
                    ended: row.10,
                })
            })
            .collect()
    }

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
}
