//! What a file is, and what may be asked of its reading.

use super::note::Note;
use std::fmt;

/// How a list is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with commas.
    Csv,
    /// Text with tabs.
    Tsv,
    /// Text with semicolons, as spreadsheets write CSV where the comma is in numbers.
    Semicolon,
    Xlsx,
    Xls,
    Ods,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Semicolon => "CSV with semicolons",
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
        }
    }

    /// What separates the cells of a text, or nothing for a spreadsheet.
    pub(crate) fn delimiter(self) -> Option<u8> {
        match self {
            Self::Csv => Some(b','),
            Self::Tsv => Some(b'\t'),
            Self::Semicolon => Some(b';'),
            Self::Xlsx | Self::Xls | Self::Ods => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// How a text's characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8WithBom,
    /// Shift_JIS with the extensions of Windows, as Excel writes CSV in Japan.
    Cp932,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithBom => "UTF-8 with BOM",
            Self::Cp932 => "CP932",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// An encoding that overrules what the bytes look like; a byte order mark still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedEncoding {
    Utf8,
    Cp932,
    Utf16,
}

/// Which day a spreadsheet's serial dates count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// Day 1 is 1900-01-01, and there is a day 60 that never was, 1900-02-29.
    #[default]
    Year1900,
    /// Day 0 is 1904-01-01, as in workbooks from old Macintosh computers.
    Year1904,
}

/// What overrules what the file looks like.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Tells text formats apart; a spreadsheet is known by its content.
    pub format: Option<Format>,
    pub encoding: Option<AskedEncoding>,
    pub sheet: Option<String>,
    /// The header's row as the spreadsheet numbers it, from 1.
    pub header_row: Option<usize>,
    pub epoch: Option<Epoch>,
}

/// What a file turned out to be. Holds no cell.
#[derive(Debug, Clone)]
pub struct FileFacts {
    pub format: Format,
    /// Of a text; a spreadsheet has none.
    pub encoding: Option<Encoding>,
    /// Of a spreadsheet: the name of the sheet that is read.
    pub sheet: Option<String>,
    /// Size of the file.
    pub bytes: u64,
    pub epoch: Epoch,
    pub notes: Vec<Note>,
}
