//! The server as the unit for systemd that we ship starts it: it writes where the unit lets it, and
//! nowhere else. `bwrap` (bubblewrap) does here what systemd does there.

use crate::{programs_folder, workspace};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What the guide of docs/OPERATING.md installs, and its place in a deployment of the tests.
const PLACES: [(&str, &str); 2] = [("/etc/shirabe", ""), ("/var/lib/shirabe", "data")];

/// The lines of the unit.
pub struct Unit(String);

impl Unit {
    /// The one in `packing/src/files`.
    pub fn shipped() -> Self {
        let file = workspace().join("packing/src/files/shirabe.service");
        Self(fs::read_to_string(file).expect("the unit for systemd"))
    }

    /// Words of every line of this name.
    fn words<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let lines =
            self.0.lines().filter_map(move |line| line.strip_prefix(name)?.strip_prefix('='));
        lines.flat_map(str::split_whitespace)
    }

    fn says(&self, name: &str, value: &str) -> bool {
        self.words(name).last() == Some(value)
    }

    /// The command that starts a program in the unit's sandbox, as far as files go: the program and
    /// its arguments follow.
    ///
    /// # Panics
    /// Where the unit does not make everything read-only at first.
    pub fn sandbox(&self, deployment: &Path) -> Vec<OsString> {
        assert!(self.says("ProtectSystem", "strict"), "the unit lets the server write anywhere");
        let mut command: Vec<OsString> =
            ["bwrap", "--die-with-parent", "--ro-bind", "/", "/", "--proc", "/proc"]
                .map(OsString::from)
                .into();
        let devices: &[&str] = match self.says("PrivateDevices", "true") {
            true => &["--dev", "/dev"],
            false => &["--dev-bind", "/dev", "/dev"],
        };
        command.extend(devices.iter().map(OsString::from));
        let hidden = [("PrivateTmp", &["/tmp", "/var/tmp"]), ("ProtectHome", &["/home", "/root"])];
        for (name, folders) in hidden {
            let there = folders.iter().filter(|folder| Path::new(folder).is_dir());
            for folder in there.filter(|_| self.says(name, "true")) {
                command.extend([OsString::from("--tmpfs"), folder.into()]);
            }
        }
        let mut bind = |how: &str, path: &Path| {
            command.extend([OsString::from(how), path.into(), path.into()]);
        };
        // What lies elsewhere on a server: program, pages, configuration with keys.
        for path in [workspace(), programs_folder().as_path(), deployment] {
            bind("--ro-bind", path);
        }
        for name in self.words("StateDirectory") {
            bind("--bind", &place(deployment, &format!("/var/lib/{name}")));
        }
        for (name, how) in [("ReadWritePaths", "--bind"), ("ReadOnlyPaths", "--ro-bind")] {
            for path in self.words(name) {
                bind(how, &place(deployment, path));
            }
        }
        command
    }

    /// Whether a program in the sandbox can make a file in a folder.
    pub fn may_write(&self, deployment: &Path, folder: &Path) -> bool {
        let file = folder.join("written-by-a-test");
        let command = self.sandbox(deployment);
        let written = Command::new(&command[0])
            .args(&command[1..])
            .arg("touch")
            .arg(&file)
            .stderr(Stdio::null())
            .status();
        assert_eq!(file.exists(), written.expect("bwrap starts").success());
        fs::remove_file(&file).is_ok()
    }
}

/// Whether this machine lets us make a sandbox; inside a container it may not.
pub fn sandboxes_can_be_made() -> bool {
    let made = Command::new("bwrap").args(["--ro-bind", "/", "/", "true"]).output();
    made.expect("bwrap starts; `cargo xtask setup` installs bubblewrap").status.success()
}

/// Where something of a server lies in a deployment of the tests.
fn place(deployment: &Path, path: &str) -> PathBuf {
    let within = PLACES.iter().find_map(|(installed, here)| {
        let rest = path.strip_prefix(installed)?.trim_start_matches('/');
        Some(deployment.join(here).join(rest))
    });
    within.unwrap_or_else(|| PathBuf::from(path))
}
