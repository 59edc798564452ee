//! One load of many rows: what it takes of both programs. Too long for every run of the
//! measurements, so it is asked for by itself.

use crate::imports::arithmetic_alone;
use anyhow::{Result, bail};
use shirabe_protocol::stretching::Profile;
use shirabe_tests::scale::{self, Scale};

/// Prints a table.
pub fn measure(rows: u64, profile: &str) -> Result<()> {
    let (profile_name, profile) = match profile {
        "mass" => ("mass", Profile::Mass),
        "sample" => ("sample", Profile::Sample),
        _ => bail!("rows are measured under the profile mass or sample"),
    };
    let alone = arithmetic_alone(profile, 2_000)?;
    let measured = scale::run(&Scale { rows, profile: profile_name });
    let each = measured.seconds / rows as f64;
    let mebibytes = |bytes: u64| bytes as f64 / 1_048_576.0;
    for (name, value, unit) in [
        ("rows", rows as f64, ""),
        ("whole import", measured.seconds, "s"),
        ("rows a second", 1.0 / each, "1/s"),
        ("arithmetic alone", alone * 1e3, "ms a row"),
        ("this", each * 1e3, "ms a row"),
        ("import_overhead", each / alone, "ratio"),
        ("cores busy with both programs", measured.cores_busy(), ""),
        ("operator's memory at most", mebibytes(measured.operator.memory), "MiB"),
        ("server's memory at most", mebibytes(measured.server.memory), "MiB"),
        ("publishing", measured.publish_seconds, "s"),
        ("lookups answered meanwhile", measured.lookups_while_loading as f64, ""),
        ("lookups not answered", measured.lookups_failed as f64, ""),
        ("slowest lookup", measured.slowest_lookup_seconds, "s"),
    ] {
        println!("{name:32} {value:>14.3} {unit}");
    }
    Ok(())
}
