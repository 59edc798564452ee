//! Documents name files and folders that exist.

use super::{
    super::{
        Breaches,
        checkout::{Checkout, TextFile},
    },
    code_spans,
};

/// Folders of the checkout. A name in backticks that begins with one of them is a path.
const FOLDERS: [&str; 13] = [
    "server",
    "protocol",
    "tests",
    "tidy",
    "xtask",
    "packing",
    "web",
    "contacts",
    "operator",
    "data",
    "wasm-client",
    "docs",
    "bench",
];

/// What is made and not kept.
const MADE: [&str; 3] = ["target", "web/dist", "tests/node_modules"];

/// The documents that people read.
pub fn documents(checkout: &Checkout) -> impl Iterator<Item = &TextFile> {
    checkout
        .under("", &[".md"])
        .filter(|file| file.path == "README.md" || file.path.starts_with("docs/"))
}

/// `docs/ARCHITECTURE.md` has tables with names of their own; `architecture.rs` reads those.
pub fn exist(checkout: &Checkout) -> Breaches {
    let mut breaches = Breaches::new();
    for document in documents(checkout) {
        let own_tables = document.path == super::architecture::DOCUMENT;
        for span in code_spans::of(&document.text) {
            if own_tables && span.in_table {
                continue;
            }
            for path in paths(span.code).into_iter().filter(|path| from_the_top(path)) {
                if !exists(checkout, "", &path) {
                    breaches.push(format!("{}:{}: no {path}", document.path, span.line));
                }
            }
        }
    }
    breaches
}

pub fn from_the_top(path: &str) -> bool {
    path.split_once('/').is_some_and(|(first, _)| FOLDERS.contains(&first))
}

/// The paths that a span names: what stands before a blank, a colon (a test's name follows) or a
/// `#`; for `{a,b}` one each.
pub fn paths(code: &str) -> Vec<String> {
    let mut braces = 0_i32;
    let end = code.find(|character: char| {
        braces += i32::from(character == '{') - i32::from(character == '}');
        braces == 0 && (character.is_whitespace() || [':', '#', ';', '('].contains(&character))
    });
    let path = code[..end.unwrap_or(code.len())].trim_end_matches([',', '.']);
    let Some(open) = path.find('{') else { return vec![path.to_owned()] };
    let Some(close) = path[open..].find('}').map(|at| open + at) else {
        return vec![path.to_owned()];
    };
    path[open + 1..close]
        .split(',')
        .flat_map(|one| paths(&format!("{}{}{}", &path[..open], one.trim(), &path[close + 1..])))
        .collect()
}

/// Whether there is such a file or folder below `base`, which is empty or ends with `/`. `*` stands
/// for any letters, `…` and `**` for any folders, a part in capitals for any name.
pub fn exists(checkout: &Checkout, base: &str, path: &str) -> bool {
    let full = format!("{base}{path}");
    if MADE.iter().any(|made| full.starts_with(made)) {
        return true;
    }
    let plain = full.trim_end_matches('/');
    let folder = format!("{plain}/");
    if checkout.paths.contains(&folder) || (plain == full && checkout.paths.contains(plain)) {
        return true;
    }
    let pattern = plain.replace('…', "**");
    let parts = pattern.split('/').map(|part| if stands_for_any(part) { "*" } else { part });
    let pattern = parts.collect::<Vec<_>>().join("/");
    pattern.contains('*')
        && checkout.paths.iter().any(|known| matches(&pattern, known.trim_end_matches('/')))
}

/// `TAG`, `<name>`.
fn stands_for_any(part: &str) -> bool {
    let capitals = |letter: char| letter.is_ascii_uppercase() || "-_".contains(letter);
    (!part.is_empty() && part.chars().all(capitals))
        || (part.starts_with('<') && part.ends_with('>'))
}

fn matches(pattern: &str, path: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == path };
    let Some(rest) = path.strip_prefix(before) else { return false };
    let (after, over_folders) = match after.strip_prefix('*') {
        Some(after) => (after, true),
        None => (after, false),
    };
    let reach = if over_folders { rest.len() } else { rest.find('/').unwrap_or(rest.len()) };
    (0..=reach).filter(|at| rest.is_char_boundary(*at)).any(|at| matches(after, &rest[at..]))
}

#[cfg(test)]
mod tests {
    use super::{super::super::checkout::examples::files, *};

    fn told(text: &str) -> Breaches {
        exist(&files(&[
            ("docs/A.md", text),
            ("server/src/desk/calls.rs", ""),
            ("server/src/desk/watch.rs", ""),
            ("protocol/vectors/one.json", ""),
            ("web/locales/en/terms.ftl", ""),
        ]))
    }

    #[test]
    fn what_exists_may_be_named() {
        for name in [
            "server/src/desk/calls.rs",
            "server/src/desk/",
            "server/src/desk",
            "server/src/desk/calls.rs: a test of it",
            "server/src/desk/calls.rs::a_test",
            "server/src/desk/{calls,watch}.rs",
            "server/src/desk/{calls.rs, watch.rs}",
            "protocol/vectors/*.json",
            "server/src/…",
            "web/locales/TAG/terms.ftl",
            "web/locales/<tag>/terms.ftl",
            "web/dist/lookup.js",
            "cargo xtask test",
            "text/html",
            "servers/a",
        ] {
            assert_eq!(told(&format!("See `{name}`.")), Breaches::new(), "{name}");
        }
    }

    #[test]
    fn what_is_gone_is_told() {
        assert_eq!(
            told("One.\n\nSee `server/src/bulk/calls.rs: a test`."),
            ["docs/A.md:3: no server/src/bulk/calls.rs"]
        );
        for name in [
            "server/src/bulk/",
            "server/src/desk/calls.rs/",
            "server/src/desk/{calls,gone}.rs",
            "protocol/vectors/*.toml",
            "protocol/*.json",
            "web/locales/TAG/gone.ftl",
            "server/tests/…/a.rs",
        ] {
            assert_eq!(told(&format!("| a | `{name}` |")).len(), 1, "{name}");
        }
        let readme = files(&[("README.md", "`docs/GONE.md`"), ("CHANGES.md", "`docs/GONE.md`")]);
        assert_eq!(exist(&readme), ["README.md:1: no docs/GONE.md"]);
    }
}
