//! SQL stands in the store, so that one room knows the tables.

use super::{Breaches, checkout::Checkout, rust_source::TestFiles};
use std::collections::BTreeSet;

/// The package, and the folder that it was before.
const STORE: [&str; 2] = ["server/store/", "server/src/store/"];

/// How a statement begins, and what must follow somewhere: "select" and "update" alone are words
/// of sentences, too.
const STATEMENTS: [(&str, &str); 13] = [
    ("SELECT", ""),
    ("select", "from"),
    ("INSERT INTO", ""),
    ("UPDATE", "SET"),
    ("update", "set"),
    ("DELETE FROM", ""),
    ("CREATE TABLE", ""),
    ("CREATE INDEX", ""),
    ("CREATE UNIQUE INDEX", ""),
    ("ALTER TABLE", ""),
    ("DROP TABLE", ""),
    ("PRAGMA", ""),
    ("WITH", "SELECT"),
];

pub fn only_in_the_store(checkout: &Checkout) -> Breaches {
    let tests = TestFiles::of(checkout);
    let mut breaches = BTreeSet::new();
    for (file, source) in checkout.sources("") {
        let in_store = STORE.iter().any(|store| file.path.starts_with(store));
        if in_store || tests.contains(&file.path) {
            continue;
        }
        for text in source.texts.iter().filter(|text| !text.in_tests) {
            if let Some(begins) = statement(&text.value) {
                breaches.insert((&file.path, text.line, format!("`{begins} ...`")));
            }
        }
        for used in source.uses.iter().filter(|used| !used.in_tests) {
            if used.segments[..1] == ["sqlx"] {
                breaches.insert((&file.path, used.line, "uses sqlx".into()));
            }
        }
    }
    breaches
        .into_iter()
        .map(|(path, line, what)| format!("{path}:{line}: {what} outside of server/store/"))
        .collect()
}

/// The words by which the text is a statement.
fn statement(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    STATEMENTS
        .into_iter()
        .find(|(begins, follows)| {
            let begins: Vec<&str> = begins.split(' ').collect();
            // Something follows: the words alone are no statement.
            words.len() > begins.len()
                && words.starts_with(&begins)
                && (follows.is_empty() || words[begins.len()..].contains(follows))
        })
        .map(|(begins, _)| begins)
}

#[cfg(test)]
mod tests {
    use super::{super::checkout::examples::files, *};

    fn told(path: &str, text: &str) -> Breaches {
        only_in_the_store(&files(&[(path, text)]))
    }

    #[test]
    fn statements_outside_of_the_store() {
        assert_eq!(
            told("server/src/desk/calls.rs", "const A: &str =\n \"SELECT a FROM b\";"),
            ["server/src/desk/calls.rs:2: `SELECT ...` outside of server/store/"]
        );
        for statement in [
            "\\n  INSERT INTO a VALUES (1)",
            "UPDATE a\\n SET b = 1",
            "DELETE FROM a",
            "CREATE TABLE a (b)",
            "ALTER TABLE a ADD b",
            "DROP TABLE a",
            "PRAGMA foreign_keys = ON",
            "select 1 from a",
            "WITH a AS ( SELECT 1 )",
        ] {
            let text = format!("fn a() {{ run(format!(\"{statement}\")) }}");
            assert_eq!(told("operator/src/a.rs", &text).len(), 1, "{statement}");
        }
        assert_eq!(told("server/src/a.rs", "use sqlx::{Row, query};").len(), 1);
        assert_eq!(told("server/src/a.rs", "fn a() { sqlx::query(b) }").len(), 1);
    }

    #[test]
    fn statements_where_they_belong_and_sentences() {
        let statement = "use sqlx::Row; const A: &str = \"SELECT a FROM b\";";
        for path in ["server/store/src/a.rs", "server/src/store/a.rs", "server/tests/server/a.rs"] {
            assert_eq!(told(path, statement), Breaches::new(), "{path}");
        }
        let in_tests = format!("#[cfg(test)] mod tests {{ {statement} }}");
        assert_eq!(told("server/src/a.rs", &in_tests), Breaches::new());
        for sentence in ["SELECT", "Select a file", "UPDATE of the page", "selected from", "a"] {
            let text = format!("/// SELECT a\nconst A: &str = \"{sentence}\";");
            assert_eq!(told("server/src/a.rs", &text), Breaches::new(), "{sentence}");
        }
    }
}
