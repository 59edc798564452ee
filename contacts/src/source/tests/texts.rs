//! CSV and its relatives.

use super::{List, problem, problem_as, read, read_as, row};
use crate::{
    error::ContactsError,
    source::{Asked, AskedEncoding, Encoding, Format, Note, for_each_row, scan},
};
use encoding_rs::SHIFT_JIS;
use sha2::{Digest, Sha256};
use std::{io::Cursor, ops::ControlFlow};

fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    read(text.as_bytes()).rows
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    for ending in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "1,\"x\ny\"", "", ",", "2,\"q\"\"q\"", "", "", "3,z"].join(ending);
        let expected = [row(2, &["1", "x\ny"]), row(5, &["2", "q\"q"]), row(8, &["3", "z"])];
        assert_eq!(rows(&text), expected, "{ending:?}");
        assert_eq!(rows(&format!("{text}{ending}")), expected, "{ending:?}");
    }
}

#[test]
fn row_numbers_hold_across_pieces() {
    let mut text = "a,b\n".to_owned();
    let mut expected = Vec::new();
    let mut number = 1;
    for round in 0..40_000 {
        let blank = round % 3;
        number += blank + 1;
        text.push_str(&"\r\n".repeat(blank));
        text.push_str(&format!("{round},\"x\n\n\"\"y,{round}\"\r\n"));
        expected.push((number, vec![round.to_string(), format!("x\n\n\"y,{round}")]));
    }
    assert!(rows(&text) == expected);
}

#[test]
fn quoted_line_breaks_stay_as_written() {
    assert_eq!(rows("a\r\n\"x\r\ny\"\r\nz\r\n"), [row(2, &["x\r\ny"]), row(3, &["z"])]);
}

#[test]
fn uneven_rows_are_read_and_reported() {
    let list = read(b"a,b,\n1\n1,2\n1,2,,\n1,2,3\n");
    assert_eq!(list.header.cells, ["a", "b"]);
    assert_eq!(list.uneven, [2, 5]);
    assert!(list.rows.iter().all(|(_, cells)| cells.len() == 2));
}

#[test]
fn an_open_quote_is_an_error_and_not_a_cell() {
    let error = |text: &str| problem(text.as_bytes());
    assert_eq!(error("a,b\n1,2\n3,\"4\n5,6\n"), ContactsError::UnclosedQuote { row: 3 });
    assert_eq!(error("a,\"b\n1,2\n"), ContactsError::UnclosedQuote { row: 1 });
    assert_eq!(error("a,b\n1,\"2"), ContactsError::UnclosedQuote { row: 2 });
    // What marks the end inside is nothing that a file can say itself.
    assert_eq!(rows("a\n\u{2}end\u{3}\nb"), [row(2, &["\u{2}end\u{3}"]), row(3, &["b"])]);
    assert_eq!(rows("a\n1\u{2}end\u{3}\n"), [row(2, &["1\u{2}end\u{3}"])]);
}

#[test]
fn nothing_is_an_error() {
    for text in ["", "\n", "\r\n , \r\n", "\u{FEFF}"] {
        assert_eq!(problem(text.as_bytes()), ContactsError::Empty, "{text:?}");
    }
    assert_eq!(rows("a,b\n"), []);
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = "氏名,メール\r\n髙橋①,taro@example.jp\r\n\r\nﾔﾏﾀﾞ～,\"a\r\nb\"\r\n";
    let marked = format!("\u{FEFF}{text}");
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    let expected = [row(2, &["髙橋①", "taro@example.jp"]), row(4, &["ﾔﾏﾀﾞ～", "a\r\nb"])];
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (marked.clone().into_bytes(), Encoding::Utf8WithBom),
        (SHIFT_JIS.encode(text).0.into_owned(), Encoding::Cp932),
        (little(text), Encoding::Utf16Le),
        (little(&marked), Encoding::Utf16Le),
        (big(text), Encoding::Utf16Be),
        (big(&marked), Encoding::Utf16Be),
    ] {
        let list = read(&bytes);
        assert_eq!(list.facts.encoding, Some(encoding));
        assert_eq!(list.facts.bytes, bytes.len() as u64);
        assert_eq!(list.header.cells, ["氏名", "メール"], "{encoding}");
        assert_eq!(list.rows, expected, "{encoding}");
    }
}

#[test]
fn broken_bytes_name_their_row() {
    let mut cp932 = SHIFT_JIS.encode("氏名\r\n山田\r\n\"佐\n藤\"\r\n鈴").0.into_owned();
    cp932.pop();
    let malformed = |encoding, row| ContactsError::Malformed { encoding, row };
    assert_eq!(problem(&cp932), malformed("CP932", 4));
    let mut utf8 = "氏名\n山田\n佐藤\n".as_bytes().to_vec();
    utf8[7] = 0xFF;
    assert_eq!(problem(&utf8), malformed("UTF-8", 2));
    assert_eq!(problem(b"a\nb\n\x80\n"), malformed("CP932", 3));
    let utf8 = Asked { encoding: Some(AskedEncoding::Utf8), ..Asked::default() };
    let cp932 = SHIFT_JIS.encode("氏名\n").0;
    assert_eq!(problem_as(&cp932, &utf8), malformed("UTF-8", 1));
    let utf16: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let broken = [&utf16[..], &[0x00, 0xD8, b'x', 0]].concat();
    assert_eq!(problem(&broken), malformed("UTF-16 LE", 3));
    assert_eq!(problem(&utf16[..utf16.len() - 1]), malformed("UTF-16 LE", 2));
}

#[test]
fn good_rows_come_before_the_broken_byte() {
    let text = format!("a\n{}\u{FF}x", "good\n".repeat(100_000));
    let bytes: Vec<u8> = text.chars().map(|character| character as u8).collect();
    let mut source = Cursor::new(bytes);
    let asked = Asked { encoding: Some(AskedEncoding::Utf8), ..Asked::default() };
    let scanned = scan(&mut source, &asked, &mut |_| {}).unwrap_or_else(|e| panic!("{e}"));
    let mut count = 0;
    let result = for_each_row(&mut source, &scanned, &mut |_| {
        count += 1;
        Ok(ControlFlow::Continue(()))
    });
    assert_eq!(result, Err(ContactsError::Malformed { encoding: "UTF-8", row: 100_002 }));
    assert!(count >= 90_000, "{count}");
}

#[test]
fn tabs_and_semicolons() {
    let tabs = read("氏名\tメール\n山田, 一郎\ta@example.jp;b@example.jp\n".as_bytes());
    assert_eq!(tabs.facts.format, Format::Tsv);
    assert_eq!(tabs.rows, [row(2, &["山田, 一郎", "a@example.jp;b@example.jp"])]);
    let semicolons = read(b"a;b\n1,5;\"2;5\"\n");
    assert_eq!(semicolons.facts.format, Format::Semicolon);
    assert_eq!(semicolons.rows, [row(2, &["1,5", "2;5"])]);
    let asked = Asked { format: Some(Format::Csv), ..Asked::default() };
    let commas = read_as(b"a;b\n1;2\n", &asked).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(commas.rows, [row(2, &["1;2"])]);
}

#[test]
fn blank_rows_and_a_title_above_the_header() {
    let text = "\n\n会員名簿,,\n\na,b\n1,2\n".as_bytes();
    let list = read(text);
    assert_eq!(list.header.row, 5);
    assert_eq!(list.rows, [row(6, &["1", "2"])]);
    let notes = [Note::LeadingBlankRows(2), Note::TitleRows { count: 1 }];
    assert_eq!(list.facts.notes, notes);
    let asked = |header_row| Asked { header_row: Some(header_row), ..Asked::default() };
    let List { header, rows, .. } = read_as(text, &asked(6)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((header.cells.join("|"), rows.len()), ("1|2".to_owned(), 0));
    for row in [4, 7] {
        assert_eq!(problem_as(text, &asked(row)), ContactsError::NoHeaderRow { row });
    }
}

#[test]
fn what_cannot_be_asked_of_a_text() {
    let sheet = Asked { sheet: Some("a".into()), ..Asked::default() };
    assert_eq!(problem_as(b"a\n", &sheet), ContactsError::TextHasNoSheets);
    let xlsx = Asked { format: Some(Format::Xlsx), ..Asked::default() };
    let other = ContactsError::OtherFormat { asked: "XLSX", found: "a text" };
    assert_eq!(problem_as(b"a\n", &xlsx), other);
}

#[test]
fn every_byte_is_observed_once_and_in_order() {
    let text = "a,b\n".to_owned() + &"1,2\n".repeat(50_000);
    let mut seen = Vec::new();
    let scanned = scan(&mut Cursor::new(text.as_bytes()), &Asked::default(), &mut |bytes| {
        seen.extend_from_slice(bytes);
    })
    .unwrap_or_else(|e| panic!("{e}"));
    assert!(seen == text.as_bytes());
    assert_eq!(scanned.sha256, <[u8; 32]>::from(Sha256::digest(&text)));
}

#[test]
fn a_visitor_can_stop() {
    let mut source = Cursor::new(b"a\n1\n2\n3\n");
    let scanned =
        scan(&mut source, &Asked::default(), &mut |_| {}).unwrap_or_else(|e| panic!("{e}"));
    let mut seen = Vec::new();
    let result = for_each_row(&mut source, &scanned, &mut |row| {
        seen.push(row.number);
        Ok(if row.number == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    });
    assert_eq!((result, seen), (Ok(()), vec![2, 3]));
    let refused = for_each_row(&mut source, &scanned, &mut |_| Err(ContactsError::Empty));
    assert_eq!(refused, Err(ContactsError::Empty));
}
