//! The command line.

use clap::{Args, Parser, Subcommand};
use shirabe_contacts::{Encoding, Mapping};
use shirabe_operator::{
    errors::OperatorError,
    import::ImportOptions,
    lookup::LookupOptions,
    server_client::{ServerAddress, Token},
    verify::VerifyOptions,
};
use std::{num::NonZeroUsize, path::PathBuf};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Loads contact lists into a Shirabe server without telling it who is on them.
///
/// Exit codes: 0 done; 1 the list or a local file was refused; 2 the server or the network
/// failed; 3 what the server gave does not hold; 64 the command was called wrongly.
#[derive(Parser)]
#[command(name = "shirabe-operator", version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Load a contact list (CSV) and publish it. The identifiers stay on this machine.
    Import(ImportArguments),
    /// Check from outside that every loaded tag is in what the server publishes.
    Verify(VerifyArguments),
    /// Ask as a visitor would. The identifier is read from standard input; a kind with several
    /// fields takes one line for each.
    ///
    /// Exit codes: 0 answered, listed or not; 2 could not be checked, which says nothing about
    /// the person; 64 not an identifier, or the command was called wrongly.
    Lookup(LookupArguments),
}

#[derive(Args)]
pub struct Server {
    /// The server's address, https://check.example.jp
    #[arg(long, value_name = "URL")]
    server: String,
    /// The incident's name, as in the page's address
    #[arg(long, value_name = "SLUG")]
    incident: String,
}

#[derive(Args)]
pub struct ImportArguments {
    /// The list: CSV in UTF-8 or CP932, with a header row
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    server: Server,
    /// Which group of people the list holds
    #[arg(long, value_name = "NAME")]
    group: String,
    /// File with the load token that `shirabe token create` printed
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
    /// The list's date with its time zone, 2025-10-10T18:00+09:00 [default: now]
    #[arg(long, value_name = "DATETIME")]
    as_of: Option<String>,
    /// What a column holds: a kind of the incident, one field of a kind that has several, `key` or
    /// `ignore`. A column may serve several kinds
    #[arg(long = "map", value_name = "COLUMN=KIND[.FIELD]")]
    mappings: Vec<String>,
    /// How the file's characters are written, if we guess it wrong
    #[arg(long, value_parser = ["utf-8", "cp932"])]
    encoding: Option<String>,
    /// Work folder [default: shirabe-SLUG beside the list]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Threads that stretch [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
    /// Do not ask before sending
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args)]
pub struct VerifyArguments {
    #[command(flatten)]
    server: Server,
    /// Work folder of the import
    #[arg(long, value_name = "DIR")]
    work: PathBuf,
    /// The server's signing key, as `shirabe key show` prints it [default: the one of the first
    /// import]
    #[arg(long, value_name = "HEX")]
    key: Option<String>,
}

#[derive(Args)]
pub struct LookupArguments {
    #[command(flatten)]
    server: Server,
    /// What is asked by: email, phone, code, or a kind of the incident's own
    #[arg(long)]
    kind: String,
    /// The server's signing key, as `shirabe key show` prints it [default: the one that the work
    /// folder remembers]
    #[arg(long, value_name = "HEX")]
    key: Option<String>,
    /// Work folder of an import [default: shirabe-SLUG here]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
}

impl ImportArguments {
    /// # Errors
    /// [`OperatorError::Usage`], and those of reading the token file.
    pub fn options(&self) -> Result<ImportOptions, OperatorError> {
        let mappings = self.mappings.iter().map(|text| {
            Mapping::parse(text).map_err(|error| OperatorError::Usage {
                problem: format!("--map: {error}"),
                advice: "For example --map 'office phone=phone' or --map 'card no.=insurance.number'.",
            })
        });
        Ok(ImportOptions {
            file: self.file.clone(),
            server: ServerAddress::parse(&self.server.server)?,
            incident: self.server.incident.clone(),
            group: self.group.clone(),
            as_of: self.as_of.as_deref().map(date).transpose()?,
            mappings: mappings.collect::<Result<_, _>>()?,
            encoding: self.encoding.as_deref().map(|name| match name {
                "cp932" => Encoding::Cp932,
                _ => Encoding::Utf8,
            }),
            work: self.work.clone(),
            threads: self.threads,
            token: Token::from_file(&self.token_file)?,
        })
    }
}

impl VerifyArguments {
    /// # Errors
    /// [`OperatorError::Usage`].
    pub fn options(&self) -> Result<VerifyOptions, OperatorError> {
        Ok(VerifyOptions {
            server: ServerAddress::parse(&self.server.server)?,
            incident: self.server.incident.clone(),
            work: self.work.clone(),
            key: self.key.as_deref().map(key).transpose()?,
        })
    }
}

impl LookupArguments {
    /// # Errors
    /// [`OperatorError::Usage`].
    pub fn options(&self) -> Result<LookupOptions, OperatorError> {
        let here = || PathBuf::from(format!("shirabe-{}", self.server.incident));
        Ok(LookupOptions {
            server: ServerAddress::parse(&self.server.server)?,
            incident: self.server.incident.clone(),
            kind: self.kind.clone(),
            key: self.key.as_deref().map(key).transpose()?,
            work: self.work.clone().unwrap_or_else(here),
        })
    }
}

/// RFC 3339; the seconds may be left out, and a space stand for the T.
fn date(text: &str) -> Result<i64, OperatorError> {
    let mut text = text.trim().replacen(' ', "T", 1);
    if text.as_bytes().get(16).is_some_and(|byte| *byte != b':') && text.is_char_boundary(16) {
        text.insert_str(16, ":00");
    }
    OffsetDateTime::parse(&text, &Rfc3339).map(OffsetDateTime::unix_timestamp).map_err(|_| {
        OperatorError::Usage {
            problem: "--as-of: this is not a date with a time zone".into(),
            advice: "Write it as 2025-10-10T18:00+09:00.",
        }
    })
}

fn key(text: &str) -> Result<[u8; 32], OperatorError> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).map_err(|_| OperatorError::Usage {
        problem: "--key: a signing key has 64 hex digits".into(),
        advice: "Give it as `shirabe key show` prints it.",
    })?;
    Ok(key)
}

/// `2025-10-10 18:00 UTC`
pub fn date_words(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).map_or_else(
        |_| seconds.to_string(),
        |date| {
            let (hour, minute, _) = date.to_hms();
            format!("{} {hour:02}:{minute:02} UTC", date.date())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn dates_need_a_time_zone() {
        for text in ["2025-10-10T18:00+09:00", "2025-10-10 18:00:00+09:00", "2025-10-10T09:00Z"] {
            assert_eq!(date(text).unwrap(), 1_760_086_800, "{text}");
        }
        for text in ["2025-10-10", "2025-10-10T18:00", "2025-10-10T18:00:00", "", "十月十日十八時"]
        {
            assert!(date(text).is_err(), "{text}");
        }
        assert_eq!(date_words(1_760_086_800), "2025-10-10 09:00 UTC");
    }

    #[test]
    fn a_key_has_64_digits() {
        assert!(key(&"0a".repeat(32)).is_ok());
        assert!(key(&"0a".repeat(31)).is_err() && key(&"0g".repeat(32)).is_err());
    }
}
