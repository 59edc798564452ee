//! Starting other programs, and ending them with this one.

use anyhow::{Context, Result, bail};
use std::{
    env,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What `cargo run` sets for this program and what would be wrong for the next `cargo`.
const SET_BY_CARGO_RUN: [&str; 6] = [
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
];

/// The `cargo` this program was started by, with the environment of the person's shell.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if SET_BY_CARGO_RUN.contains(&&*name) || name.starts_with("CARGO_PKG_") {
            command.env_remove(&*name);
        }
    }
    command.current_dir(root);
    command
}

/// Runs to the end, showing what the program prints.
pub fn run(command: &mut Command) -> Result<()> {
    let mut child = spawn_tied(command)?;
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs quietly; what the program printed on stdout, if it succeeded.
pub fn read(command: &mut Command) -> Result<String> {
    let output =
        command.output().with_context(|| format!("could not start `{}`", shown(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", shown(command), output.status, said.trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether the program can be started and says yes.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The program of this name in the search path.
pub fn find_program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Starts a program that ends when this one ends, even if this one is killed.
pub fn spawn_tied(command: &mut Command) -> Result<Child> {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt;
        // SAFETY: between fork and exec only prctl is called, which is async-signal-safe.
        unsafe {
            command.pre_exec(|| match libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM) {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            });
        }
    }
    command.spawn().map_err(|error| {
        let problem = match error.kind() {
            ErrorKind::NotFound => "is not installed".to_owned(),
            _ => format!("could not be started: {error}"),
        };
        anyhow::anyhow!("`{}` {problem}", command.get_program().to_string_lossy())
    })
}

/// A program that is ended when this value goes.
pub struct Running {
    child: Child,
}

impl Running {
    pub fn start(command: &mut Command) -> Result<Self> {
        Ok(Self { child: spawn_tied(command)? })
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }
}

impl Drop for Running {
    /// Asks it to end; after eight seconds it is killed.
    fn drop(&mut self) {
        let asked = Instant::now();
        // SAFETY: sends a signal to a child that was not yet waited for.
        let _ = unsafe { libc::kill(self.child.id() as libc::pid_t, libc::SIGTERM) };
        while asked.elapsed() < Duration::from_secs(8) {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let mut line = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err().to_string();
        assert!(error.starts_with("`sh -c exit 3` failed"), "{error}");
        let error = run(&mut Command::new("no-such-program-here")).unwrap_err().to_string();
        assert_eq!(error, "`no-such-program-here` is not installed");
    }

    #[test]
    fn what_is_printed_is_read() {
        assert_eq!(read(Command::new("echo").arg("one")).unwrap(), "one\n");
        assert!(read(&mut Command::new("false")).is_err());
        assert!(succeeds(&mut Command::new("true")));
        assert!(!succeeds(&mut Command::new("false")));
    }

    #[test]
    fn a_running_program_ends_with_its_value() {
        let mut running = Running::start(Command::new("sleep").arg("60")).unwrap();
        let process = format!("/proc/{}", running.child().id());
        assert!(Path::new(&process).exists());
        let begun = Instant::now();
        drop(running);
        assert!(!Path::new(&process).exists());
        assert!(begun.elapsed() < Duration::from_secs(4));
    }
}
