//! The command line of `shirabe`.

use crate::{
    app,
    cli_account::{self, AccountCommand},
    cli_audit::{self, AuditCommand},
    clock::{Clock, SystemClock},
    config::{self, Config, Database},
    healthcheck, imports,
    incidents::{Definition, apply, files},
    init::{self, Setup},
    pages,
    staff::approvals,
    state::Services,
    store::{self, Store, StoredIncident},
    tls::{self, Certificates, Pair},
};
use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use rand::rngs::OsRng;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// Private answers to one question: am I in this incident, what of mine, and what do I do?
#[derive(Parser)]
#[command(name = "shirabe", version)]
struct CommandLine {
    /// The configuration file.
    #[arg(long, global = true, env = "SHIRABE_CONFIG", default_value = "shirabe.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make data folder, keys and configuration file of a new deployment.
    Init {
        /// Folder of the database.
        #[arg(long)]
        data: PathBuf,
        /// Folder of master key and key store; not inside the data folder.
        #[arg(long)]
        keys: PathBuf,
        #[arg(long, default_value = "127.0.0.1:8420")]
        listen: String,
        /// The address that people see.
        #[arg(long, default_value = "http://127.0.0.1:8420")]
        public_url: String,
        /// A PostgreSQL database that is there and empty, as postgres://user@host/database.
        /// Default: SQLite in the data folder.
        #[arg(long)]
        database_url: Option<String>,
        /// File that holds the password of that database and nothing else.
        #[arg(long, requires = "database_url")]
        database_password_file: Option<PathBuf>,
    },
    /// Answer requests.
    Serve {
        /// In place of the configured address; port 0 takes a free one.
        #[arg(long)]
        listen: Option<String>,
    },
    /// Incidents: apply a file, list them, show what was loaded.
    #[command(subcommand)]
    Incident(IncidentCommand),
    /// Load tokens.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Accounts of staff.
    #[command(subcommand)]
    Account(AccountCommand),
    /// The audit log: verify it, export it.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// The database: move it.
    #[command(subcommand)]
    Database(DatabaseCommand),
    /// The configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// The signing key.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Ask the running server whether it and its database answer.
    Healthcheck,
}

#[derive(Subcommand)]
enum IncidentCommand {
    /// Create an incident, or bring it to what the file says. FILE.vi.toml and the like beside
    /// FILE.toml hold its texts in further languages.
    Apply { file: PathBuf },
    /// Show the incidents and what is published.
    List,
    /// Show an incident's loads and published sets, oldest first; times in UTC.
    History { slug: String },
}

#[derive(Subcommand)]
enum TokenCommand {
    /// Make a token for one load of one incident. It is shown once.
    Create {
        #[arg(long)]
        incident: String,
        /// Who or what it is for; stands in the records.
        #[arg(long)]
        name: String,
    },
}

#[derive(Subcommand)]
enum DatabaseCommand {
    /// Copy everything into an empty database of the other kind. The server must not run.
    Move {
        /// `sqlite` for the data folder, or postgres://user@host/database.
        #[arg(long)]
        to: String,
        /// File that holds the password of the new database and nothing else.
        #[arg(long)]
        password_file: Option<PathBuf>,
        /// Change the configuration file too, once everything has been copied.
        #[arg(long)]
        write_config: bool,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Read the configuration, open database and keys, and say what is wrong.
    Check,
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Print the public signing key, to pin in pages and clients.
    Show,
}

/// Runs the command line; 0 on success, 1 on any failure.
pub fn run() -> ExitCode {
    let command_line = CommandLine::parse();
    let result = actix_web::rt::System::new().block_on(execute(command_line));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("shirabe: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(command_line: CommandLine) -> anyhow::Result<()> {
    let path = command_line.config;
    let config = || Config::from_file(&path);
    match command_line.command {
        Command::Init { data, keys, listen, public_url, database_url, database_password_file } => {
            let password_file = database_password_file.map(std::path::absolute).transpose()?;
            let database = Database { url: database_url, password_file };
            let setup = Setup { config: path, data, keys, listen, public_url, database };
            let config = init::init(&setup, SystemClock.now(), &mut OsRng).await?;
            println!("Configuration: {}", setup.config.display());
            println!("Data folder:   {}", config.data.display());
            println!("Database:      {}", config.database_location()?);
            println!("Master key:    {}", config.keys.master_key.display());
            println!("Key store:     {}", config.keys.store.display());
            println!("Keep a copy of master key and key store apart from every other backup.");
            Ok(())
        }
        Command::Serve { listen } => serve(config()?, listen).await,
        Command::Incident(IncidentCommand::Apply { file }) => apply_file(&config()?, &file).await,
        Command::Incident(IncidentCommand::List) => list(&config()?).await,
        Command::Incident(IncidentCommand::History { slug }) => history(&config()?, &slug).await,
        Command::Token(TokenCommand::Create { incident, name }) => {
            create_token(&config()?, &incident, &name).await
        }
        Command::Account(command) => cli_account::execute(&config()?, command).await,
        Command::Audit(command) => cli_audit::run(&config()?, command, SystemClock.now()).await,
        Command::Database(DatabaseCommand::Move { to, password_file, write_config }) => {
            let target = Database { url: (to != "sqlite").then_some(to), password_file };
            move_database(&path, &config()?, &target, write_config).await
        }
        Command::Config(ConfigCommand::Check) => check(&config()?).await,
        Command::Key(KeyCommand::Show) => {
            let signer = config()?.keys.open()?.manifest_signer()?;
            println!("{}", hex::encode(signer.public_key()));
            Ok(())
        }
        Command::Healthcheck => {
            healthcheck::ask(&config()?)?;
            println!("ok");
            Ok(())
        }
    }
}

async fn serve(mut config: Config, listen: Option<String>) -> anyhow::Result<()> {
    ensure!(
        pages::assets::are_built(),
        "the pages' scripts are missing from this binary: run `cargo xtask build-web` and build again"
    );
    start_log();
    config.server.listen = listen.unwrap_or(config.server.listen);
    let services = Arc::new(Services::open_now(&config).await?);
    let certificates = Certificates::configured(&config, Arc::new(SystemClock))?;
    tls::read_anew_on_hangup(certificates.clone())?;
    let scheme = if certificates.is_some() { "https" } else { "http" };
    let redirects = tls::redirect::listen(&config)?;
    let (address, server) = app::listen_with(&config, services.clone(), certificates)?;
    actix_web::rt::spawn(async move { approvals::keep_running(&services, &*services).await });
    println!("shirabe: serving at {scheme}://{address}");
    std::io::stdout().flush().ok();
    let ended = match redirects {
        Some((_, redirects)) => tokio::try_join!(server, redirects).map(|_| ()),
        None => server.await,
    };
    ended.context("the server ended")
}

/// Logs to standard error; `RUST_LOG` chooses what.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,actix_server=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

async fn apply_file(config: &Config, file: &std::path::Path) -> anyhow::Result<()> {
    let text = files::read(file)?;
    let store = Store::open(&config.database_location()?).await?;
    let keys = config.keys.open()?;
    let (definition, applied) =
        apply::apply(&store, &keys, &text, SystemClock.now(), &mut OsRng).await?;
    let what = match applied {
        apply::Applied::Created => "created",
        apply::Applied::Changed => "changed",
        apply::Applied::Unchanged => "unchanged",
    };
    println!("{}: {what}", definition.slug);
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
    print!("{}", imports::history::History::read(&store, &incident.id).await?);
    Ok(())
}

async fn incident_named(store: &Store, slug: &str) -> anyhow::Result<StoredIncident> {
    store.incident(slug).await?.with_context(|| {
        format!("there is no incident `{slug}`; `shirabe incident list` shows what there is")
    })
}

async fn create_token(config: &Config, slug: &str, name: &str) -> anyhow::Result<()> {
    let store = Store::open(&config.database_location()?).await?;
    let incident = incident_named(&store, slug).await?;
    let now = SystemClock.now();
    let token = imports::create_token(&store, &incident.id, name, now, &mut OsRng).await?;
    eprintln!("A token for one load of `{slug}`. It is not shown again.");
    println!("{}", *token);
    Ok(())
}

async fn move_database(
    path: &Path,
    config: &Config,
    target: &Database,
    write_config: bool,
) -> anyhow::Result<()> {
    ensure!(
        target.url.is_some() || target.password_file.is_none(),
        "SQLite has no password; leave --password-file out"
    );
    ensure!(target.url != config.database.url, "the database is there already");
    let password_file = target.password_file.as_deref().map(std::path::absolute).transpose()?;
    let section = config::database_section(target.url.as_deref(), password_file.as_deref());
    // Whether the file can be changed is found out before anything is copied.
    let rewritten = if write_config {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        Some(config::with_database(&text, &section)?)
    } else {
        None
    };
    let (from, to) = (config.database_location()?, target.location(&config.data)?);
    let moved = store::move_database(&from, &to).await?;
    println!("From {from}\nto   {to}:");
    for (table, rows) in moved.0 {
        println!("  {table:16} {rows:>10}");
    }
    println!("Every count agrees. The old database is as it was.");
    if let Some(text) = rewritten {
        let new = path.with_extension("toml.new");
        std::fs::write(&new, text)
            .and_then(|()| std::fs::rename(&new, path))
            .with_context(|| format!("{} cannot be written", path.display()))?;
        println!("{} now names the new one.", path.display());
    } else if section.is_empty() {
        println!("Now remove the section [database] from {}.", path.display());
    } else {
        println!(
            "Now put this at the end of {}, in place of any other [database]:",
            path.display()
        );
        print!("\n{section}");
    }
    Ok(())
}

async fn check(config: &Config) -> anyhow::Result<()> {
    let services = Services::open_now(config).await?;
    services.store.ping().await?;
    for stored in services.store.incidents().await? {
        let definition = Definition::from_toml(&stored.definition)?;
        services.keys.keys_of(&stored.id).with_context(|| definition.slug.clone())?;
    }
    if let Some((certificate, key)) = config.tls.files() {
        let pair = Pair::read(certificate, key)?;
        pair.is_valid_at(SystemClock.now())?;
        pair.is_for(&config.server.public_url)?;
        println!("The TLS certificate is valid until {} (UTC).", pair.last_day());
    }
    println!("Configuration, database and keys are in order.");
    Ok(())
}
