//! `diff`: what a list would change, were it loaded. It is stretched and evaluated as a load is,
//! compared by the server with what is published, and given up; nothing is published.

use crate::{
    clock::Clock,
    errors::OperatorError,
    import::say_changes,
    list::{self, ListOptions, Prepared},
    load::{Load, Plan, Remaining, abandon, fingerprint},
    progress::Progress,
    server_client::{Action, Changes, LoadApi, ServerClient},
};
use rand_core::{CryptoRng, RngCore};

/// # Errors
/// [`OperatorError`].
pub fn run<R: RngCore + CryptoRng>(
    options: &ListOptions,
    clock: &dyn Clock,
    rng: &mut R,
    progress: &dyn Progress,
) -> Result<Changes, OperatorError> {
    let started = clock.now();
    options.check(started)?;
    let client = ServerClient::new(options.server.clone(), clock);
    let api = LoadApi::new(&client, &options.token);
    let parameters = api.parameters(&options.incident)?;
    let Prepared { work, secret, list, file_mac, .. } =
        list::prepare(options, &parameters, rng, progress)?;
    let mut plan = Plan::of(list, &parameters);
    let load = Load {
        api: &api,
        parameters: &parameters,
        work: &work,
        opening: plan.opening(Action::Diff, file_mac, options.as_of.unwrap_or(started)),
        fingerprint: fingerprint(&secret, &parameters, Action::Diff, options.as_of, &plan),
        threads: options.threads(),
        progress,
    };
    let begun = match load.begin(rng)? {
        Remaining::Publish(begun) => begun,
        Remaining::Send(begun, seed) => {
            load.transfer(&begun.load, &seed, &mut plan, false)?;
            begun
        }
    };
    let changes = api.changes(&begun.load)?;
    abandon(&work, &api, &begun.load)?;
    work.forget_load()?;
    say_changes(&changes, progress);
    if changes.current_set.is_some() && changes.people.only_in_set > 0 {
        progress.say(
            "A further list only adds. People who are in the set by mistake are taken out with \
             `withdraw`.",
        );
    }
    progress.say("Nothing was published.");
    Ok(changes)
}
