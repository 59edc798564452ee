//! That every measurement of `cargo xtask bench` works.

use super::Tally;
use crate::{
    bench::{self, AIMS, Size},
    workspace::Workspace,
};
use anyhow::Result;

/// Each figure must come out once, as a positive number with its unit. Its size says nothing here.
pub fn run(workspace: &Workspace) -> Result<Tally> {
    let figures = bench::measure(workspace, Size::Tiny, &[])?;
    let mut tally = Tally::default();
    for aim in &AIMS {
        let named: Vec<_> = figures.iter().filter(|figure| figure.name == aim.name).collect();
        let sound = matches!(named[..], [figure] if figure.is_sound(aim));
        println!("figure {} ... {}", aim.name, if sound { "ok" } else { "FAILED" });
        tally += Tally::one(sound);
    }
    let unknown = figures.iter().find(|figure| AIMS.iter().all(|aim| aim.name != figure.name));
    if let Some(figure) = unknown {
        println!("figure {} ... FAILED: it is not in the table", figure.name);
        tally += Tally::one_failure();
    }
    Ok(tally)
}
