//! `shirabe database`: from one database to the other.

use crate::{
    config::{self, Config, Database},
    store,
};
use anyhow::{Context, ensure};
use clap::Subcommand;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum DatabaseCommand {
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

pub async fn execute(path: &Path, config: &Config, command: DatabaseCommand) -> anyhow::Result<()> {
    let DatabaseCommand::Move { to, password_file, write_config } = command;
    let target = Database { url: (to != "sqlite").then_some(to), password_file };
    move_database(path, config, &target, write_config).await
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
