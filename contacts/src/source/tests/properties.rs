//! What holds for every file.

use super::{problem_as, read_as};
use crate::{
    folding,
    source::{Asked, AskedEncoding, Format},
};
use proptest::{collection::vec, prelude::*, sample::select};

/// A table as another program writes it, every cell in quotation marks.
fn written(table: &[Vec<String>], delimiter: char, ending: &str) -> String {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| {
        row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string()) + ending
    };
    table.iter().map(line).collect()
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        table in vec(vec("[^\0\u{FEFF}]{0,9}", 3), 1..20),
        format in select(vec![Format::Csv, Format::Tsv, Format::Semicolon]),
        ending in select(vec!["\n", "\r\n", "\r"]),
        wide in any::<bool>(),
    ) {
        let delimiter = char::from(format.delimiter().unwrap_or(b','));
        let header = ["a", "b", "c"].map(str::to_owned).to_vec();
        let table: Vec<Vec<String>> = std::iter::once(header).chain(table).collect();
        let text = written(&table, delimiter, ending);
        let (bytes, encoding) = if wide {
            (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), AskedEncoding::Utf16)
        } else {
            (text.into_bytes(), AskedEncoding::Utf8)
        };
        let asked =
            Asked { format: Some(format), encoding: Some(encoding), ..Asked::default() };
        let list = read_as(&bytes, &asked).unwrap_or_else(|error| panic!("{error}"));
        let blank = |row: &Vec<String>| row.iter().all(|cell| folding::is_blank(cell));
        let expected: Vec<(usize, Vec<String>)> =
            (2..).zip(table.into_iter().skip(1)).filter(|(_, row)| !blank(row)).collect();
        prop_assert_eq!(list.rows, expected);
    }

    #[test]
    fn no_bytes_bring_the_reader_down(
        beginning in select(vec![
            &b""[..],
            b"PK\x03\x04",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"\xFF\xFE",
            b"\xEF\xBB\xBF",
            b"a,b\r\n",
        ]),
        bytes in vec(any::<u8>(), 0..400),
    ) {
        let file = [beginning, &bytes].concat();
        drop(read_as(&file, &Asked::default()));
        let sheet = Asked { sheet: Some("a".to_owned()), ..Asked::default() };
        // Nothing of this is a workbook.
        problem_as(&file, &sheet);
    }
}
