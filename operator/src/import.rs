//! `import`: from a contact list to a published set.
//!
//! ```text
//! list --list/--> people and identifiers --load/--> records and filter entries
//!      --close, publish--> letter codes, report --verify--> looked at from outside
//! ```

use crate::{
    clock::Clock,
    errors::OperatorError,
    list::{self, Counts, ListOptions, Prepared, ReportHead, many, people, stem},
    load::{Load, Plan, Remaining, fingerprint},
    progress::Progress,
    server_client::{Action, Changes, LoadApi, LoadId, LoadParameters, Publication, ServerClient},
    verify::VerifyReport,
};
use rand_core::{CryptoRng, RngCore};
use shirabe_protocol::{identifier::Kind, stretching::Stretcher};
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

/// How a load went.
#[derive(Debug)]
pub struct ImportReport {
    pub load: LoadId,
    pub publication: Publication,
    pub counts: Counts,
    /// The list with each row's letter code, if the incident declares codes.
    pub letter_codes: Vec<PathBuf>,
    /// `None` as long as it waits for a second person.
    pub verified: Option<VerifyReport>,
}

/// What a dry run found.
#[derive(Debug)]
pub struct DryRunReport {
    pub counts: Counts,
    pub report: PathBuf,
}

impl DryRunReport {
    /// Whether everything in the list was read.
    pub fn is_clean(&self) -> bool {
        self.counts.rejected_cells == 0
    }
}

/// Loads a list. Running the same command again goes on where an interrupted one stopped.
///
/// # Errors
/// [`OperatorError`]; nothing is published then, unless it speaks of the verification.
pub fn run<R: RngCore + CryptoRng>(
    options: &ListOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<ImportReport, OperatorError> {
    let started = clock.now();
    options.check(started)?;
    let client = ServerClient::new(options.server.clone(), clock);
    let api = LoadApi::new(&client, &options.token);
    let parameters = api.parameters(&options.incident)?;
    let mut prepared = list::prepare(options, &parameters, rng, progress)?;
    prepared.set_rejected_aside(options, progress)?;
    confirm(&prepared.counts, options, progress)?;
    let Prepared { work, secret, mut file, list, counts, file_mac } = prepared;
    let mut plan = Plan::of(list, &parameters);
    let load = Load {
        api: &api,
        parameters: &parameters,
        work: &work,
        opening: plan.opening(Action::Add, file_mac, options.as_of.unwrap_or(started)),
        fingerprint: fingerprint(&secret, &parameters, Action::Add, options.as_of, &plan),
        threads: options.threads(),
        progress,
    };
    let begun = match load.begin(rng)? {
        Remaining::Publish(begun) => begun,
        Remaining::Send(begun, seed) => {
            let tags = load.transfer(&begun.load, &seed, &mut plan, true)?;
            load.close(&begun.load, &tags)?;
            begun
        }
    };
    // Of a list of millions they take as much memory as everything after them.
    drop(plan);
    if let Ok(changes) = api.changes(&begun.load) {
        say_changes(&changes, progress);
    }
    let publication = load.publish(&begun)?;
    let letter_codes = match parameters.code_kind() {
        Some(_) => {
            let source = (options.file.as_path(), options.group.as_deref());
            list::write_letter_codes(&work, source, &mut file, &secret, counts.rows)?
        }
        None => Vec::new(),
    };
    for path in &letter_codes {
        progress.say(&format!("Letter codes: {}", path.display()));
    }
    let head = ReportHead {
        format: ReportHead::FORMAT,
        action: Action::Add.code(),
        load: Some(begun.load.as_str()),
        incident: &options.incident,
        file: hex::encode(file_mac),
        as_of: Some(begun.as_of),
        set_version: publication.set_version(),
    };
    list::write_report(&work, &format!("report-{}.json", begun.load.as_str()), head, &counts)?;
    let verified = load.finish(publication, &options.server, clock, rng)?;
    Ok(ImportReport { load: begun.load, publication, counts, letter_codes, verified })
}

/// Everything but sending: the report on the screen and in `dry-run-<file>.json`, the rows that
/// could not be read, and how long the load would take.
///
/// # Errors
/// [`OperatorError`].
pub fn dry_run<R: RngCore + CryptoRng>(
    options: &ListOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<DryRunReport, OperatorError> {
    options.check(clock.now())?;
    let client = ServerClient::new(options.server.clone(), clock);
    let parameters = LoadApi::new(&client, &options.token).parameters(&options.incident)?;
    let mut prepared = list::prepare(options, &parameters, rng, progress)?;
    prepared.set_rejected_aside(options, progress)?;
    let elements = prepared.list.elements.len() as u64;
    let estimate = estimate(&parameters, elements, options.threads().get() as u32)?;
    progress.say(&format!(
        "Stretching these {} identifiers takes this machine about {}.",
        elements,
        duration_words(estimate)
    ));
    let head = ReportHead {
        format: ReportHead::FORMAT,
        action: "dry-run",
        load: None,
        incident: &options.incident,
        file: hex::encode(prepared.file_mac),
        as_of: options.as_of,
        set_version: None,
    };
    let name = format!("dry-run-{}.json", stem(&options.file));
    let report = list::write_report(&prepared.work, &name, head, &prepared.counts)?;
    progress.say(&format!("Report: {}", report.display()));
    progress.say("Nothing was sent.");
    Ok(DryRunReport { counts: prepared.counts, report })
}

/// Writes the list with each row's letter code once more; the codes are those of the import.
///
/// # Errors
/// [`OperatorError`].
pub fn letter_codes<R: RngCore + CryptoRng>(
    options: &ListOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<Vec<PathBuf>, OperatorError> {
    options.check(clock.now())?;
    let client = ServerClient::new(options.server.clone(), clock);
    let parameters = LoadApi::new(&client, &options.token).parameters(&options.incident)?;
    if parameters.code_kind().is_none() {
        return Err(OperatorError::Usage {
            problem: "this incident has no letter codes".into(),
            advice: "Codes are declared in the incident file, before the first list is loaded.",
        });
    }
    let Prepared { work, secret, mut file, counts, .. } =
        list::prepare(options, &parameters, rng, progress)?;
    let source = (options.file.as_path(), options.group.as_deref());
    list::write_letter_codes(&work, source, &mut file, &secret, counts.rows)
}

/// Asks whether to go on. Nobody is there to be asked: then only if nothing was rejected, or if
/// that was allowed before.
fn confirm(
    counts: &Counts,
    options: &ListOptions,
    progress: &dyn Progress,
) -> Result<(), OperatorError> {
    let rejected = counts.rejected_cells > 0;
    if rejected && !options.allow_rejected && !progress.asks() {
        return Err(OperatorError::Rejected { cells: counts.rejected_cells });
    }
    let question = if rejected {
        format!(
            "{} could not be read; the people in them cannot be found by what stands there. Send \
             the rest of this list, and publish it?",
            many(counts.rejected_cells, "cell")
        )
    } else {
        "Send this list, and publish it?".to_owned()
    };
    if progress.confirm(&question) { Ok(()) } else { Err(OperatorError::Declined) }
}

pub(crate) fn say_changes(changes: &Changes, progress: &dyn Progress) {
    let Some(version) = changes.current_set else {
        progress.say("Nothing was published for this incident before.");
        return;
    };
    let Changes { people: found, identifiers, .. } = changes;
    progress.say(&format!("Compared with set {version}, which is published now:"));
    progress.say(&format!("  {} not in it yet", people(found.new)));
    progress.say(&format!(
        "  {} in it already, {} of them with a further identifier or group",
        people(found.known),
        found.changed
    ));
    progress.say(&format!("  {} in it and not in this list", people(found.only_in_set)));
    progress.say(&format!(
        "  identifiers: {} new, {} known, {} only in the set",
        identifiers.new, identifiers.known, identifiers.only_in_set
    ));
}

/// Time to stretch so many, by stretching a few.
fn estimate(
    parameters: &LoadParameters,
    elements: u64,
    threads: u32,
) -> Result<Duration, OperatorError> {
    const TRIED: u32 = 4;
    let failed = || OperatorError::check("stretching failed");
    let mut stretcher = Stretcher::new(parameters.profile, parameters.salt()).map_err(failed())?;
    let begun = Instant::now();
    for number in 0..TRIED {
        let text = format!("{number}@example.com");
        let identifier = Kind::email().normalise(&[&text]).map_err(OperatorError::Identifier)?;
        stretcher.stretch(&identifier).map_err(failed())?;
    }
    let each = begun.elapsed().as_secs_f64() / f64::from(TRIED);
    Ok(Duration::from_secs_f64(each * elements as f64 / f64::from(threads)))
}

fn duration_words(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..=90 => format!("{} s", seconds.max(1)),
        seconds @ 91..=5400 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{:.1} h", seconds as f64 / 3600.0),
    }
}
