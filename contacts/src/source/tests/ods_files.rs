//! ODS made by hand.

use super::{problem, read, row, zip};
use crate::{
    error::ContactsError,
    source::{Epoch, Note},
};

pub(super) fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{table}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// Rows below a header with two columns.
fn rows(rows: &str) -> Vec<(usize, Vec<String>)> {
    read(&ods(&list(rows))).rows
}

pub(super) fn list(rows: &str) -> String {
    format!(
        r#"<table:table table:name="a"><table:table-row><table:table-cell><text:p>a</text:p>
        </table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>
        {rows}</table:table>"#
    )
}

#[test]
fn the_text_of_a_cell_is_what_is_shown_in_it() {
    let cells = r#"<table:table-row>
        <table:table-cell office:value-type="string"><office:annotation><text:p>not me</text:p>
        </office:annotation><text:p>a<text:s text:c="2"/>b  &amp;
          <text:span>c</text:span></text:p><text:p>d<text:tab/>e<text:line-break/>f</text:p>
        <draw:frame><text:p>nor me</text:p></draw:frame></table:table-cell>
        <table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-base>髙橋</text:ruby-base>
        <text:ruby-text>タカハシ</text:ruby-text></text:ruby></text:p></table:table-cell></table:table-row>"#;
    let ruby = "髙橋 ";
    assert_eq!(rows(cells), [row(2, &["a  b & c\nd\te\nf", ruby])]);
}

#[test]
fn repeated_rows_and_cells_that_say_something_are_rows_and_cells() {
    let cells = r#"<table:table-row table:number-rows-repeated="3"/>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float"
        office:value="7" table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell>
        </table:table-row>"#;
    assert_eq!(rows(cells), [row(5, &["7", "7"]), row(6, &["7", "7"])]);
}

#[test]
fn formatted_rows_and_columns_to_the_end_of_the_sheet_are_normal() {
    let cells = r#"<table:table-row><table:table-cell office:value-type="float" office:value="1"/>
        <table:table-cell table:number-columns-repeated="16383"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048574"><table:table-cell
        table:style-name="x" table:number-columns-repeated="16384"/></table:table-row>"#;
    assert_eq!(rows(cells), [row(2, &["1", ""])]);
}

#[test]
fn bombs_of_repeated_cells_end_early() {
    let cell = r#"<table:table-cell office:value-type="string" REPEATED><text:p>x</text:p></table:table-cell>"#;
    let wide = cell.replace("REPEATED", "table:number-columns-repeated=\"4000000000\"");
    let wide = list(&format!("<table:table-row>{wide}</table:table-row>"));
    let columns = ContactsError::TooManyColumns { row: 2, columns: 1_001 };
    assert_eq!(problem(&ods(&wide)), columns);
    let repeated = "<table:table-row table:number-rows-repeated=\"18446744073709551615\">";
    let tall = list(&format!("{repeated}{}</table:table-row>", cell.replace("REPEATED", "")));
    assert_eq!(problem(&ods(&tall)), ContactsError::SheetTooLarge);
    let cell =
        r#"<table:table-cell office:value-type="string"><text:p>LONG</text:p></table:table-cell>"#;
    let cell = cell.replace("LONG", &"x".repeat(1 << 20));
    let heavy = list(&format!(
        "<table:table-row table:number-rows-repeated=\"1000000\">{cell}</table:table-row>"
    ));
    assert_eq!(problem(&ods(&heavy)), ContactsError::ExpandsTooFar);
}

#[test]
fn tables_that_are_no_sheets_are_passed_over() {
    let inner = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p>
        <table:table><table:table-row><table:table-cell><text:p>inner</text:p></table:table-cell>
        </table:table-row></table:table></table:table-cell></table:table-row>"#;
    assert_eq!(rows(inner), [row(2, &["x", ""])]);
    let foreign = format!("{}<table:dde-links>{}</table:dde-links>", list(""), list(""));
    assert_eq!(read(&ods(&foreign)).facts.sheet.as_deref(), Some("a"));
}

#[test]
fn filtered_rows_are_read_and_said() {
    let cells = r#"<table:table-row table:visibility="filter" table:number-rows-repeated="2">
        <table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>
        </table:table-row>"#;
    let table = format!(
        "<table:calculation-settings><table:null-date table:date-value=\"1904-01-01\"/>\
         </table:calculation-settings>{}",
        list(cells)
    );
    let read = read(&ods(&table));
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.facts.epoch, Epoch::Year1904);
    assert_eq!(read.facts.notes, [Note::HiddenRows { count: 2, first_row: 2 }]);
}
