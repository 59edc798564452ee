//! Load tokens, as digests.

use super::{
    Store, StoreError,
    database::{execute, fetch},
    fixed,
};

/// What a token may do: one load of one incident, or one step back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadToken {
    pub incident: [u8; 16],
    /// The load it opened, once it has.
    pub load: Option<[u8; 16]>,
    /// When a rollback spent it, in seconds since 1970.
    pub spent: Option<i64>,
}

type TokenRow = (Vec<u8>, Option<Vec<u8>>, Option<i64>);

impl Store {
    /// # Errors
    /// [`StoreError`].
    pub async fn add_load_token(
        &self,
        digest: &[u8; 32],
        incident: &[u8; 16],
        name: &str,
        now: i64,
    ) -> Result<(), StoreError> {
        execute!(
            self.write(),
            "INSERT INTO load_tokens (digest, incident, name, created) VALUES ($1, $2, $3, $4)",
            &digest[..],
            &incident[..],
            name,
            now,
        );
        Ok(())
    }

    /// # Errors
    /// [`StoreError`].
    pub async fn load_token(&self, digest: &[u8; 32]) -> Result<Option<LoadToken>, StoreError> {
        let row: Option<TokenRow> = fetch!(
            fetch_optional,
            self.read(),
            "SELECT incident, load, spent FROM load_tokens WHERE digest = $1",
            &digest[..],
        );
        row.map(|(incident, load, spent)| {
            let load = load.map(|load| fixed(&load)).transpose()?;
            Ok(LoadToken { incident: fixed(&incident)?, load, spent })
        })
        .transpose()
    }
}
