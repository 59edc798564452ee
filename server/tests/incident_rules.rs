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
fn only_whole_origins_may_embed_a_check() {
    let with = |origin: &str, sample: bool| {
        let text = TWO_GROUPS.replacen("slug =", &format!("embed_origins = [\"{origin}\"]\nslug ="), 1);
        let text = if sample {
            text
        } else {
            text.replace("sample = true", "").replace("profile = \"sample\"", "profile = \"standard\"")
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
