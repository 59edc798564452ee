//! Sample incidents, loaded: made by the first test that asks, and copied by all later ones, also
//! those of later runs, as long as the programs and the lists are the same.

use super::{Deployment, Limits, List, free_address, quick, serve_from, text};
use crate::{programs_folder, target_folder};
use sample_data::SampleIncident;
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

/// Stands for the deployment's folder in a kept configuration.
const FOLDER: &str = "@folder@";
/// What belongs to one run of a server.
const OF_A_RUN: [&str; 3] = ["pids", "pids.new", "stderr"];

/// A deployment with the whole list of a sample incident, in profile `sample` where `quickly`.
pub fn deployment_with(incident: &SampleIncident, quickly: bool) -> Deployment {
    let kept = place_of(incident, quickly);
    if !kept.is_dir() {
        let deployment = load(incident, quickly);
        // As a power cut would: what is on the disk must be enough.
        deployment.kill();
        if let Err(error) = keep(deployment.folder(), &kept) {
            // Somebody else was faster, or there is no room: each makes its own then.
            eprintln!("{} is not kept: {error}", incident.slug);
        }
        drop(deployment);
        if !kept.is_dir() {
            return load(incident, quickly);
        }
    }
    start_from(&kept)
}

fn load(incident: &SampleIncident, quickly: bool) -> Deployment {
    let deployment = Deployment::start_with(Limits::WIDE);
    if quickly {
        deployment.apply_quick_sample(incident);
    } else {
        deployment.apply_sample(incident);
    }
    for file in incident.files {
        deployment.import(&List {
            slug: incident.slug,
            group: file.group,
            file_name: file.file_name,
            contents: &file.contents(),
            mappings: file.mappings,
        });
    }
    deployment
}

/// Named after everything that it is made of.
fn place_of(incident: &SampleIncident, quickly: bool) -> PathBuf {
    let mut digest = Sha256::new();
    for program in ["shirabe", "shirabe-operator"] {
        digest.update(fs::read(programs_folder().join(program)).expect("a program"));
    }
    for (name, written) in incident.texts() {
        let written = if quickly { quick(written) } else { written.to_owned() };
        digest.update(format!("{name}\n{written}\n"));
    }
    for file in incident.files {
        digest.update(file.contents());
    }
    let name = format!("{}-{}", incident.slug, hex::encode(&digest.finalize()[..16]));
    target_folder().join("samples").join(name)
}

fn keep(folder: &Path, kept: &Path) -> io::Result<()> {
    let samples = kept.parent().expect("a folder of samples");
    fs::create_dir_all(samples)?;
    // Of other programs or lists, and of runs that were killed meanwhile.
    let own = kept.file_name().unwrap_or_default().to_string_lossy();
    let slug = own.rsplit_once('-').map_or(&*own, |(slug, _)| slug);
    for entry in fs::read_dir(samples)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let of_slug = name.rsplit_once('-').is_some_and(|(of, _)| of == slug);
        let run = name.strip_suffix(".new");
        let left_over = run.is_some_and(|run| !Path::new("/proc").join(run).exists());
        if left_over || of_slug && name != own {
            fs::remove_dir_all(entry.path())?;
        }
    }
    let being_made = samples.join(format!("{}.new", process::id()));
    copy(folder, &being_made)?;
    replace(&being_made.join("shirabe.toml"), &text(folder), FOLDER)?;
    fs::rename(&being_made, kept)
}

fn start_from(kept: &Path) -> Deployment {
    let folder = tempfile::Builder::new().prefix("shirabe-").tempdir().expect("a folder").keep();
    copy(kept, &folder).expect("a copy of a sample");
    replace(&folder.join("shirabe.toml"), FOLDER, &text(&folder)).expect("the configuration");
    let address = free_address();
    serve_from(folder, address, &format!("http://{address}"), None)
}

fn replace(file: &Path, from: &str, to: &str) -> io::Result<()> {
    let written = fs::read_to_string(file)?;
    fs::write(file, written.replace(from, to))
}

/// Files keep their modes: the server refuses keys that others may read.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        if kind.is_dir() {
            copy(&entry.path(), &to.join(&name))?;
        } else if kind.is_file() && !OF_A_RUN.iter().any(|one| *one == name) {
            fs::copy(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}
