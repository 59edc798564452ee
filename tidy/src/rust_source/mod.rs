//! A Rust file as its parser sees it: every path it uses, every module it declares, its texts and
//! its documentation. Rules ask this instead of looking for words, so that a path is found however
//! it is written: `use std::{fs, io}`, `crate::a::b` in a body, `a::b` within `format!`.

mod modules;
mod reading;
mod tests_of_packages;
mod tokens;

pub use modules::{ModuleTree, module_path};
pub use tests_of_packages::TestFiles;

/// What a file holds that rules ask about.
#[derive(Debug, Default)]
pub struct Source {
    pub uses: Vec<Use>,
    pub declared: Vec<Declared>,
    pub texts: Vec<Text>,
    pub doc_lines: Vec<DocLine>,
}

/// A path that the file uses, as it is written but for its groups.
#[derive(Debug)]
pub struct Use {
    /// Modules within the file in which it stands, outermost first.
    pub inside: Vec<String>,
    /// `super`, `self` and `crate` are segments as others; a glob ends before its star.
    pub segments: Vec<String>,
    pub kind: Kind,
    /// From 1.
    pub line: usize,
    /// Under `#[cfg(test)]` or in a test.
    pub in_tests: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `use a::b` or `use a::b as c`: the name by which the file then knows it, and whether
    /// others may take it from here. A name of `_` is none.
    Import { name: Option<String>, public: bool },
    /// `use a::*`.
    Glob,
    /// A path in a body, a type, an attribute or a macro's tokens.
    Path,
    /// The name of a macro that is called, also of one segment.
    Macro,
}

/// `mod a;`, or `mod a { }`.
#[derive(Debug)]
pub struct Declared {
    pub inside: Vec<String>,
    pub name: String,
    /// What `#[path = "..."]` says.
    pub at: Option<String>,
    pub in_tests: bool,
}

/// A string literal.
#[derive(Debug)]
pub struct Text {
    pub value: String,
    pub line: usize,
    pub in_tests: bool,
}

/// A line of `///` or `//!`, without the mark.
#[derive(Debug)]
pub struct DocLine {
    pub text: String,
    pub line: usize,
}

impl Source {
    /// Fails with the line and what the parser says.
    pub fn parse(text: &str) -> Result<Self, String> {
        reading::read(text)
    }

    /// The path with its first name replaced by what the same module imports under that name:
    /// `time::Instant` is `std::time::Instant` after `use std::time`.
    pub fn in_full(&self, used: &Use) -> Vec<String> {
        let mut segments = used.segments.clone();
        // Each import is followed once, so that `use a::a` ends.
        let mut followed = Vec::new();
        while let Some(first) = segments.first().cloned() {
            let found = self.uses.iter().enumerate().find(|(number, other)| {
                other.inside == used.inside
                    && !std::ptr::eq(*other, used)
                    && !followed.contains(number)
                    && matches!(&other.kind, Kind::Import { name: Some(name), .. } if *name == first)
            });
            let Some((number, import)) = found else { break };
            followed.push(number);
            segments.splice(..1, import.segments.iter().cloned());
        }
        segments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_through_imports() {
        let source = Source::parse(
            "use std::time; use std as outer;
             fn a() { time::Instant::now(); outer::fs::read(x); }
             mod b { fn c() { time::Other::now(); } }",
        )
        .unwrap();
        let paths: Vec<String> = source
            .uses
            .iter()
            .filter(|used| used.kind == Kind::Path)
            .map(|used| source.in_full(used).join("::"))
            .collect();
        assert_eq!(paths, ["std::time::Instant::now", "std::fs::read", "time::Other::now"]);
    }

    #[test]
    fn a_name_that_imports_itself_ends() {
        let source = Source::parse("use a::a; use serde; fn f() { a::b(); serde::c(); }").unwrap();
        let last = |number: usize| source.in_full(&source.uses[number]).join("::");
        assert_eq!((last(2), last(3)), ("a::a::b".into(), "serde::c".into()));
    }
}
