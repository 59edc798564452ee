//! `withdraw`: takes people out of the published set who were listed by mistake. Their rows stand
//! in a file as they were loaded; the server holds every one of them against the set first.

use crate::{
    clock::Clock,
    errors::OperatorError,
    list::{self, ListOptions, Prepared, ReportHead, people, refused},
    load::{Load, Plan, Remaining, abandon, fingerprint},
    progress::Progress,
    server_client::{Action, LoadApi, Publication, ServerClient},
    verify::VerifyReport,
};
use rand_core::{CryptoRng, RngCore};
use shirabe_contacts::ListFile;
use shirabe_protocol::letter_code::ListSecret;
use std::{collections::BTreeSet, fs::File, ops::ControlFlow};

/// Rows that are named one by one.
const SHOWN: usize = 20;

/// What was taken out.
#[derive(Debug)]
pub struct WithdrawReport {
    pub people: u64,
    pub publication: Publication,
    /// `None` as long as it waits for a second person.
    pub verified: Option<VerifyReport>,
}

/// # Errors
/// [`OperatorError`]; the set is as it was then, unless it speaks of the verification.
pub fn run<R: RngCore + CryptoRng>(
    options: &ListOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<WithdrawReport, OperatorError> {
    let started = clock.now();
    options.check(started)?;
    let client = ServerClient::new(options.server.clone(), clock);
    let api = LoadApi::new(&client, &options.token);
    let parameters = api.parameters(&options.incident)?;
    let Prepared { work, secret, mut file, list, counts, file_mac } =
        list::prepare(options, &parameters, rng, progress)?;
    let mut plan = Plan::of(list, &parameters);
    let load = Load {
        api: &api,
        parameters: &parameters,
        work: &work,
        opening: plan.opening(Action::Withdraw, file_mac, options.as_of.unwrap_or(started)),
        fingerprint: fingerprint(&secret, &parameters, Action::Withdraw, options.as_of, &plan),
        threads: options.threads(),
        progress,
    };
    let begun = match load.begin(rng)? {
        Remaining::Publish(begun) => begun,
        Remaining::Send(begun, seed) => {
            let tags = load.transfer(&begun.load, &seed, &mut plan, true)?;
            let changes = api.changes(&begun.load)?;
            if changes.current_set.is_none() || !changes.unmatched.is_empty() {
                abandon(&work, &api, &begun.load)?;
                work.forget_load()?;
                return Err(unmatched(&changes.unmatched, &mut file, &secret)?);
            }
            let question = format!(
                "{} would be taken out of the published set, {} would stay. Take them out, and \
                 publish?",
                people(changes.people.known),
                changes.people.only_in_set
            );
            progress.say(&question);
            if !progress.confirm("Go on?") {
                abandon(&work, &api, &begun.load)?;
                work.forget_load()?;
                return Err(OperatorError::Declined);
            }
            load.close(&begun.load, &tags)?;
            begun
        }
    };
    let publication = load.publish(&begun)?;
    let head = ReportHead {
        format: ReportHead::FORMAT,
        action: Action::Withdraw.code(),
        load: Some(begun.load.as_str()),
        incident: &options.incident,
        file: hex::encode(file_mac),
        as_of: Some(begun.as_of),
        set_version: publication.set_version(),
    };
    list::write_report(&work, &format!("report-{}.json", begun.load.as_str()), head, &counts)?;
    let verified = load.finish(publication, &options.server, clock, rng)?;
    Ok(WithdrawReport { people: counts.people, publication, verified })
}

/// Names the rows whose people the set does not have as they stand in the file.
fn unmatched(
    handles: &[String],
    file: &mut ListFile<File>,
    secret: &ListSecret,
) -> Result<OperatorError, OperatorError> {
    let handles: BTreeSet<&str> = handles.iter().map(String::as_str).collect();
    let mut rows = Vec::new();
    let passed = file.for_each_written_row(&mut |row| {
        if handles.contains(hex::encode(secret.person_handle(row.key)).as_str()) {
            rows.push(row.read.number);
        }
        ControlFlow::Continue(())
    });
    passed.map_err(|error| refused(&error))?;
    let shown: Vec<String> = rows.iter().take(SHOWN).map(usize::to_string).collect();
    let more = if rows.len() > SHOWN { ", ..." } else { "" };
    let problem = if rows.is_empty() {
        "nothing is published for this incident, so nobody can be taken out".to_owned()
    } else {
        format!(
            "the published set does not have the people of these rows as they stand here: row {}{more}",
            shown.join(", ")
        )
    };
    Ok(OperatorError::List {
        problem,
        advice: "Give their rows as they were loaded: all columns, all rows of a person, and the \
                 same group. Nothing was changed.",
    })
}
