//! The database of the demo: SQLite in its folder, or a PostgreSQL of its own beside it.

use super::{DemoFolder, Stop};
use crate::{
    processes::{Running, read, succeeds},
    setup,
};
use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use sha2::{Digest, Sha256};
use std::{
    env,
    fs::{self, File},
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What the demo keeps its data in.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum Choice {
    /// One file in the data folder.
    Sqlite,
    /// A PostgreSQL that the demo starts for itself, reached by a socket only.
    Postgres,
}

const USER: &str = "shirabe";
/// Made by `initdb`.
const NAME: &str = "postgres";
const PATIENCE: Duration = Duration::from_secs(30);
/// A socket's path is at most 107 bytes long; its name takes 16 of them.
const LONGEST_FOLDER: usize = 90;

/// A running PostgreSQL; ended with this value.
pub struct Cluster {
    _running: Running,
    folder: PathBuf,
}

impl Cluster {
    /// Makes it at the first time; returns when it takes connections.
    pub fn start(demo: &DemoFolder, stop: &Stop) -> Result<Self> {
        let programs = setup::for_postgresql()?;
        let account = Account::needed()?;
        let folder = place(demo, account)?;
        if !demo.was_there() && folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let data = folder.join("data");
        if !data.join("PG_VERSION").exists() {
            println!("demo: making a database in {}", folder.display());
            make(&programs, account, &folder)?;
        }
        let mut running = Running::start(
            run_by(account, &programs.join("postgres"))
                .arg("-D")
                .arg(&data)
                // The demo can be made again; a database that cannot keeps this on.
                .args(["-c", "fsync=off", "-c", "listen_addresses="])
                .args(["-c", &format!("unix_socket_directories={}", folder.display())])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(File::create(demo.database_log())?),
        )?;
        let begun = Instant::now();
        while !is_ready(&data) {
            ensure!(!stop.is_asked(), "stopped");
            let log = demo.database_log();
            if let Some(status) = running.child().try_wait()? {
                bail!("PostgreSQL did not start ({status}); see {}", log.display());
            }
            ensure!(begun.elapsed() < PATIENCE, "PostgreSQL is silent; see {}", log.display());
            thread::sleep(Duration::from_millis(20));
        }
        Ok(Self { _running: running, folder })
    }

    /// What `shirabe init --database-url` takes.
    pub fn url(&self) -> String {
        url(&self.folder)
    }
}

fn url(folder: &Path) -> String {
    let mut host = String::new();
    for byte in folder.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                host.push(char::from(*byte));
            }
            other => host.push_str(&format!("%{other:02X}")),
        }
    }
    format!("postgres://{USER}@{host}/{NAME}")
}

/// The last line of this file says how far the server is.
fn is_ready(data: &Path) -> bool {
    fs::read_to_string(data.join("postmaster.pid"))
        .is_ok_and(|text| text.lines().last().is_some_and(|line| line.trim() == "ready"))
}

fn make(programs: &Path, account: Option<Account>, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    if let Some(account) = account {
        chown(folder, Some(account.user), Some(account.group))?;
    }
    // Nobody else gets to the socket.
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    read(
        run_by(account, &programs.join("initdb"))
            .args(["--no-sync", "--encoding=UTF8", "--locale=C", "--auth=trust"])
            .args(["--username", USER, "--pgdata"])
            .arg(folder.join("data")),
    )?;
    Ok(())
}

/// In the demo's folder, if the account gets there and a socket fits.
fn place(demo: &DemoFolder, account: Option<Account>) -> Result<PathBuf> {
    let inside = demo.path().join("postgresql");
    let short = inside.as_os_str().len() <= LONGEST_FOLDER;
    let reachable = account.is_none()
        || succeeds(run_by(account, Path::new("test")).arg("-x").arg(demo.path()));
    if short && reachable {
        return Ok(inside);
    }
    let digest = hex::encode(Sha256::digest(demo.path().as_os_str().as_encoded_bytes()));
    let parent = if account.is_some() { "/var/lib/postgresql".into() } else { env::temp_dir() };
    Ok(parent.join(format!("shirabe-demo-{}", &digest[..12])))
}

/// PostgreSQL does not run as root: then it runs as the user `postgres`.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    fn needed() -> Result<Option<Self>> {
        let id = |arguments: &[&str]| -> Result<u32> {
            let said = read(Command::new("id").args(arguments))?;
            said.trim().parse().context("`id` prints a number")
        };
        if id(&["-u"])? != 0 {
            return Ok(None);
        }
        Ok(Some(Self { user: id(&["-u", "postgres"])?, group: id(&["-g", "postgres"])? }))
    }
}

/// Ctrl-C is for us, not for what we end ourselves: hence a group of its own.
fn run_by(account: Option<Account>, program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").process_group(0);
    if let Some(account) = account {
        command.uid(account.user).gid(account.group);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_stands_in_the_address() {
        assert_eq!(
            url(Path::new("/srv/a b/demo-postgres")),
            "postgres://shirabe@%2Fsrv%2Fa%20b%2Fdemo-postgres/postgres"
        );
    }

    #[test]
    fn the_server_says_when_it_is_ready() {
        let data = tempfile::tempdir().unwrap();
        assert!(!is_ready(data.path()));
        let file = data.path().join("postmaster.pid");
        fs::write(&file, "1\n/data\n2\n5432\n/socket\n\n  3  4\nstarting\n").unwrap();
        assert!(!is_ready(data.path()));
        fs::write(&file, "1\n/data\n2\n5432\n/socket\n\n  3  4\nready   \n").unwrap();
        assert!(is_ready(data.path()));
    }
}
