//! The loads of an incident, in lists: all that happened, and what staff see. With a share, only
//! what came under it.

use crate::{
    LoadAction, LoadState, Store, StoreError, count,
    database::fetch,
    fixed,
    organisations::members::{share_column, share_of},
};

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

/// One load as staff see it; numbers as declared, moments in seconds since 1970.
pub struct LoadLine {
    pub id: [u8; 16],
    pub state: String,
    /// Name of its token; empty where the token went on to another load.
    pub token: String,
    pub share: Option<u16>,
    pub people: u64,
    pub identifiers: u64,
    pub as_of: i64,
    pub opened: i64,
    pub ended: Option<i64>,
    /// It was given up, and not all of what it brought is deleted yet.
    pub is_being_removed: bool,
}

type HistoryRow =
    (Vec<u8>, String, String, String, Option<Vec<u8>>, i64, i64, i64, i64, i64, Option<i64>);
type LoadRow = (Vec<u8>, String, String, i32, i64, i64, i64, i64, Option<i64>, i64);

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn loads_of(&self, incident: &[u8; 16]) -> Result<Vec<LoadOfHistory>, StoreError> {
        let rows: Vec<HistoryRow> = fetch!(
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

    /// The loads of an incident, the latest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn load_lines(
        &self,
        incident: &[u8; 16],
        share: Option<u16>,
    ) -> Result<Vec<LoadLine>, StoreError> {
        let rows: Vec<LoadRow> = fetch!(
            fetch_all,
            self.read(),
            "SELECT loads.id, loads.state, COALESCE(load_tokens.name, ''),
                COALESCE(load_tokens.share, -1), people, identifiers, as_of, opened, ended,
                (SELECT COUNT(*) FROM leftovers WHERE part = 'load' AND subject = loads.id)
             FROM loads LEFT JOIN load_tokens ON load_tokens.load = loads.id
             WHERE loads.incident = $1 AND ($2 = -1 OR load_tokens.share = $2)
             ORDER BY opened DESC, loads.id",
            &incident[..],
            share_column(share),
        );
        rows.into_iter()
            .map(|(id, state, token, share, people, identifiers, as_of, opened, ended, left)| {
                Ok(LoadLine {
                    id: fixed(&id)?,
                    state,
                    token,
                    share: share_of(share)?,
                    people: count(people)?,
                    identifiers: count(identifiers)?,
                    as_of,
                    opened,
                    ended,
                    is_being_removed: left > 0,
                })
            })
            .collect()
    }
}
