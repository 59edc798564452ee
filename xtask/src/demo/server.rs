//! The server of the demo: set up once, started, asked whether it answers.

use super::{DemoFolder, Stop};
use crate::processes::{Running, read};
use anyhow::{Context, Result, bail, ensure};
use sample_data::SampleIncident;
use std::{
    env,
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

const USUAL_PORT: u16 = 8420;
/// What the server says when it listens.
const READY: &str = "shirabe: serving at ";
const PATIENCE: Duration = Duration::from_secs(30);

/// The wished port must be free; the usual one may be taken, then a free one is used.
pub fn address(wished: Option<u16>) -> Result<SocketAddr> {
    if let Some(port) = wished {
        return free(port).with_context(|| format!("port {port} is taken; try another --port"));
    }
    free(USUAL_PORT).or_else(|_| {
        let other = free(0)?;
        println!("demo: port {USUAL_PORT} is taken; using {}", other.port());
        Ok(other)
    })
}

fn free(port: u16) -> Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", port))?.local_addr()?)
}

/// `shirabe` with this demo's configuration and nothing of the shell's.
pub fn shirabe(program: &Path, folder: &DemoFolder) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("SHIRABE_") {
            command.env_remove(name);
        }
    }
    command.env("SHIRABE_CONFIG", folder.config());
    command
}

/// Makes the deployment if there is none, and applies the incidents.
pub fn set_up(
    program: &Path,
    folder: &DemoFolder,
    database_url: Option<&str>,
    incidents: &[&SampleIncident],
) -> Result<()> {
    if !folder.config().exists() {
        let mut init = shirabe(program, folder);
        init.arg("init").arg("--data").arg(folder.data()).arg("--keys").arg(folder.keys());
        if let Some(url) = database_url {
            init.args(["--database-url", url]);
        }
        read(&mut init)?;
    }
    for incident in incidents {
        let definition = folder.definition(incident.slug);
        read(shirabe(program, folder).args(["incident", "apply"]).arg(definition))?;
    }
    Ok(())
}

/// The running server; ended with this value.
pub struct Server {
    running: Running,
}

impl Server {
    /// Returns when it listens.
    pub fn start(
        program: &Path,
        folder: &DemoFolder,
        address: &SocketAddr,
        stop: &Stop,
    ) -> Result<Self> {
        let mut command = shirabe(program, folder);
        command
            .args(["serve", "--listen", &address.to_string()])
            .env("SHIRABE_PUBLIC_URL", format!("http://{address}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(folder.server_log())?);
        let mut running = Running::start(&mut command)?;
        let output = running.child().stdout.take().context("the output is piped")?;
        let (say_ready, ready) = mpsc::channel();
        // Reads to the end, so that the server never waits for a full pipe.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if line.starts_with(READY) {
                    let _ = say_ready.send(());
                }
            }
        });
        let mut server = Self { running };
        let begun = Instant::now();
        while ready.recv_timeout(Duration::from_millis(50)).is_err() {
            ensure!(!stop.is_asked(), "stopped");
            let log = folder.server_log();
            if let Some(status) = server.ended()? {
                let said = std::fs::read_to_string(&log).unwrap_or_default();
                bail!("the server did not start ({status}): {}", said.trim());
            }
            ensure!(begun.elapsed() < PATIENCE, "the server is silent; see {}", log.display());
        }
        Ok(server)
    }

    /// How it ended, if it did.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.running.child().try_wait()?)
    }
}

/// An incident answers when there is a manifest to check answers by.
pub fn check_answer(address: &SocketAddr, slug: &str) -> Result<()> {
    let status = status_of(address, &format!("/api/v1/incidents/{slug}/manifest"))?;
    ensure!(status == 200, "the server does not answer for {slug} (status {status})");
    Ok(())
}

fn status_of(address: &SocketAddr, path: &str) -> Result<u16> {
    let mut stream = TcpStream::connect_timeout(address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply)?;
    status_in(&reply).context("the reply is no HTTP")
}

fn status_in(reply: &[u8]) -> Option<u16> {
    let line = reply.split(|byte| *byte == b'\r').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split(' ');
    words.next().filter(|version| version.starts_with("HTTP/1."))?;
    words.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_only_if_it_was_wished() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(address(Some(port)).unwrap_err().to_string().contains("is taken"));
        assert_ne!(address(None).unwrap().port(), port);
    }

    #[test]
    fn replies_are_read() {
        assert_eq!(status_in(b"HTTP/1.1 200 OK\r\nx: y\r\n\r\n"), Some(200));
        assert_eq!(status_in(b"HTTP/1.1 404 Not Found\r\n\r\n"), Some(404));
        assert_eq!(status_in(b"SSH-2.0\r\n"), None);
        assert_eq!(status_in(b""), None);
    }
}
