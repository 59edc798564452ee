//! Files that LibreOffice wrote: see `contacts/tests/fixtures/make.sh`.

use super::{List, problem_as, read, read_as, row};
use crate::{
    error::ContactsError,
    source::{Asked, Encoding, Epoch, Format, Note},
};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/", $name))
    };
}

#[test]
fn one_list_is_the_same_in_every_format() {
    let expected = read(fixture!("list-utf8.csv"));
    assert_eq!(expected.facts.encoding, Some(Encoding::Utf8));
    assert_eq!(expected.rows.len(), 12);
    let first = "00001|山田 一郎|ヤマダ イチロウ|ichiro@example.jp; yamada@office.example.jp|\
                 090-0000-0001|1985-04-01|";
    assert_eq!(expected.rows[0].1.join("|"), first);
    assert_eq!(expected.rows[1].1[4], "9000000002");
    for (list, format, encoding) in [
        (read(fixture!("list-cp932.csv")), Format::Csv, Some(Encoding::Cp932)),
        (read(fixture!("list-utf16.csv")), Format::Csv, Some(Encoding::Utf16Le)),
        (read(fixture!("list.xlsx")), Format::Xlsx, None),
        (read(fixture!("list.xls")), Format::Xls, None),
        (read(fixture!("list.ods")), Format::Ods, None),
    ] {
        assert_eq!((list.facts.format, list.facts.encoding), (format, encoding));
        assert_eq!(list.header.cells, expected.header.cells, "{format}");
        assert_eq!(list.header.row, 1);
        assert_eq!(list.rows, expected.rows, "{format}");
        assert_eq!(list.facts.notes, [], "{format}");
        assert!(list.uneven.is_empty(), "{format}");
        assert_eq!(list.facts.epoch, Epoch::Year1900);
        let sheet = encoding.is_none().then_some("会員");
        assert_eq!(list.facts.sheet.as_deref(), sheet, "{format}");
    }
}

/// A workbook with all that a list can hide.
fn odd() -> [(Format, &'static [u8]); 3] {
    [
        (Format::Xlsx, fixture!("odd.xlsx")),
        (Format::Xls, fixture!("odd.xls")),
        (Format::Ods, fixture!("odd.ods")),
    ]
}

#[test]
fn an_odd_list_is_read_as_it_is_shown() {
    for (format, bytes) in odd() {
        let List { facts, header, rows, .. } = read(bytes);
        assert_eq!(facts.format, format);
        assert_eq!(header.row, 5, "{format}");
        assert_eq!(header.cells.join("|"), "番号|氏名|メール|登録日|可否");
        let expected = [
            row(6, &["00001234", "山田 一郎", "ichiro@example.jp", "2025-04-01", "TRUE"]),
            row(7, &["00001235", "佐藤 花子", "hanako@example.jp", "2025-04-02T12:30:00", "FALSE"]),
            row(8, &["12345678", "鈴木 次郎", "#N/A", "0.5", ""]),
            row(9, &["00000007", "", "nanami@example.jp", "", ""]),
        ];
        assert_eq!(rows, expected, "{format}");
    }
}

#[test]
fn what_an_odd_list_hides_is_said() {
    for (format, bytes) in odd() {
        let expected = [
            Note::LeadingBlankRows(2),
            Note::TitleRows { count: 1 },
            Note::HiddenSheets { names: vec!["控え".to_owned()] },
            Note::HiddenRows { count: 1, first_row: 7 },
            Note::HiddenColumns { count: 1, first: "C".to_owned() },
            Note::MergedCells { count: 2, first_row: 3 },
            Note::Formulas { count: 2, first_row: 6 },
            Note::ZerosFromFormat { count: 3, first_row: 6 },
            Note::ErrorCells { count: 1, first_row: 8 },
        ];
        assert_eq!(read(bytes).facts.notes, expected, "{format}");
    }
}

#[test]
fn a_sheet_can_be_asked_for() {
    let sheet = |name: &str| Asked { sheet: Some(name.to_owned()), ..Asked::default() };
    for (format, bytes) in odd() {
        let list = read_as(bytes, &sheet("控え")).unwrap_or_else(|e| panic!("{format}: {e}"));
        assert_eq!(list.facts.sheet.as_deref(), Some("控え"));
        assert_eq!(list.header.cells, ["古い"]);
        let known = ["名簿", "控え", "空"].map(str::to_owned).to_vec();
        assert_eq!(problem_as(bytes, &sheet("x")), ContactsError::UnknownSheet { known });
        assert_eq!(problem_as(bytes, &sheet("空")), ContactsError::Empty);
    }
}

#[test]
fn formats_and_encodings_that_a_spreadsheet_has_not() {
    let asked = Asked { format: Some(Format::Csv), ..Asked::default() };
    let other = ContactsError::OtherFormat { asked: "CSV", found: "XLSX" };
    assert_eq!(problem_as(fixture!("list.xlsx"), &asked), other);
    let encoding = Some(crate::source::AskedEncoding::Utf8);
    let asked = Asked { encoding, ..Asked::default() };
    let refused = problem_as(fixture!("list.ods"), &asked);
    assert_eq!(refused, ContactsError::SpreadsheetHasNoEncoding);
}

/// No file that was cut or changed somewhere brings the reader down, and none that was cut is
/// read.
#[test]
fn damaged_spreadsheets_are_errors() {
    for (format, bytes) in odd() {
        for length in (0..bytes.len()).step_by(997) {
            let cut = read_as(&bytes[..length], &Asked::default());
            assert!(cut.is_err(), "{format} cut at {length}");
        }
        for place in (0..bytes.len()).step_by(211) {
            let mut changed = bytes.to_vec();
            changed[place] ^= 0x55;
            drop(read_as(&changed, &Asked::default()));
        }
    }
}
