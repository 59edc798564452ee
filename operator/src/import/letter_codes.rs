//! The list with each row's letter code, for the organisation's letters.
//!
//! UTF-8 with BOM, which Excel needs to read it as UTF-8. A cell that a spreadsheet would run as
//! a formula gets an apostrophe before it: the cells come from people.

use crate::{errors::OperatorError, work_folder::WorkFolder};
use shirabe_contacts::ContactList;
use shirabe_protocol::letter_code::ListSecret;
use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Heads the column of codes.
pub const HEADING: &str = "letter code / 手紙のコード";
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Writes `letter-codes-<file stem>-<group>.csv`. People in several rows have one code.
pub(super) fn write(
    work: &WorkFolder,
    source: &Path,
    group: &str,
    list: &ContactList,
    secret: &ListSecret,
) -> Result<PathBuf, OperatorError> {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("letter-codes-{stem}-{group}.csv");
    let bytes = encode(list, secret).map_err(|error| {
        let kind = match error.kind() {
            csv::ErrorKind::Io(error) => error.kind(),
            _ => std::io::ErrorKind::InvalidData,
        };
        OperatorError::File { action: "write", path: work.path().join(&name), kind }
    })?;
    work.write(&name, &bytes)
}

fn encode(list: &ContactList, secret: &ListSecret) -> Result<Zeroizing<Vec<u8>>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BOM.to_vec());
    let header = list.header().iter().map(|cell| harmless(cell));
    writer.write_record(header.chain([HEADING.into()]).map(bytes_of))?;
    for (cells, person) in list.rows_with_people() {
        let code = secret.letter_code(&list.people[person].person_key).grouped();
        let cells = cells.iter().map(|cell| harmless(cell));
        writer.write_record(cells.chain([code.into()]).map(bytes_of))?;
    }
    writer.into_inner().map(Zeroizing::new).map_err(|error| error.into_error().into())
}

fn bytes_of(cell: Cow<'_, str>) -> Vec<u8> {
    cell.into_owned().into_bytes()
}

/// The cell, with an apostrophe before it where a spreadsheet would take it for a formula.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_nothing_else_changes() {
        let text = "氏名,email\n=cmd|x,a@example.jp\n\"O'Neil, \"\"K\"\"\",b@example.jp\n\
                    O'Neil,\n+81 90,c@example.jp\n";
        let kinds = [shirabe_protocol::identifier::Kind::email()];
        let list = shirabe_contacts::read(text.as_bytes(), &kinds, &[], None).unwrap();
        let secret = ListSecret::from_bytes([4; 32]);
        let bytes = encode(&list, &secret).unwrap();
        let written = std::str::from_utf8(bytes.strip_prefix(BOM).unwrap()).unwrap();
        let rows: Vec<_> = written.split("\r\n").collect();
        assert_eq!(rows[0], format!("氏名,email,{HEADING}"));
        assert!(rows[1].starts_with("'=cmd|x,a@example.jp,"));
        assert!(rows[2].starts_with("\"O'Neil, \"\"K\"\"\",b@example.jp,"));
        assert!(rows[3].starts_with("O'Neil,,"));
        assert!(rows[4].starts_with("'+81 90,"));
        let code = secret.letter_code(&list.people[0].person_key).grouped();
        assert!(rows[1].ends_with(&code) && code.len() == 16);
    }
}
