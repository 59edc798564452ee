//! Columns and cells as lists in use have them.

use crate::support::{SmallList, read};
use shirabe_contacts::{ColumnUse, Mapping, Source, Use, reasons};
use shirabe_protocol::identifier::{Kind, NormalizedIdentifier, Region};

fn kinds() -> Vec<Kind> {
    vec![Kind::email(), Kind::phone(Region::Jp), Kind::code()]
}

fn list(text: &str, mappings: &[&str]) -> SmallList {
    let mappings: Vec<Mapping> = mappings
        .iter()
        .map(|text| Mapping::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")))
        .collect();
    read(text.as_bytes(), &kinds(), &mappings, None).unwrap_or_else(|error| panic!("{error}"))
}

fn column(list: &SmallList, name: &str) -> (Vec<Use>, Source) {
    let found = list.columns.iter().find(|column| column.name == name);
    let ColumnUse { uses, source, .. } = found.unwrap_or_else(|| panic!("{name}"));
    (uses.clone(), *source)
}

fn identifier(place: usize, text: &str) -> (usize, NormalizedIdentifier) {
    (place, kinds()[place].normalise(&[text]).unwrap_or_else(|error| panic!("{error}")))
}

const EMAIL: Use = Use::Kind(0);
const PHONE: Use = Use::Kind(1);

/// A list with `cells` under a heading, beside a column that is recognised anyway.
fn one_column(heading: &str, cells: &[&str]) -> (Vec<Use>, Source) {
    let rows = cells.iter().map(|cell| format!("x@example.jp,\"{cell}\"\n"));
    let text = format!("mail,{heading}\n{}", rows.collect::<String>());
    column(&list(&text, &[]), heading)
}

#[test]
fn columns_are_recognised_by_their_cells() {
    let emails =
        ["a@example.jp", "", "b@example.jp", "c@example.jp,d@example.jp", "山田 <e@example.jp>"];
    // Of ranges in use: the examples of the metadata.
    let phones = ["090-1234-5678", "-", "0312345678", "+81 90 1234 5678", "携帯：090-1234-5678"];
    let content = |used| (vec![used], Source::Content);
    assert_eq!(one_column("宛先", &emails), content(EMAIL));
    assert_eq!(one_column("宛先", &phones[..4]), content(PHONE));
    // What the cells are wins over what the heading says.
    assert_eq!(one_column("電話番号", &emails), content(EMAIL));
    assert_eq!(one_column("メールアドレス2", &phones[..4]), content(PHONE));
    assert_eq!(one_column("メールアドレス2", &emails), (vec![EMAIL], Source::Heading));
    assert_eq!(one_column("電話", &phones), (vec![PHONE], Source::Heading));
    // Somebody else's, a machine's, or a number that only looks alike.
    for heading in ["緊急連絡先", "FAX", "会員番号", "account_id"] {
        assert_eq!(one_column(heading, &phones[..4]), (vec![], Source::None), "{heading}");
    }
    assert_eq!(one_column("保証人", &emails), (vec![], Source::None));
}

#[test]
fn few_or_mixed_cells_tell_nothing() {
    let nothing = (vec![], Source::None);
    assert_eq!(one_column("宛先", &["a@example.jp", "b@example.jp", ""]), nothing);
    assert_eq!(
        one_column("宛先", &["a@example.jp", "b@example.jp", "c@example.jp", "x", "y"]),
        nothing
    );
    // In no range, or as a number that begins with nothing.
    assert_eq!(one_column("宛先", &["090-0000-0001", "090-0000-0002", "090-0000-0003"]), nothing);
    assert_eq!(one_column("宛先", &["9012345678", "9012345678", "9012345678"]), nothing);
    // A day is never a birth date by its cells alone.
    assert_eq!(one_column("日付", &["1985/4/1", "1985/4/2", "1985/4/3"]), nothing);
}

#[test]
fn a_contact_column_is_read_either_way() {
    let text = "氏名,連絡先\nA,a@example.jp\nB,090-0000-0001\nC,c@example.jp / 03-0000-0001\n\
                D,\"d@example.jp\n携帯：090-0000-0002\"\nE,f@example.jp 090-0000-0003\nF,090-00\nG,g@example\n";
    let list = list(text, &[]);
    assert_eq!(column(&list, "連絡先"), (vec![EMAIL, PHONE], Source::Content));
    let of = |person: usize| list.people[person].identifiers.as_slice();
    assert_eq!(of(0), [identifier(0, "a@example.jp")]);
    assert_eq!(of(1), [identifier(1, "090-0000-0001")]);
    assert_eq!(of(2), [identifier(0, "c@example.jp"), identifier(1, "03-0000-0001")]);
    assert_eq!(of(3), [identifier(0, "d@example.jp"), identifier(1, "090-0000-0002")]);
    assert_eq!(of(4), [identifier(0, "f@example.jp"), identifier(1, "090-0000-0003")]);
    let rejected: Vec<_> = list.rejected.iter().map(|r| (r.row, r.column, r.reason)).collect();
    // Said by the kind that the cell looks like. Rows: the cell of row 5 has two lines.
    assert_eq!(rejected, [(7, 1, "phone-too-short"), (8, 1, "email-domain-without-dot")]);
}

#[test]
fn cells_with_several_parts_and_warnings_are_reported_by_place() {
    let text = "mail,tel\n\"a@example.jp、b@example\",090-0000-0001\nn/a,9.0E+09\n";
    let list = list(text, &[]);
    let rejected: Vec<_> = list.rejected.iter().map(|r| (r.row, r.column, r.reason)).collect();
    let due = [(2, 0, "email-domain-without-dot"), (3, 1, reasons::DIGITS_LOST)];
    assert_eq!(rejected, due);
    let warned: Vec<_> = list.warned.iter().map(|w| (w.row, w.column, w.warning)).collect();
    assert_eq!(warned, [(2, 1, reasons::PHONE_RANGE_UNKNOWN)]);
    assert_eq!(list.people[0].identifiers.len(), 2);
}

/// CSV with what Excel shows, and what the same cells are in XLSX: one key, so one letter code.
#[test]
fn a_day_is_one_key_in_every_spelling() {
    let key = |day: &str| {
        let list = list(&format!("name,day,mail\nA,{day},a@example.jp\n"), &[]);
        list.people[0].person_key.to_vec()
    };
    let due = key("1985-04-01");
    for day in [
        "1985/4/1",
        "1985-04-01T00:00:00",
        "1985/4/1 0:00",
        "昭和60年4月1日",
        "S60.4.1",
        "１９８５年４月１日",
    ] {
        assert!(key(day) == due, "{day}");
    }
    for day in ["19850401", "1985-04-01T12:30:00", "1985-04-02", "31138", "4/1/1985"] {
        assert!(key(day) != due, "{day}");
    }
    let plain = b"\0\x01A\0\x0a1985-04-01";
    assert!(due.starts_with(plain));
}
