//! Installing packages of Debian and its relatives, as far as this account may.

use crate::{
    processes::{find_program, read, run, succeeds},
    watching::say,
};
use anyhow::{Result, bail};
use std::{
    process::{Command, Stdio},
    sync::Once,
};

/// How this account may install packages.
#[derive(Clone, Copy, PartialEq)]
enum Right {
    Root,
    SudoWithoutPassword,
}

/// Installs the named packages; with an empty list it does nothing.
pub fn install(packages: &[&str], purpose: &str) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    if find_program("apt-get").is_none() {
        bail!(
            "{purpose} we need what Debian calls {}; this machine has no apt-get, please install \
             them in its own way and run the command again",
            packages.join(", ")
        );
    }
    let Some(right) = right() else {
        bail!(
            "{purpose} we need packages that this account may not install. Please run this line, \
             then the command again:\n  {}",
            line_to_run(packages)
        );
    };
    say("setup", &format!("installing {} {purpose}", packages.join(", ")));
    static LISTS_UPDATED: Once = Once::new();
    let mut updated = Ok(());
    LISTS_UPDATED.call_once(|| updated = run(apt_get(right).args(["-qq", "update"])));
    updated?;
    run(apt_get(right)
        .args(["-qq", "install", "-y", "--no-install-recommends"])
        .args(packages)
        .stdout(Stdio::null()))?;
    say("setup", "installed");
    Ok(())
}

/// The line for a person who may do what this account may not.
pub fn line_to_run(packages: &[&str]) -> String {
    format!("sudo apt-get install -y --no-install-recommends {}", packages.join(" "))
}

fn right() -> Option<Right> {
    let root = read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root {
        return Some(Right::Root);
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(Right::SudoWithoutPassword)
}

fn apt_get(right: Right) -> Command {
    let mut command = match right {
        Right::Root => Command::new("env"),
        Right::SudoWithoutPassword => {
            let mut command = Command::new("sudo");
            command.args(["-n", "env"]);
            command
        }
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(right: Right) -> Vec<String> {
        let command = apt_get(right);
        std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|argument| argument.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn sudo_never_asks() {
        assert_eq!(arguments(Right::Root), ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        assert_eq!(arguments(Right::SudoWithoutPassword)[..3], ["sudo", "-n", "env"]);
    }

    #[test]
    fn nothing_missing_installs_nothing() {
        install(&[], "for nothing").unwrap();
        assert_eq!(
            line_to_run(&["one", "two"]),
            "sudo apt-get install -y --no-install-recommends one two"
        );
    }
}
