//! Every test of the packages, compiled in one call of cargo, and each test program run by itself.

use super::{Tally, groups::Tests, same_features::Libraries};
use crate::{
    processes::{cargo, read, spawn_tied},
    watching,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// One program full of tests.
#[derive(Clone, Debug, PartialEq)]
pub struct TestProgram {
    pub package: String,
    /// The library's, the program's or the integration test's name.
    pub target: String,
    executable: PathBuf,
    /// Of the package: where cargo would run it.
    folder: PathBuf,
}

/// Which tests of a program are run.
#[derive(Clone, Copy, Default)]
pub struct Selection<'a> {
    /// The beginnings of their names; all where there are none.
    pub under: &'a [&'a str],
    /// Beginnings of names that are left out.
    pub skip: &'a [&'a str],
    /// Each of these must stand somewhere in the name.
    pub with: &'a [String],
}

impl Selection<'_> {
    fn takes(&self, name: &str) -> bool {
        (self.under.is_empty() || self.under.iter().any(|start| name.starts_with(start)))
            && !self.skip.iter().any(|start| name.starts_with(start))
            && self.with.iter().all(|part| name.contains(part.as_str()))
    }
}

/// Compiles the programs that hold these tests. Cargo is always asked for the whole workspace, so that
/// every choice of tests finds what another one has compiled.
pub fn compile(workspace: &Workspace, tests: &[Tests]) -> Result<(Vec<TestProgram>, Libraries)> {
    let metadata =
        read(cargo(workspace.root()).args(["metadata", "--no-deps", "--format-version=1"]))?;
    let mut command = cargo(workspace.root());
    command.args(["test", "--no-run", "--workspace", "--message-format=json-render-diagnostics"]);
    command.args(targets(&serde_json::from_str(&metadata)?, tests));
    let messages = watching::read_cargo("tests", &mut command)?;
    Ok((read_messages(&messages)?, Libraries::of_messages(&messages)?))
}

/// What cargo is asked to compile: libraries and programs with their own tests, and integration
/// tests by name.
fn targets(metadata: &Value, tests: &[Tests]) -> BTreeSet<String> {
    let mut targets = BTreeSet::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        for target in package["targets"].as_array().into_iter().flatten() {
            let wanted = |tests: &&Tests| {
                package["name"] == tests.package
                    && tests.target.is_none_or(|name| target["name"] == name)
            };
            if !tests.iter().any(|tests| wanted(&tests)) {
                continue;
            }
            let kind = target["kind"][0].as_str().unwrap_or_default();
            match kind {
                "test" => {
                    let name = target["name"].as_str().unwrap_or_default();
                    targets.insert(format!("--test={name}"));
                }
                "lib" | "rlib" | "cdylib" | "bin" => {
                    targets.extend(["--lib".to_owned(), "--bins".to_owned()]);
                }
                _ => {}
            }
        }
    }
    targets
}

/// What cargo says of each thing that it compiled, one JSON object a line.
fn read_messages(messages: &str) -> Result<Vec<TestProgram>> {
    let mut programs = Vec::new();
    for line in messages.lines().filter(|line| line.starts_with('{')) {
        let message: Value = serde_json::from_str(line).context("cargo wrote no JSON")?;
        let Some(executable) = message["executable"].as_str() else { continue };
        if message["profile"]["test"] != true {
            continue;
        }
        let text =
            |value: &Value| value.as_str().map(str::to_owned).context("cargo left a name out");
        let manifest = text(&message["manifest_path"])?;
        let folder = Path::new(&manifest).parent().context("a manifest lies in a folder")?;
        programs.push(TestProgram {
            package: package_of(&text(&message["package_id"])?),
            target: text(&message["target"]["name"])?,
            executable: executable.into(),
            folder: folder.to_owned(),
        });
    }
    Ok(programs)
}

/// `path+file:///shirabe/server#shirabe-server@0.1.0`, or `path+file:///shirabe/xtask#0.1.0`.
fn package_of(id: &str) -> String {
    let (path, version) = id.rsplit_once('#').unwrap_or((id, ""));
    match version.split_once('@') {
        Some((name, _)) => name.to_owned(),
        None => path.rsplit('/').next().unwrap_or(path).to_owned(),
    }
}

impl TestProgram {
    /// Runs the selected tests; every line that they print goes to `line`.
    pub fn run(
        &self,
        selection: Selection<'_>,
        environment: &[(&str, &str)],
        line: impl FnMut(&str),
    ) -> Result<Tally> {
        let names = self.names()?;
        let chosen: Vec<&String> = names.iter().filter(|name| selection.takes(name)).collect();
        if chosen.is_empty() {
            return Ok(Tally::default());
        }
        let mut command = self.command();
        if chosen.len() < names.len() {
            command.arg("--exact").args(chosen);
        }
        let mut child =
            spawn_tied(command.envs(environment.iter().copied()).stdout(Stdio::piped()))?;
        let output = child.stdout.take().context("the output is piped")?;
        let tally = stream(BufReader::new(output), line)?;
        Ok(tally.with_exit(child.wait()?.success()))
    }

    fn names(&self) -> Result<Vec<String>> {
        let mut child = spawn_tied(
            self.command().args(["--list", "--format", "terse"]).stdout(Stdio::piped()),
        )?;
        let mut listed = String::new();
        child.stdout.take().context("the output is piped")?.read_to_string(&mut listed)?;
        child.wait()?;
        Ok(listed
            .lines()
            .filter_map(|line| line.strip_suffix(": test"))
            .map(str::to_owned)
            .collect())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }
}

/// Hands on the tests' output as it comes and counts from its summary lines.
fn stream(output: impl BufRead, mut shown: impl FnMut(&str)) -> Result<Tally> {
    let mut tally = Tally::default();
    for line in output.split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        shown(&line);
        if let Some(part) = Tally::of_summary_line(&line) {
            tally += part;
        }
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::{super::Group, *};
    use serde_json::json;

    #[test]
    fn output_is_shown_and_counted() {
        let output = "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0\n\
                      caf\u{e9}\ntest result: FAILED. 1 passed; 1 failed; 0 ignored\n";
        let mut shown = String::new();
        let tally = stream(output.as_bytes(), |line| {
            shown.push_str(line);
            shown.push('\n');
        });
        assert_eq!(tally.unwrap(), Tally { passed: 3, failed: 1 });
        assert_eq!(shown, output);
    }

    #[test]
    fn test_programs_are_told_from_other_programs() {
        let message = |name: &str, test: bool| {
            format!(
                "{{\"reason\":\"compiler-artifact\",\"package_id\":\"path+file:///a/server#\
                 shirabe-server@0.1.0\",\"manifest_path\":\"/a/server/Cargo.toml\",\"target\":\
                 {{\"name\":\"{name}\"}},\"profile\":{{\"test\":{test}}},\"executable\":\"/a/{name}\"}}\n"
            )
        };
        let library = "{\"reason\":\"compiler-artifact\",\"executable\":null}\n";
        let messages = [&message("shirabe", false), library, &message("server", true)].concat();
        assert_eq!(
            read_messages(&messages).unwrap(),
            [TestProgram {
                package: "shirabe-server".into(),
                target: "server".into(),
                executable: "/a/server".into(),
                folder: "/a/server".into(),
            }]
        );
        assert_eq!(package_of("path+file:///shirabe/xtask#0.1.0"), "xtask");
    }

    #[test]
    fn cargo_is_asked_for_what_holds_the_tests() {
        let target = |kind: &str, name: &str| json!({ "kind": [kind], "name": name });
        let metadata = json!({ "packages": [
            { "name": "shirabe-server", "targets": [
                target("lib", "shirabe_server"), target("bin", "shirabe"), target("test", "server"),
                target("custom-build", "build-script-build") ] },
            { "name": "shirabe-tests", "targets": [
                target("lib", "shirabe_tests"), target("test", "end_to_end") ] },
        ] });
        let of = |group: Group| targets(&metadata, &group.tests()).into_iter().collect::<Vec<_>>();
        assert_eq!(of(Group::Desk), ["--test=end_to_end"]);
        assert_eq!(of(Group::Postgres), ["--test=server"]);
        assert_eq!(of(Group::Store), ["--bins", "--lib", "--test=server"]);
        assert_eq!(of(Group::Privacy), ["--bins", "--lib", "--test=end_to_end"]);
        assert_eq!(of(Group::Tidy), [""; 0]);
    }

    #[test]
    fn a_selection_is_by_beginning_and_by_part() {
        let with = ["guess".to_owned()];
        let all = Selection::default();
        let desk = Selection { under: &["desk::"], ..all };
        let not_desk = Selection { skip: &["desk::"], ..all };
        let guesses = Selection { with: &with, ..desk };
        for (name, expected) in [
            ("desk::guesses::stop", [true, true, false, true]),
            ("desk::wire::sees_nothing", [true, true, false, false]),
            ("page::desk::guesses", [true, false, true, false]),
        ] {
            let taken = [all, desk, not_desk, guesses].map(|selection| selection.takes(name));
            assert_eq!(taken, expected, "{name}");
        }
    }

    #[test]
    fn this_program_lists_and_runs_its_own_tests() {
        let folder = env!("CARGO_MANIFEST_DIR").into();
        let executable = std::env::current_exe().unwrap();
        let this =
            TestProgram { package: "xtask".into(), target: "xtask".into(), executable, folder };
        let selection = Selection { under: &["testing::tally::"], ..Selection::default() };
        let mut lines = Vec::new();
        let tally = this.run(selection, &[], |line| lines.push(line.to_owned())).unwrap();
        assert!(tally.passed >= 4 && tally.failed == 0, "{lines:?}");
        assert!(lines.iter().any(|line| line.starts_with("test testing::tally::")), "{lines:?}");
        let nothing = Selection { under: &["no such test"], ..Selection::default() };
        assert_eq!(this.run(nothing, &[], |_| ()).unwrap(), Tally::default());
    }
}
