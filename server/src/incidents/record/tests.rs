//! The record as a value; that it is kept is in `tests/http/record.rs`.

use super::*;

fn definition(timeline: &str) -> Definition {
    let file = include_str!("../../../../data/incidents/job-matching.toml");
    let (before, rest) = file.split_once("[[timeline]]").unwrap();
    let (_, desk) = rest.split_once("[desk]").unwrap();
    Definition::from_toml(&format!("{before}{timeline}\n[desk]{desk}")).unwrap()
}

fn entry(date: &str, name: &str) -> String {
    format!("[[timeline]]\ndate = \"{date}\"\n{name}\ntext = {{ ja = \"文\", en = \"text\" }}\n")
}

fn version(kind: EntryKind, texts: &[(&str, &str)], since: i64) -> Version {
    let texts = texts.iter().map(|(language, text)| ((*language).into(), (*text).into()));
    Version { kind, texts: texts.collect(), since }
}

fn notice(versions: Vec<Version>) -> Notice {
    let id = NoticeId { date: "2025-09-19".into(), name: String::new() };
    Notice { id, versions }
}

#[test]
fn the_newest_comes_first_and_of_one_day_the_later_in_the_file() {
    let timeline = [
        entry("2025-09-16", ""),
        entry("2025-09-19", ""),
        entry("2025-09-19", "id = \"deletion\""),
    ];
    let definition = definition(&timeline.concat());
    let sets = [(2, 1_760_086_800), (3, 1_760_090_400), (4, 1_760_173_200)];
    let sets = sets.map(|(version, published)| LaterSet { version, published });
    let record = Record::new(first_versions(&definition, 7), &sets, &definition);
    let found: Vec<_> = (record.entries.iter())
        .map(|entry| match entry {
            Entry::Notice(notice) => (entry.date(), notice.id.name.clone()),
            Entry::List(change) => (entry.date(), change.set_version.to_string()),
        })
        .collect();
    // Two sets of one day are one entry.
    let expected = [
        ("2025-10-11", "4"),
        ("2025-10-10", "3"),
        ("2025-09-19", "deletion"),
        ("2025-09-19", ""),
        ("2025-09-16", ""),
    ];
    assert_eq!(found, expected.map(|(date, name)| (date, name.to_owned())));
}

#[test]
fn files_of_earlier_versions_have_their_notices_numbered() {
    let timeline = [entry("2025-09-19", ""), entry("2025-09-19", ""), entry("2025-09-19", "")];
    let notices = first_versions(&definition(&timeline.concat()), 7);
    let names: Vec<_> = notices.iter().map(|notice| notice.id.name.as_str()).collect();
    assert_eq!(names, ["", "2", "3"]);
}

#[test]
fn a_reader_sees_the_changes_of_one_language() {
    use EntryKind::{Event, First};
    let notice = notice(vec![
        version(Event, &[("ja", "一")], 10),
        // A translation is added, then mended; then the kind is corrected.
        version(Event, &[("ja", "一"), ("en", "one")], 20),
        version(Event, &[("ja", "一"), ("en", "One.")], 30),
        version(First, &[("ja", "一"), ("en", "One.")], 40),
    ]);
    let ja = notice.in_language("ja", "ja").unwrap();
    assert_eq!(ja.now, Step { kind: First, text: "一", since: 40 });
    assert_eq!(ja.earlier, [Step { kind: Event, text: "一", since: 10 }]);
    assert_eq!(ja.changed(), Some(40));
    let en = notice.in_language("en", "ja").unwrap();
    assert_eq!(en.language, "en");
    let texts: Vec<_> = en.earlier.iter().map(|step| (step.text, step.since)).collect();
    assert_eq!(texts, [("one", 20), ("One.", 30)]);
    let vi = notice.in_language("vi", "ja").unwrap();
    assert_eq!((vi.language, vi.now.text), ("ja", "一"));
}

#[test]
fn a_translation_that_is_added_is_a_change_to_nobody() {
    let notice = notice(vec![
        version(EntryKind::First, &[("ja", "一")], 10),
        version(EntryKind::First, &[("ja", "一"), ("en", "one")], 20),
    ]);
    for language in ["ja", "en", "vi"] {
        assert_eq!(notice.in_language(language, "ja").unwrap().changed(), None, "{language}");
    }
    // What was taken back reads as it did before: both changes are there.
    let back = ["a", "b", "a"].map(|text| version(EntryKind::First, &[("ja", text)], 1));
    let notice = super::Notice { versions: back.into(), ..notice };
    assert_eq!(notice.in_language("ja", "ja").unwrap().earlier.len(), 2);
}

#[test]
fn every_kind_is_read_as_it_is_written() {
    for kind in EntryKind::ALL {
        assert_eq!(EntryKind::from_code(kind.code()), Some(kind));
    }
    assert_eq!(EntryKind::from_code("list"), None);
}
