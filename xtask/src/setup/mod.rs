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

/// Chromium with its driver, fonts for every script of the pages, and the npm packages.
pub fn for_the_browser_tests(workspace: &Workspace) -> Result<()> {
    let missing = missing_browser_packages(
        |program| find_program(program).is_some(),
        |file| Path::new(file).exists(),
    );
    debian::install(&missing, "for the browser tests")?;
    npm_packages::ensure(workspace)
}

/// What looks at whole pages as their makers' tools do.
pub fn for_lighthouse(workspace: &Workspace) -> Result<()> {
    npm_packages::ensure_lighthouse(workspace)
}

/// What asks the server as fast as it can, and what says how fast a page is.
pub fn for_the_measurements(workspace: &Workspace) -> Result<()> {
    let missing: &[&str] = if find_program("wrk").is_none() { &["wrk"] } else { &[] };
    debian::install(missing, "for the measurements")?;
    for_lighthouse(workspace)
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
