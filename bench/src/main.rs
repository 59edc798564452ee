//! The measurements behind `cargo xtask bench`, which builds this program, gives it a machine to
//! itself and sets limits beside what it says.
//!
//! Every figure is one line of JSON on standard output: name, value, unit, and a note that says
//! what was measured. What goes on meanwhile is told on standard error.

mod arithmetic;
mod click;
mod client_size;
mod desk;
mod figure;
mod filters;
mod home;
mod imports;
mod incidents;
mod loads;
mod long_writes;
mod lookups;
mod pages;
mod publishing;
mod scale;
mod server_process;
mod sizes;

use anyhow::{Result, anyhow};
use clap::Parser;
use figure::Figure;
use sizes::Sizes;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    time::Instant,
};

#[derive(Parser)]
#[command(about = "Measures what Shirabe costs. Run it by `cargo xtask bench`.")]
struct Arguments {
    /// Every measurement at a tiny size: shows that it works, and says nothing about speed.
    #[arg(long)]
    tiny: bool,
    /// Only these figures; what shares a run with them is measured and not told.
    #[arg(long, num_args = 1..)]
    only: Vec<String>,
    /// In place of all that: one load of so many rows.
    #[arg(long, value_name = "ROWS")]
    scale: Option<u64>,
    /// Under which profile: `mass` or `sample`.
    #[arg(long, default_value = "mass", requires = "scale")]
    profile: String,
}

/// One run, and the figures it gives.
struct Measurement {
    figures: &'static [&'static str],
    run: fn(&Sizes) -> Result<Vec<Figure>>,
}

/// Quick ones first; those that keep both cores busy for long come last.
const MEASUREMENTS: [Measurement; 13] = [
    Measurement { figures: &["client_bytes_brotli"], run: client_size::measure },
    Measurement { figures: &["scalar_mult_us"], run: arithmetic::scalar_multiplication },
    Measurement { figures: &["evaluate_us"], run: arithmetic::evaluation },
    Measurement { figures: &["filter_query_us"], run: filters::query },
    Measurement { figures: &["filter_bytes_per_tag"], run: filters::bytes_per_tag },
    Measurement { figures: &["http_lookups_per_s", "http_p99_ms"], run: lookups::measure },
    Measurement { figures: &["click_to_answer_ms"], run: click::measure },
    Measurement { figures: &["call_to_script_s"], run: desk::measure },
    Measurement { figures: &["lighthouse_performance"], run: pages::measure },
    Measurement { figures: &["home_page_200_ms"], run: home::measure },
    Measurement { figures: &["publish_s_1m", "server_rss_mb_1m"], run: publishing::measure },
    Measurement { figures: &["slowest_lookup_ms_during_long_writes"], run: long_writes::measure },
    Measurement {
        figures: &[
            "import_contacts_per_s_standard",
            "import_contacts_per_s_strong",
            "import_contacts_per_s_mass",
            "import_overhead",
        ],
        run: imports::measure,
    },
];

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(rows) = arguments.scale {
        return match scale::measure(rows, &arguments.profile) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("bench: {error:#}");
                ExitCode::FAILURE
            }
        };
    }
    let sizes = if arguments.tiny { Sizes::TINY } else { Sizes::FULL };
    let wanted = |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|o| o == name);
    let mut complete = true;
    for measurement in &MEASUREMENTS {
        if !measurement.figures.iter().any(|name| wanted(name)) {
            continue;
        }
        let names = measurement.figures.join(", ");
        eprintln!("bench: {names}");
        let begun = Instant::now();
        match run(measurement, &sizes) {
            Ok(figures) => figures
                .iter()
                .filter(|figure| wanted(figure.name))
                .for_each(|figure| println!("{}", figure.to_line())),
            Err(error) => {
                complete = false;
                eprintln!("bench: {names}: {error:#}");
            }
        }
        eprintln!("bench: took {:.1} s", begun.elapsed().as_secs_f64());
    }
    if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One that breaks off must not take the others along.
fn run(measurement: &Measurement, sizes: &Sizes) -> Result<Vec<Figure>> {
    // Fixtures of the tests panic where something is missing; the panic has said why.
    catch_unwind(AssertUnwindSafe(|| (measurement.run)(sizes)))
        .unwrap_or_else(|_| Err(anyhow!("broke off")))
}
