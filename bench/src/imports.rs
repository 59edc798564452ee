//! Contacts a second from a list to a published set, by the operator's program, and what that
//! takes beyond the arithmetic that nobody can leave out.

use crate::{arithmetic::draw_key, figure::Figure, incidents, sizes::Sizes};
use anyhow::Result;
use rand::rngs::OsRng;
use shirabe_protocol::{
    identifier::Kind,
    oprf::{
        client::{blind, finalize_batch},
        server::EvaluationKey,
    },
    stretching::{Profile, Salt, Stretcher},
};
use shirabe_tests::deployment::Deployment;
use std::{
    ops::Range,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

struct Run {
    figure: &'static str,
    slug: &'static str,
    profile: Profile,
    profile_name: &'static str,
    contacts: usize,
}

pub fn measure(sizes: &Sizes) -> Result<Vec<Figure>> {
    let runs = [
        Run {
            figure: "import_contacts_per_s_standard",
            slug: "measured-standard",
            profile: Profile::Standard,
            profile_name: "standard",
            contacts: sizes.standard_contacts,
        },
        Run {
            figure: "import_contacts_per_s_strong",
            slug: "measured-strong",
            profile: Profile::Strong,
            profile_name: "strong",
            contacts: sizes.strong_contacts,
        },
        Run {
            figure: "import_contacts_per_s_mass",
            slug: "measured-mass",
            profile: Profile::Mass,
            profile_name: "mass",
            contacts: sizes.mass_contacts,
        },
    ];
    let deployment = Deployment::start();
    let mut figures = Vec::new();
    let mut overheads = Vec::new();
    for run in &runs {
        deployment.apply(&incidents::definition(run.slug, run.profile_name, 1_000_000));
        // Half before and half after, so that a machine that changes its pace is fair to both.
        let part = (run.contacts / 6).max(1);
        let before = arithmetic_alone(run.profile, part)?;
        let begun = Instant::now();
        incidents::import(&deployment, run.slug, run.contacts);
        let seconds = begun.elapsed().as_secs_f64();
        let after = arithmetic_alone(run.profile, part)?;
        let alone = f64::midpoint(before, after);
        let each = seconds / run.contacts as f64;
        overheads.push((run.profile_name, each / alone));
        let note = format!(
            "{} contacts in {seconds:.1} s, one identifier each; arithmetic alone {:.3} ms a \
             contact, this {:.3} ms",
            run.contacts,
            alone * 1e3,
            each * 1e3
        );
        figures.push(Figure::new(run.figure, run.contacts as f64 / seconds, "1/s", note));
    }
    let all: Vec<String> =
        overheads.iter().map(|(name, overhead)| format!("{name} {overhead:.3}")).collect();
    let note = format!("profile standard, every core busy; by profile: {}", all.join(", "));
    figures.push(Figure::new("import_overhead", overheads[0].1, "ratio", note));
    Ok(figures)
}

/// Seconds a contact of what an import cannot do without: stretching and blinding, evaluation
/// with proof under both keys, verification and unblinding under both. Every core is busy with
/// this and with nothing else.
pub fn arithmetic_alone(profile: Profile, contacts: usize) -> Result<f64> {
    /// Elements under one proof, as in an import of a few thousand contacts.
    const BATCH: usize = 256;
    let keys = [draw_key()?, draw_key()?];
    let cores = thread::available_parallelism()?.get();
    // So that the last batches do not leave a core without work.
    let batch = BATCH.min(contacts.div_ceil(4 * cores)).max(1);
    let salt = Salt::of(&[0; 16], &[1; 16]);
    let stretchers =
        (0..cores).map(|_| Stretcher::new(profile, salt)).collect::<Result<Vec<_>, _>>()?;
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    thread::scope(|scope| {
        let threads: Vec<_> = stretchers
            .into_iter()
            .map(|mut stretcher| {
                let (next, keys) = (&next, &keys);
                scope.spawn(move || -> Result<()> {
                    loop {
                        let start = next.fetch_add(batch, Ordering::Relaxed);
                        if start >= contacts {
                            return Ok(());
                        }
                        one_batch(&mut stretcher, keys, start..(start + batch).min(contacts))?;
                    }
                })
            })
            .collect();
        threads.into_iter().try_for_each(|one| one.join().expect("arithmetic does not panic"))
    })?;
    Ok(begun.elapsed().as_secs_f64() / contacts as f64)
}

fn one_batch(
    stretcher: &mut Stretcher,
    keys: &[EvaluationKey; 2],
    numbers: Range<usize>,
) -> Result<()> {
    let (mut pending, mut blinded) = (Vec::new(), Vec::new());
    for number in numbers {
        let identifier = Kind::email().normalise(&[&incidents::address(number)])?;
        let (one, element) = blind(stretcher.stretch(&identifier)?, &mut OsRng)?;
        pending.push(one);
        blinded.extend_from_slice(&element);
    }
    for key in keys {
        let (evaluated, proof) = key.blind_evaluate_batch(&blinded, &mut OsRng)?;
        finalize_batch(&pending, &evaluated, &proof, key.public_key())?;
    }
    Ok(())
}
