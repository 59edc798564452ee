//! The files that a check leaves: the list with its answers as CSV and as XLSX, and the counts.

use crate::{
    errors::OperatorError,
    list::{refused, stem},
    server_client::CurrentCheck,
    work_folder::write_whole,
};
use serde::Serialize;
use shirabe_contacts::{
    ListFile,
    bulk_check::{CompleteAnswers, Questions, ResultError, ResultFile, ResultLanguage, Summary},
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// Where the files of a check are.
#[derive(Debug)]
pub struct CheckedFiles {
    pub csv: PathBuf,
    /// `None` where a sheet cannot hold the list.
    pub xlsx: Option<PathBuf>,
    /// Counts alone.
    pub summary: PathBuf,
}

pub(super) struct Target<'a> {
    pub(super) folder: PathBuf,
    pub(super) list: &'a Path,
    pub(super) language: ResultLanguage,
}

#[derive(Serialize)]
struct SummaryFile<'a> {
    format: &'static str,
    check: &'a str,
    incident: &'a str,
    set_version: u64,
    as_of: i64,
    rows: u64,
    listed: u64,
    not_listed: u64,
    not_checked: u64,
    identifiers: u64,
    /// Listed rows by name of the group.
    by_group: BTreeMap<&'a str, u64>,
}

impl Target<'_> {
    pub(super) fn write(
        &self,
        file: &mut ListFile<File>,
        questions: &Questions,
        answers: &CompleteAnswers,
        titles: &[String],
        current: &CurrentCheck,
    ) -> Result<(CheckedFiles, Summary), OperatorError> {
        let path = |ending: &str| self.folder.join(format!("checked-{}.{ending}", stem(self.list)));
        let result = ResultFile { questions, answers, language: self.language, titles };
        let csv = path("csv");
        let summary = write_whole(
            &csv,
            |target| result.write_csv(file, target).map_err(failed(&csv)),
            OperatorError::file("write", &csv),
        )?;
        let xlsx = path("xlsx");
        let xlsx = match result.to_xlsx(file) {
            Ok((bytes, _)) => {
                write_bytes(&xlsx, &bytes)?;
                Some(xlsx)
            }
            Err(ResultError::DoesNotFit) => None,
            Err(error) => return Err(failed(&xlsx)(error)),
        };
        let groups = answers.groups().iter().map(String::as_str);
        let counts = SummaryFile {
            format: "shirabe/bulk-check-summary/1",
            check: &current.check,
            incident: &current.incident,
            set_version: answers.set().set_version,
            as_of: answers.set().as_of,
            rows: summary.rows,
            listed: summary.listed,
            not_listed: summary.not_listed,
            not_checked: summary.not_checked,
            identifiers: summary.identifiers,
            by_group: groups.zip(summary.by_group.iter().copied()).collect(),
        };
        let json = path("json");
        let bytes = serde_json::to_vec_pretty(&counts)
            .map_err(|error| OperatorError::file("write", &json)(error.into()))?;
        write_bytes(&json, &bytes)?;
        Ok((CheckedFiles { csv, xlsx, summary: json }, summary))
    }
}

fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), OperatorError> {
    let failed = OperatorError::file("write", path);
    write_whole(path, |target| target.write_all(bytes).map_err(&failed), &failed)
}

fn failed(path: &Path) -> impl FnOnce(ResultError) -> OperatorError {
    let path = path.to_owned();
    move |error| match error {
        ResultError::Reading(error) => refused(&error),
        ResultError::Writing(error) => OperatorError::file("write", path)(error),
        ResultError::DoesNotFit | ResultError::NotAnswered => {
            OperatorError::file("write", path)(ErrorKind::InvalidData.into())
        }
    }
}
