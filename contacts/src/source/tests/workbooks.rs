//! XLSX made by hand, for what LibreOffice does not write, and files that are no list.

use super::{problem, read, read_as, row, zip};
use crate::{
    error::ContactsError,
    source::{Asked, Epoch, Note},
};

pub(super) const WORKBOOK: &str = r#"<workbook xmlns:r="r"><workbookPr date1904="0"/><sheets>
    <sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

pub(super) const STYLES: &str = r#"<styleSheet><numFmts>
    <numFmt numFmtId="164" formatCode="000\-0000"/><numFmt numFmtId="165" formatCode="[$-411]ge.m.d"/>
    </numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>
    <xf numFmtId="165"/><xf numFmtId="58"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

/// An XLSX with these sheets' contents.
pub(super) fn xlsx(workbook: &str, sheets: &[&str]) -> Vec<u8> {
    let relation = |number: usize| {
        format!(
            r#"<Relationship Id="rId{number}" Type="x/relationships/worksheet"
                Target="worksheets/sheet{number}.xml"/>"#
        )
    };
    let relations: String = (1..=sheets.len()).map(relation).collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let package = r#"<Relationships><Relationship Id="x" Target="xl/workbook.xml"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
        </Relationships>"#;
    let strings = r#"<sst><si><t>髙橋</t><rPh sb="0" eb="1"><t>タカハシ</t></rPh></si></sst>"#;
    let sheets: Vec<(String, String)> = (1..)
        .zip(sheets)
        .map(|(number, sheet)| {
            (format!("xl/worksheets/sheet{number}.xml"), format!("<worksheet>{sheet}</worksheet>"))
        })
        .collect();
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    entries.extend(sheets.iter().map(|(name, sheet)| (name.as_str(), sheet.as_bytes())));
    zip(&entries)
}

const LIST: &str = r#"<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>
    <sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="H1" t="str"><v>h</v></c></row>
    <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>9012345678</v></c><c r="C2" s="1"><v>31138</v></c>
      <c r="D2" s="2"><v>600001</v></c><c r="E2" s="3"><v>31138.5</v></c><c r="F2" s="4"><v>60</v></c>
      <c r="G2"><v>1.2345678901234567E+19</v></c><c r="H2" s="5"><v>1.5</v></c></row>
    <row r="4" hidden="1"><c r="B4"><f>A1</f></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="e"><v>#REF!</v></c>
      <c r="E4" t="str"><v>a_x000D_&#10;&amp;b</v></c><c r="F4"><v>0.1</v></c><c r="H4"/></row>
    <row r="5" hidden="1"><c r="B5" s="1"/></row>
    </sheetData><mergeCells count="1"><mergeCell ref="B7:C9"/></mergeCells>"#;

#[test]
fn cells_say_what_they_mean() {
    let list = read(&xlsx(WORKBOOK, &[LIST]));
    assert_eq!(list.header.names[1], "column 2");
    let second = [
        "髙橋",
        "9012345678",
        "1985-04-01",
        "060-0001",
        "1985-04-01T12:00:00",
        "60",
        "1.23456789012346E+19",
        "36:00:00",
    ];
    let fourth = ["", "", "TRUE", "#REF!", "a\r\n&b", "0.1", "", ""];
    assert_eq!(list.rows, [row(2, &second), row(4, &fourth)]);
    let notes = [
        Note::HiddenRows { count: 1, first_row: 4 },
        Note::HiddenColumns { count: 1, first: "B".to_owned() },
        Note::MergedCells { count: 1, first_row: 7 },
        Note::Formulas { count: 1, first_row: 4 },
        Note::FormulasWithoutResult { count: 1, first_row: 4 },
        Note::ZerosFromFormat { count: 1, first_row: 2 },
        Note::ErrorCells { count: 1, first_row: 4 },
    ];
    assert_eq!(list.facts.notes, notes);
}

#[test]
fn both_epochs_and_the_one_asked_for() {
    let of_1904 = WORKBOOK.replace("date1904=\"0\"", "date1904=\"1\"");
    let sheet = r#"<sheetData><row><c t="str"><v>a</v></c></row><row><c s="1"><v>29676</v></c></row></sheetData>"#;
    let file = xlsx(&of_1904, &[sheet]);
    let list = read(&file);
    assert_eq!(list.facts.epoch, Epoch::Year1904);
    assert_eq!(list.rows, [row(2, &["1985-04-01"])]);
    let asked = Asked { epoch: Some(Epoch::Year1900), ..Asked::default() };
    let list = read_as(&file, &asked).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(list.rows, [row(2, &["1981-03-31"])]);
}

#[test]
fn several_sheets_with_content_need_a_name() {
    let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/>
        <sheet name="b" sheetId="2" r:id="rId2"/>
        <sheet name="c" state="veryHidden" sheetId="3" r:id="rId3"/></sheets></workbook>"#;
    let names = ["a", "b"].map(str::to_owned).to_vec();
    let file = xlsx(workbook, &[LIST, LIST, LIST]);
    assert_eq!(problem(&file), ContactsError::SeveralSheets { names });
    let empty = "<sheetData><row><c s=\"1\"/></row></sheetData>";
    let file = xlsx(workbook, &[empty, LIST, LIST]);
    let list = read(&file);
    assert_eq!(list.facts.sheet.as_deref(), Some("b"));
    assert_eq!(list.facts.notes[0], Note::HiddenSheets { names: vec!["c".to_owned()] });
    let names = vec!["c".to_owned()];
    let file = xlsx(workbook, &[empty, empty, LIST]);
    assert_eq!(problem(&file), ContactsError::OnlyHiddenSheets { names });
    assert_eq!(problem(&xlsx(workbook, &[empty, empty, empty])), ContactsError::Empty);
}

#[test]
fn other_files_are_refused_by_name() {
    let unsupported = |name| ContactsError::UnsupportedFormat { name };
    let binary = zip(&[("xl/workbook.bin", b"x")]);
    assert_eq!(problem(&binary), unsupported("a binary workbook (XLSB)"));
    assert_eq!(problem(&zip(&[("Index/Document.iwa", b"x")])), unsupported("from Numbers"));
    assert_eq!(problem(&zip(&[("a.csv", b"a,b\n")])), unsupported("a zip archive"));
    let text = zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    assert_eq!(problem(&text), unsupported("a document that is no spreadsheet"));
    assert_eq!(problem(b"%PDF-1.7\n"), unsupported("a PDF"));
    let mut compound = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("memory");
    compound.create_stream("/WordDocument").expect("memory");
    let document = compound.into_inner().into_inner();
    assert_eq!(problem(&document), unsupported("a document that is no spreadsheet"));
}

#[test]
fn protected_files_ask_for_one_without_a_password() {
    let mut compound = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("memory");
    compound.create_stream("/EncryptedPackage").expect("memory");
    let office = compound.into_inner().into_inner();
    let ods: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest = b"<m:file-entry><m:encryption-data/></m:file-entry>";
    let open = zip(&[("mimetype", ods), ("META-INF/manifest.xml", manifest)]);
    for file in [office, open] {
        assert_eq!(problem(&file), ContactsError::Protected);
    }
}
