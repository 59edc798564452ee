//! `lookup`: one question, or all of a list.

use super::{Reading, Stretching, key};
use clap::Args;
use shirabe_contacts::bulk_check::ResultLanguage;
use shirabe_operator::{
    bulk_check::{BulkCheckOptions, Invitation},
    errors::OperatorError,
    lookup::LookupOptions,
    server_client::ServerAddress,
};
use std::path::PathBuf;

#[derive(Args)]
pub struct LookupArguments {
    /// A list of your own people, with a header row: XLSX, XLS, ODS, CSV or TSV. Without it one
    /// identifier is asked for
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The server's address, https://check.example.jp; of a list it stands in the invitation
    #[arg(long, value_name = "URL", required_unless_present = "file", conflicts_with = "file")]
    server: Option<String>,
    /// The incident's name, as in the page's address; of a list it follows from the invitation
    #[arg(long, value_name = "SLUG", required_unless_present = "file", conflicts_with = "file")]
    incident: Option<String>,
    /// What is asked by: email, phone, code, or a kind of the incident's own
    #[arg(long, required_unless_present = "file", conflicts_with = "file")]
    kind: Option<String>,
    /// The server's signing key, as `shirabe key show` prints it [default: the one that the work
    /// folder remembers]
    #[arg(long, value_name = "HEX")]
    key: Option<String>,
    /// Work folder [default: shirabe-SLUG beside the list, without a list shirabe-SLUG here]
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// File with the link of the invitation [default: asked for, or standard input]
    #[arg(long, value_name = "FILE", requires = "file")]
    invitation_file: Option<PathBuf>,
    /// Folder for the list with its answers [default: the work folder]
    #[arg(long, value_name = "DIR", requires = "file")]
    out: Option<PathBuf>,
    /// Language of the columns that the result has more [default: that of the link]
    #[arg(long, value_parser = ["ja", "en"], requires = "file")]
    language: Option<String>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    stretching: Stretching,
    /// Do not ask before sending
    #[arg(long, requires = "file")]
    pub yes: bool,
}

impl LookupArguments {
    /// Whether a list is checked.
    pub fn is_bulk_check(&self) -> bool {
        self.file.is_some()
    }

    /// What to ask once; the command line has made sure that all of it is there.
    ///
    /// # Errors
    /// [`OperatorError::Usage`].
    pub fn options(&self) -> Result<LookupOptions, OperatorError> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let incident = text(&self.incident);
        let here = || PathBuf::from(format!("shirabe-{incident}"));
        Ok(LookupOptions {
            server: ServerAddress::parse(&text(&self.server))?,
            kind: text(&self.kind),
            key: self.key.as_deref().map(key).transpose()?,
            work: self.work.clone().unwrap_or_else(here),
            incident,
        })
    }

    /// What to ask of a list. `read_link` is called where no file holds the invitation.
    ///
    /// # Errors
    /// [`OperatorError`].
    pub fn bulk_check_options(
        &self,
        read_link: impl FnOnce() -> Result<Invitation, OperatorError>,
    ) -> Result<BulkCheckOptions, OperatorError> {
        let key = self.key.as_deref().map(key).transpose()?;
        let mappings = self.reading.mappings()?;
        let invitation = match &self.invitation_file {
            Some(path) => Invitation::from_file(path)?,
            None => read_link()?,
        };
        Ok(BulkCheckOptions {
            file: self.file.clone().unwrap_or_default(),
            invitation,
            key,
            mappings,
            mapping_file: self.reading.mapping.clone(),
            asked: self.reading.asked(),
            work: self.work.clone(),
            out: self.out.clone(),
            language: self.language.as_deref().and_then(ResultLanguage::from_tag),
            threads: self.stretching.threads,
            examples: self.stretching.examples(),
        })
    }
}
