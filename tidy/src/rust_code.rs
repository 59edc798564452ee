//! Where in the Rust code a thing may stand.

use super::{
    Breaches,
    checkout::Checkout,
    code_text::{has_word, lines_where},
    rust_source::{Kind, TestFiles, Use},
};
use std::collections::BTreeSet;

/// Every file is parsed, so that no rule passes by over one that it could not read.
pub fn understood(checkout: &Checkout) -> Breaches {
    checkout
        .under("", &[".rs"])
        .filter_map(|file| file.source().as_ref().err().map(|why| format!("{}:{why}", file.path)))
        .collect()
}

/// Lines outside of `rooms` that use the crate. Vectors and tests may check against it.
fn uses_of_crate(checkout: &Checkout, name: &str, rooms: &[&str]) -> Breaches {
    let everywhere = ["protocol/src/vectors", "protocol/tests/", "tests/"];
    let mut breaches = BTreeSet::new();
    for (file, source) in checkout.sources("") {
        if rooms.iter().chain(&everywhere).any(|room| file.path.starts_with(room)) {
            continue;
        }
        for used in source.uses.iter().filter(|used| used.segments[..1] == [name]) {
            breaches.insert((&file.path, used.line));
        }
    }
    breaches
        .into_iter()
        .map(|(path, line)| format!("{path}:{line}: uses {name} outside of {}", rooms[0]))
        .collect()
}

pub fn voprf_in_one_room(checkout: &Checkout) -> Breaches {
    uses_of_crate(checkout, "voprf", &["protocol/src/oprf/"])
}

/// Staff's passwords, and where they lay before.
const PASSWORDS: [&str; 2] = ["server/src/passwords.rs", "server/src/staff/accounts/passwords.rs"];

pub fn argon2_in_one_file(checkout: &Checkout) -> Breaches {
    let passwords = PASSWORDS.into_iter().find(|path| checkout.file(path).is_some());
    let rooms: Vec<&str> = ["protocol/src/stretching.rs"].into_iter().chain(passwords).collect();
    uses_of_crate(checkout, "argon2", &rooms)
}

/// What `protocol` may not reach for: the caller hands in bytes, time and randomness.
const OUTSIDE_WORLD: [&str; 17] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::time::UNIX_EPOCH",
    "std::hash::RandomState",
    "std::collections::hash_map::RandomState",
    "getrandom",
    "rand",
    "rand_core::OsRng",
    "tokio",
    "ureq",
];

/// Names that are refused whatever comes before them: by which crate they are reached is no matter.
const OUTSIDE_NAMES: [&str; 7] =
    ["OsRng", "ThreadRng", "thread_rng", "SystemTime", "Instant", "now_utc", "now_local"];

/// Macros that write to the process's own output.
const OUTPUT: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

pub fn protocol_is_pure(checkout: &Checkout) -> Breaches {
    let tests = TestFiles::of(checkout);
    let mut breaches = BTreeSet::new();
    for (file, source) in checkout.sources("protocol/src/") {
        if tests.contains(&file.path) {
            continue;
        }
        for used in source.uses.iter().filter(|used| !used.in_tests) {
            if let Some(thing) = reached(used, &source.in_full(used)) {
                breaches.insert((&file.path, used.line, thing));
            }
        }
    }
    breaches
        .into_iter()
        .map(|(path, line, thing)| format!("{path}:{line}: {thing} does not belong here"))
        .collect()
}

/// What of the outside world a path reaches.
fn reached(used: &Use, path: &[String]) -> Option<String> {
    let shown = path.join("::");
    if used.kind == Kind::Macro && path.len() == 1 {
        return OUTPUT.contains(&&*shown).then(|| format!("{shown}!"));
    }
    let named = OUTSIDE_NAMES.into_iter().find(|name| path.iter().any(|segment| segment == name));
    let begins = |path: &str, start: &str| {
        path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    // A star, or a module by a name of its own, brings what lies below it.
    let brings_all = used.kind == Kind::Glob || shown == "std";
    let prefixed = OUTSIDE_WORLD
        .into_iter()
        .find(|outside| begins(&shown, outside) || (brings_all && begins(outside, &shown)));
    // A path is told as it is reached; a star as what it would bring.
    prefixed.or(named).map(str::to_owned)
}

/// Marks of work that was left for later. Spelt in two parts so that this file holds none.
const PUT_OFF: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("#[ig", "nore"),
    concat!("XX", "X"),
];

pub fn nothing_is_put_off(checkout: &Checkout) -> Breaches {
    let mut breaches = Breaches::new();
    for file in checkout.under("", &[".rs", ".js", ".css", ".html"]) {
        for mark in PUT_OFF {
            for line in lines_where(&file.text, |line| has_word(line, mark)) {
                breaches.push(format!("{}:{line}: {mark}: do it, or leave it out", file.path));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::{super::checkout::examples::files, *};

    #[test]
    fn a_file_that_is_no_rust_is_told() {
        assert_eq!(understood(&files(&[("a.rs", "fn a() {}")])), Breaches::new());
        let told = understood(&files(&[("a.rs", "\nfn a( {}")]));
        assert!(told[0].starts_with("a.rs:2: "), "{told:?}");
    }

    #[test]
    fn each_primitive_has_one_place() {
        let voprf = "type G = voprf::Group;";
        for path in ["protocol/src/oprf/client.rs", "protocol/tests/rfc9497.rs"] {
            assert_eq!(voprf_in_one_room(&files(&[(path, voprf)])), Breaches::new(), "{path}");
        }
        assert_eq!(
            voprf_in_one_room(&files(&[("server/src/keys.rs", voprf)])),
            ["server/src/keys.rs:1: uses voprf outside of protocol/src/oprf/"]
        );
        for spelt in ["use voprf as oblivious;", "use {serde, voprf::{Group, Proof}};"] {
            assert_eq!(voprf_in_one_room(&files(&[("protocol/src/tag.rs", spelt)])).len(), 1);
        }
        for other in ["// voprf::Group", "const A: &str = \"use voprf;\";", "use my::voprf::B;"] {
            let checkout = files(&[("protocol/src/tag.rs", other)]);
            assert_eq!(voprf_in_one_room(&checkout), Breaches::new());
        }
    }

    #[test]
    fn argon2_has_two_files() {
        let argon2 = "use argon2::Argon2;";
        let wrong = |all: &[(&str, &str)]| argon2_in_one_file(&files(all)).len();
        assert_eq!(wrong(&[("protocol/src/stretching.rs", argon2)]), 0);
        assert_eq!(wrong(&[("server/src/passwords.rs", argon2)]), 0);
        assert_eq!(wrong(&[("server/src/staff/accounts/passwords.rs", argon2)]), 0);
        assert_eq!(wrong(&[("operator/src/load.rs", argon2)]), 1);
        let both = [
            ("server/src/passwords.rs", argon2),
            ("server/src/staff/accounts/passwords.rs", argon2),
        ];
        assert_eq!(wrong(&both), 1, "the place of old is open only while nothing came after it");
    }

    #[test]
    fn protocol_reaches_for_nothing() {
        let told = |text: &str| protocol_is_pure(&files(&[("protocol/src/tag.rs", text)]));
        assert_eq!(
            told("use std::{fs, io};"),
            [
                "protocol/src/tag.rs:1: std::fs does not belong here",
                "protocol/src/tag.rs:1: std::io does not belong here"
            ]
        );
        for text in [
            "fn a() { std::time::SystemTime::now(); }",
            "use std::time; fn a() { time::Instant::now(); }",
            "use std as outside;",
            "use std::*;",
            "use std::time::*;",
            "use rand_core::{CryptoRng, OsRng};",
            "fn a() { rand::thread_rng() }",
            "fn a() { vec![std::env::var(b)] }",
            "fn a() { println!(\"b\") }",
        ] {
            assert!(!told(text).is_empty(), "{text}");
        }
        for text in [
            "use std::{collections::BTreeMap, time::Duration, fmt::*};",
            "use rand_core::{CryptoRng, RngCore};",
            "fn tag() {} #[cfg(test)] mod tests { use std::fs; }",
            "const A: &str = \"std::fs\"; // std::fs",
        ] {
            assert_eq!(told(text), Breaches::new(), "{text}");
        }
        let server = files(&[("server/src/app.rs", "use std::fs;")]);
        assert_eq!(protocol_is_pure(&server), Breaches::new());
    }

    #[test]
    fn marks_are_found_in_comments_too() {
        for mark in PUT_OFF {
            let text = format!("fn one() {{}}\n// {mark}) later\n");
            assert_eq!(nothing_is_put_off(&files(&[("a.rs", &text)])).len(), 1, "{mark}");
        }
        assert_eq!(nothing_is_put_off(&files(&[("a.rs", "fn done() {}")])), Breaches::new());
    }
}
