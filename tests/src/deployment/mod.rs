//! A whole deployment in a folder of its own, set up and run by the real programs.

pub mod kept;
mod operator;
mod samples;
mod unit;

pub use operator::{OperatorRun, Peak};
pub use samples::{Loaded, Person, quick, sample_person, unlisted_person};
pub use unit::{Unit, sandboxes_can_be_made};

use crate::{leash::Leashed, programs_folder, proxy::Proxy, wait_for};
use rand::Rng;
use shirabe_server::{app, clock::SettableClock, config::Config, state::Services};
use std::{
    ffi::{OsStr, OsString},
    fs,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Seconds since 1970, by this machine's clock.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    since.as_secs() as i64
}

/// Waits where the hour would end within `needed`, and with it every budget of an hour.
pub fn wait_for_an_hour_of(needed: Duration) {
    let left = 3600 - now().rem_euclid(3600);
    if left.unsigned_abs() < needed.as_secs() {
        thread::sleep(Duration::from_secs(left.unsigned_abs() + 1));
    }
}

/// How often one block of addresses may ask.
#[derive(Clone, Copy)]
pub struct Limits {
    pub lookups_per_minute: u32,
    pub burst: u32,
}

impl Limits {
    /// Never in the way of tests that are about something else.
    pub const WIDE: Self = Self { lookups_per_minute: 1_000_000, burst: 1_000_000 };
}

/// A running deployment. Ended, and its folder removed, when dropped or with the test process.
pub struct Deployment {
    server: Server,
    /// The programs before it, which were killed; the first one's leash holds the folder.
    killed: Vec<Leashed>,
    folder: PathBuf,
    address: SocketAddr,
    public_url: String,
}

enum Server {
    Program(Leashed),
    /// In this process, under a clock that tests set.
    Here {
        clock: Arc<SettableClock>,
        handle: actix_web::dev::ServerHandle,
    },
}

impl Deployment {
    /// Set up and served by the real program; no incident yet.
    pub fn start() -> Self {
        Self::start_with(Limits::WIDE)
    }

    /// As [`Self::start`], with other limits.
    pub fn start_with(limits: Limits) -> Self {
        let address = free_address();
        Self::start_as(limits, address, &format!("http://{address}"), None)
    }

    /// As [`Self::start`], in the sandbox of a unit for systemd; commands run outside of it.
    pub fn start_under(unit: &Unit) -> Self {
        let address = free_address();
        Self::start_as(Limits::WIDE, address, &format!("http://{address}"), Some(unit))
    }

    /// As [`Self::start`], reached by people through a proxy: scripts of staff pages come from there.
    pub fn start_behind_proxy() -> (Self, Proxy) {
        let address = free_address();
        let proxy = Proxy::before(address);
        (Self::start_as(Limits::WIDE, address, &proxy.url(), None), proxy)
    }

    fn start_as(
        limits: Limits,
        address: SocketAddr,
        public_url: &str,
        unit: Option<&Unit>,
    ) -> Self {
        serve_from(set_up(limits), address, public_url, unit)
    }

    /// Kills the server's process as a power cut would, and starts another at the same address.
    ///
    /// # Panics
    /// Where the server runs in this process.
    pub fn kill_and_restart(&mut self) {
        self.kill();
        let folder = self.folder.join(format!("run-{}", self.killed.len() + 1));
        let server = serve(&self.folder, folder, &self.address.to_string(), None);
        if let Server::Program(before) =
            std::mem::replace(&mut self.server, Server::Program(server))
        {
            self.killed.push(before);
        }
    }

    /// Kills the server's process as a power cut would.
    ///
    /// # Panics
    /// Where the server runs in this process.
    pub fn kill(&self) {
        let pid = self.server_pid().to_string();
        let killed = Command::new("kill").args(["-KILL", &pid]).status().expect("kill starts");
        assert!(killed.success(), "the server was not running");
        // Gone, or told to the shell that holds it: it writes nothing more.
        wait_for("the end of the server", Duration::from_secs(60), || {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            let state = stat.rsplit_once(") ").map_or("Z", |(_, rest)| rest);
            state.starts_with(['Z', 'X']).then_some(())
        });
    }

    /// Set up by the real program, served in this process under a clock that tests set. It
    /// shows the machine's time at first.
    pub fn start_in_this_process() -> Self {
        let folder = set_up(Limits::WIDE);
        let config = Config::from_file(&folder.join("shirabe.toml")).expect("a configuration");
        let clock = Arc::new(SettableClock::at(now()));
        let (send, receive) = mpsc::channel();
        let clock_of_server = clock.clone();
        thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let services = Services::open(&config, clock_of_server).await.expect("services");
                let (address, server) = app::listen(&config, services).expect("a free port");
                send.send((address, server.handle())).expect("the test waits");
                server.await.expect("the server runs until it is stopped");
            });
        });
        let (address, handle) = receive.recv().expect("the server starts");
        let public_url = format!("http://{address}");
        let server = Server::Here { clock, handle };
        Self { server, killed: Vec::new(), folder, address, public_url }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where people reach it, as configured: the address itself, or a proxy's.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Of the server's own process.
    ///
    /// # Panics
    /// Where the server runs in this process.
    pub fn server_pid(&self) -> u32 {
        match &self.server {
            Server::Program(leashed) => leashed.pid(),
            Server::Here { .. } => panic!("the server is no process of its own"),
        }
    }

    /// # Panics
    /// Where the server is a program of its own: it has the machine's clock.
    pub fn clock(&self) -> &SettableClock {
        match &self.server {
            Server::Here { clock, .. } => clock,
            Server::Program(_) => panic!("the server has the machine's clock"),
        }
    }

    /// Everything the server wrote to standard error.
    pub fn log(&self) -> Vec<u8> {
        match &self.server {
            Server::Program(leashed) => {
                let before = self.killed.iter().map(Leashed::stderr);
                before.chain([leashed.stderr()]).collect::<Vec<_>>().concat()
            }
            Server::Here { .. } => Vec::new(),
        }
    }

    /// Holds all that follows, the organisation's own folders too.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The server's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Master key and key store.
    pub fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// The organisation's work folder of one incident: not a file of the server.
    pub fn work(&self, slug: &str) -> PathBuf {
        self.folder.join("organisation").join(format!("work-{slug}"))
    }

    /// Runs `shirabe` with this deployment's configuration; gives its standard output.
    pub fn shirabe(&self, arguments: &[&str]) -> String {
        shirabe(&self.folder, arguments)
    }

    /// Creates an incident from its TOML text.
    pub fn apply(&self, definition: &str) {
        let file = tempfile::NamedTempFile::new().expect("a file for the definition");
        fs::write(file.path(), definition).expect("a definition");
        self.shirabe(&["incident", "apply", &text(file.path())]);
    }

    /// A sample incident in all its languages.
    pub fn apply_sample(&self, incident: &sample_data::SampleIncident) {
        self.apply_texts(incident, str::to_owned);
    }

    /// As [`Self::apply_sample`], in profile `sample`.
    pub fn apply_quick_sample(&self, incident: &sample_data::SampleIncident) {
        self.apply_texts(incident, quick);
    }

    fn apply_texts(&self, incident: &sample_data::SampleIncident, edited: impl Fn(&str) -> String) {
        let folder = tempfile::tempdir().expect("a folder for the definition");
        for (name, written) in incident.texts() {
            fs::write(folder.path().join(name), edited(written)).expect("a definition");
        }
        let file = folder.path().join(format!("{}.toml", incident.slug));
        self.shirabe(&["incident", "apply", &text(&file)]);
    }

    pub fn token(&self, slug: &str) -> String {
        self.shirabe(&["token", "create", "--incident", slug, "--name", "tests"]).trim().to_owned()
    }

    /// The Ed25519 key that pages pin, 64 hex digits.
    pub fn signing_key(&self) -> String {
        self.shirabe(&["key", "show"]).trim().to_owned()
    }

    /// Loads and publishes one list with the operator's program.
    ///
    /// # Panics
    /// With what the program said, if it did not succeed.
    pub fn import(&self, list: &List<'_>) -> Output {
        let output = self.try_import(list, &self.url());
        assert!(
            output.status.success(),
            "the import of {} failed: {}{}",
            list.slug,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }

    /// As [`Self::import`], sent to another address such as a proxy's, and whatever came of it.
    pub fn try_import(&self, list: &List<'_>, server: &str) -> Output {
        let folder = self.folder.join("organisation").join(list.slug);
        fs::create_dir_all(&folder).expect("the organisation's folder");
        let file = folder.join(list.file_name);
        fs::write(&file, list.contents).expect("a list");
        let run =
            OperatorRun::with_list(self, "import", list.slug, &file, &self.token_file(list.slug))
                .server(server)
                .arguments(&["--group", list.group, "--yes", "--allow-rejected"]);
        let mappings = list.mappings.iter().flat_map(|mapping| ["--map", mapping]);
        run.arguments(&mappings.collect::<Vec<_>>()).output()
    }

    /// Rows of the letter-code files of an incident: the list's own cells, and the code last.
    pub fn letter_codes(&self, slug: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let entries = fs::read_dir(self.work(slug)).expect("a work folder");
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with("letter-codes-") && name.ends_with(".csv") {
                let mut reader = csv::Reader::from_path(&path).expect("a CSV file");
                rows.extend(
                    reader.records().map(|row| {
                        row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()
                    }),
                );
            }
        }
        rows
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        if let Server::Here { handle, .. } = &self.server {
            drop(handle.stop(false));
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// A contact list as an organisation has it.
#[derive(Clone, Copy)]
pub struct List<'a> {
    pub slug: &'a str,
    pub group: &'a str,
    pub file_name: &'a str,
    pub contents: &'a [u8],
    /// Values for `--map`.
    pub mappings: &'a [&'a str],
}

/// One that nobody listens at just now, and that the system lends to no outgoing connection: a
/// server starts there a moment later, and again after it was killed.
fn free_address() -> SocketAddr {
    const BELOW_THOSE_LENT: std::ops::Range<u16> = 20_000..32_000;
    loop {
        let address = ([127, 0, 0, 1], rand::thread_rng().gen_range(BELOW_THOSE_LENT)).into();
        if TcpListener::bind::<SocketAddr>(address).is_ok() {
            return address;
        }
    }
}

/// Serves what is set up in a folder.
fn serve_from(
    folder: PathBuf,
    address: SocketAddr,
    public_url: &str,
    unit: Option<&Unit>,
) -> Deployment {
    let config = folder.join("shirabe.toml");
    let written = fs::read_to_string(&config).expect("the configuration");
    let known = |line: &&str| !line.starts_with("public_url");
    let lines: Vec<&str> = written.lines().filter(known).collect();
    let named = format!("[server]\npublic_url = \"{public_url}\"");
    fs::write(&config, lines.join("\n").replace("[server]", &named)).expect("the configuration");
    let server = serve(&folder, folder.clone(), &address.to_string(), unit);
    let (server, public_url) = (Server::Program(server), public_url.to_owned());
    Deployment { server, killed: Vec::new(), folder, address, public_url }
}

/// The real program, whose leash is a folder of its own; in a unit's sandbox, if there is one.
fn serve(deployment: &Path, leash: PathBuf, listen: &str, unit: Option<&Unit>) -> Leashed {
    let sandbox = unit.map_or_else(Vec::new, |unit| unit.sandbox(deployment));
    let (program, config) = (program("shirabe"), deployment.join("shirabe.toml"));
    let server = [program.as_os_str(), "--config".as_ref(), config.as_os_str()].into_iter();
    let server = server.chain(["serve", "--listen", listen].map(OsStr::new));
    let command: Vec<&OsStr> = sandbox.iter().map(OsString::as_os_str).chain(server).collect();
    Leashed::start(leash, command[0].as_ref(), &command[1..], |line| {
        line.starts_with("shirabe: serving at http://")
    })
}

fn set_up(limits: Limits) -> PathBuf {
    let folder = tempfile::Builder::new().prefix("shirabe-").tempdir().expect("a folder").keep();
    shirabe_init(&folder);
    let config = folder.join("shirabe.toml");
    let Limits { lookups_per_minute, burst } = limits;
    let written = fs::read_to_string(&config).expect("init writes the configuration");
    let limits = format!("[limits]\nlookups_per_minute = {lookups_per_minute}\nburst = {burst}\n");
    fs::write(&config, format!("{written}\n{limits}")).expect("the configuration");
    folder
}

fn shirabe_init(folder: &Path) {
    let data = text(&folder.join("data"));
    let keys = text(&folder.join("keys"));
    let address = "127.0.0.1:0";
    shirabe(folder, &["init", "--data", &data, "--keys", &keys, "--listen", address]);
}

fn shirabe(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program("shirabe"))
        .arg("--config")
        .arg(folder.join("shirabe.toml"))
        .args(arguments)
        .output()
        .expect("shirabe starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "shirabe {} failed: {said}", arguments[0]);
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn program(name: &str) -> PathBuf {
    let path = programs_folder().join(name);
    assert!(path.is_file(), "{} is missing; `cargo xtask test` builds it", path.display());
    path
}

fn text(path: &Path) -> String {
    path.to_str().expect("a path in UTF-8").to_owned()
}
