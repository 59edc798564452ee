//! What becomes of a list's rows: people, their groups, and elements in an order of their own.

use shirabe_contacts::{
    ContactList, ContactsError, ListFile, Mapping, MappingFile, OWN_HEADINGS, ReadOptions, Source,
    Use,
};
use shirabe_protocol::{
    identifier::{Kind, Region},
    letter_code::ListSecret,
};
use std::{collections::BTreeMap, io::Cursor, ops::ControlFlow};

fn kinds() -> Vec<Kind> {
    vec![Kind::email(), Kind::phone(Region::Jp), Kind::code()]
}

fn groups() -> Vec<String> {
    ["patients", "staff"].map(str::to_owned).to_vec()
}

fn options(mappings: &[&str], file: Option<&str>) -> ReadOptions {
    ReadOptions {
        mappings: mappings.iter().map(|text| Mapping::parse(text).unwrap()).collect(),
        mapping_file: file.map(|text| MappingFile::parse(text).unwrap()),
        ..ReadOptions::default()
    }
}

fn open(text: &str, mappings: &[&str], file: Option<&str>) -> ListFile<Cursor<Vec<u8>>> {
    let options = options(mappings, file);
    let source = Cursor::new(text.as_bytes().to_vec());
    ListFile::open(source, kinds(), &groups(), &options, &mut |_| {})
        .unwrap_or_else(|error| panic!("{error}"))
}

fn collect(
    text: &str,
    mappings: &[&str],
    file: Option<&str>,
) -> Result<ContactList, ContactsError> {
    open(text, mappings, file).collect(&ListSecret::from_bytes([1; 32]), None)
}

/// Groups of each identifier, as written in it.
fn by_text(list: &ContactList) -> BTreeMap<String, Vec<u32>> {
    let mut found = BTreeMap::<_, Vec<u32>>::new();
    for element in list.elements.iter().filter(|element| element.kind != 2) {
        let identifier = element.identifier().unwrap();
        let text = identifier.fields().collect::<Vec<_>>().join(" ");
        found.entry(text).or_default().push(element.groups);
    }
    found
}

#[test]
fn a_person_in_two_groups_is_found_in_both_by_each_identifier() {
    let text = "id,category,email\n1,Patients,a@example.jp\n1,STAFF,b@example.jp\n\
                2,staff,b@example.jp\n";
    let mappings = ["id=key", "category=group"];
    let file = open(text, &mappings, None);
    assert!(file.has_group_column());
    assert_eq!(
        (&file.columns()[1].uses[..], file.columns()[1].source),
        (&[Use::Group][..], Source::Mapping)
    );
    let list = collect(text, &mappings, None).unwrap();
    assert_eq!((list.rows, list.people, list.duplicate_rows), (3, 2, 1));
    assert_eq!((list.shared_identifiers, list.by_group), (1, vec![1, 2]));
    let mut found = by_text(&collect(text, &mappings, None).unwrap());
    found.values_mut().for_each(|groups| groups.sort_unstable());
    let expected = [("a@example.jp", vec![3]), ("b@example.jp", vec![2, 3])];
    assert_eq!(found, expected.map(|(text, groups)| (text.to_owned(), groups)).into());
    assert_eq!(list.by_kind, [3, 0, 2], "two people, two letter codes");
}

#[test]
fn a_group_that_nobody_knows_stops_everything() {
    let text = "category,email\npatients,a@example.jp\n外来,b@example.jp\n,c@example.jp\n";
    let error = collect(text, &["category=group"], None).unwrap_err();
    assert_eq!(error, ContactsError::GroupUnknown { rows: vec![3, 4], count: 2 });
    assert!(!error.to_string().contains("外来"), "{error}");
    let file = "[columns]\ncategory = \"group\"\n[groups]\n\"外来\" = \"patients\"\n";
    let error = collect(text, &[], Some(file)).unwrap_err();
    assert_eq!(error, ContactsError::GroupUnknown { rows: vec![4], count: 1 });
    let mended = text.replace("\n,c", "\nstaff,c");
    assert_eq!(collect(&mended, &[], Some(file)).unwrap().by_group, [2, 1]);
}

#[test]
fn the_order_of_the_rows_leaves_no_trace() {
    let rows: Vec<String> = (0..300).map(|n| format!("{n},person.{n}@example.jp,staff")).collect();
    let list = |rows: &[String]| {
        let text = format!("id,email,category\n{}\n", rows.join("\n"));
        let list = collect(&text, &["id=key", "category=group"], None).unwrap();
        list.elements.iter().map(|e| (*e.handle, e.kind, e.canonical.to_vec())).collect::<Vec<_>>()
    };
    let forward = list(&rows);
    let reversed: Vec<String> = rows.iter().rev().cloned().collect();
    assert!(forward == list(&reversed));
    assert_eq!(forward.len(), 600);
}

#[test]
fn what_was_recognised_reads_the_next_list_alike() {
    let text = "会員番号,連絡先,区分\n0012,a@example.jp,本院\n0013,b@example.jp,分院\n\
                0014,c@example.jp,本院\n";
    let file = "[groups]\n\"本院\" = \"patients\"\n\"分院\" = \"staff\"\n";
    let mappings = ["会員番号=key", "区分=group"];
    let first = open(text, &mappings, Some(file));
    let mut asked = options(&mappings, Some(file));
    asked.asked.header_row = Some(1);
    let saved = first.mapping_file(&asked).to_toml().unwrap();
    assert!(saved.contains("header_row = \"1\""), "{saved}");
    let second = open(text, &[], Some(&saved));
    for (one, other) in first.columns().iter().zip(second.columns()) {
        assert_eq!(one.uses, other.uses, "{}", one.name);
        assert_eq!(other.source, Source::MappingFile);
    }
    assert_eq!(collect(text, &[], Some(&saved)).unwrap().by_group, [2, 1]);
}

#[test]
fn examples_show_what_was_understood() {
    let text = "名前,メール,生年月日\n佐藤,Ａｉ＠example.jp,\n森,,\n小野,\"r@example.jp; s@example.jp\",\n";
    let file = open(text, &[], None);
    let shown: Vec<(String, String)> =
        file.examples(1).into_iter().map(|example| (example.written, example.understood)).collect();
    let expected = [
        ("Ａｉ＠example.jp", "ai@example.jp"),
        ("r@example.jp; s@example.jp", "r@example.jp, s@example.jp"),
    ];
    assert_eq!(shown, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert!(file.examples(0).is_empty());
}

/// The file of rows that could not be read, mended and loaded: the same person, the same code.
#[test]
fn what_our_own_files_add_is_no_part_of_a_row() {
    let key = |text: &str| {
        let mut keys = Vec::new();
        open(text, &[], None)
            .for_each_written_row(&mut |row| {
                assert!(row.read.rejected.is_empty());
                keys.push(row.key.to_vec());
                ControlFlow::Continue(())
            })
            .unwrap();
        keys
    };
    let plain = key("name,email,phone,remark\nSato,a@example.jp,+81 90 0000 0001,=1+1\n");
    let ours = OWN_HEADINGS;
    let mended = format!(
        "name,email,phone,remark,{},{}\nSato,a@example.jp,'+81 90 0000 0001,'=1+1,2,email: the address has no @\n",
        ours[1], ours[2]
    );
    assert!(key(&mended) == plain);
    let with_codes = format!(
        "name,email,phone,remark,{}\nSato,a@example.jp,'+81 90 0000 0001,'=1+1,K7QX-4M2P-9D1T-R\n",
        ours[0]
    );
    assert!(key(&with_codes) == plain);
    let other = key("name,email,phone,remark\n'Sato,a@example.jp,+81 90 0000 0001,=1+1\n");
    assert!(other != plain, "an apostrophe before anything else is a character of the cell");
}
