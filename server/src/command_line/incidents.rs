//! `shirabe incident` and `shirabe token`.

use crate::{
    audit::By,
    clock::{Clock, SystemClock},
    config::Config,
    incidents::{Definition, apply, files},
    loads::tokens::{self, COMMAND_LINE_DAYS, MOST_DAYS, Wanted},
    problem::Problem,
    sets::history::History,
    store::{Store, StoredIncident},
};
use anyhow::{Context, anyhow};
use clap::{Subcommand, value_parser};
use rand::rngs::OsRng;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum IncidentCommand {
    /// Create an incident, or bring it to what the file says. FILE.vi.toml and the like beside
    /// FILE.toml hold its texts in further languages.
    Apply { file: PathBuf },
    /// Show the incidents and what is published.
    List,
    /// Show an incident's loads and published sets, oldest first; times in UTC.
    History { slug: String },
}

#[derive(Subcommand)]
pub enum TokenCommand {
    /// Make a token for one load of one incident. It is shown once.
    Create {
        #[arg(long)]
        incident: String,
        /// Who or what it is for; stands in the records.
        #[arg(long)]
        name: String,
        /// Days until it ends.
        #[arg(long, default_value_t = COMMAND_LINE_DAYS,
              value_parser = value_parser!(u32).range(1..=i64::from(MOST_DAYS)))]
        days: u32,
    },
}

pub async fn execute(config: &Config, command: IncidentCommand) -> anyhow::Result<()> {
    match command {
        IncidentCommand::Apply { file } => apply_file(config, &file).await,
        IncidentCommand::List => list(config).await,
        IncidentCommand::History { slug } => history(config, &slug).await,
    }
}

pub async fn execute_token(config: &Config, command: TokenCommand) -> anyhow::Result<()> {
    let TokenCommand::Create { incident, name, days } = command;
    create_token(config, &incident, &Wanted { name: &name, share: None, days }).await
}

async fn apply_file(config: &Config, file: &Path) -> anyhow::Result<()> {
    let text = files::read(file)?;
    let store = Store::open(&config.database_location()?).await?;
    let keys = config.keys.maker()?;
    let apply::AppliedFile { definition, applied, made_keys } =
        apply::apply(&store, &keys, &text, By::CommandLine, SystemClock.now(), &mut OsRng).await?;
    let what = match applied {
        apply::Applied::Created => "created",
        apply::Applied::Changed => "changed",
        apply::Applied::Unchanged => "unchanged",
    };
    println!("{}: {what}", definition.slug);
    if made_keys {
        println!("Keys were made: copy the keys folder to its safe place anew.");
    }
    for declared in definition.kinds.iter().filter(|declared| declared.public) {
        let words = declared.guessing_in_words(definition.daily_budget());
        println!("  {}: {}", declared.kind.code(), words.as_deref().unwrap_or("public"));
    }
    let hours = definition.profile.attacker_hours_per_billion();
    println!(
        "Should the keys ever leak: trying 1,000,000,000 identifiers takes an attacker up to \
         {hours:.1} hours on one large graphics card."
    );
    Ok(())
}

async fn list(config: &Config) -> anyhow::Result<()> {
    let store = Store::open(&config.database_location()?).await?;
    for stored in store.incidents().await? {
        let definition = Definition::from_toml(&stored.definition)?;
        match store.current_set(&stored.id).await? {
            Some(set) => println!("{}  set {}", definition.slug, set.version),
            None => println!("{}  nothing published", definition.slug),
        }
    }
    Ok(())
}

async fn history(config: &Config, slug: &str) -> anyhow::Result<()> {
    let store = Store::open(&config.database_location()?).await?;
    let incident = incident_named(&store, slug).await?;
    print!("{}", History::read(&store, &incident.id).await?);
    Ok(())
}

async fn incident_named(store: &Store, slug: &str) -> anyhow::Result<StoredIncident> {
    store.incident(slug).await?.with_context(|| {
        format!("there is no incident `{slug}`; `shirabe incident list` shows what there is")
    })
}

async fn create_token(config: &Config, slug: &str, wanted: &Wanted<'_>) -> anyhow::Result<()> {
    let store = Store::open(&config.database_location()?).await?;
    let incident = incident_named(&store, slug).await?;
    let now = SystemClock.now();
    let made = tokens::make(&store, By::CommandLine, &incident.id, wanted, now, &mut OsRng).await;
    let token = made.map_err(|problem| match problem {
        Problem::Malformed => anyhow!("--name: write 1 to 100 characters that can all be seen"),
        _ => anyhow!("the database cannot be written; no token was made"),
    })?;
    eprintln!("A token for one load of `{slug}`, for {} days. It is not shown again.", wanted.days);
    eprintln!(
        "It is entered in the audit log as made at the machine, and counts as nobody: where four \
         eyes are needed, two publishers approve what is asked for with it."
    );
    println!("{}", *token);
    Ok(())
}
