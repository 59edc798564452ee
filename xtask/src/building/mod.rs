//! What is compiled: both programs, `packing`, the browser's clients, and the tests. The clients are
//! compiled beside the programs, which do not need them before they run.

mod clients;
pub mod release;

use self::clients::{Client, LISTS};
use crate::{
    processes::{cargo, run},
    setup::{self, WasmToolchain},
    watching::{self, say},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::{path::Path, process::Command, thread};

/// What packs the pages.
pub const PACKING: &str = "packing";

/// The packages of what runs: server, operator's tool, and what packs the pages. The last has no
/// program: with it, crates have the features here that they have in the tests.
const PROGRAMS: [&str; 4] = [
    "--package=shirabe-server",
    "--package=shirabe-operator",
    "--package=packing",
    "--package=same-features",
];

/// Which of the browser's clients are compiled.
#[derive(Clone, Copy, Default, PartialEq)]
pub enum Clients {
    /// All that are served.
    #[default]
    Served,
    /// Without the largest, which only invited organisations use.
    WithoutLists,
    /// All, and the one that the browser tests call.
    WithProbe,
}

/// Lays out `web/dist`. `programs` is compiled meanwhile, `packing` among it; `first` installs what
/// the machine lacks. Does no work that is up to date.
pub fn with_pages<T: Send>(
    workspace: &Workspace,
    clients: Clients,
    first: impl FnOnce() -> Result<()>,
    programs: impl FnOnce() -> Result<T> + Send,
) -> Result<T> {
    thread::scope(|scope| {
        let programs = scope.spawn(programs);
        let compiled = first().and_then(|()| compile_clients(workspace, clients));
        let programs = programs.join().expect("compiling does not panic");
        let toolchain = compiled?;
        let programs = programs?;
        pack(workspace, &toolchain, clients)?;
        Ok(programs)
    })
}

/// The server, the operator's tool, and what packs the pages. Gives what cargo says of each thing
/// compiled, as JSON.
pub fn programs(workspace: &Workspace) -> Result<String> {
    say("programs", "compiling server and operator's tool");
    let mut command = cargo(workspace.root());
    command.args(["build", "--bins", "--message-format=json-render-diagnostics"]).args(PROGRAMS);
    let messages = watching::read_cargo("programs", &mut command)?;
    say("programs", "compiled");
    Ok(messages)
}

/// One program of the checkout's own use. Its libraries have the features that they have in the
/// other programs, so that neither compiles them again.
pub fn one(program: &str, workspace: &Workspace) -> Result<()> {
    let mut command = cargo(workspace.root());
    command.args(["build", "--bin", program, &format!("--package={program}")]).args(PROGRAMS);
    watching::run_cargo(program, &mut command)
}

fn compile_clients(workspace: &Workspace, clients: Clients) -> Result<WasmToolchain> {
    let toolchain = setup::for_the_web_build(workspace)?;
    say("pages", &format!("compiling the browser's programs with {}", toolchain.description()));
    let wanted = |client: &Client| clients != Clients::WithoutLists || client.name != LISTS;
    let probe = (clients == Clients::WithProbe).then_some(clients::PROBE);
    for client in clients::SERVED.into_iter().filter(wanted).chain(probe) {
        clients::compile(workspace, &toolchain, client)?;
    }
    say("pages", "compiled");
    Ok(toolchain)
}

fn pack(workspace: &Workspace, toolchain: &WasmToolchain, clients: Clients) -> Result<()> {
    let mut web = Command::new(workspace.program(PACKING));
    web.arg("web");
    clients::name_to_packing(&mut web, workspace, toolchain);
    if clients == Clients::WithoutLists {
        web.arg("--without-lists");
    }
    run(&mut web)?;
    if clients == Clients::WithProbe {
        let mut command = Command::new(workspace.program(PACKING));
        command.arg("client");
        clients::name_to_packing(&mut command, workspace, toolchain);
        run(command.arg(clients::PROBE.name).arg(workspace.probe()))?;
    }
    Ok(())
}

/// `packing` and the pages alone.
pub fn pages(workspace: &Workspace, clients: Clients) -> Result<()> {
    let toolchain = packing_and_clients(workspace, clients)?;
    pack(workspace, &toolchain, clients)
}

fn packing_and_clients(workspace: &Workspace, clients: Clients) -> Result<WasmToolchain> {
    one(PACKING, workspace)?;
    compile_clients(workspace, clients)
}

/// `packing program`, with these arguments: 0 where it says yes.
pub fn program(workspace: &Workspace, arguments: &[&str]) -> Result<u8> {
    let toolchain = packing_and_clients(workspace, Clients::Served)?;
    let mut command = Command::new(workspace.program(PACKING));
    command.arg("program");
    clients::name_to_packing(&mut command, workspace, &toolchain);
    let status = command.args(arguments).status().context("packing could not be started")?;
    Ok(status.code().and_then(|code| code.try_into().ok()).unwrap_or(1))
}

/// Packs the tar that is handed out.
pub fn tar(workspace: &Workspace, programs: &Path, name: &str, time: u64) -> Result<()> {
    let folder = workspace.target().join("dist");
    std::fs::create_dir_all(&folder)?;
    let mut command = Command::new(workspace.program(PACKING));
    command.arg("tar").arg("--programs").arg(programs).arg("--folder").arg(folder);
    run(command.args(["--name", name, "--time", &time.to_string()]))
}
