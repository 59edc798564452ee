//! `cargo xtask demo`: the whole service on this machine, with invented incidents and lists.

mod database;
mod folder;
mod loading;
mod server;
mod staff;
mod to_try;

use crate::{
    build_web,
    processes::{cargo, run as run_to_end},
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

    build_web::build(workspace)?;
    println!("demo: building the server and the operator's tool");
    run_to_end(
        cargo(workspace.root())
            .args(["build", "--bins"])
            .args(["--package=shirabe-server", "--package=shirabe-operator"]),
    )?;
    let programs = Programs {
        shirabe: workspace.program("shirabe"),
        operator: workspace.program("shirabe-operator"),
    };

    let stop = Stop::listen()?;
    match show(&programs, &folder, &incidents, port, database, &stop) {
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
    for (position, incident) in incidents.iter().enumerate() {
        for file in incident.files {
            loader.load(incident, file)?;
        }
        server::check_answer(&address, incident.slug)?;
        if position == 0 {
            println!("\ndemo: the first incident answers at\n\n  http://{address}/\n");
        }
        println!("{}", to_try::lines(folder, incident, &address)?);
    }
    println!("{}", staff::invite(&programs.shirabe, folder, &address, incidents)?);
    println!("demo: everything is loaded. http://{address}/  (Ctrl-C ends it)");
    while !stop.is_asked() {
        if let Some(status) = server.ended()? {
            bail!("the server ended ({status}); see {}", folder.server_log().display());
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    Ok(())
}
