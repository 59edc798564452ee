//! Programs that end when the test process ends, however it ends.
//!
//! A shell holds the program and waits at a pipe from us. When the pipe closes, because the
//! value is dropped or because this process is gone, the shell ends the program and removes its
//! folder. Fixtures that live in a `static` are never dropped, so nothing else would.

use std::{
    ffi::OsStr,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::wait_for;

/// `$0` is the folder; the program and its arguments follow.
const SHELL: &str = r#"
"$@" 2>"$0/stderr" & echo $! >"$0/pids.new" && mv "$0/pids.new" "$0/pids"
# Where the program ends before it is ready, so does its output.
exec >&-
read -r _
kill $(cat "$0/pids") 2>/dev/null
for wait in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 $(cat "$0/pids") 2>/dev/null || break
  sleep 0.1
done
kill -KILL $(cat "$0/pids") 2>/dev/null
# What a program of a program still writes for a moment goes too.
for wait in 1 2 3; do rm -rf -- "$0"; sleep 0.2; done
rm -rf -- "$0"
"#;

/// A running program and its own folder.
pub struct Leashed {
    shell: Child,
    folder: PathBuf,
    pid: u32,
    first_line: String,
}

impl Leashed {
    /// Starts a program that owns `folder` (made here, removed at the end) and waits for the
    /// line of its standard output that `is_ready` knows.
    pub fn start(
        folder: PathBuf,
        program: &Path,
        arguments: &[&OsStr],
        is_ready: impl Fn(&str) -> bool,
    ) -> Self {
        fs::create_dir_all(&folder).expect("a folder for a program");
        let mut shell = Command::new("sh")
            .arg("-c")
            .arg(SHELL)
            .arg(&folder)
            .arg(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh starts");
        let output = shell.stdout.take().expect("standard output is piped");
        let mut lines = BufReader::new(output).lines();
        let first_line =
            lines.find_map(|line| line.ok().filter(|line| is_ready(line))).unwrap_or_else(|| {
                let said = fs::read_to_string(folder.join("stderr")).unwrap_or_default();
                panic!("{} ended before it was ready: {said}", program.display())
            });
        // Whatever else it prints must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let pids = folder.join("pids");
        let pid = wait_for("a process id", Duration::from_secs(60), || {
            fs::read_to_string(&pids).ok()?.trim().parse().ok()
        });
        Self { shell, folder, pid, first_line }
    }

    /// The line that said that it is ready.
    pub fn first_line(&self) -> &str {
        &self.first_line
    }

    /// Of the program itself, not of the shell that holds it.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Its folder; everything in it goes with it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it wrote to standard error so far.
    pub fn stderr(&self) -> Vec<u8> {
        fs::read(self.folder.join("stderr")).unwrap_or_default()
    }

    /// Another process that must end with this one.
    pub fn also(&self, pid: u64) {
        use std::io::Write;
        let mut pids = fs::OpenOptions::new()
            .append(true)
            .open(self.folder.join("pids"))
            .expect("the list of processes");
        writeln!(pids, "{pid}").expect("the list of processes");
    }
}

impl Drop for Leashed {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}
