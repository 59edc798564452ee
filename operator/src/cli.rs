//! The command line.

mod lookup;
mod reading;

pub use lookup::LookupArguments;
use reading::{Reading, Stretching};

use clap::{Args, Parser, Subcommand};
use shirabe_operator::{
    errors::OperatorError,
    history::{HistoryOptions, RollbackOptions},
    list::ListOptions,
    requests::RequestsOptions,
    server_client::{ServerAddress, Token},
    verify::VerifyOptions,
};
use std::path::PathBuf;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Loads contact lists into a Shirabe server without telling it who is on them.
///
/// Exit codes: 0 done; 1 the list or a local file was refused; 2 the server or the network
/// failed; 3 what the server gave does not hold; 4 the list was read but for some of its cells; 64
/// the command was called wrongly.
#[derive(Parser)]
#[command(name = "shirabe-operator", version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Load a contact list and publish it. The identifiers stay on this machine.
    Import(ImportArguments),
    /// Say what a list would change, were it loaded. Nothing is published.
    Diff(ListArguments),
    /// Take people out of the published set who were listed by mistake. The file holds their rows
    /// as they were loaded.
    Withdraw(WithdrawArguments),
    /// Write the list with each row's letter code once more.
    LetterCodes(ListArguments),
    /// Find the people of the desk's requests in the list. Asks no server; the rows stay on this
    /// machine.
    ///
    /// Exit codes: 0 all were found; 1 some were not, or a file was refused.
    Requests(RequestsArguments),
    /// Show what was loaded and published.
    History(HistoryArguments),
    /// Publish an earlier set again.
    Rollback(RollbackArguments),
    /// Check from outside that every loaded tag is in what the server publishes.
    Verify(VerifyArguments),
    /// Ask as a visitor would. The identifier is read from standard input; a kind with several
    /// fields takes one line for each. Or, invited by the organisation that runs the server, ask
    /// for everybody on a list: give the FILE and the invitation.
    ///
    /// Exit codes: 0 answered, listed or not; 2 could not be checked, which says nothing about
    /// the person; 64 not an identifier, or the command was called wrongly. Of a list: 0 all rows
    /// answered; 4 answered but for rows that could not be read, which the result names; 1, 2, 3,
    /// 64 as for the other commands, and nothing is said of anybody.
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
pub struct HistoryArguments {
    #[command(flatten)]
    server: Server,
    /// File with the load token that `shirabe token create` printed
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
}

#[derive(Args)]
pub struct RollbackArguments {
    #[command(flatten)]
    of: HistoryArguments,
    /// Number of the set to return to [default: the one before the current]
    #[arg(long, value_name = "NUMBER")]
    to: Option<u64>,
    /// Work folder of the imports [default: shirabe-SLUG here]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Do not ask before publishing
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args)]
pub struct ImportArguments {
    #[command(flatten)]
    list: ListArguments,
    /// Everything but sending: what was understood, on the screen and as a report file
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask before sending
    #[arg(long)]
    pub yes: bool,
    /// Go on without asking although cells could not be read
    #[arg(long)]
    allow_rejected: bool,
}

#[derive(Args)]
pub struct WithdrawArguments {
    #[command(flatten)]
    list: ListArguments,
    /// Do not ask before publishing
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args)]
pub struct ListArguments {
    /// The list, with a header row: XLSX, XLS, ODS, CSV or TSV
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    server: Server,
    /// Which group of people the list holds; needless where a column says it, or where the
    /// incident has one group
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    /// File with the load token that `shirabe token create` printed
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
    /// The list's date with its time zone, 2025-10-10T18:00+09:00 [default: now]
    #[arg(long, value_name = "DATETIME")]
    as_of: Option<String>,
    #[command(flatten)]
    reading: Reading,
    /// Write what the columns were read as into a file, for the next list of this form
    #[arg(long, value_name = "FILE")]
    save_mapping: Option<PathBuf>,
    /// Work folder [default: shirabe-SLUG beside the list]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    #[command(flatten)]
    stretching: Stretching,
}

#[derive(Args)]
pub struct RequestsArguments {
    /// The desk's requests, as their page exports them
    #[arg(value_name = "REQUESTS")]
    requests: PathBuf,
    /// The list that was loaded, with all of its columns
    #[arg(value_name = "LIST")]
    list: PathBuf,
    /// The incident's name, as in the page's address
    #[arg(long, value_name = "SLUG")]
    incident: String,
    #[command(flatten)]
    reading: Reading,
    /// Work folder of the import [default: shirabe-SLUG beside the list]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
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

impl ImportArguments {
    /// # Errors
    /// As [`ListArguments::options`].
    pub fn options(&self) -> Result<ListOptions, OperatorError> {
        Ok(ListOptions { allow_rejected: self.allow_rejected, ..self.list.options()? })
    }
}

impl WithdrawArguments {
    /// # Errors
    /// As [`ListArguments::options`].
    pub fn options(&self) -> Result<ListOptions, OperatorError> {
        self.list.options()
    }
}

impl ListArguments {
    /// # Errors
    /// [`OperatorError::Usage`], and those of reading the token file.
    pub fn options(&self) -> Result<ListOptions, OperatorError> {
        Ok(ListOptions {
            file: self.file.clone(),
            server: ServerAddress::parse(&self.server.server)?,
            incident: self.server.incident.clone(),
            group: self.group.clone(),
            as_of: self.as_of.as_deref().map(date).transpose()?,
            mappings: self.reading.mappings()?,
            mapping_file: self.reading.mapping.clone(),
            save_mapping: self.save_mapping.clone(),
            asked: self.reading.asked(),
            work: self.work.clone(),
            threads: self.stretching.threads,
            token: Token::from_file(&self.token_file)?,
            examples: self.stretching.examples(),
            allow_rejected: false,
        })
    }
}

impl RequestsArguments {
    /// # Errors
    /// [`OperatorError::Usage`].
    pub fn options(&self) -> Result<RequestsOptions, OperatorError> {
        Ok(RequestsOptions {
            requests: self.requests.clone(),
            list: self.list.clone(),
            incident: self.incident.clone(),
            mappings: self.reading.mappings()?,
            mapping_file: self.reading.mapping.clone(),
            asked: self.reading.asked(),
            work: self.work.clone(),
        })
    }
}

impl HistoryArguments {
    /// # Errors
    /// [`OperatorError::Usage`], and those of reading the token file.
    pub fn options(&self) -> Result<HistoryOptions, OperatorError> {
        Ok(HistoryOptions {
            server: ServerAddress::parse(&self.server.server)?,
            incident: self.server.incident.clone(),
            token: Token::from_file(&self.token_file)?,
        })
    }
}

impl RollbackArguments {
    /// # Errors
    /// As [`HistoryArguments::options`].
    pub fn options(&self) -> Result<RollbackOptions, OperatorError> {
        let of = self.of.options()?;
        let here = || PathBuf::from(format!("shirabe-{}", of.incident));
        let work = self.work.clone().unwrap_or_else(here);
        Ok(RollbackOptions { of, to: self.to, work })
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
