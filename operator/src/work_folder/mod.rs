//! The work folder on the organisation's machine: what belongs to one incident and must not
//! leave.
//!
//! | file | content |
//! |---|---|
//! | `incident.json` | which deployment, incident and keys the first load was made under |
//! | `kinds.json` | kinds and groups of the incident, so that a list is read the same without the server |
//! | `list.secret` | 32 bytes; letter codes and person handles follow from it. Keep it |
//! | `load.seed` | 32 bytes, while a load is open; overwritten and removed at close |
//! | `load.json` | which load is under way, so that the same command can go on with it |
//! | `rollback.json` | which rollback was asked for and not seen published yet |
//! | `journal-<load>.bin` | tags of the batches that are done, while a load is under way |
//! | `bulk-check-<check>.json` | claim and seed of a bulk check, until it is finished |
//! | `journal-check-<check>.bin` | its answers so far |
//! | `checked-<file>.csv`, `.xlsx`, `.json` | a list that was checked, and its counts |
//! | `tags-<load>.bin` | public tags of a published load, for `verify` |
//! | `letter-codes-<file>-<group>.csv`, `.xlsx` | the list with each row's letter code |
//! | `answers-<requests>.csv` | the rows of people whom the desk's requests name |
//! | `rejected-<file>.csv` | the rows with cells that could not be read, and why |
//! | `report-<load>.json`, `dry-run-<file>.json` | counts, row and column numbers |
//!
//! Files are made readable for their owner only (where the system knows owners).

mod secrets;
mod tag_file;

pub use tag_file::{LoadedTags, TagFile};

use crate::{
    errors::OperatorError,
    server_client::{LoadId, LoadParameters},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shirabe_protocol::identifier::Kind;
use std::{
    fs::{File, OpenOptions, TryLockError},
    io::Write,
    path::{Path, PathBuf},
};

/// One incident's folder. Held alone: a second program that opens it is refused.
pub struct WorkFolder {
    path: PathBuf,
    _lock: File,
}

/// What the first load found, pinned from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedIncident {
    pub server: String,
    pub slug: String,
    pub deployment: String,
    pub incident: String,
    pub public_key: String,
    pub signing_key: String,
}

/// How lists of the incident are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownKinds {
    pub kinds: Vec<Kind>,
    pub groups: Vec<String>,
}

/// A load under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadInProgress {
    pub load: LoadId,
    /// Of list, group, date and parameters, under the list secret: tells whether a command is
    /// the same one again. 64 hex digits.
    pub fingerprint: String,
    /// The list's date, as declared when the load was opened.
    pub as_of: i64,
}

const KINDS: &str = "kinds.json";
const ROLLBACK: &str = "rollback.json";

/// A rollback that was asked for; a second person may have to approve it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollbackAsked {
    pub incident: String,
    pub to: u64,
    /// The set that it replaces.
    pub current: u64,
}

/// The folder used where none is named: `shirabe-<slug>` beside the list.
pub fn beside(file: &Path, slug: &str) -> PathBuf {
    file.with_file_name(format!("shirabe-{slug}"))
}

impl WorkFolder {
    /// Opens the folder, making it where it does not exist.
    ///
    /// # Errors
    /// [`OperatorError::File`]; [`OperatorError::List`] where another program uses it.
    pub fn open(path: &Path) -> Result<Self, OperatorError> {
        make_private_folder(path).map_err(OperatorError::file("make the work folder", path))?;
        let lock_path = path.join("in-use.lock");
        let lock = private_options()
            .create(true)
            .truncate(false)
            .open(&lock_path)
            .map_err(OperatorError::file("open the work folder", path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(OperatorError::List {
                problem: format!("another shirabe-operator works in {}", path.display()),
                advice: "Wait until it has finished, then run the same command again.",
            }),
            Err(TryLockError::Error(error)) => {
                Err(OperatorError::file("open the work folder", path)(error))
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the folder remembers of its incident.
    ///
    /// # Errors
    /// [`OperatorError::File`].
    pub fn pinned(&self) -> Result<Option<PinnedIncident>, OperatorError> {
        read_pinned(&self.path)
    }

    /// Remembers the incident at the first load, and holds later ones against it.
    ///
    /// # Errors
    /// [`OperatorError::Verification`] where deployment, incident or a key differs.
    pub fn pin(&self, server: &str, parameters: &LoadParameters) -> Result<(), OperatorError> {
        let found = PinnedIncident {
            server: server.to_owned(),
            slug: parameters.slug.clone(),
            deployment: hex::encode(parameters.deployment),
            incident: hex::encode(parameters.incident),
            public_key: hex::encode(parameters.public_key),
            signing_key: hex::encode(parameters.signing_key),
        };
        let Some(known) = self.pinned()? else {
            return self.write_json("incident.json", &found);
        };
        // The address may change; what it stands for may not.
        let same = PinnedIncident { server: found.server.clone(), ..known } == found;
        if same {
            return Ok(());
        }
        Err(OperatorError::Verification {
            problem: "this work folder belongs to another incident, or the server's keys changed \
                      since the last load"
                .into(),
            advice: "Ask whoever runs the server. For another incident name another folder with \
                     --work.",
        })
    }

    /// Remembers how lists are read, as of the latest of them.
    ///
    /// # Errors
    /// [`OperatorError::File`].
    pub fn remember_kinds(&self, parameters: &LoadParameters) -> Result<(), OperatorError> {
        let kinds = parameters.kinds.iter().map(|kind| kind.kind.clone()).collect();
        self.write_json(KINDS, &KnownKinds { kinds, groups: parameters.groups.clone() })
    }

    /// # Errors
    /// [`OperatorError::File`].
    pub fn known_kinds(&self) -> Result<Option<KnownKinds>, OperatorError> {
        read_json(&self.path.join(KINDS))
    }

    /// The load that a command before this one left unfinished.
    ///
    /// # Errors
    /// [`OperatorError::File`].
    pub fn load_in_progress(&self) -> Result<Option<LoadInProgress>, OperatorError> {
        read_json(&self.path.join("load.json"))
    }

    /// # Errors
    /// [`OperatorError::File`], as all below.
    pub fn remember_load(&self, load: &LoadInProgress) -> Result<(), OperatorError> {
        self.write_json("load.json", load)
    }

    pub fn forget_load(&self) -> Result<(), OperatorError> {
        self.erase_seed()?;
        if let Some(load) = self.load_in_progress()? {
            remove(&self.journal_path(load.load.as_str()))?;
        }
        remove(&self.path.join("load.json"))
    }

    /// The rollback that a command before this one asked for.
    pub(crate) fn rollback_asked(&self) -> Result<Option<RollbackAsked>, OperatorError> {
        read_json(&self.path.join(ROLLBACK))
    }

    pub(crate) fn remember_rollback(&self, asked: &RollbackAsked) -> Result<(), OperatorError> {
        self.write_json(ROLLBACK, asked)
    }

    pub(crate) fn forget_rollback(&self) -> Result<(), OperatorError> {
        self.remove(ROLLBACK)
    }

    pub(crate) fn journal_path(&self, load: &str) -> PathBuf {
        self.path.join(format!("journal-{load}.bin"))
    }

    /// Opens a file of its owner alone, making it where it does not exist.
    pub(crate) fn open_private(&self, path: &Path) -> Result<File, OperatorError> {
        private_options()
            .create(true)
            .truncate(false)
            .read(true)
            .open(path)
            .map_err(OperatorError::file("open", path))
    }

    /// A whole file that is written piece by piece: under another name until it is complete.
    pub(crate) fn write_with<E>(
        &self,
        name: &str,
        write: impl FnOnce(&mut std::io::BufWriter<File>) -> Result<(), E>,
        failed: impl Fn(std::io::Error, &Path) -> E,
    ) -> Result<PathBuf, E> {
        let path = self.path.join(name);
        write_whole(&path, write, |error| failed(error, &path)).map(|()| path.clone())
    }

    /// Removes a file of an earlier run, if there is one.
    pub(crate) fn remove(&self, name: &str) -> Result<(), OperatorError> {
        remove(&self.path.join(name))
    }

    /// Writes a whole file, or leaves the one before.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OperatorError> {
        let path = self.path.join(name);
        write_private(&path, bytes).map_err(OperatorError::file("write", &path))?;
        Ok(path)
    }

    pub fn write_json(&self, name: &str, value: &impl Serialize) -> Result<(), OperatorError> {
        let bytes = serde_json::to_vec_pretty(value)
            .map_err(|error| OperatorError::file("write", self.path.join(name))(error.into()))?;
        self.write(name, &bytes).map(drop)
    }
}

/// A private file that is written piece by piece: under another name until it is complete.
pub(crate) fn write_whole<T, E>(
    path: &Path,
    write: impl FnOnce(&mut std::io::BufWriter<File>) -> Result<T, E>,
    failed: impl Fn(std::io::Error) -> E,
) -> Result<T, E> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let opened = private_options().create(true).truncate(true).open(&beside);
    let mut file = std::io::BufWriter::new(opened.map_err(&failed)?);
    let written = write(&mut file).and_then(|value| {
        let whole = file.flush().and_then(|()| file.get_ref().sync_all());
        whole.and_then(|()| std::fs::rename(&beside, path)).map(|()| value).map_err(&failed)
    });
    if written.is_err() {
        // Half a list lies in it.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// What a folder remembers of its incident, without holding it.
///
/// # Errors
/// [`OperatorError::File`].
pub fn read_pinned(folder: &Path) -> Result<Option<PinnedIncident>, OperatorError> {
    read_json(&folder.join("incident.json"))
}

pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, OperatorError> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| OperatorError::file("read", path)(error.into())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OperatorError::file("read", path)(error)),
    }
}

fn remove(path: &Path) -> Result<(), OperatorError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(OperatorError::file("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// First beside, then in place, so that a crash never leaves half a file.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let mut file = private_options().create(true).truncate(true).open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&beside, path)
}

fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
