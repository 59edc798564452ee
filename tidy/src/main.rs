//! Rules that a reviewer would otherwise repeat. Each is one function from what lies in the
//! checkout to what breaks the rule. `cargo xtask tidy` builds this program and runs it.

mod checkout;
mod code_text;
mod doc_examples;
mod documents;
mod order_of_rooms;
mod packages;
mod rooms;
mod rust_code;
mod rust_source;
mod statements;
mod web_code;

use anyhow::Result;
use checkout::Checkout;
use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What breaks a rule: where, and what to do.
type Breaches = Vec<String>;

struct Rule {
    name: &'static str,
    breaches: fn(&Checkout) -> Breaches,
}

const RULES: [Rule; 25] = [
    Rule { name: "who may use whom", breaches: packages::who_may_use_whom },
    Rule { name: "the public client is `protocol` only", breaches: packages::public_client },
    Rule { name: "one crate holds the cryptography", breaches: packages::cryptography },
    Rule { name: "banned packages", breaches: packages::banned },
    Rule { name: "Rust files are understood", breaches: rust_code::understood },
    Rule { name: "rooms of the server, low to high", breaches: order_of_rooms::low_to_high },
    Rule { name: "no circle over rooms of the server", breaches: order_of_rooms::no_circles },
    Rule { name: "SQL only in the store", breaches: statements::only_in_the_store },
    Rule { name: "no example that nothing tests", breaches: doc_examples::none },
    Rule { name: "voprf only in protocol/src/oprf", breaches: rust_code::voprf_in_one_room },
    Rule {
        name: "argon2 only for stretching and for staff's passwords",
        breaches: rust_code::argon2_in_one_file,
    },
    Rule {
        name: "protocol without files, network, clock, threads, environment, randomness",
        breaches: rust_code::protocol_is_pure,
    },
    Rule { name: "nothing is put off", breaches: rust_code::nothing_is_put_off },
    Rule { name: "files of at most 600 lines", breaches: rooms::file_lengths },
    Rule { name: "rooms are named for what they do", breaches: rooms::room_names },
    Rule { name: "one web file uses the network", breaches: web_code::one_network_file },
    Rule { name: "no page out of strings", breaches: web_code::no_markup_from_strings },
    Rule { name: "only the worker loads the wasm client", breaches: web_code::wasm_in_the_worker },
    Rule { name: "no inline script or style", breaches: web_code::nothing_inline },
    Rule { name: "no other origin in the pages", breaches: web_code::no_other_origin },
    Rule { name: "the README names both commands", breaches: documents::readme_commands },
    Rule { name: "the integration run is the test command", breaches: documents::integration_run },
    Rule { name: "documents name what exists", breaches: documents::named_paths::exist },
    Rule {
        name: "the tables of ARCHITECTURE.md are the tree",
        breaches: documents::architecture::matches_the_tree,
    },
    Rule { name: "lock files name no registry", breaches: documents::npm_lock },
];

/// The checkout that the first argument names, or the one this program was built from.
fn asked_for() -> PathBuf {
    env::args_os().nth(1).map_or_else(root, PathBuf::from)
}

/// The checkout this program was built from.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tidy lies in the workspace").to_owned()
}

fn main() -> ExitCode {
    match check() {
        Ok(failed) => {
            println!("{} passed, {failed} failed", RULES.len() - failed);
            if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("tidy: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Checks every rule and says what breaks it; gives how many are broken.
fn check() -> Result<usize> {
    let checkout = Checkout::read(&asked_for())?;
    let mut failed = 0;
    for rule in RULES {
        let breaches = (rule.breaches)(&checkout);
        for breach in &breaches {
            println!("  {breach}");
        }
        println!("{} ... {}", rule.name, if breaches.is_empty() { "ok" } else { "FAILED" });
        failed += usize::from(!breaches.is_empty());
    }
    Ok(failed)
}
