//! The command line of `shirabe`.

mod accounts;
mod audit;
mod database;
mod incidents;

use self::{
    accounts::AccountCommand,
    audit::AuditCommand,
    database::DatabaseCommand,
    incidents::{IncidentCommand, TokenCommand},
};
use crate::{
    app,
    clock::{Clock, SystemClock},
    config::{Config, Database},
    frame::assets,
    healthcheck,
    incidents::Definition,
    init::{self, Setup},
    jobs,
    state::Services,
    tls::{self, Certificates, Pair},
};
use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use rand::rngs::OsRng;
use std::{io::Write, path::PathBuf, process::ExitCode, sync::Arc};

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
        Command::Incident(command) => incidents::execute(&config()?, command).await,
        Command::Token(command) => incidents::execute_token(&config()?, command).await,
        Command::Account(command) => accounts::execute(&config()?, command).await,
        Command::Audit(command) => audit::execute(&config()?, command, SystemClock.now()).await,
        Command::Database(command) => database::execute(&path, &config()?, command).await,
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
        assets::are_built(),
        "the pages' scripts are missing from this binary: run `cargo xtask build-web` and build again"
    );
    start_log();
    config.server.listen = listen.unwrap_or(config.server.listen);
    let services = Arc::new(Services::open_now(&config).await?);
    warn_of_missing_audit_keys(&services).await?;
    let certificates = Certificates::configured(&config, Arc::new(SystemClock))?;
    tls::read_anew_on_hangup(certificates.clone())?;
    let scheme = if certificates.is_some() { "https" } else { "http" };
    let redirects = tls::redirect::listen(&config)?;
    let (address, server) = app::listen_with(&config, services.clone(), certificates)?;
    actix_web::rt::spawn(async move { jobs::keep_running(&services).await });
    println!("shirabe: serving at {scheme}://{address}");
    std::io::stdout().flush().ok();
    let ended = match redirects {
        Some((_, redirects)) => tokio::try_join!(server, redirects).map(|_| ()),
        None => server.await,
    };
    ended.context("the server ended")
}

/// Without its audit key an incident answers the public, and no agent: said before one calls.
async fn warn_of_missing_audit_keys(services: &Services) -> anyhow::Result<()> {
    for stored in services.store.incidents().await? {
        if let Err(reason) = services.keys.audit_key(&stored.id) {
            let definition = Definition::from_toml(&stored.definition);
            let slug = definition.map_or_else(|_| String::new(), |definition| definition.slug);
            tracing::warn!(slug, %reason, "the desk cannot answer");
        }
    }
    Ok(())
}

/// Logs to standard error; `RUST_LOG` chooses what.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,actix_server=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

async fn check(config: &Config) -> anyhow::Result<()> {
    let services = Services::open_now(config).await?;
    services.store.ping().await?;
    for stored in services.store.incidents().await? {
        let definition = Definition::from_toml(&stored.definition)?;
        services.keys.keys_of(&stored.id).with_context(|| definition.slug.clone())?;
        services.keys.audit_key(&stored.id).with_context(|| definition.slug.clone())?;
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
