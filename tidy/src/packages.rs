//! Who may use whom, and which packages nobody may use.

use super::{
    Breaches,
    checkout::{Checkout, Package},
};
use std::collections::BTreeSet;

/// Each package with the workspace packages it may use, directly or through another.
/// `shirabe-tests` drives everything and is not named here.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("shirabe-protocol", &[]),
    ("shirabe-contacts", &["shirabe-protocol"]),
    // `contacts` only behind the feature `lists`; the next rule looks at that.
    ("shirabe-wasm-client", &["shirabe-protocol", "shirabe-contacts"]),
    // All that is stored; it knows no page, no key and no rule.
    ("shirabe-store", &["shirabe-protocol"]),
    ("shirabe-server", &["shirabe-protocol", "shirabe-store"]),
    ("shirabe-operator", &["shirabe-protocol", "shirabe-contacts"]),
    ("sample-data", &["shirabe-protocol"]),
    (
        "shirabe-bench",
        &[
            "shirabe-protocol",
            "shirabe-contacts",
            "shirabe-server",
            "shirabe-store",
            "shirabe-operator",
            "shirabe-tests",
            "sample-data",
        ],
    ),
    ("xtask", &["sample-data", "shirabe-protocol"]),
    ("packing", &[]),
    ("tidy", &[]),
    // Has no code.
    ("same-features", &["shirabe-protocol"]),
];

/// What the tests of a package may use beside.
const TESTS_MAY_USE: [(&str, &[&str]); 2] =
    [("sample-data", &["shirabe-contacts"]), ("shirabe-server", &["sample-data"])];

pub fn who_may_use_whom(checkout: &Checkout) -> Breaches {
    let mut breaches = Breaches::new();
    for package in &checkout.packages {
        if package.name == "shirabe-tests" {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name) else {
            breaches.push(format!(
                "{}: this package is new; say in tidy/src/packages.rs whom it may use",
                package.name
            ));
            continue;
        };
        let for_tests = TESTS_MAY_USE.iter().find(|(name, _)| *name == package.name);
        let for_tests = for_tests.map_or(&[][..], |(_, allowed)| *allowed);
        let programs = used_by(package, &checkout.packages, false);
        for used in used_by(package, &checkout.packages, true) {
            let allowed_for_tests = !programs.contains(used) && for_tests.contains(&used);
            if used != package.name && !allowed.contains(&used) && !allowed_for_tests {
                breaches.push(format!("{} uses {used}, which it may not know", package.name));
            }
        }
    }
    breaches
}

/// Workspace packages that this one uses, directly or through another; with what its own tests
/// use, if asked. What the tests of another use is that other's matter.
fn used_by<'a>(package: &'a Package, all: &'a [Package], by_tests: bool) -> BTreeSet<&'a str> {
    let mut used = BTreeSet::new();
    let mut open = vec![package];
    while let Some(next) = open.pop() {
        for dependency in &next.dependencies {
            if dependency.for_tests && !(by_tests && next.name == package.name) {
                continue;
            }
            let known = all.iter().find(|other| other.name == dependency.name);
            if let Some(other) = known
                && used.insert(other.name.as_str())
            {
                open.push(other);
            }
        }
    }
    used
}

/// What visitors download: no package of the workspace but `protocol`, unless it is optional and
/// neither `lookup` nor the default features turn it on.
pub fn public_client(checkout: &Checkout) -> Breaches {
    let name = "shirabe-wasm-client";
    let Some(client) = checkout.packages.iter().find(|package| package.name == name) else {
        return vec![format!("{name}: the package is missing")];
    };
    let ours: BTreeSet<&str> = checkout.packages.iter().map(|other| other.name.as_str()).collect();
    let enabled = enabled_by(client, &["lookup"]);
    client
        .dependencies
        .iter()
        .filter(|used| !used.for_tests && ours.contains(&*used.name))
        .filter(|used| used.name != "shirabe-protocol")
        .filter(|used| !used.optional || enabled.contains(&*used.name))
        .map(|used| format!("{name}: the feature `lookup` brings in {}", used.name))
        .collect()
}

/// Features and optional packages that these features turn on.
fn enabled_by<'a>(package: &'a Package, features: &[&'a str]) -> BTreeSet<&'a str> {
    let mut enabled = BTreeSet::new();
    let mut open = features.to_vec();
    while let Some(feature) = open.pop() {
        for enables in package.features.get(feature).into_iter().flatten() {
            let name = enables.strip_prefix("dep:").unwrap_or(enables);
            let name = name.split(['/', '?']).next().unwrap_or(name);
            if enabled.insert(name) {
                open.push(name);
            }
        }
    }
    enabled
}

/// Whoever may name a primitive: `protocol` wraps it, the others compare with it and are no part
/// of what is delivered.
const MAY_NAME_PRIMITIVES: [&str; 3] = ["shirabe-protocol", "shirabe-tests", "shirabe-bench"];

/// Staff's passwords are no part of the protocol; `rust_code.rs` knows the one file.
const PASSWORDS: (&str, &str) = ("shirabe-server", "argon2");

/// Primitives that are reached through `protocol` only, so that there is one place to review.
pub fn cryptography(checkout: &Checkout) -> Breaches {
    let mut breaches = Breaches::new();
    for package in &checkout.packages {
        for primitive in ["voprf", "argon2", "bloomfilter", "curve25519-dalek"] {
            let uses =
                package.dependencies.iter().any(|used| used.name == primitive && !used.for_tests);
            let for_passwords = (&*package.name, primitive) == PASSWORDS;
            if uses && !for_passwords && !MAY_NAME_PRIMITIVES.contains(&&*package.name) {
                breaches.push(format!(
                    "{} uses {primitive}; take what shirabe-protocol makes of it",
                    package.name
                ));
            }
        }
    }
    breaches
}

/// Packages whose licence or nature does not fit.
const BANNED: [(&str, &str); 3] = [
    ("actix-governor", "its licence is the GPL; use governor"),
    ("openssl-sys", "use rustls"),
    ("native-tls", "use rustls"),
];

pub fn banned(checkout: &Checkout) -> Breaches {
    let Some(lock) = checkout.file("Cargo.lock") else {
        return vec!["Cargo.lock is missing; it belongs into the repository".into()];
    };
    BANNED
        .iter()
        .filter(|(name, _)| lock.text.lines().any(|line| line == format!("name = \"{name}\"")))
        .map(|(name, reason)| format!("Cargo.lock holds {name}: {reason}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{
        super::checkout::{
            Dependency,
            examples::{files, package},
        },
        *,
    };

    fn checkout(packages: Vec<Package>) -> Checkout {
        Checkout { packages, ..Checkout::default() }
    }

    #[test]
    fn the_server_never_knows_contacts() {
        let contacts = || package("shirabe-contacts", &["shirabe-protocol", "csv"]);
        let allowed = checkout(vec![
            package("shirabe-protocol", &["serde", "shirabe-protocol"]),
            contacts(),
            package("shirabe-server", &["shirabe-protocol", "serde"]),
            package("shirabe-tests", &["shirabe-contacts", "shirabe-server"]),
        ]);
        assert_eq!(who_may_use_whom(&allowed), Breaches::new());

        let directly = checkout(vec![contacts(), package("shirabe-server", &["shirabe-contacts"])]);
        assert_eq!(
            who_may_use_whom(&directly),
            ["shirabe-server uses shirabe-contacts, which it may not know"]
        );

        let through_another = checkout(vec![
            contacts(),
            package("sample-data", &["shirabe-contacts"]),
            package("shirabe-server", &["sample-data"]),
        ]);
        assert!(
            who_may_use_whom(&through_another)
                .contains(&"shirabe-server uses shirabe-contacts, which it may not know".into())
        );
        assert_eq!(who_may_use_whom(&checkout(vec![package("newcomer", &[])])).len(), 1);
    }

    #[test]
    fn what_tests_use_is_no_part_of_the_program() {
        let with_tests_on_contacts = |name: &str| {
            let mut tested = package(name, &[]);
            tested.dependencies.push(Dependency {
                name: "shirabe-contacts".into(),
                optional: false,
                for_tests: true,
            });
            tested
        };
        let contacts = || package("shirabe-contacts", &[]);
        let samples = with_tests_on_contacts("sample-data");
        let allowed = checkout(vec![contacts(), samples, package("xtask", &["sample-data"])]);
        assert_eq!(who_may_use_whom(&allowed), Breaches::new());
        let server = checkout(vec![contacts(), with_tests_on_contacts("shirabe-server")]);
        assert_eq!(who_may_use_whom(&server).len(), 1);
    }

    #[test]
    fn lists_stay_out_of_the_public_client() {
        let with = |optional: bool, lookup: &[&str]| {
            let mut client = package("shirabe-wasm-client", &["shirabe-protocol"]);
            client.dependencies.push(Dependency {
                name: "shirabe-contacts".into(),
                optional,
                for_tests: false,
            });
            let enables = lookup.iter().map(|name| (*name).to_owned()).collect();
            client.features.insert("lookup".into(), enables);
            client.features.insert("lists".into(), vec!["dep:shirabe-contacts".into()]);
            checkout(vec![
                client,
                package("shirabe-contacts", &[]),
                package("shirabe-protocol", &[]),
            ])
        };
        assert_eq!(public_client(&with(true, &[])), Breaches::new());
        assert_eq!(public_client(&with(false, &[])).len(), 1);
        assert_eq!(public_client(&with(true, &["lists"])).len(), 1);
        assert_eq!(public_client(&with(true, &["shirabe-contacts/xlsx"])).len(), 1);
        assert_eq!(public_client(&checkout(Vec::new())).len(), 1);
    }

    #[test]
    fn primitives_are_reached_through_protocol() {
        let held = checkout(vec![package("shirabe-protocol", &["voprf", "argon2"])]);
        assert_eq!(cryptography(&held), Breaches::new());
        let spread = checkout(vec![package("shirabe-server", &["voprf"])]);
        assert_eq!(cryptography(&spread).len(), 1);
    }

    #[test]
    fn banned_packages_are_found_in_the_lock() {
        let lock = |name: &str| {
            files(&[("Cargo.lock", &format!("[[package]]\nname = \"{name}\"\nversion = \"1\"\n"))])
        };
        assert_eq!(banned(&lock("governor")), Breaches::new());
        assert_eq!(banned(&lock("actix-governor")).len(), 1);
        assert_eq!(banned(&lock("openssl-sys")).len(), 1);
        assert_eq!(banned(&files(&[])).len(), 1);
    }
}
