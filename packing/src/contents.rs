//! What lies in the tar, and where it comes from.

use crate::archive::Entry;
use anyhow::{Context, Result};
use std::{fs, path::Path};

const README: &str = include_str!("files/README.txt");
const SERVICE: &str = include_str!("files/shirabe.service");

/// Name in the tar, and in the checkout.
const FROM_CHECKOUT: [(&str, &str); 8] = [
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("docs/EMBEDDING.md", "docs/EMBEDDING.md"),
    ("docs/OPERATING.md", "docs/OPERATING.md"),
    ("docs/POSTGRESQL.md", "docs/POSTGRESQL.md"),
    ("docs/VERIFYING.md", "docs/VERIFYING.md"),
    ("etc/incident.sample.toml", "server/incident.sample.toml"),
    ("etc/shirabe.sample.toml", "server/shirabe.sample.toml"),
];

/// Both programs, by file name.
const PROGRAMS: [&str; 2] = ["shirabe", "shirabe-operator"];

/// Everything, with the programs of this folder.
pub fn collect(root: &Path, programs: &Path) -> Result<Vec<Entry>> {
    let mut entries = vec![
        Entry::file("README.txt", README.replace("VERSION", env!("CARGO_PKG_VERSION"))),
        Entry::file("lib/systemd/shirabe.service", SERVICE),
    ];
    for (name, path) in FROM_CHECKOUT {
        entries.push(Entry::file(name, read(&root.join(path))?));
    }
    for name in PROGRAMS {
        entries.push(Entry::program(&format!("bin/{name}"), read(&programs.join(name))?));
    }
    Ok(entries)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::root;

    #[test]
    fn everything_that_is_handed_out_is_there() {
        let programs = tempfile::tempdir().unwrap();
        let error = collect(root(), programs.path()).map(|_| ()).unwrap_err();
        assert!(error.to_string().ends_with("shirabe cannot be read"), "{error}");
        for name in PROGRAMS {
            fs::write(programs.path().join(name), name).unwrap();
        }
        let entries = collect(root(), programs.path()).unwrap();
        let mut names: Vec<&str> = entries.iter().map(Entry::name).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "LICENSE-APACHE",
                "LICENSE-MIT",
                "README.txt",
                "bin/shirabe",
                "bin/shirabe-operator",
                "docs/EMBEDDING.md",
                "docs/OPERATING.md",
                "docs/POSTGRESQL.md",
                "docs/VERIFYING.md",
                "etc/incident.sample.toml",
                "etc/shirabe.sample.toml",
                "lib/systemd/shirabe.service",
            ]
        );
    }

    #[test]
    fn the_readme_fits_a_screen_and_names_what_is_there() {
        assert_eq!(README.lines().count(), 10);
        for name in ["bin/shirabe ", "bin/shirabe-operator ", "etc/", "lib/", "docs/OPERATING.md"] {
            assert!(README.contains(name), "{name}");
        }
    }

    #[test]
    fn the_unit_starts_what_the_guide_installs() {
        let guide = fs::read_to_string(root().join("docs/OPERATING.md")).unwrap();
        let start = SERVICE.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
        let (program, rest) = start.split_once(' ').unwrap();
        assert_eq!(rest, "--config /etc/shirabe/shirabe.toml serve");
        assert!(guide.contains(&format!("bin/shirabe {program}")), "{program}");
        for line in ["NoNewPrivileges=true", "ProtectSystem=strict", "LimitCORE=0"] {
            assert!(SERVICE.lines().any(|found| found == line), "{line}");
        }
    }
}
