//! `bulk-check-<check>.json`: what an interrupted check needs to go on. Whoever reads it could go
//! on with the check, and with a record of what was sent take the blinds off: it is overwritten and
//! removed when the check is finished.

use crate::{
    errors::OperatorError,
    server_client::{Claim, CurrentCheck},
    work_folder::{WorkFolder, read_json},
};
use rand_core::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use shirabe_contacts::Seed;
use std::io::ErrorKind;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Hex digits throughout.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Written {
    claim: String,
    seed: String,
    /// Of the questions, under the seed.
    fingerprint: String,
}

/// A check under way.
pub(super) struct Kept {
    pub(super) claim: Claim,
    pub(super) seed: Seed,
    /// `None` where nothing is written yet.
    pub(super) fingerprint: Option<[u8; 32]>,
}

fn file_name(check: &str) -> String {
    format!("bulk-check-{check}.json")
}

pub(super) fn journal_name(check: &str) -> String {
    format!("check-{check}")
}

impl Kept {
    pub(super) fn draw<R: RngCore + CryptoRng>(rng: &mut R) -> Self {
        Self { claim: Claim::draw(rng), seed: Seed::draw(rng), fingerprint: None }
    }

    pub(super) fn read(work: &WorkFolder, check: &str) -> Result<Option<Self>, OperatorError> {
        let path = work.path().join(file_name(check));
        let Some(written) = read_json::<Written>(&path)? else { return Ok(None) };
        let bytes = |text: &str| {
            let mut bytes = [0; 32];
            hex::decode_to_slice(text, &mut bytes).ok().map(|()| bytes)
        };
        let read = || {
            Some(Self {
                claim: Claim::from_hex(&written.claim)?,
                seed: Seed::from_bytes(bytes(&written.seed)?),
                fingerprint: Some(bytes(&written.fingerprint)?),
            })
        };
        match read() {
            Some(kept) => Ok(Some(kept)),
            None => Err(OperatorError::file("use", path)(ErrorKind::InvalidData.into())),
        }
    }

    /// On the disk before anything is sent.
    pub(super) fn write(
        &self,
        work: &WorkFolder,
        check: &str,
        fingerprint: &[u8; 32],
    ) -> Result<(), OperatorError> {
        let written = Written {
            claim: self.claim.header().to_string(),
            seed: hex::encode(self.seed.as_bytes()),
            fingerprint: hex::encode(fingerprint),
        };
        work.write_json(&file_name(check), &written)
    }
}

/// After the last answer was written.
pub(super) fn forget(work: &WorkFolder, current: &CurrentCheck) -> Result<(), OperatorError> {
    let journal = work.journal_path(&journal_name(&current.check));
    work.erase(&file_name(&current.check))?;
    match std::fs::remove_file(&journal) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(OperatorError::file("remove", journal)(error))
        }
        _ => Ok(()),
    }
}
