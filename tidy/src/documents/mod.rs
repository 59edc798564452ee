//! Documents and settings that must say the same as the code.

pub mod architecture;
mod code_spans;
pub mod named_paths;

use super::{Breaches, checkout::Checkout};

const COMMANDS: [&str; 2] = ["cargo xtask demo", "cargo xtask test"];

pub fn readme_commands(checkout: &Checkout) -> Breaches {
    let Some(readme) = checkout.file("README.md") else {
        return vec!["README.md is missing".into()];
    };
    COMMANDS
        .iter()
        .filter(|command| !readme.text.contains(*command))
        .map(|command| format!("README.md does not name `{command}`"))
        .collect()
}

/// What runs on every change is what a person runs.
pub fn integration_run(checkout: &Checkout) -> Breaches {
    let Some(script) = checkout.file(".ci/run") else {
        return vec![".ci/run is missing".into()];
    };
    let calls = script.text.lines().any(|line| line.trim() == "exec cargo xtask test");
    if calls { Breaches::new() } else { vec![".ci/run does not call `cargo xtask test`".into()] }
}

/// Addresses in the npm lock would bind everybody to one machine's registry.
pub fn npm_lock(checkout: &Checkout) -> Breaches {
    checkout
        .under("", &["package-lock.json"])
        .filter(|file| file.text.contains("\"resolved\""))
        .map(|file| format!("{}: set omit-lockfile-registry-resolved and write it anew", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::checkout::examples::files, *};

    #[test]
    fn both_commands_are_named() {
        let both = "Run `cargo xtask demo`.\n\n    cargo xtask test\n";
        assert_eq!(readme_commands(&files(&[("README.md", both)])), Breaches::new());
        assert_eq!(
            readme_commands(&files(&[("README.md", "Run `cargo xtask demo`.")])),
            ["README.md does not name `cargo xtask test`"]
        );
        assert_eq!(readme_commands(&files(&[])).len(), 1);
    }

    #[test]
    fn the_integration_run_tests_everything() {
        let script = "#!/usr/bin/env bash\nexec cargo xtask test\n";
        assert_eq!(integration_run(&files(&[(".ci/run", script)])), Breaches::new());
        let part = "#!/usr/bin/env bash\nexec cargo xtask test --only tidy\n";
        assert_eq!(integration_run(&files(&[(".ci/run", part)])).len(), 1);
        assert_eq!(integration_run(&files(&[])).len(), 1);
    }

    #[test]
    fn a_lock_with_addresses_is_refused() {
        let clean = "{\"packages\": {\"node_modules/a\": {\"version\": \"1.0.0\"}}}";
        assert_eq!(npm_lock(&files(&[("tests/package-lock.json", clean)])), Breaches::new());
        let bound = "{\"packages\": {\"node_modules/a\": {\"resolved\": \"https://x.example\"}}}";
        assert_eq!(npm_lock(&files(&[("tests/package-lock.json", bound)])).len(), 1);
    }
}
