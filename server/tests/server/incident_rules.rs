//! Every rule of an incident file, broken once.

use crate::deployment::TWO_GROUPS;
use shirabe_server::incidents::{Definition, definition::TranslationFile, files};

fn broken(changes: &[(&str, &str)]) -> String {
    let mut text = TWO_GROUPS.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is not in the file");
        text = text.replacen(from, to, 1);
    }
    Definition::from_toml(&text).expect_err("a broken rule").to_string()
}

#[test]
fn a_sound_file_is_taken() {
    Definition::from_toml(TWO_GROUPS).unwrap();
}

#[test]
fn every_rule_is_kept() {
    let real = ("sample = true", "");
    let standard = ("profile = \"sample\"", "profile = \"standard\"");
    let cases: [(&str, &[(&str, &str)]); 18] = [
        ("slug:", &[("\"two-groups\"", "\"Two Groups\"")]),
        ("default_language:", &[("default_language = \"en\"", "default_language = \"ja\"")]),
        ("known_since:", &[("2025-09-10", "10.9.2025")]),
        ("published:", &[("2025-10-10", "2025-13-10")]),
        ("profile: `sample`", &[real]),
        ("profile: `mass`", &[("profile = \"sample\"", "profile = \"mass\"")]),
        (
            "profile: sensitive",
            &[
                ("profile = \"sample\"", "profile = \"mass\""),
                ("sample = true", "sensitive = true"),
                ("people = 5", "people = 2000000"),
            ],
        ),
        ("kinds.email: of sensitive data", &[standard, ("sample = true", "sensitive = true")]),
        (
            "kinds.phone: of sensitive data",
            &[
                ("sample = true", "sample = true\nsensitive = true"),
                ("kind = \"email\"", "kind = \"code\""),
                ("public = false", "public = true"),
            ],
        ),
        (
            "kinds.phone: above",
            &[("people = 5", "people = 100001"), ("public = false", "public = true")],
        ),
        ("kinds: declare", &[("kind = \"phone\"", "kind = \"email\"")]),
        ("kinds: make", &[("public = true", "public = false")]),
        ("groups: give", &[("name = \"b\"", "name = \"a\"")]),
        ("groups.B:", &[("name = \"b\"", "name = \"B\"")]),
        ("groups.b: name", &[("[\"Names\", \"Passwords\"]", "[]")]),
        ("texts.vi:", &[("languages = [\"en\"]", "languages = [\"en\", \"vi\"]")]),
        ("languages: the pages have no language `fr`", &[("[\"en\"]", "[\"en\", \"fr\"]")]),
        ("the incident file cannot be read", &[("sample = true", "smaple = true")]),
    ];
    for (expected, changes) in cases {
        let error = broken(changes);
        assert!(error.starts_with(expected), "expected {expected}\n{error}");
    }
}

fn health_check(changes: &[(&str, &str)]) -> Result<Definition, String> {
    let mut text = sample_data::incident("health-check").unwrap().definition.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is not in the file");
        text = text.replacen(from, to, 1);
    }
    Definition::from_toml(&text).map_err(|error| error.to_string())
}

#[test]
fn employee_number_and_birth_date_alone_are_refused_with_the_arithmetic() {
    let staff = "kind = \"employee\"\npublic = false";
    let public = "kind = \"employee\"\npublic = true";
    let guesses = "guesses = [{ factor = \"birth dates\", number = 25000 }]";
    let unsaid = health_check(&[(staff, public), (guesses, "")]).unwrap_err();
    assert!(unsaid.starts_with("kinds.employee: say what is left to guess"), "{unsaid}");
    let refused = health_check(&[(staff, public)]).unwrap_err();
    assert!(refused.starts_with("kinds.employee: too easy to guess"), "{refused}");
    assert!(
        refused.contains(
            "25,000 birth dates = 25,000 guesses left to somebody who knows name, employer and \
             age; at 100,000 lookups a day, all are tried in 0.25 days. Sensitive data needs at \
             least 365"
        ),
        "{refused}"
    );
    let insurance = health_check(&[]).unwrap();
    let insurance = insurance.kinds.iter().find(|kind| kind.kind.code() == "insurance").unwrap();
    assert_eq!(insurance.guesses_left(), Some(11_704 * 18_000));
    // A budget ten times as large would let them be tried in 210 days.
    let hasty = health_check(&[("sensitive = true", "sensitive = true\ndaily_budget = 1000000")]);
    assert!(hasty.unwrap_err().starts_with("kinds.insurance: too easy to guess"));
}

#[test]
fn the_fields_of_a_composite_kind_are_held_to_their_forms() {
    let cases: [(&str, &str, &str); 6] = [
        ("pad = true", "padd = true", "the incident file cannot be read"),
        ("width = 8", "width = 0", "kinds.insurance.symbol: give sizes"),
        ("type = \"date\"", "type = \"day\"", "the incident file cannot be read"),
        ("type = \"date\"", "type = \"date\"\nwidth = 8", "the incident file cannot be read"),
        ("kind = \"insurance\"", "kind = \"key\"", "kinds.key: this name"),
        ("kind = \"code\"", "kind = \"letter\"", "kinds.letter: name the fields"),
    ];
    for (from, to, expected) in cases {
        let error = health_check(&[(from, to)]).unwrap_err();
        assert!(error.starts_with(expected), "expected {expected}\n{error}");
    }
}

#[test]
fn of_sensitive_data_nothing_is_told_by_telephone_unless_the_file_says_so() {
    let health = sample_data::incident("health-check").unwrap().definition;
    let told = |text: &str, line: &str| {
        let text = text.replace("[desk]\n", &format!("[desk]\n{line}\n"));
        Definition::from_toml(&text).unwrap().tells_by_phone()
    };
    assert!(told(TWO_GROUPS, "") && !told(health, ""));
    assert!(!told(TWO_GROUPS, "tells_by_phone = false"));
    assert!(told(health, "tells_by_phone = true"));
}

#[test]
fn only_whole_origins_may_embed_a_check() {
    let with = |origin: &str, sample: bool| {
        let text =
            TWO_GROUPS.replacen("slug =", &format!("embed_origins = [\"{origin}\"]\nslug ="), 1);
        let text = if sample {
            text
        } else {
            text.replace("sample = true", "")
                .replace("profile = \"sample\"", "profile = \"standard\"")
        };
        Definition::from_toml(&text).map_err(|error| error.to_string())
    };
    for origin in ["https://www.example.jp", "https://xn--eckwd4c7c.jp:8443"] {
        assert_eq!(with(origin, false).unwrap().embed_origins, [origin]);
    }
    for origin in ["http://localhost:8000", "http://127.0.0.1:8000"] {
        assert!(with(origin, true).is_ok(), "{origin}");
        assert!(with(origin, false).unwrap_err().starts_with("embed_origins: "), "{origin}");
    }
    for origin in [
        "*",
        "null",
        "www.example.jp",
        "http://www.example.jp",
        "https://www.example.jp/",
        "https://www.example.jp/page",
        "https://WWW.example.jp",
        "https://*.example.jp",
        "https://a.example;script-src",
        "https://a.example https://b.example",
        "https://user@www.example.jp",
        "http://localhost",
        "http://192.0.2.1:8000",
    ] {
        let error = with(origin, true).expect_err(origin);
        assert!(error.starts_with("embed_origins: "), "{error}");
    }
}

const VIETNAMESE: &str = r#"
language = "vi"
title = "Thông tin có thể đã bị lấy đi"
what_happened = ["Chúng tôi phát hiện một truy cập đáng ngờ.", "Chúng tôi đang điều tra."]
desk_hours = "Thứ Hai đến thứ Sáu"
organisations = ["Example Office"]
[groups]
a = "Nhóm A"
b = "Nhóm B"
"#;

fn translated(tag: &str, text: &str) -> Result<Definition, String> {
    let name = format!("two-groups.{tag}.toml");
    let file = TranslationFile { name, tag: tag.to_owned(), text: text.to_owned() };
    Definition::with_translations(TWO_GROUPS, &[file]).map_err(|error| error.to_string())
}

#[test]
fn a_translation_is_merged_into_one_definition() {
    let merged = translated("vi", VIETNAMESE).unwrap();
    assert_eq!(merged.languages, ["en", "vi"]);
    assert_eq!(merged.texts_in("vi").what_happened.len(), 2);
    assert_eq!(merged.groups[1].title["vi"], "Nhóm B");
    let stored = merged.to_toml().unwrap();
    assert_eq!(Definition::from_toml(&stored).unwrap(), merged);
    assert_eq!(Definition::from_toml(&stored).unwrap().to_toml().unwrap(), stored);
}

#[test]
fn every_mistake_of_a_translation_is_named_with_its_place() {
    for (expected, from, to) in [
        ("cannot be read: TOML", "title = ", "titel = "),
        ("language: the file is named for `vi`", "language = \"vi\"", "language = \"ne\""),
        ("title: write this text", "\"Thông tin có thể đã bị lấy đi\"", "\" \""),
        ("organisations: the incident file has 1 and this file 2", "[\"Example", "[\"A\", \"B"),
        ("groups.b: write this text", "b = \"Nhóm B\"", ""),
        ("groups.c: the incident file has no such text", "[groups]", "[groups]\nc = \"C\""),
        (
            "hints.email: the incident file has no such text",
            "[groups]",
            "[hints]\nemail = \"E\"\n[groups]",
        ),
        (
            "timeline: the incident file has 0 and this file 1",
            "[groups]",
            "timeline = [\"T\"]\n[groups]",
        ),
        (
            "kinds.email: the incident file has no such text",
            "[groups]",
            "[kinds.email]\ntitle = \"E\"\nfields = {}\n[groups]",
        ),
    ] {
        assert!(VIETNAMESE.contains(from), "{from}");
        let error = translated("vi", &VIETNAMESE.replacen(from, to, 1)).unwrap_err();
        let expected = format!("two-groups.vi.toml: {expected}");
        assert!(error.starts_with(&expected), "expected {expected}\n{error}");
    }
    let unknown = translated("vn", &VIETNAMESE.replace("\"vi\"", "\"vn\"")).unwrap_err();
    assert!(unknown.contains("no language `vn`; there are ja, ja-easy, en, vi"), "{unknown}");
    let twice = translated("en", &VIETNAMESE.replace("\"vi\"", "\"en\"")).unwrap_err();
    assert!(twice.contains("has `en` in its `languages`"), "{twice}");
}

#[test]
fn texts_of_composite_kinds_are_translated_field_by_field() {
    let incident = sample_data::incident("health-check").unwrap();
    let (tag, text) = incident.translations.iter().find(|(tag, _)| *tag == "vi").unwrap();
    let merged = |text: String| {
        let file =
            TranslationFile { name: "health-check.vi.toml".into(), tag: (*tag).into(), text };
        Definition::with_translations(incident.definition, &[file]).map_err(|e| e.to_string())
    };
    let sound = merged((*text).to_owned()).unwrap();
    assert!(sound.kinds[0].fields[0].hint.as_ref().unwrap().contains_key("vi"));
    let stored = sound.to_toml().unwrap();
    assert_eq!(Definition::from_toml(&stored).unwrap(), sound);
    let without_hint: Vec<&str> = text.lines().filter(|line| !line.starts_with("hint")).collect();
    let error = merged(without_hint.join("\n")).unwrap_err();
    assert!(error.contains("kinds.insurance.fields.") && error.contains(".hint: write"), "{error}");
}

#[test]
fn files_beside_the_incident_file_are_taken_along() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let main = folder.path().join("two-groups.toml");
    write("two-groups.toml", TWO_GROUPS);
    assert_eq!(files::read(&main).unwrap(), TWO_GROUPS, "a file alone is kept as it is");
    write("two-groups.vi.toml", VIETNAMESE);
    // Copies and other incidents are none of its texts.
    write("two-groups.old.toml", TWO_GROUPS);
    write("two-groups-more.vi.toml", "nonsense");
    let merged = Definition::from_toml(&files::read(&main).unwrap()).unwrap();
    assert_eq!(merged.languages, ["en", "vi"]);
    assert_eq!(files::read(&main).unwrap(), files::read(&main).unwrap());
    let alone = files::read(&folder.path().join("two-groups.vi.toml")).unwrap_err().to_string();
    assert!(alone.contains("holds the texts of one language"), "{alone}");
    write("two-groups.vn.toml", &VIETNAMESE.replace("\"vi\"", "\"vn\""));
    let error = files::read(&main).unwrap_err().to_string();
    assert!(error.starts_with("two-groups.vn.toml: the pages have no language `vn`"), "{error}");
}
