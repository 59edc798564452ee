//! `import`: from a contact list to a published set.
//!
//! ```text
//! list --contacts--> people --plan--> elements --stretch, blind--> batches --server--> tags
//!      --upload--> records and filter entries --close, publish--> verify from outside
//! ```

pub mod letter_codes;
mod plan;
mod report;
mod resume;
mod send;
mod stretch;
mod upload;

pub use report::{Counts, ImportReport, RejectedPlace};

use crate::{
    clock::Clock,
    errors::OperatorError,
    progress::Progress,
    server_client::{
        LoadApi, LoadId, LoadParameters, Opening, ServerAddress, ServerClient, Token, is_name,
    },
    verify::{self, VerifyOptions},
    work_folder::{self, LoadSeed, TagFile, WorkFolder},
};
use plan::Plan;
use rand_core::{CryptoRng, RngCore};
use resume::Remaining;
use send::Destination;
use shirabe_contacts::{ContactList, Encoding, Mapping};
use std::{num::NonZeroUsize, path::PathBuf};
use zeroize::Zeroizing;

/// What to load, and where.
#[derive(Debug)]
pub struct ImportOptions {
    pub file: PathBuf,
    pub server: ServerAddress,
    pub incident: String,
    pub group: String,
    pub token: Token,
    /// The list's date in seconds since 1970; now, if not given.
    pub as_of: Option<i64>,
    pub mappings: Vec<Mapping>,
    /// Overrules what the file's bytes look like.
    pub encoding: Option<Encoding>,
    /// `shirabe-<incident>` beside the list, if not given.
    pub work: Option<PathBuf>,
    /// All cores, if not given.
    pub threads: Option<NonZeroUsize>,
}

impl ImportOptions {
    pub fn work_folder(&self) -> PathBuf {
        let beside = || work_folder::beside(&self.file, &self.incident);
        self.work.clone().unwrap_or_else(beside)
    }

    fn threads(&self) -> NonZeroUsize {
        let all = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(all)
    }
}

/// Loads a list. Running the same command again goes on where an interrupted one stopped.
///
/// # Errors
/// [`OperatorError`]; nothing is published then, unless it speaks of the verification.
pub fn run<R: RngCore + CryptoRng>(
    options: &ImportOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<ImportReport, OperatorError> {
    let started = clock.now();
    if options.as_of.is_some_and(|as_of| as_of > started) {
        return Err(OperatorError::Usage {
            problem: "--as-of is in the future".into(),
            advice: "Give the date at which the list was complete.",
        });
    }
    check_name(&options.incident)?;
    let client = ServerClient::new(options.server.clone(), clock);
    let api = LoadApi::new(&client, &options.token);
    let parameters = api.parameters(&options.incident)?;
    let group = group_position(&parameters, &options.group)?;
    let bytes = std::fs::read(&options.file)
        .map(Zeroizing::new)
        .map_err(OperatorError::file("read the list", &options.file))?;
    let list = read_list(&bytes, &parameters, options)?;

    let work = WorkFolder::open(&options.work_folder())?;
    work.pin(options.server.as_str(), &parameters)?;
    let secret = work.list_secret(rng)?;
    let mut plan = Plan::new(&list, &parameters, group, &secret)?;
    let opening = plan.opening(options.as_of.unwrap_or(started));
    let counts = Counts::of(&list, &opening, plan.count_by_kind(&parameters));
    for line in report::summary(&list, &parameters, &counts) {
        progress.say(&line);
    }
    if plan.len() == 0 {
        return Err(OperatorError::List {
            problem: "the list holds no identifier that could be read".into(),
            advice: "Look at the columns above; name the right ones with --map COLUMN=KIND.",
        });
    }
    if !progress.confirm("Send this list, and publish it?") {
        return Err(OperatorError::Declined);
    }

    let command = command_bytes(options, &bytes);
    let command: Vec<&[u8]> = command.iter().map(|part| part.as_slice()).collect();
    let fingerprint = resume::fingerprint(&secret, &parameters, &command);
    let slug = &options.incident;
    let remaining = resume::begin(&work, &api, slug, fingerprint, &opening, rng, progress)?;
    let begun = match remaining {
        Remaining::Publish(begun) => begun,
        Remaining::Send(begun, seed) => {
            plan.shuffle(&seed);
            let (api, load) = (&api, &begun.load);
            let destination = Destination { api, load, parameters: &parameters };
            transfer(&destination, &plan, &seed, &opening, &work, options.threads(), progress)
                .map_err(|error| resume::give_up_if_hopeless(&work, api, load, error))?;
            begun
        }
    };
    let set_version = publish(&api, &begun.load, &work)?;
    match set_version {
        Some(version) => progress.say(&format!("Published as set {version}.")),
        None => progress.say("Published."),
    }

    let letter_codes = match parameters.code_kind() {
        Some(_) => Some(letter_codes::write(&work, &options.file, &options.group, &list, &secret)?),
        None => None,
    };
    if let Some(path) = &letter_codes {
        progress.say(&format!("Letter codes: {}", path.display()));
    }
    let names = (slug.as_str(), options.group.as_str());
    report::write(&work, &begun, names, set_version, &counts)?;
    work.forget_load()?;
    let verified = verify::run(
        &VerifyOptions {
            server: options.server.clone(),
            incident: slug.clone(),
            work: work.path().to_owned(),
            key: None,
        },
        clock,
        rng,
        progress,
    )?;
    Ok(ImportReport { load: begun.load, set_version, counts, letter_codes, verified })
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

fn group_position(parameters: &LoadParameters, group: &str) -> Result<u8, OperatorError> {
    let position = parameters.groups.iter().position(|known| known == group);
    position.map(|position| position as u8).ok_or_else(|| OperatorError::Usage {
        problem: format!(
            "--group: this incident has no such group; it has {}",
            parameters.groups.join(", ")
        ),
        advice: "Name one of these groups.",
    })
}

fn read_list(
    bytes: &[u8],
    parameters: &LoadParameters,
    options: &ImportOptions,
) -> Result<ContactList, OperatorError> {
    let kinds: Vec<_> = parameters.kinds.iter().map(|kind| kind.kind.clone()).collect();
    shirabe_contacts::read(bytes, &kinds, &options.mappings, options.encoding).map_err(|error| {
        OperatorError::List {
            problem: format!("we could not read the list: {error}"),
            advice: "Mend the file or the command and run it again; nothing was sent.",
        }
    })
}

/// What makes a command the same one again.
fn command_bytes(options: &ImportOptions, list: &[u8]) -> [Zeroizing<Vec<u8>>; 4] {
    let as_of = options.as_of.map(i64::to_be_bytes).map(Vec::from).unwrap_or_default();
    let mappings = format!("{:?} {:?}", options.mappings, options.encoding).into_bytes();
    [list.to_vec(), options.group.clone().into_bytes(), as_of, mappings].map(Zeroizing::new)
}

/// Evaluates, uploads, closes; the seed is gone afterwards.
fn transfer(
    destination: &Destination<'_>,
    plan: &Plan,
    seed: &LoadSeed,
    opening: &Opening,
    work: &WorkFolder,
    threads: NonZeroUsize,
    progress: &dyn Progress,
) -> Result<(), OperatorError> {
    let Destination { api, load, parameters } = destination;
    let tags = send::evaluate(destination, plan, seed, threads, progress)?;
    let entries = plan.filter_entries(&tags, seed);
    upload::upload(destination, plan, &tags, &entries, progress)?;
    work.write_unpublished_tags(&TagFile::new(load, parameters, entries))?;
    let closed = api.close(load)?;
    let as_declared = closed.is_none_or(|closed| {
        closed.identifiers == opening.identifiers && closed.filter_entries == opening.filter_entries
    });
    if !as_declared {
        return Err(OperatorError::Verification {
            problem: "the server counted other records or filter entries than we sent".into(),
            advice: "Run the same command again. If it happens again, look at the server's log.",
        });
    }
    work.erase_seed()
}

/// Publishes, and lets the load's tags count for `verify`.
fn publish(
    api: &LoadApi<'_>,
    load: &LoadId,
    work: &WorkFolder,
) -> Result<Option<u64>, OperatorError> {
    let set_version = api
        .publish(load)
        .map_err(|error| resume::give_up_if_hopeless(work, api, load, error.into()))?;
    work.publish_tags(load)?;
    Ok(set_version)
}
