//! Every rule of an incident file, broken once.

mod deployment;

use deployment::TWO_GROUPS;
use shirabe_server::incidents::Definition;

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
    let cases: [(&str, &[(&str, &str)]); 17] = [
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
        ("the incident file cannot be read", &[("sample = true", "smaple = true")]),
    ];
    for (expected, changes) in cases {
        let error = broken(changes);
        assert!(error.starts_with(expected), "expected {expected}\n{error}");
    }
}
