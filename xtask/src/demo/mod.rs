//! `cargo xtask demo`: the whole service on this machine, with invented incidents and lists.

mod database;
mod folder;
mod loading;
mod server;
mod staff;
mod to_try;

use crate::{
    building::{self, Clients},
    watching::say,
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
pub use database::Choice as DatabaseChoice;
use database::Cluster;
use folder::DemoFolder;
use loading::Loader;
use sample_data::SampleIncident;
use server::Server;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// What is loaded, in this order: the smallest first, so that something answers soon.
const INCIDENTS: [&str; 4] =
    ["statistics-survey", "job-matching", "overseas-career", "health-check"];

/// Says whether the person asked to stop (Ctrl-C, or the end of the terminal).
#[derive(Clone)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    fn listen() -> Result<Self> {
        let asked = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&asked))?;
        }
        Ok(Self(asked))
    }

    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Both programs, as built.
pub struct Programs {
    pub shirabe: PathBuf,
    pub operator: PathBuf,
}

/// Runs until Ctrl-C.
pub fn run(
    workspace: &Workspace,
    fresh: bool,
    port: Option<u16>,
    database: DatabaseChoice,
) -> Result<()> {
    let incidents = INCIDENTS
        .iter()
        .map(|slug| sample_data::incident(slug).with_context(|| format!("no sample `{slug}`")))
        .collect::<Result<Vec<_>>>()?;
    // First, because it refuses a second demo.
    let path = match database {
        DatabaseChoice::Sqlite => workspace.demo(),
        DatabaseChoice::Postgres => workspace.demo_on_postgres(),
    };
    let folder = DemoFolder::open(&path, fresh, &incidents)?;

    say("demo", "compiling server, operator's tool and pages; then loading four invented lists");
    // What only invited organisations use takes longest to compile; it follows below.
    let programs = || building::programs(workspace).map(drop);
    building::with_pages(workspace, Clients::WithoutLists, || Ok(()), programs)?;
    let programs = Programs {
        shirabe: workspace.program("shirabe"),
        operator: workspace.program("shirabe-operator"),
    };

    let stop = Stop::listen()?;
    match show(workspace, &programs, &folder, &incidents, port, database, &stop) {
        Err(_) if stop.is_asked() => {}
        Err(error) if !fresh && folder.was_there() => {
            return Err(error.context(
                "the demo of an earlier time may not fit this version; `cargo xtask demo --fresh` \
                 begins with an empty folder",
            ));
        }
        result => result?,
    }
    println!("\ndemo: ended. The next one goes on with what is loaded.");
    Ok(())
}

fn show(
    workspace: &Workspace,
    programs: &Programs,
    folder: &DemoFolder,
    incidents: &[&SampleIncident],
    port: Option<u16>,
    database: DatabaseChoice,
    stop: &Stop,
) -> Result<()> {
    let address = server::address(port)?;
    // Ended after the server, which is made later.
    let cluster = match database {
        DatabaseChoice::Sqlite => None,
        DatabaseChoice::Postgres => Some(Cluster::start(folder, stop)?),
    };
    let url = cluster.as_ref().map(Cluster::url);
    server::set_up(&programs.shirabe, folder, url.as_deref(), incidents)?;
    let mut server = Server::start(&programs.shirabe, folder, &address, stop)?;
    let loader = Loader { programs, folder, server: &address, stop };
    thread::scope(|scope| -> Result<()> {
        let mut rest_of_pages = None;
        for (position, incident) in incidents.iter().enumerate() {
            for file in incident.files {
                loader.load(incident, file)?;
            }
            server::check_answer(&address, incident.slug)?;
            if position == 0 {
                say("demo", &format!("the first incident answers at\n\n  http://{address}/\n"));
                // The server takes it up by itself.
                rest_of_pages = Some(scope.spawn(|| building::pages(workspace, Clients::Served)));
            }
            println!("{}", to_try::lines(folder, incident, &address)?);
        }
        rest_of_pages.map_or(Ok(()), |building| building.join().expect("building does not panic"))
    })?;
    println!("{}", staff::invite(&programs.shirabe, folder, &address, incidents)?);
    println!("demo: everything is loaded. http://{address}/  (Ctrl-C ends it)");
    while !stop.is_asked() {
        if let Some(status) = server.ended()? {
            bail!("the server ended ({status}); see {}", folder.server_log().display());
        }
        thread::sleep(std::time::Duration::from_millis(100));
    }
    Ok(())
}
