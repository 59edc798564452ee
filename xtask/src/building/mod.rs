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

/// The packages of what runs: server, operator's tool, and what packs the pages.
const PROGRAMS: [&str; 3] =
    ["--package=shirabe-server", "--package=shirabe-operator", "--package=packing"];

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

/// What to compile beside the programs.
#[derive(Clone, Copy, Default)]
pub struct Also<'a> {
    pub clients: Clients,
    /// More packages with programs, as `--package=NAME`.
    pub packages: &'a [&'a str],
}

/// Compiles both programs and lays out `web/dist`. `beside` is done while cargo compiles: what
/// machines need is installed then. Does no work that is up to date.
pub fn programs_and_pages(
    workspace: &Workspace,
    also: Also<'_>,
    beside: impl FnOnce() -> Result<()> + Send,
    then: impl FnOnce() -> Result<()> + Send,
) -> Result<()> {
    thread::scope(|scope| {
        let programs = scope.spawn(move || {
            say("programs", "fetching and compiling server and operator's tool");
            programs(workspace, also.packages)?;
            say("programs", "compiled");
            then()
        });
        let clients = beside().and_then(|()| compile_clients(workspace, also.clients));
        let programs = programs.join().expect("compiling does not panic");
        let toolchain = clients?;
        programs?;
        pack(workspace, &toolchain, also.clients)
    })
}

fn programs(workspace: &Workspace, more: &[&str]) -> Result<()> {
    let mut command = cargo(workspace.root());
    watching::run_cargo("programs", command.args(["build", "--bins"]).args(PROGRAMS).args(more))
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
    let mut web = Command::new(workspace.program("packing"));
    web.arg("web");
    clients::name_to_packing(&mut web, workspace, toolchain);
    if clients == Clients::WithoutLists {
        web.arg("--without-lists");
    }
    run(&mut web)?;
    if clients == Clients::WithProbe {
        let mut command = Command::new(workspace.program("packing"));
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
    let mut command = cargo(workspace.root());
    watching::run_cargo("packing", command.args(["build", "--bins", "--package=packing"]))?;
    compile_clients(workspace, clients)
}

/// `packing program`, with these arguments: 0 where it says yes.
pub fn program(workspace: &Workspace, arguments: &[&str]) -> Result<u8> {
    let toolchain = packing_and_clients(workspace, Clients::Served)?;
    let mut command = Command::new(workspace.program("packing"));
    command.arg("program");
    clients::name_to_packing(&mut command, workspace, &toolchain);
    let status = command.args(arguments).status().context("packing could not be started")?;
    Ok(status.code().and_then(|code| code.try_into().ok()).unwrap_or(1))
}

/// Packs the tar that is handed out.
pub fn tar(workspace: &Workspace, programs: &Path, name: &str, time: u64) -> Result<()> {
    let folder = workspace.target().join("dist");
    std::fs::create_dir_all(&folder)?;
    let mut command = Command::new(workspace.program("packing"));
    command.arg("tar").arg("--programs").arg(programs).arg("--folder").arg(folder);
    run(command.args(["--name", name, "--time", &time.to_string()]))
}
