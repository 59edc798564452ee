//! The list on the organisation's machine: opened, understood, counted and shown before anything
//! is sent; and the files that are made of it and stay here.

mod files;
mod letter_codes;
mod rejected_rows;
mod report;

pub use report::{Counts, RejectedPlace, WarnedPlace};

pub(crate) use files::{read_text, stem, step, writing_pass};
pub(crate) use letter_codes::write as write_letter_codes;
pub(crate) use rejected_rows::write as write_rejected_rows;
pub(crate) use report::{ReportHead, many, people, write as write_report};

use crate::{
    errors::OperatorError,
    progress::Progress,
    server_client::{LoadParameters, ServerAddress, Token, is_name},
    work_folder::{self, WorkFolder},
};
use hmac::{Hmac, Mac};
use rand_core::{CryptoRng, RngCore};
use sha2::Sha256;
use shirabe_contacts::{
    Asked, ContactList, ContactsError, ListFile, Mapping, MappingFile, ReadOptions,
};
use shirabe_protocol::letter_code::ListSecret;
use std::{
    fs::File,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

/// Which list, whose, and how to read it.
#[derive(Debug)]
pub struct ListOptions {
    pub file: PathBuf,
    pub server: ServerAddress,
    pub incident: String,
    pub token: Token,
    /// Of rows where no column says one; the only one of the incident, if not given.
    pub group: Option<String>,
    /// The list's date in seconds since 1970; now, if not given.
    pub as_of: Option<i64>,
    pub mappings: Vec<Mapping>,
    /// A mapping that was saved before.
    pub mapping_file: Option<PathBuf>,
    /// Where to save what the columns were read as.
    pub save_mapping: Option<PathBuf>,
    /// Overrules what the file looks like.
    pub asked: Asked,
    /// `shirabe-<incident>` beside the list, if not given.
    pub work: Option<PathBuf>,
    /// All cores, if not given.
    pub threads: Option<NonZeroUsize>,
    /// Shows cells of the list with what was understood. For a screen, not for a log.
    pub examples: bool,
    /// Goes on where cells could not be read and nobody can be asked.
    pub allow_rejected: bool,
}

impl ListOptions {
    pub fn work_folder(&self) -> PathBuf {
        let beside = || work_folder::beside(&self.file, &self.incident);
        self.work.clone().unwrap_or_else(beside)
    }

    pub(crate) fn threads(&self) -> NonZeroUsize {
        let all = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(all)
    }

    /// # Errors
    /// [`OperatorError::Usage`].
    pub(crate) fn check(&self, now: i64) -> Result<(), OperatorError> {
        if self.as_of.is_some_and(|as_of| as_of > now) {
            return Err(OperatorError::Usage {
                problem: "--as-of is in the future".into(),
                advice: "Give the date at which the list was complete.",
            });
        }
        check_name(&self.incident)
    }
}

/// Names go into addresses and file names.
pub(crate) fn check_name(slug: &str) -> Result<(), OperatorError> {
    if is_name(slug) {
        return Ok(());
    }
    Err(OperatorError::Usage {
        problem: "--incident: this is not the name of an incident".into(),
        advice: "Write it as in the page's address: lower-case letters, digits and hyphens.",
    })
}

/// A list that was read to its end.
pub(crate) struct Prepared {
    pub(crate) work: WorkFolder,
    pub(crate) secret: ListSecret,
    pub(crate) file: ListFile<File>,
    pub(crate) list: ContactList,
    pub(crate) counts: Counts,
    /// HMAC-SHA-256(list secret, `shirabe/file` || file): names the file in the history without
    /// being a test for its content.
    pub(crate) file_mac: [u8; 32],
}

/// Reads the list and says what was understood of it.
pub(crate) fn prepare<R: RngCore + CryptoRng>(
    options: &ListOptions,
    parameters: &LoadParameters,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<Prepared, OperatorError> {
    let source =
        File::open(&options.file).map_err(OperatorError::file("read the list", &options.file))?;
    let mapping_file = options.mapping_file.as_deref().map(read_mapping_file).transpose()?;
    let work = WorkFolder::open(&options.work_folder())?;
    work.pin(options.server.as_str(), parameters)?;
    work.remember_kinds(parameters)?;
    let secret = work.list_secret(rng)?;
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(b"shirabe/file");
    let kinds: Vec<_> = parameters.kinds.iter().map(|kind| kind.kind.clone()).collect();
    let reading = ReadOptions {
        asked: options.asked.clone(),
        mappings: options.mappings.clone(),
        mapping_file,
    };
    let mut file = ListFile::open(source, kinds, &parameters.groups, &reading, &mut |bytes| {
        mac.update(bytes);
    })
    .map_err(|error| refused(&error))?;
    say_columns(&file, options.examples, progress);
    let group = group_position(options, parameters, file.has_group_column())?;
    let list = file.collect(&secret, group).map_err(|error| refused(&error))?;
    let counts = Counts::of(&list, parameters);
    report::summary(&file, parameters, &counts).iter().for_each(|line| progress.say(line));
    if let Some(path) = &options.save_mapping {
        let recognised = file.mapping_file(&reading);
        let text = recognised.to_toml().map_err(|error| refused(&error.into()))?;
        std::fs::write(path, text).map_err(OperatorError::file("write", path))?;
        progress.say(&format!("Mapping saved: {}", path.display()));
    }
    let file_mac = mac.finalize().into_bytes().into();
    if list.elements.is_empty() {
        return Err(OperatorError::List {
            problem: "the list holds no identifier that could be read".into(),
            advice: "Look at the columns above; name the right ones with --map COLUMN=KIND.",
        });
    }
    Ok(Prepared { work, secret, file, list, counts, file_mac })
}

impl Prepared {
    /// Writes the rows that could not be read whole into a file beside the others, or removes
    /// that of an earlier run.
    pub(crate) fn set_rejected_aside(
        &mut self,
        options: &ListOptions,
        progress: &dyn Progress,
    ) -> Result<(), OperatorError> {
        let name = format!("rejected-{}.csv", stem(&options.file));
        if self.counts.rejected_rows == 0 {
            return self.work.remove(&name);
        }
        let path = write_rejected_rows(&self.work, &name, &mut self.file)?;
        progress.say(&format!(
            "The rows with cells that could not be read, and why: {} (it holds personal data)",
            path.display()
        ));
        Ok(())
    }
}

/// # Errors
/// [`OperatorError`].
pub(crate) fn read_mapping_file(path: &Path) -> Result<MappingFile, OperatorError> {
    let text = read_text("read the mapping file", path)?;
    MappingFile::parse(&text).map_err(|error| refused(&error.into()))
}

/// What the file is and what its columns were read as.
pub(crate) fn say_columns(file: &ListFile<File>, examples: bool, progress: &dyn Progress) {
    report::columns(file, examples).iter().for_each(|line| progress.say(line));
}

pub(crate) fn refused(error: &ContactsError) -> OperatorError {
    OperatorError::List {
        problem: format!("we could not read the list: {error}"),
        advice: "Mend the file or the command and run it again; nothing was sent.",
    }
}

/// The group of rows where no column says one.
fn group_position(
    options: &ListOptions,
    parameters: &LoadParameters,
    has_column: bool,
) -> Result<Option<u8>, OperatorError> {
    let groups = &parameters.groups;
    let usage = |problem: String| OperatorError::Usage {
        problem,
        advice: "Name a group with --group, or a column that holds groups with --map COLUMN=group.",
    };
    match &options.group {
        Some(_) if has_column => {
            Err(usage("a group is named twice: by --group and by a column".into()))
        }
        Some(name) => match groups.iter().position(|known| known == name) {
            Some(position) => Ok(Some(position as u8)),
            None => Err(usage(format!(
                "--group: this incident has no such group; it has {}",
                groups.join(", ")
            ))),
        },
        None if has_column => Ok(None),
        None if groups.len() == 1 => Ok(Some(0)),
        None => Err(usage(format!("this incident has several groups: {}", groups.join(", ")))),
    }
}
