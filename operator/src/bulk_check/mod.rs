//! `lookup FILE`: an invited organisation asks for all of its own people at once.
//!
//! ```text
//! link --> manifest, filters --list--> questions --confirm, claim--> answers by batch
//!      --> result file, summary --finish--> forgotten
//! ```
//!
//! The server learns how many identifiers are asked. Every filter is fetched whole, so no request
//! depends on a tag.

mod asking;
mod invitation;
mod kept;
mod results;

pub use invitation::Invitation;
pub use results::CheckedFiles;

use crate::{
    clock::Clock,
    errors::OperatorError,
    evaluation::batch_size,
    list::{self, many, read_mapping_file, say_columns},
    progress::Progress,
    server_client::{BulkCheckApi, CurrentCheck, ServerClient},
    verify::pinned_key,
    work_folder::{self, WorkFolder},
};
use invitation::{check_state, refused, too_small};
use kept::Kept;
use rand_core::{CryptoRng, RngCore};
use shirabe_contacts::{
    Asked, ListFile, Mapping, MappingFile, ReadOptions, Target,
    bulk_check::{Answers, Course, Questions, ResultLanguage, Summary},
};
use shirabe_protocol::{manifest::VerifiedManifest, oprf::MAX_BATCH};
use std::{fs::File, num::NonZeroUsize, path::PathBuf};

/// Which list, and how to read it.
#[derive(Debug)]
pub struct BulkCheckOptions {
    pub file: PathBuf,
    pub invitation: Invitation,
    /// The pinned signing key; the one remembered in the work folder, if not given.
    pub key: Option<[u8; 32]>,
    pub mappings: Vec<Mapping>,
    /// A mapping that was saved before.
    pub mapping_file: Option<PathBuf>,
    /// Overrules what the file looks like.
    pub asked: Asked,
    /// `shirabe-<incident>` beside the list, if not given.
    pub work: Option<PathBuf>,
    /// Folder of the result files; the work folder, if not given.
    pub out: Option<PathBuf>,
    /// Of the result file; that of the link, if not given.
    pub language: Option<ResultLanguage>,
    /// All cores, if not given.
    pub threads: Option<NonZeroUsize>,
    /// Shows cells of the list with what was understood. For a screen, not for a log.
    pub examples: bool,
}

/// How a check went.
#[derive(Debug)]
pub struct BulkCheckReport {
    pub summary: Summary,
    /// Listed rows by title of the group.
    pub by_group: Vec<(String, u64)>,
    /// The date of the list that answered, in seconds since 1970.
    pub as_of: i64,
    pub files: CheckedFiles,
}

impl BulkCheckOptions {
    fn threads(&self) -> NonZeroUsize {
        let all = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(all)
    }

    fn language(&self) -> ResultLanguage {
        self.language.unwrap_or(self.invitation.language)
    }
}

/// Checks the list. Running the same command again goes on where an interrupted one stopped.
///
/// # Errors
/// [`OperatorError`]; nothing is said of anybody then.
pub fn run<R: RngCore + CryptoRng>(
    options: &BulkCheckOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<BulkCheckReport, OperatorError> {
    let Invitation { server, token, .. } = &options.invitation;
    let client = ServerClient::new(server.clone(), clock);
    let current = BulkCheckApi::new(&client, token, None).current().map_err(refused)?;
    let beside = || work_folder::beside(&options.file, &current.incident);
    let work = WorkFolder::open(&options.work.clone().unwrap_or_else(beside))?;
    let kept = Kept::read(&work, &current.check)?;
    let kept_before = kept.is_some();
    let mut kept = kept.unwrap_or_else(|| Kept::draw(rng));
    let api = BulkCheckApi::new(&client, token, Some(&kept.claim));
    let current = if kept_before { api.current().map_err(refused)? } else { current };
    check_state(&current)?;
    progress.say(&format!(
        "{} is invited to check its own people in the incident {}, at most {}.",
        current.organisation,
        current.incident,
        many(current.budget, "identifier")
    ));

    let key = pinned_key(options.key, work.path(), progress)?;
    let signed = client.fetch_manifest(&current.incident)?;
    let manifest = signed.verify(&current.incident, &key, clock.now())?;
    let mut file = open_list(options, &manifest)?;
    say_columns(&file, options.examples, progress);
    let questions = Questions::of(&mut file).map_err(|error| list::refused(&error))?;
    say_questions(&questions, &file, &current, progress);
    if questions.is_empty() {
        return Err(OperatorError::List {
            problem: "the list holds no identifier that could be read".into(),
            advice: "Look at the columns above; name the right ones with --map COLUMN=KIND.",
        });
    }
    if questions.len() as u64 > current.budget {
        return Err(too_small(questions.len() as u64, &current));
    }
    let batch = batch_size(questions.len(), MAX_BATCH);
    let mut course = Course::new(&questions, &manifest, &kept.seed, batch);
    if kept.fingerprint.is_some_and(|fingerprint| fingerprint != *course.fingerprint()) {
        if current.evaluated > 0 {
            return Err(OperatorError::List {
                problem: "the check under this link was begun with another list, or with other \
                          columns"
                    .into(),
                advice: "Run the command with the list and the columns that it was begun with.",
            });
        }
        // Nothing was asked under it: the seed is drawn anew for these questions.
        kept.seed = Kept::draw(rng).seed;
        course = Course::new(&questions, &manifest, &kept.seed, batch);
    }
    let filters = asking::fetch_filters(&client, &manifest, progress)?;
    let titles = client.fetch_group_titles(&current.incident, options.language().tag())?;
    let begun = current.evaluated > 0;
    let question = if begun { "Go on with this check?" } else { "Ask for these identifiers?" };
    if !progress.confirm(question) {
        return Err(OperatorError::Declined);
    }
    kept.write(&work, &current.check, course.fingerprint())?;
    let api = BulkCheckApi::new(&client, token, Some(&kept.claim));
    api.claim().map_err(refused)?;
    let subject = asking::Subject { manifest: &manifest, filters: &filters, questions: &questions };
    let journal = kept::journal_name(&current.check);
    let evaluated = subject.ask(&api, &course, (&work, &journal), options.threads(), progress)?;
    let mut answers = Answers::none(&course, &manifest);
    for (number, batch) in evaluated.chunks(course.batch_size()).enumerate() {
        answers.take(&course, number, batch);
    }
    let answers = answers.complete().expect("every batch was answered");
    let title = |name: &String| titles.get(name).cloned().unwrap_or_else(|| name.clone());
    let titles: Vec<String> = answers.groups().iter().map(title).collect();
    let folder = options.out.clone().unwrap_or_else(|| work.path().to_owned());
    let target = results::Target { folder, list: &options.file, language: options.language() };
    let (files, summary) = target.write(&mut file, &questions, &answers, &titles, &current)?;
    match api.finish() {
        // The answer to an earlier attempt was lost.
        Err(error) if error.code() == "bulk-check-over" => {}
        finished => finished.map_err(refused)?,
    }
    kept::forget(&work, &current)?;
    let by_group = titles.into_iter().zip(summary.by_group.iter().copied()).collect();
    Ok(BulkCheckReport { summary, by_group, as_of: answers.set().as_of, files })
}

fn open_list(
    options: &BulkCheckOptions,
    manifest: &VerifiedManifest,
) -> Result<ListFile<File>, OperatorError> {
    let to_load = |target: &Target| matches!(target, Target::Key | Target::Group);
    if options.mappings.iter().any(|mapping| to_load(&mapping.target)) {
        return Err(OperatorError::Usage {
            problem: "--map: key and group belong to loading a list, not to checking one".into(),
            advice: "Map columns to the kinds of the incident, or to ignore.",
        });
    }
    let mapping_file = options.mapping_file.as_deref().map(read_mapping_file).transpose()?;
    let reading = ReadOptions {
        asked: options.asked.clone(),
        mappings: options.mappings.clone(),
        mapping_file: mapping_file.map(MappingFile::identifiers_only),
    };
    let source =
        File::open(&options.file).map_err(OperatorError::file("read the list", &options.file))?;
    let kinds = manifest.manifest().kinds.clone();
    ListFile::open(source, kinds, &[], &reading, &mut |_| {}).map_err(|error| list::refused(&error))
}

fn say_questions(
    questions: &Questions,
    file: &ListFile<File>,
    current: &CurrentCheck,
    progress: &dyn Progress,
) {
    let rows = questions.rows();
    progress.say(&format!("{}.", many(rows.rows, "row")));
    for (kind, count) in file.kinds().iter().zip(questions.by_kind()) {
        progress.say(&format!("  {}: {count} to ask", kind.name));
    }
    let noted = [
        (rows.without_identifier, "with nothing that can be asked by: not checked"),
        (rows.rejected, "with something that could not be read; the result says what"),
    ];
    for (count, what) in noted.into_iter().filter(|(count, _)| *count > 0) {
        progress.say(&format!("  {} {what}", many(count, "row")));
    }
    progress.say(&format!(
        "That is {} of the {} that the invitation allows. Nothing leaves this machine but blinded \
         values.",
        many(questions.len() as u64, "identifier"),
        current.budget
    ));
}
