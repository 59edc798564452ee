//! Which groups a change can reach: by the packages that use what was changed.

use super::Group;
use crate::{
    processes::{cargo, read},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

/// Changes since this commit, those not yet committed among them.
pub fn groups_since(workspace: &Workspace, commit: &str) -> Result<BTreeSet<Group>> {
    let changed = changed_files(workspace, commit)?;
    let uses = Uses::read(workspace)?;
    Ok(changed.iter().flat_map(|path| uses.groups_of(path)).collect())
}

fn changed_files(workspace: &Workspace, commit: &str) -> Result<Vec<String>> {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        read(git.current_dir(workspace.root()).args(arguments))
    };
    // With no renames, both names are told.
    let mut files = git(&["diff", "--name-only", "--no-renames", commit, "--"])
        .with_context(|| format!("what has changed since {commit} is not known"))?;
    files += &git(&["ls-files", "--others", "--exclude-standard"])?;
    Ok(files.lines().map(str::to_owned).collect())
}

/// The workspace's packages: where they lie, and which of the others use them.
struct Uses {
    folders: BTreeMap<String, String>,
    /// By package: those that use it directly, in their tests too.
    users: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    fn read(workspace: &Workspace) -> Result<Self> {
        let mut metadata = cargo(workspace.root());
        let metadata = read(metadata.args(["metadata", "--no-deps", "--format-version=1"]))?;
        let root = workspace.root().to_string_lossy();
        Self::of(&serde_json::from_str(&metadata)?, &root).context("cargo metadata is incomplete")
    }

    fn of(metadata: &Value, root: &str) -> Option<Self> {
        let mut uses = Self { folders: BTreeMap::new(), users: BTreeMap::new() };
        for package in metadata["packages"].as_array()? {
            let name = package["name"].as_str()?;
            let manifest = package["manifest_path"].as_str()?;
            let folder = manifest.strip_prefix(root)?.strip_suffix("Cargo.toml")?;
            uses.folders.insert(folder.trim_start_matches('/').to_owned(), name.to_owned());
            for used in package["dependencies"].as_array()? {
                let used = used["name"].as_str()?.to_owned();
                uses.users.entry(used).or_default().insert(name.to_owned());
            }
        }
        Some(uses)
    }

    fn groups_of(&self, path: &str) -> BTreeSet<Group> {
        let all = || Group::value_variants().iter().copied();
        let mut groups: BTreeSet<Group> = [Group::Tidy].into();
        // A room of the end-to-end tests is used by its own group.
        let room = path.strip_prefix("tests/tests/end_to_end/").and_then(|p| p.split_once('/'));
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        if let Some((room, _)) = room {
            let under = format!("{room}::");
            groups.extend(all().filter(|group| {
                group.tests().iter().any(|tests| tests.under.contains(&under.as_str()))
            }));
        } else if path.starts_with("server/tests/") {
            groups.extend([Group::Store, Group::Postgres]);
        } else if folder == "web" {
            groups.extend(all().filter(|group| group.needs().pages));
        } else if let Some(package) = self.package_of(path) {
            let reached = self.reached_from(package);
            groups.extend(all().filter(|group| reaches(*group, &reached)));
        } else if path.ends_with(".md") || folder == "docs" {
            // Tests hold documents against the code.
            groups.extend([Group::Store, Group::Protocol]);
        } else if folder.is_empty() || folder == ".cargo" {
            groups.extend(all());
        }
        groups
    }

    /// The package in whose folder a file lies; of two, the inner one.
    fn package_of(&self, path: &str) -> Option<&str> {
        let holds = |folder: &&String| path.starts_with(folder.as_str());
        let folder = self.folders.keys().filter(holds).max_by_key(|folder| folder.len())?;
        Some(&self.folders[folder])
    }

    /// The package itself and all that use it, directly or through another.
    fn reached_from(&self, package: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = self.folders.values().map(String::as_str).collect();
        open.retain(|name| *name == package);
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(self.users.get(next).into_iter().flatten().map(String::as_str));
            }
        }
        reached
    }
}

/// Whether the group tests one of these packages, or runs what is made of them.
fn reaches(group: Group, reached: &BTreeSet<&str>) -> bool {
    let needs = group.needs();
    let any = |names: &[&str]| names.iter().any(|name| reached.contains(name));
    group.tests().iter().any(|tests| reached.contains(tests.package))
        || needs.pages && any(&["shirabe-wasm-client", "packing", "same-features"])
        || needs.programs && any(&["shirabe-server", "shirabe-operator"])
        || needs.measuring && any(&["shirabe-bench"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(path: &str) -> BTreeSet<Group> {
        Uses::read(&Workspace::find()).unwrap().groups_of(path)
    }

    fn all() -> BTreeSet<Group> {
        Group::value_variants().iter().copied().collect()
    }

    #[test]
    fn what_everything_is_made_of_reaches_everything() {
        for path in ["Cargo.lock", "Cargo.toml", ".cargo/config.toml", "protocol/src/tag.rs"] {
            assert_eq!(groups(path), all(), "{path}");
        }
    }

    #[test]
    fn a_change_reaches_those_who_use_it_and_nobody_else() {
        use Group::{Browser, Desk, Lists, Postgres, Protocol, Store, Tidy};
        let desk_tests = groups("tests/tests/end_to_end/desk/wire.rs");
        assert_eq!(desk_tests, [Tidy, Desk].into());
        assert_eq!(groups("server/tests/server/http/loads.rs"), [Tidy, Store, Postgres].into());
        assert_eq!(groups("docs/OPERATING.md"), [Tidy, Store, Protocol].into());
        assert_eq!(groups("tidy/src/rooms.rs"), [Tidy, Store].into());
        let server = groups("server/src/app.rs");
        assert!(server.is_superset(&[Store, Postgres, Browser, Desk].into()), "{server:?}");
        assert!(groups("web/desk/session.js").contains(&Desk));
        let features = groups("same-features/Cargo.toml");
        assert!(features.is_superset(&[Store, Desk].into()), "{features:?}");
        let operator = groups("operator/src/main.rs");
        assert!(operator.is_superset(&[Store, Lists].into()), "{operator:?}");
        assert!(groups("contacts/src/people.rs").contains(&Protocol));
    }

    #[test]
    fn every_package_with_tests_is_in_a_group() {
        let uses = Uses::read(&Workspace::find()).unwrap();
        let groups = Group::value_variants();
        // `same-features` has no code.
        for package in uses.folders.values().filter(|package| *package != "same-features") {
            let tested = groups
                .iter()
                .any(|group| group.tests().iter().any(|tests| tests.package == package.as_str()));
            assert!(tested, "{package}: name it in a group of xtask/src/testing/groups.rs");
        }
    }
}
