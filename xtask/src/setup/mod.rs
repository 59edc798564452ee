//! What a machine needs beside Rust. Nothing that is there is installed again.

mod debian;
mod npm_packages;
mod postgresql;
mod rust_components;
mod wasm_target;

pub use postgresql::ensure as for_postgresql;
pub use rust_components::for_tidiness;
pub use wasm_target::WasmToolchain;

use crate::{processes::find_program, workspace::Workspace};
use anyhow::Result;
use std::path::Path;

/// A compiler for wasm32; says which way was taken if it had to be installed.
pub fn for_the_web_build(workspace: &Workspace) -> Result<WasmToolchain> {
    wasm_target::ensure(workspace)
}

/// What tests and measurements run beside our own programs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Chromium with its driver, fonts for every script of the pages, and the npm packages.
    pub browser: bool,
    /// What looks at whole pages as their makers' tools do.
    pub lighthouse: bool,
    pub postgresql: bool,
    /// What asks the server as fast as it can.
    pub measuring: bool,
    /// What starts the server in the sandbox that its unit for systemd describes.
    pub sandbox: bool,
}

impl Wanted {
    pub const EVERYTHING: Self =
        Self { browser: true, lighthouse: true, postgresql: true, measuring: true, sandbox: true };
}

/// Installs what is missing, Debian's packages in one call.
pub fn beside_our_programs(workspace: &Workspace, wanted: Wanted) -> Result<()> {
    let has_program = |program: &str| find_program(program).is_some();
    let mut missing = Vec::new();
    if wanted.browser {
        missing = missing_browser_packages(has_program, |file| Path::new(file).exists());
    }
    if wanted.postgresql && !postgresql::is_there() {
        missing.push("postgresql");
    }
    if wanted.measuring && !has_program("wrk") {
        missing.push("wrk");
    }
    if wanted.sandbox && !has_program("bwrap") {
        missing.push("bubblewrap");
    }
    if (wanted.browser || wanted.lighthouse) && !has_program("npm") {
        missing.push("npm");
    }
    debian::install(&missing, "for the tests")?;
    if wanted.browser {
        npm_packages::ensure(workspace)?;
    }
    if wanted.lighthouse {
        npm_packages::ensure_lighthouse(workspace)?;
    }
    Ok(())
}

/// A Debian package, and what shows that it is there.
enum Sign {
    Program(&'static str),
    File(&'static str),
}

const BROWSER_PACKAGES: [(&str, Sign); 4] = [
    ("chromium", Sign::Program("chromium")),
    ("chromium-driver", Sign::Program("chromedriver")),
    ("fonts-noto-core", Sign::File("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")),
    ("fonts-noto-cjk", Sign::File("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")),
];

fn missing_browser_packages(
    has_program: impl Fn(&str) -> bool,
    has_file: impl Fn(&str) -> bool,
) -> Vec<&'static str> {
    BROWSER_PACKAGES
        .iter()
        .filter(|(_, sign)| match sign {
            Sign::Program(program) => !has_program(program),
            Sign::File(file) => !has_file(file),
        })
        .map(|(package, _)| *package)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::missing_browser_packages;

    #[test]
    fn only_what_is_missing_is_named() {
        assert!(missing_browser_packages(|_| true, |_| true).is_empty());
        assert_eq!(
            missing_browser_packages(|program| program == "chromium", |_| true),
            ["chromium-driver"]
        );
        assert_eq!(
            missing_browser_packages(|_| false, |_| false),
            ["chromium", "chromium-driver", "fonts-noto-core", "fonts-noto-cjk"]
        );
    }
}
