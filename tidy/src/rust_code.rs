//! Where in the Rust code a thing may stand.

use super::{
    Breaches,
    checkout::Checkout,
    code_text::{Language, has_word, lines_where, without_comments},
};

/// Lines outside of `rooms` that use the crate. Vectors and tests may check against it.
fn uses_of_crate(checkout: &Checkout, name: &str, rooms: &[&str]) -> Breaches {
    let path = format!("{name}::");
    let import = format!("use {name}");
    let everywhere = ["protocol/src/vectors", "protocol/tests/", "tests/"];
    let mut breaches = Breaches::new();
    for file in checkout.under("", &[".rs"]) {
        if rooms.iter().chain(&everywhere).any(|room| file.path.starts_with(room)) {
            continue;
        }
        let code = without_comments(&file.text, Language::Rust);
        for line in lines_where(&code, |line| has_word(line, &path) || has_word(line, &import)) {
            breaches.push(format!("{}:{line}: uses {name} outside of {}", file.path, rooms[0]));
        }
    }
    breaches
}

pub fn voprf_in_one_room(checkout: &Checkout) -> Breaches {
    uses_of_crate(checkout, "voprf", &["protocol/src/oprf/"])
}

pub fn argon2_in_one_file(checkout: &Checkout) -> Breaches {
    let rooms = ["protocol/src/stretching.rs", "server/src/passwords.rs"];
    uses_of_crate(checkout, "argon2", &rooms)
}

/// What `protocol` may not reach for: the caller hands in bytes, time and randomness.
const OUTSIDE_WORLD: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "OsRng",
    "thread_rng",
];

pub fn protocol_is_pure(checkout: &Checkout) -> Breaches {
    let mut breaches = Breaches::new();
    for file in checkout.under("protocol/src/", &[".rs"]) {
        let code = without_comments(&file.text, Language::Rust);
        // Tests stand at the end of a file and may read and draw what they like.
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for thing in OUTSIDE_WORLD {
            for line in lines_where(code, |line| has_word(line, thing)) {
                breaches.push(format!("{}:{line}: {thing} does not belong here", file.path));
            }
        }
    }
    breaches
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

    /// `voprf::Group`, without this file using the crate.
    fn line(name: &str) -> String {
        format!("type Group = {name}{}Group;\n", "::")
    }

    #[test]
    fn each_primitive_has_one_place() {
        let voprf = line("voprf");
        for path in ["protocol/src/oprf/client.rs", "protocol/tests/rfc9497.rs"] {
            assert_eq!(voprf_in_one_room(&files(&[(path, &voprf)])), Breaches::new(), "{path}");
        }
        assert_eq!(
            voprf_in_one_room(&files(&[("server/src/keys.rs", &voprf)])),
            ["server/src/keys.rs:1: uses voprf outside of protocol/src/oprf/"]
        );
        let import = format!("use {} as oblivious;", "voprf");
        assert_eq!(voprf_in_one_room(&files(&[("protocol/src/tag.rs", &import)])).len(), 1);
        let comment = format!("// {}", line("voprf"));
        assert_eq!(
            voprf_in_one_room(&files(&[("protocol/src/tag.rs", &comment)])),
            Breaches::new()
        );

        let argon2 = line("argon2");
        let right = files(&[("protocol/src/stretching.rs", &argon2)]);
        assert_eq!(argon2_in_one_file(&right), Breaches::new());
        let passwords = files(&[("server/src/passwords.rs", &argon2)]);
        assert_eq!(argon2_in_one_file(&passwords), Breaches::new());
        assert_eq!(argon2_in_one_file(&files(&[("operator/src/load.rs", &argon2)])).len(), 1);
    }

    #[test]
    fn protocol_reaches_for_nothing() {
        let clock = "let now = std::time::SystemTime::now();";
        assert_eq!(protocol_is_pure(&files(&[("protocol/src/tag.rs", clock)])).len(), 1);
        assert_eq!(protocol_is_pure(&files(&[("server/src/app.rs", clock)])), Breaches::new());
        let in_tests = format!("fn tag() {{}}\n#[cfg(test)]\nmod tests {{ {clock} }}");
        assert_eq!(
            protocol_is_pure(&files(&[("protocol/src/tag.rs", &in_tests)])),
            Breaches::new()
        );
        let file = "let key = std::fs::read(path);";
        assert_eq!(protocol_is_pure(&files(&[("protocol/src/tag.rs", file)])).len(), 1);
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
