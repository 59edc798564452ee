//! One run of the operator's program, as a person at a command line would start it.

use super::{Deployment, program};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Duration,
};

/// What a process took, as far as it was seen while it ran.
#[derive(Debug, Clone, Copy, Default)]
pub struct Peak {
    /// Bytes of memory in use at the most.
    pub memory: u64,
    /// Seconds of processor time.
    pub processor: f64,
}

impl Peak {
    /// Of a running process; `None` where it has ended.
    pub fn of(pid: u32) -> Option<Self> {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let kilobytes: u64 = status.lines().find_map(|line| {
            line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok()
        })?;
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // Behind the name in brackets; ticks of a hundredth of a second.
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        let ticks = |place: usize| fields.get(place)?.parse::<f64>().ok();
        Some(Self { memory: kilobytes << 10, processor: (ticks(11)? + ticks(12)?) / 100.0 })
    }
}

/// A command about to be run.
pub struct OperatorRun {
    command: Command,
    server: String,
}

impl OperatorRun {
    /// A command without anything but the incident.
    pub fn new(deployment: &Deployment, command: &str, slug: &str) -> Self {
        let mut program = Command::new(program("shirabe-operator"));
        program.args([command, "--incident", slug]).stdin(Stdio::null());
        Self { command: program, server: deployment.url() }
    }

    /// A command that reads a list, with the incident's work folder.
    pub fn with_list(
        deployment: &Deployment,
        command: &str,
        slug: &str,
        list: &Path,
        token: &Path,
    ) -> Self {
        let mut run = Self::with_token(deployment, command, slug, token);
        run.command.arg(list).arg("--work").arg(deployment.work(slug));
        run
    }

    /// A command with a token, but without a list.
    pub fn with_token(deployment: &Deployment, command: &str, slug: &str, token: &Path) -> Self {
        let mut run = Self::new(deployment, command, slug);
        run.command.arg("--token-file").arg(token);
        run
    }

    #[must_use]
    pub fn server(mut self, server: &str) -> Self {
        server.clone_into(&mut self.server);
        self
    }

    #[must_use]
    pub fn arguments(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    pub fn output(mut self) -> Output {
        self.command.args(["--server", &self.server]);
        self.command.output().expect("shirabe-operator starts")
    }

    /// What it printed.
    ///
    /// # Panics
    /// With that, where it did not succeed.
    pub fn succeed(self) -> String {
        let output = self.output();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (printed, errors) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{}: {printed}{errors}", output.status);
        printed
    }

    /// Starts it and does not wait.
    pub fn spawn(mut self) -> Child {
        self.command.args(["--server", &self.server]);
        self.command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("shirabe-operator starts")
    }

    /// Runs it to its end and says what it took; its output goes to files in `folder`.
    pub fn watched(mut self, folder: &Path) -> (Output, Peak) {
        self.command.args(["--server", &self.server]);
        let file = |name: &str| fs::File::create(folder.join(name)).expect("a file");
        self.command.stdout(file("operator-stdout")).stderr(file("operator-stderr"));
        let mut child = self.command.spawn().expect("shirabe-operator starts");
        let mut peak = Peak::default();
        let status = loop {
            peak = Peak::of(child.id()).unwrap_or(peak);
            if let Some(status) = child.try_wait().expect("a child's state") {
                break status;
            }
            thread::sleep(Duration::from_millis(2));
        };
        let read = |name: &str| fs::read(folder.join(name)).expect("its output");
        let (stdout, stderr) = (read("operator-stdout"), read("operator-stderr"));
        (Output { status, stdout, stderr }, peak)
    }
}

impl Deployment {
    /// A file with a token that nobody has used.
    pub fn token_file(&self, slug: &str) -> PathBuf {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let folder = self.folder().join("organisation");
        fs::create_dir_all(&folder).expect("the organisation's folder");
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let file = folder.join(format!("token-{slug}-{number}"));
        fs::write(&file, self.token(slug)).expect("a token");
        file
    }
}
