//! Files that nobody should send: each ends with a clear error, in bounded memory.

use super::{
    ods_files::ods,
    problem, read_from,
    workbooks::{WORKBOOK, xlsx},
};
use crate::{
    error::ContactsError,
    source::{Asked, for_each_row, scan},
};
use std::{
    io::{Cursor, Read, Seek, SeekFrom},
    ops::ControlFlow,
};

/// A beginning, then one byte again and again: nothing of it is in memory. Counts what is read.
struct Endless {
    beginning: &'static [u8],
    byte: u8,
    length: u64,
    place: u64,
    given: u64,
}

impl Endless {
    fn new(beginning: &'static [u8], byte: u8, length: u64) -> Self {
        Self { beginning, byte, length, place: 0, given: 0 }
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let left = usize::try_from(self.length - self.place).unwrap_or(usize::MAX);
        let count = left.min(into.len());
        into[..count].fill(self.byte);
        if let Some(rest) = usize::try_from(self.place).ok().and_then(|p| self.beginning.get(p..)) {
            let count = rest.len().min(count);
            into[..count].copy_from_slice(&rest[..count]);
        }
        self.place += count as u64;
        self.given += count as u64;
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.place = match to {
            SeekFrom::Start(place) => place,
            SeekFrom::End(_) => self.length,
            SeekFrom::Current(_) => return Err(std::io::ErrorKind::Unsupported.into()),
        };
        Ok(self.place)
    }
}

fn problem_from<R: Read + Seek>(source: &mut R) -> ContactsError {
    read_from(source, &Asked::default()).err().unwrap_or_else(|| panic!("it was read"))
}

#[test]
fn a_sparse_file_ends_after_its_first_block() {
    let mut sparse = Endless::new(b"", 0, 2 << 30);
    assert_eq!(problem_from(&mut sparse), ContactsError::NulBytes { row: 1 });
    assert!(sparse.given < 1 << 20);
    let mut after_rows = Endless::new(b"a,b\n\"1\n\n\",2\n3,4\n", 0, 2 << 30);
    assert_eq!(problem_from(&mut after_rows), ContactsError::NulBytes { row: 4 });
    assert!(after_rows.given < 1 << 20);
}

#[test]
fn a_cell_of_a_hundred_megabytes_ends_after_four() {
    for (beginning, row) in [(&b"a,b\n1,2\n3,"[..], 3), (b"a,b\n1,2\n3,\"", 3), (b"", 1)] {
        let mut long = Endless::new(beginning, b'x', 100 << 20);
        let too_long = problem_from(&mut long);
        assert_eq!(too_long, ContactsError::RowTooLong { row });
    }
    let mut lines = Endless::new(b"a,\"b\n", b'\n', 100 << 20);
    assert_eq!(problem_from(&mut lines), ContactsError::RowTooLong { row: 1 });
}

#[test]
fn blank_lines_without_end_are_no_rows_and_no_memory() {
    let mut blank = Endless::new(b"a,b\n1,2\n", b'\n', 100 << 20);
    let list = read_from(&mut blank, &Asked::default()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(list.rows.len(), 1);
}

#[test]
fn ten_thousand_columns() {
    let wide = vec!["x"; 10_000].join(",");
    let columns = |row| ContactsError::TooManyColumns { row, columns: 10_000 };
    assert_eq!(problem(wide.as_bytes()), columns(1));
    assert_eq!(problem(format!("a,b\n\n{wide}\n").as_bytes()), columns(3));
    let empty = ",".repeat(10_000);
    let list = super::read(format!("a,b{empty}\n1,2{empty}\n{empty}\n").as_bytes());
    assert_eq!(list.rows, [super::row(2, &["1", "2"])]);
    assert!(list.uneven.is_empty());
}

#[test]
fn bytes_00_in_a_row() {
    assert_eq!(problem(b"a,b\n1,2\n3,\x004\n"), ContactsError::NulBytes { row: 3 });
    let utf16: Vec<u8> = "a,b\n1,2\n3,4\0\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xFF\xFE", &utf16[..]].concat();
    assert_eq!(problem(&marked), ContactsError::NulBytes { row: 3 });
}

#[test]
fn a_cell_in_the_far_corner_costs_nothing() {
    let sheet = |corner: &str| {
        let cell = |place, text| format!("<c r=\"{place}\" t=\"str\"><v>{text}</v></c>");
        let row = corner.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        format!(
            "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}{}</row>\
             <row r=\"2\">{}</row><row r=\"{row}\">{}</row></sheetData>",
            cell("A1", "a"),
            cell("B1", "b"),
            cell("A2", "x"),
            cell(corner, "y")
        )
    };
    let file = xlsx(WORKBOOK, &[&sheet("XFD1048576")]);
    let columns = ContactsError::TooManyColumns { row: 1_048_576, columns: 16_384 };
    assert_eq!(problem(&file), columns);
    let file = xlsx(WORKBOOK, &[&sheet("B1048576")]);
    assert_eq!(
        super::read(&file).rows,
        [super::row(2, &["x", ""]), super::row(1_048_576, &["", "y"])]
    );
    let file = xlsx(WORKBOOK, &[&sheet("B2000000")]);
    assert_eq!(problem(&file), ContactsError::SheetTooLarge);
}

#[test]
fn a_workbook_that_announces_strings_without_end() {
    let file = xlsx(WORKBOOK, &["<sheetData/>"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&file)).expect("a zip");
    let mut entries = Vec::new();
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("memory");
        if name == "xl/sharedStrings.xml" {
            content = b"<sst uniqueCount=\"40000000000\"></sst>".to_vec();
        }
        entries.push((name, content));
    }
    let entries: Vec<(&str, &[u8])> =
        entries.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    assert_eq!(problem(&super::zip(&entries)), ContactsError::ExpandsTooFar);
}

#[test]
fn elements_without_end_inside_each_other() {
    let deep = "<r>".repeat(100_000);
    assert_eq!(problem(&xlsx(WORKBOOK, &[&deep])), ContactsError::ExpandsTooFar);
    assert_eq!(problem(&ods(&deep)), ContactsError::ExpandsTooFar);
}

#[test]
fn rows_out_of_order_are_damage() {
    let rows = r#"<sheetData><row r="5"><c r="A5" t="str"><v>a</v></c></row>
        <row r="2"><c r="A2" t="str"><v>b</v></c></row></sheetData>"#;
    assert_eq!(problem(&xlsx(WORKBOOK, &[rows])), ContactsError::Damaged);
}

#[test]
fn a_zip_bomb_as_xlsx() {
    // 1.5 GiB of white space in 1.5 MB.
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_level(Some(1));
    bomb.start_file("xl/workbook.xml", options).expect("a new entry");
    let piece = vec![b' '; 1 << 20];
    for _ in 0..1_536 {
        std::io::Write::write_all(&mut bomb, &piece).expect("memory");
    }
    let bomb = bomb.finish().expect("memory").into_inner();
    assert!(bomb.len() < 16 << 20, "{}", bomb.len());
    assert_eq!(problem(&bomb), ContactsError::ExpandsTooFar);
}

#[test]
fn a_large_file_that_begins_like_a_spreadsheet_is_not_taken_into_memory() {
    for beginning in [&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"] {
        let mut large = Endless::new(beginning, 0, 2 << 30);
        assert_eq!(problem_from(&mut large), ContactsError::FileTooLarge { megabytes: 256 });
        assert!(large.given < 1 << 20);
    }
}

#[test]
fn a_file_that_changes_between_the_passes_is_noticed() {
    let texts: [(&[u8], &[u8]); 6] = [
        (b"a,b\n1,2\n3,4\n", b"a,b\n1,2\n3,5\n"),
        (b"a,b\n1,2\n3,4\n", b"a,b\n1,2\n"),
        (b"a,b\n1,2\n3,4\n", b"a,c\n1,2\n3,4\n"),
        (b"a,b\n1,2\n3,4\n", b"a,b\n1,2\n\"3,4\n"),
        (b"a,b\n1,2\n3,4\n", b"a,b\n1,2\n\xFF,4\n"),
        (b"a,b\n1,2\n3,4\n", b""),
    ];
    let sheet = |cell: &str| {
        let row = |cell| format!("<row><c t=\"str\"><v>{cell}</v></c></row>");
        xlsx(WORKBOOK, &[&format!("<sheetData>{}{}</sheetData>", row("a"), row(cell))])
    };
    let sheets = (sheet("1"), sheet("2"));
    for (before, after) in texts.into_iter().chain([(&sheets.0[..], &sheets.1[..])]) {
        let scanned = scan(&mut Cursor::new(before), &Asked::default(), &mut |_| {})
            .unwrap_or_else(|e| panic!("{e}"));
        let all = &mut |_| Ok(ControlFlow::Continue(()));
        assert_eq!(for_each_row(&mut Cursor::new(before), &scanned, all), Ok(()));
        let changed = for_each_row(&mut Cursor::new(after), &scanned, all);
        assert_eq!(changed, Err(ContactsError::FileChanged));
    }
}

#[test]
fn a_source_that_cannot_be_read() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::PermissionDenied.into())
        }
    }
    impl Seek for Broken {
        fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
            Ok(0)
        }
    }
    let kind = std::io::ErrorKind::PermissionDenied;
    assert_eq!(problem_from(&mut Broken), ContactsError::Unreadable { kind });
}
