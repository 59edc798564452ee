//! An invented list, a clock that never waits, and one import from both.

use crate::fake_server::{FakeServer, SLUG, TOKEN};
use rand::rngs::OsRng;
use shirabe_contacts::Asked;
use shirabe_operator::{
    clock::Clock,
    errors::OperatorError,
    import::{self, ImportReport},
    list::ListOptions,
    progress::Silent,
    server_client::{ServerAddress, Token},
};
use std::{
    io::Write,
    num::NonZeroUsize,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::Mutex,
    time::Duration,
};

pub const NOW: i64 = 1_760_000_000;
pub const ROWS: usize = 150;

/// Stands still, and notes what it was asked to wait.
#[derive(Default)]
pub struct TestClock {
    pub waits: Mutex<Vec<Duration>>,
}

impl Clock for TestClock {
    fn now(&self) -> i64 {
        NOW
    }

    fn sleep(&self, duration: Duration) {
        self.waits.lock().unwrap().push(duration);
    }
}

pub fn name(row: usize) -> String {
    format!("Canary Person{row:03}")
}

pub fn email(row: usize) -> String {
    format!("canary.person{row:03}@example.jp")
}

/// Ten digits; every fifth row shares its number with the row before.
pub fn phone(row: usize) -> String {
    let number = if row % 5 == 1 { row - 1 } else { row };
    format!("090123{:05}", number * 7)
}

pub fn csv(rows: impl Iterator<Item = usize>) -> String {
    let mut text = "name,email,phone,remark\n".to_owned();
    for row in rows {
        text.push_str(&format!("{},{},{},=1+1\n", name(row), email(row), phone(row)));
    }
    text
}

/// A list in a folder of its own, and what is needed to import it.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub clock: TestClock,
    pub threads: usize,
}

impl Desk {
    pub fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("list.csv"), text).unwrap();
        Self { folder, clock: TestClock::default(), threads: 2 }
    }

    pub fn with_all_rows() -> Self {
        Self::new(&csv(0..ROWS))
    }

    pub fn work(&self) -> PathBuf {
        self.folder.path().join(format!("shirabe-{SLUG}"))
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.work().join(name)
    }

    pub fn options(&self, server: &FakeServer) -> ListOptions {
        ListOptions {
            file: self.folder.path().join("list.csv"),
            server: ServerAddress::parse(&server.url).unwrap(),
            incident: SLUG.into(),
            group: Some("contacts".into()),
            token: Token::from_text(TOKEN).unwrap(),
            as_of: None,
            mappings: Vec::new(),
            mapping_file: None,
            save_mapping: None,
            asked: Asked::default(),
            work: None,
            threads: NonZeroUsize::new(self.threads),
            examples: false,
            allow_rejected: false,
        }
    }

    pub fn import(&self, server: &FakeServer) -> Result<ImportReport, OperatorError> {
        self.import_with(&self.options(server))
    }

    pub fn import_with(&self, options: &ListOptions) -> Result<ImportReport, OperatorError> {
        import::run(options, &self.clock, &mut OsRng, &Silent)
    }

    /// Letter codes by row of the last import.
    pub fn letter_codes(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.file("letter-codes-list-contacts.csv")).unwrap();
        text.lines().skip(1).map(|line| line.rsplit(',').next().unwrap().to_owned()).collect()
    }

    /// Runs the program itself beside the list.
    pub fn run_operator(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shirabe-operator"))
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that ends without reading closes its input.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// Exit code, standard output, standard error.
    pub fn operator(&self, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
        let output = self.run_operator(arguments, input);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }
}
