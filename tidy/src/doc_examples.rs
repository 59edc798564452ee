//! `cargo xtask test` runs no tests out of documentation, so none may stand there unseen.

use super::{
    Breaches,
    checkout::Checkout,
    rust_source::{DocLine, Source},
};

/// Words after a fence by which rustdoc still takes what follows for Rust.
const RUST: [&str; 7] =
    ["", "rust", "should_panic", "no_run", "ignore", "compile_fail", "standalone_crate"];

pub fn none(checkout: &Checkout) -> Breaches {
    checkout
        .sources("")
        .flat_map(|(file, source)| {
            let lines = examples(source);
            lines.into_iter().map(|line| {
                format!("{}:{line}: nothing tests this; begin the example with ```text", file.path)
            })
        })
        .collect()
}

/// Lines on which an example begins that rustdoc would compile.
fn examples(source: &Source) -> Vec<usize> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut before: Option<&DocLine> = None;
    for line in &source.doc_lines {
        // Lines that do not follow each other are documentation of another thing.
        if before.is_some_and(|before| line.line != before.line + 1) {
            fence = None;
        }
        before = Some(line);
        let text = line.text.trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                let language = text.trim_start_matches(&mark[..1]).trim();
                if is_rust(language) {
                    found.push(line.line);
                }
            }
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
    }
    found
}

fn is_rust(language: &str) -> bool {
    let first = language.split([',', ' ', '\t']).next().unwrap_or_default();
    let first = first.trim_matches(['{', '}', '.']);
    RUST.contains(&first) || first.starts_with("edition") || first.starts_with("ignore-")
}

#[cfg(test)]
mod tests {
    use super::{super::checkout::examples::files, *};

    #[test]
    fn examples_are_text() {
        let told = |text: &str| none(&files(&[("a.rs", text)]));
        assert_eq!(
            told("/// Adds.\n///\n/// ```\n/// add(1)\n/// ```\nfn add() {}"),
            ["a.rs:3: nothing tests this; begin the example with ```text"]
        );
        for language in ["rust", "no_run", "ignore", "rust,no_run", "edition2024", "should_panic"] {
            let text = format!("//! ```{language}\n//! a\n//! ```\n");
            assert_eq!(told(&text).len(), 1, "{language}");
        }
        // A field, a function of a type, and what a macro makes.
        assert_eq!(told("struct A {\n /// ```\n /// ```\n b: C }").len(), 1);
        assert_eq!(told("m! {\n /// ```\n /// a\n /// ```\n b }").len(), 1);
        for right in [
            "//! ```text\n//! a -> b\n//! ```\n",
            "/// ```toml\n/// a = 1\n/// ```\nfn a() {}",
            "fn a() { b(\"/// ```\") } // ```",
        ] {
            assert_eq!(told(right), Breaches::new(), "{right}");
        }
    }

    #[test]
    fn two_examples_of_one_text() {
        let text =
            "/// ```text\n/// ```\n///\n/// ```\n/// ```\nfn a() {}\n\n/// ```text\nfn b() {}";
        assert_eq!(none(&files(&[("a.rs", text)])).len(), 1);
    }
}
