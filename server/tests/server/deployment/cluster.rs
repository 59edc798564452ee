//! A PostgreSQL of this test program alone: made in a temporary folder, gone with the process.

use rand::{RngCore, rngs::OsRng};
use shirabe_server::config::Database;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

/// Holds the server and waits at a pipe from us. When the pipe closes, because this process is
/// gone, the shell ends the server and removes its folder: what lives in a `static` is never
/// dropped. `$0` is the folder.
const SHELL: &str = r#"
"$@" >"$0/log" 2>&1 & server=$!
read -r _
kill -INT $server
wait $server
rm -rf -- "$0"
"#;

const USER: &str = "shirabe";
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Server {
    folder: PathBuf,
    password: String,
    /// Kept for its pipe.
    _shell: Child,
}

impl Server {
    /// The one of this process, begun when first asked for.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Server> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    fn start() -> Self {
        let programs = programs();
        let account = account();
        let folder = tempfile::tempdir().unwrap().keep();
        let password = hex::encode(OsRng.next_u64().to_be_bytes());
        let password_file = folder.join("password");
        fs::write(&password_file, &password).unwrap();
        if let Some((user, group)) = account {
            chown(&folder, Some(user), Some(group)).unwrap();
            chown(&password_file, Some(user), Some(group)).unwrap();
        }
        let made = as_account(&programs.join("initdb"), account)
            .args(["--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256"])
            .args(["--username", USER, "--pwfile"])
            .arg(&password_file)
            .arg("--pgdata")
            .arg(folder.join("data"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let shell = as_account(Path::new("sh"), account)
            .args(["-c", SHELL])
            .arg(&folder)
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(folder.join("data"))
            .args(["-c", "fsync=off", "-c", "max_connections=300", "-c", "listen_addresses="])
            .args(["-c", &format!("unix_socket_directories={}", folder.display())])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { folder, password, _shell: shell }
    }

    /// An empty database of its own for each caller.
    pub async fn new_database(&self) -> Database {
        let name = format!("test_{}", hex::encode(OsRng.next_u64().to_be_bytes()));
        let mut connection = self.connect("postgres").await;
        let statement = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let folder = self.folder.display().to_string().replace('/', "%2F");
        Database {
            url: Some(format!("postgres://{USER}@{folder}/{name}")),
            password_file: Some(self.folder.join("password")),
        }
    }

    /// Waits for the server where it has only just been started.
    pub async fn connect(&self, database: &str) -> PgConnection {
        let options = PgConnectOptions::new()
            .socket(&self.folder)
            .username(USER)
            .password(&self.password)
            .database(database);
        let begun = Instant::now();
        loop {
            match PgConnection::connect_with(&options).await {
                Ok(connection) => return connection,
                Err(error) if begun.elapsed() > PATIENCE => {
                    let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                    panic!("PostgreSQL does not answer: {error}; {log}");
                }
                Err(_) => actix_web::rt::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }
}

/// The folder of `initdb` and `postgres`: Debian keeps them out of the search path.
fn programs() -> PathBuf {
    let of_path =
        std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
    let mut of_debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.map(|version| version.unwrap().path().join("bin")).collect())
        .unwrap_or_default();
    of_debian.sort();
    (of_debian.into_iter().rev())
        .chain(of_path)
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .expect(
            "these tests need PostgreSQL: `cargo xtask test --only postgres` installs it and runs \
             them; without it, leave them out: `cargo test -- --skip postgres:: --skip moving::`",
        )
}

/// PostgreSQL does not run as root: then it runs as the user `postgres`.
fn account() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().parse::<u32>().unwrap()
    };
    (id(&["-u"]) == 0).then(|| (id(&["-u", "postgres"]), id(&["-g", "postgres"])))
}

fn as_account(program: &Path, account: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    // Its own group: Ctrl-C at the tests must not end it before them.
    command.current_dir("/").process_group(0);
    if let Some((user, group)) = account {
        command.uid(user).gid(group);
    }
    command
}
