//! `shirabe audit`: verify the chain, export entries.

use crate::{
    audit::{self, Action, By, Event, export::ExportedEntry},
    config::Config,
    store::{Store, audit::chain::Hash},
};
use anyhow::{Context, bail, ensure};
use clap::Subcommand;
use std::{io::Write, ops::ControlFlow};

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Compute the whole chain anew, and say whether every entry fits.
    Verify {
        /// An entry as an earlier run said: NUMBER:HASH. It must still be there, unchanged.
        #[arg(long)]
        known: Option<String>,
    },
    /// Print entries as JSON lines, the oldest first. Exporting is itself entered.
    Export {
        /// Slug of one incident. Without it: everything.
        #[arg(long)]
        incident: Option<String>,
    },
}

pub async fn execute(config: &Config, command: AuditCommand, now: i64) -> anyhow::Result<()> {
    let store = Store::open(&config.database_location()?).await?;
    match command {
        AuditCommand::Verify { known } => verify(&store, known.as_deref()).await,
        AuditCommand::Export { incident } => export(&store, incident.as_deref(), now).await,
    }
}

async fn verify(store: &Store, known: Option<&str>) -> anyhow::Result<()> {
    let known = known.map(read_known).transpose()?;
    let found = audit::verify(store, known).await?;
    println!("{} entries fit, {} of them with erased bodies.", found.entries, found.erased_bodies);
    if let Some((number, misfit)) = found.misfit {
        bail!("entry {number} does not fit: {misfit}");
    }
    ensure!(!found.cut_short, "the entry that was written down is missing: the log was cut short");
    if found.entries > 0 {
        let (number, hash) = (found.entries, hex::encode(found.last));
        println!("The last one is {number}:{hash}");
        println!(
            "Write this down elsewhere. `shirabe audit verify --known {number}:...` later shows \
             that nothing up to there was changed or cut off."
        );
    }
    Ok(())
}

fn read_known(text: &str) -> anyhow::Result<(u64, Hash)> {
    const PROBLEM: &str = "--known: write it as NUMBER:HASH, the hash in 64 hex digits";
    let (number, hash) = text.split_once(':').context(PROBLEM)?;
    let mut bytes = [0; 32];
    hex::decode_to_slice(hash.trim(), &mut bytes).context(PROBLEM)?;
    let number: u64 = number.trim().parse().context(PROBLEM)?;
    ensure!(number > 0, PROBLEM);
    Ok((number, bytes))
}

async fn export(store: &Store, slug: Option<&str>, now: i64) -> anyhow::Result<()> {
    let mut event = Event::new(Action::AuditExported, By::CommandLine);
    let incident = match slug {
        Some(slug) => {
            let Some(incident) = store.incident(slug).await? else {
                bail!("there is no incident `{slug}`; `shirabe incident list` shows what there is");
            };
            event = event.of_incident(incident.id);
            Some(incident.id)
        }
        None => None,
    };
    audit::note(store, now, event)
        .await
        .context("that it is exported could not be entered, so nothing is")?;
    let mut output = std::io::stdout().lock();
    let mut failed = None;
    store
        .each_audit_entry(incident.as_ref(), |entry| {
            let line = ExportedEntry::from(entry).json_line().map_err(std::io::Error::from);
            match line.and_then(|line| writeln!(output, "{line}")) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })
        .await?;
    match failed {
        Some(error) => Err(error).context("the export could not be written"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::read_known;

    #[test]
    fn an_entry_is_written_down_as_number_and_hash() {
        let text = format!("12:{}", "ab".repeat(32));
        assert_eq!(read_known(&text).unwrap(), (12, [0xab; 32]));
        for wrong in ["12", "12:ab", "x:00", &format!("0:{}", "ab".repeat(32))] {
            assert!(read_known(wrong).unwrap_err().to_string().contains("NUMBER:HASH"), "{wrong}");
        }
    }
}
