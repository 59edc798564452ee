//! An account for the pages of staff, with every role in every sample incident.

use super::{DemoFolder, server::shirabe};
use crate::processes::read;
use anyhow::Result;
use sample_data::SampleIncident;
use std::{net::SocketAddr, path::Path};

const LOGIN: &str = "demo";
const ROLES: [&str; 6] =
    ["administrator", "loader", "notifier", "desk-agent", "supervisor", "auditor"];

/// Makes the account where there is none, and gives a link that works once; says how to get in.
pub fn invite(
    program: &Path,
    folder: &DemoFolder,
    address: &SocketAddr,
    incidents: &[&SampleIncident],
) -> Result<String> {
    let run = |arguments: &[&str]| {
        let mut command = shirabe(program, folder);
        command.env("SHIRABE_PUBLIC_URL", format!("http://{address}")).args(arguments);
        read(&mut command)
    };
    let known = run(&["account", "list"])?;
    let is_there = known.lines().any(|line| line.starts_with("demo "));
    let said = if is_there {
        format!(
            "http://{address}/en/staff  (login {LOGIN}, your own password; forgotten: `--fresh`)"
        )
    } else {
        let made = run(&[
            "account",
            "create",
            "--admin",
            "--link",
            "--language",
            "en",
            "--login",
            LOGIN,
            "--name",
            "Demo",
            "--organisation",
            "Demo",
        ])?;
        let link = made.lines().find(|line| line.starts_with("http")).unwrap_or_default();
        format!("{link}\n    (choose a password and set up an app for codes; the login is {LOGIN})")
    };
    for incident in incidents {
        let grant = ["account", "grant", "--login", LOGIN, "--incident", incident.slug, "--role"];
        run(&[&grant[..], &ROLES].concat())?;
    }
    Ok(format!("  staff and desk: {said}\n    the desk is at http://{address}/en/staff/desk\n"))
}
