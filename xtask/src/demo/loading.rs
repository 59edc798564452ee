//! Loading the sample lists as an organisation would: with the operator's own tool.

use super::{DemoFolder, Programs, Stop, folder::write_private, server::shirabe};
use crate::{
    processes::{Running, read},
    watching::say,
};
use anyhow::{Context, Result, bail, ensure};
use sample_data::{SampleFile, SampleIncident};
use std::{
    fs::{self, OpenOptions},
    net::SocketAddr,
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

pub struct Loader<'a> {
    pub programs: &'a Programs,
    pub folder: &'a DemoFolder,
    pub server: &'a SocketAddr,
    pub stop: &'a Stop,
}

impl Loader<'_> {
    /// Loads one list, unless an earlier demo has.
    pub fn load(&self, incident: &SampleIncident, file: &SampleFile) -> Result<()> {
        let slug = incident.slug;
        let what = format!("{slug}, {} ({} people)", file.group, file.people);
        if self.folder.is_loaded(slug, file) {
            say("demo", &format!("{what} is loaded already"));
            return Ok(());
        }
        say("demo", &format!("loading {what}"));
        let begun = Instant::now();
        let token = self.folder.token(slug, file);
        // A token that is there belongs to a load that was interrupted. It may have died with
        // it, so a failure with it is not the last word.
        let mut finished = token.exists() && self.import(incident, file)?.success();
        if !finished {
            let made = read(shirabe(&self.programs.shirabe, self.folder).args([
                "token",
                "create",
                "--incident",
                slug,
                "--name",
                "demo",
            ]))?;
            write_private(&token, made.trim())?;
            let status = self.import(incident, file)?;
            finished = status.success();
            if !finished {
                let log = self.folder.operator_log();
                bail!("{what} could not be loaded ({status}); see {}", log.display());
            }
        }
        self.folder.mark_loaded(slug, file)?;
        fs::remove_file(token).context("the used token")?;
        say("demo", &format!("loaded in {:.0} s", begun.elapsed().as_secs_f64()));
        Ok(())
    }

    fn import(&self, incident: &SampleIncident, file: &SampleFile) -> Result<ExitStatus> {
        let log = OpenOptions::new().create(true).append(true).open(self.folder.operator_log())?;
        let mut running = Running::start(self.command(incident, file).stdout(log))?;
        loop {
            ensure!(!self.stop.is_asked(), "stopped");
            if let Some(status) = running.child().try_wait()? {
                return Ok(status);
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Its report goes to a file, its progress to the person in front.
    fn command(&self, incident: &SampleIncident, file: &SampleFile) -> Command {
        let slug = incident.slug;
        let mut command = Command::new(&self.programs.operator);
        command
            .arg("import")
            .arg(self.folder.list(slug, file))
            .args(["--server", &format!("http://{}", self.server)])
            .args(["--incident", slug, "--group", file.group, "--yes", "--allow-rejected"])
            .arg("--token-file")
            .arg(self.folder.token(slug, file))
            .arg("--work")
            .arg(self.folder.work(slug))
            .args(["--as-of", incident.as_of])
            .stdin(Stdio::null());
        for mapping in file.mappings {
            command.args(["--map", mapping]);
        }
        command
    }
}
