//! The tables of `docs/ARCHITECTURE.md` and the tree say the same: what a table names is there, and
//! what is there is named.

use super::{
    super::{Breaches, checkout::Checkout, rust_source::TestFiles},
    code_spans::{self, Span},
    named_paths::{exists, from_the_top, paths},
};
use std::collections::BTreeSet;

pub const DOCUMENT: &str = "docs/ARCHITECTURE.md";

/// Endings by which a name without a folder is a file of ours.
const ENDINGS: [&str; 8] = [".rs", ".js", ".css", ".html", ".toml", ".ftl", ".sh", "/"];

/// A part under the heading "Inside `X`": names in its tables are looked for below `X`.
struct Section<'a> {
    /// `server/`, `protocol/src/`; empty for parts that are inside of nothing.
    base: String,
    first_line: usize,
    spans: Vec<&'a Span<'a>>,
}

pub fn matches_the_tree(checkout: &Checkout) -> Breaches {
    let Some(document) = checkout.file(DOCUMENT) else {
        return vec![format!("{DOCUMENT} is missing")];
    };
    let spans = code_spans::of(&document.text);
    let tests = TestFiles::of(checkout);
    let mut breaches = Breaches::new();
    for section in sections(&document.text, &spans) {
        for span in &section.spans {
            let named = paths(span.code).into_iter().filter(|path| is_path(path));
            breaches.extend(
                named
                    .filter(|path| span.in_table || !from_the_top(path))
                    .filter(|path| !is_there(checkout, &section.base, span.in_table, path))
                    .map(|path| format!("{DOCUMENT}:{}: no {path}{}", span.line, section.below())),
            );
        }
        for room in rooms(checkout, &tests, &section.base) {
            if !section.names(&room) {
                let line = section.first_line;
                breaches.push(format!("{DOCUMENT}:{line}: {room} is not named here"));
            }
        }
    }
    breaches
}

fn sections<'a>(text: &str, spans: &'a [Span<'a>]) -> Vec<Section<'a>> {
    let mut sections = vec![Section { base: String::new(), first_line: 1, spans: Vec::new() }];
    let mut spans = spans.iter().peekable();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            let inside = line.split_once("Inside `").and_then(|(_, rest)| rest.split_once('`'));
            let base = inside.map_or(String::new(), |(base, _)| format!("{base}/"));
            sections.push(Section { base, first_line: number + 1, spans: Vec::new() });
        }
        while let Some(span) = spans.next_if(|span| span.line == number + 1) {
            // The heading's own name is told above.
            if !line.starts_with('#') {
                sections.last_mut().expect("there is a first").spans.push(span);
            }
        }
    }
    sections
}

impl Section<'_> {
    fn below(&self) -> String {
        if self.base.is_empty() { String::new() } else { format!(" below {}", self.base) }
    }

    /// Whether the part names a room of the tree, in full or from the base or `src` on.
    fn names(&self, room: &str) -> bool {
        let stem = |path: &str| path.trim_end_matches('/').trim_end_matches(".rs").to_owned();
        let room = stem(room);
        let starts = [&self.base, &format!("{}src/", self.base), ""].map(str::to_owned);
        self.spans.iter().flat_map(|span| paths(span.code)).any(|path| {
            starts.iter().any(|start| {
                let full = stem(&format!("{start}{path}"));
                full == room || full.starts_with(&format!("{room}/"))
            })
        })
    }
}

/// `desk/`, `loads/batches.rs`, `rows.rs`, `server/store`; no `text/html`, no `/en/check`.
fn is_path(code: &str) -> bool {
    let letters = |letter: char| letter.is_alphanumeric() || "_-./*…<>".contains(letter);
    let of_ours = ENDINGS.iter().any(|ending| code.ends_with(ending)) || from_the_top(code);
    of_ours && !code.starts_with(['/', '.', '*']) && code.chars().all(letters)
}

/// In a table: below the base, at any depth, or as written. In a sentence: at the end of any path.
fn is_there(checkout: &Checkout, base: &str, in_table: bool, path: &str) -> bool {
    if exists(checkout, base, path) || exists(checkout, "", path) {
        return true;
    }
    let base = if in_table { base } else { "" };
    exists(checkout, base, &format!("**/{path}"))
}

/// Files and folders that stand directly in the base's `src`, but for those of tests.
fn rooms(checkout: &Checkout, tests: &TestFiles, base: &str) -> BTreeSet<String> {
    if base.is_empty() {
        return BTreeSet::new();
    }
    let src = format!("{base}src/");
    let folder = if checkout.paths.contains(&src) { &src } else { base };
    let direct = checkout.paths.iter().filter_map(|path| {
        let name = path.strip_prefix(folder)?;
        let rust = name.ends_with(".rs") && !["lib.rs", "main.rs"].contains(&name);
        let room = (rust || name.ends_with('/')) && name.trim_end_matches('/').find('/').is_none();
        (room && !name.is_empty()).then(|| path.clone())
    });
    // All of `tests/` is for tests, and has its part in the document.
    direct.filter(|path| base == "tests/" || !tests.contains(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::super::checkout::examples::files, *};

    fn told(text: &str) -> Breaches {
        matches_the_tree(&files(&[
            (DOCUMENT, text),
            ("server/src/lib.rs", ""),
            ("server/src/desk/mod.rs", "#[cfg(test)] mod tests;"),
            ("server/src/desk/calls.rs", ""),
            ("server/src/state.rs", ""),
            ("server/store/src/loads/mod.rs", ""),
            ("protocol/src/lib.rs", "#[cfg(test)] mod samples;"),
            ("protocol/src/samples.rs", ""),
            ("protocol/src/filter/mod.rs", ""),
        ]))
    }

    #[test]
    fn tables_that_fit() {
        let text = "# A\n\n| `server/` | `protocol`; `server/store` |\n\n### Inside `server`\n
| `desk/` | `calls.rs` and `text/html`, `desk::calls` |
| `state.rs`, `server/store/` | `loads/mod.rs` |\n
### Inside `protocol/src`\n\n| `filter/` | plans |\n
## One page\n\n`store/src/loads/mod.rs` asks `desk/calls.rs` for `/en/check`.";
        assert_eq!(told(text), Breaches::new());
    }

    #[test]
    fn tables_and_sentences_that_name_what_is_gone() {
        let text = "### Inside `server`\n\n| `desk/`, `state.rs` | `watch.rs`, `bulk/` |\n
## One page\n\n`bulk/calls.rs`";
        assert_eq!(
            told(text),
            [
                "docs/ARCHITECTURE.md:3: no watch.rs below server/",
                "docs/ARCHITECTURE.md:3: no bulk/ below server/",
                "docs/ARCHITECTURE.md:7: no bulk/calls.rs"
            ]
        );
        assert_eq!(told("| `server/attic` |"), ["docs/ARCHITECTURE.md:1: no server/attic"]);
        assert_eq!(matches_the_tree(&files(&[])).len(), 1);
    }

    #[test]
    fn rooms_that_no_table_names() {
        assert_eq!(
            told("### Inside `server`\n\n| `desk/calls.rs` | |"),
            ["docs/ARCHITECTURE.md:1: server/src/state.rs is not named here"]
        );
    }
}
