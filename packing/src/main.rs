//! From compiled files to what browsers load and to the tar that is handed out. `cargo xtask` builds
//! this program beside the server, and runs it.

mod archive;
mod assets;
mod client;
mod contents;
mod program;
mod web_files;

use anyhow::{Context, Result};
use assets::Assets;
use clap::{Args, Parser, Subcommand};
use client::Client;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Parser)]
#[command(name = "packing", about = "Packs what `cargo xtask` has compiled.")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Lay out web/dist.
    Web(Compiled),
    /// Give one compiled client its JavaScript face, in a folder.
    Client {
        #[command(flatten)]
        compiled: Compiled,
        name: String,
        folder: PathBuf,
    },
    /// Print the digest of what browsers load.
    Program {
        #[command(flatten)]
        compiled: Compiled,
        #[arg(long)]
        files: bool,
        #[arg(long, conflicts_with = "files")]
        compare: Option<String>,
    },
    /// Pack programs, documents and samples.
    Tar {
        /// Where both programs lie.
        #[arg(long)]
        programs: PathBuf,
        /// Of the folder inside and, with an ending, of the file.
        #[arg(long)]
        name: String,
        /// Seconds since 1970.
        #[arg(long)]
        time: u64,
        /// Where the file goes.
        #[arg(long)]
        folder: PathBuf,
    },
}

/// Clients as the compiler left them.
#[derive(Args)]
struct Compiled {
    /// Holds `lookup.wasm`, `desk.wasm` and `lists.wasm`.
    #[arg(long)]
    compiled: PathBuf,
    /// Leave out `lists.wasm`, which takes longest to compile: a demo answers before it is there.
    #[arg(long)]
    without_lists: bool,
    /// A folder of this machine that must not stand in a served file.
    #[arg(long)]
    refuse: Vec<String>,
}

impl Compiled {
    fn client(&self, name: &str) -> Result<Client> {
        Client::of(&self.compiled.join(format!("{name}.wasm")), &self.refuse)
    }

    /// Everything that browsers load.
    fn assets(&self) -> Result<Assets> {
        let mut files = web_files::collect(&root().join("web"))?;
        for room in ["lookup", "desk", "lists"] {
            if self.without_lists && room == "lists" {
                continue;
            }
            for (name, contents) in self.client(room)?.into_files() {
                files.insert(format!("{room}/wasm/{name}"), contents);
            }
        }
        Ok(Assets::new(files))
    }
}

/// The checkout this program was built from.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("packing lies in the workspace")
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("packing: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Web(compiled) => {
            let assets = compiled.assets()?;
            let dist = root().join("web/dist");
            let written = assets.write(&dist)?;
            if written {
                print!("{}", assets::table(&dist)?);
            }
            let state = if written { "written" } else { "up to date" };
            println!("build-web: version {} {state}", assets.version());
        }
        Task::Client { compiled, name, folder } => {
            fs::create_dir_all(&folder)?;
            for (name, contents) in compiled.client(&name)?.into_files() {
                let path = folder.join(&name);
                if !fs::read(&path).is_ok_and(|present| present == contents) {
                    fs::write(path, contents)?;
                }
            }
        }
        Task::Program { compiled, compare: Some(page), .. } => {
            return program::compare(&compiled.assets()?, &page);
        }
        Task::Program { compiled, files, .. } => program::show(&compiled.assets()?, files),
        Task::Tar { programs, name, time, folder } => {
            let entries = contents::collect(root(), &programs)?;
            let packed = archive::tar_gz(&name, &entries, time)?;
            let file = folder.join(format!("{name}.tar.gz"));
            fs::write(&file, &packed)
                .with_context(|| format!("{} cannot be written", file.display()))?;
            let digest = archive::digest(&packed);
            fs::write(folder.join("SHA256SUMS"), format!("{digest}  {name}.tar.gz\n"))?;
            println!("dist: {}", file.display());
            println!("dist: {} bytes, sha256 {digest}", packed.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}
