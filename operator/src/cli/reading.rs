//! How a list is read: the options that loading and checking share.

use clap::Args;
use shirabe_contacts::{Asked, AskedEncoding, Epoch, Format, Mapping};
use shirabe_operator::errors::OperatorError;
use std::{io::IsTerminal, num::NonZeroUsize, path::PathBuf};

#[derive(Args)]
pub struct Reading {
    /// What a column holds: a kind of the incident, one field of a kind that has several, `key`,
    /// `group` or `ignore`. A column may serve several kinds
    #[arg(long = "map", value_name = "COLUMN=KIND[.FIELD]")]
    mappings: Vec<String>,
    /// What columns hold, from a file that `--save-mapping` wrote
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// How the characters of a CSV are written, if we guess it wrong
    #[arg(long, value_parser = ["utf-8", "cp932", "utf-16"])]
    encoding: Option<String>,
    /// What stands between the cells of a text file, if we guess it wrong
    #[arg(long, value_parser = ["csv", "tsv", "semicolon"])]
    format: Option<String>,
    /// Which sheet of a workbook holds the list
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Number of the row that holds the names of the columns [default: the first that can be]
    #[arg(long, value_name = "NUMBER")]
    header_row: Option<usize>,
    /// The year from which serial dates count, if the file does not say it
    #[arg(long, value_parser = ["1900", "1904"])]
    epoch: Option<String>,
}

/// How much of this machine is used, and what its screen shows.
#[derive(Args)]
pub struct Stretching {
    /// Threads that stretch [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    pub threads: Option<NonZeroUsize>,
    /// Show cells of the list as examples, although this is not a terminal
    #[arg(long)]
    examples: bool,
}

impl Reading {
    /// # Errors
    /// [`OperatorError::Usage`].
    pub fn mappings(&self) -> Result<Vec<Mapping>, OperatorError> {
        let mappings = self.mappings.iter().map(|text| {
            Mapping::parse(text).map_err(|error| OperatorError::Usage {
                problem: format!("--map: {error}"),
                advice: "For example --map 'office phone=phone' or --map 'card no.=insurance.number'.",
            })
        });
        mappings.collect()
    }

    pub fn asked(&self) -> Asked {
        Asked {
            format: self.format.as_deref().map(|name| match name {
                "tsv" => Format::Tsv,
                "semicolon" => Format::Semicolon,
                _ => Format::Csv,
            }),
            encoding: self.encoding.as_deref().map(|name| match name {
                "cp932" => AskedEncoding::Cp932,
                "utf-16" => AskedEncoding::Utf16,
                _ => AskedEncoding::Utf8,
            }),
            sheet: self.sheet.clone(),
            header_row: self.header_row,
            epoch: self.epoch.as_deref().map(|year| match year {
                "1904" => Epoch::Year1904,
                _ => Epoch::Year1900,
            }),
        }
    }
}

impl Stretching {
    /// On a screen, or where it was asked for.
    pub fn examples(&self) -> bool {
        self.examples || std::io::stdout().is_terminal()
    }
}
