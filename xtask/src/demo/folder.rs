//! `var/demo`: the server's data, its keys beside it, and the organisation's work folders.

use anyhow::{Context, Result, bail};
use sample_data::{SampleFile, SampleIncident};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::Write,
    path::{Path, PathBuf},
};

/// Held by one demo at a time.
#[derive(Debug)]
pub struct DemoFolder {
    path: PathBuf,
    was_there: bool,
    lock: File,
}

impl DemoFolder {
    /// Opens the folder with the lists as they are today. It begins empty if asked to, and if
    /// it was made from other lists: loading those again would mix old and new.
    pub fn open(path: &Path, fresh: bool, incidents: &[&SampleIncident]) -> Result<Self> {
        let parent = path.parent().context("the demo folder lies in another")?;
        fs::create_dir_all(parent)?;
        let lock = lock(&parent.join("demo.lock"))?;
        let stamp = path.join("made-from");
        let lists = digest(incidents);
        let was_there = path.exists();
        let same = fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == lists);
        let keeps = was_there && same && !fresh;
        if was_there && !keeps {
            if !fresh {
                println!("demo: the sample lists have changed; beginning with an empty folder");
            }
            fs::remove_dir_all(path)?;
        }
        let folder = Self { path: path.to_owned(), was_there: keeps, lock };
        for name in ["lists", "loaded", "tokens", "operator"] {
            fs::create_dir_all(folder.path.join(name))?;
        }
        for incident in incidents {
            folder.write_lists(incident)?;
        }
        fs::write(stamp, lists)?;
        Ok(folder)
    }

    fn write_lists(&self, incident: &SampleIncident) -> Result<()> {
        for (name, text) in incident.texts() {
            fs::write(self.path.join("lists").join(name), text)?;
        }
        for file in incident.files {
            let path = self.list(incident.slug, file);
            fs::create_dir_all(path.parent().context("a list lies in a folder")?)?;
            fs::write(path, file.contents())?;
        }
        Ok(())
    }

    /// Whether an earlier demo's data is used.
    pub fn was_there(&self) -> bool {
        self.was_there
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn config(&self) -> PathBuf {
        self.path.join("shirabe.toml")
    }

    pub fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    pub fn keys(&self) -> PathBuf {
        self.path.join("keys")
    }

    pub fn server_log(&self) -> PathBuf {
        self.path.join("server.log")
    }

    pub fn database_log(&self) -> PathBuf {
        self.path.join("postgresql.log")
    }

    pub fn operator_log(&self) -> PathBuf {
        self.path.join("operator.log")
    }

    pub fn definition(&self, slug: &str) -> PathBuf {
        self.path.join("lists").join(format!("{slug}.toml"))
    }

    pub fn list(&self, slug: &str, file: &SampleFile) -> PathBuf {
        self.path.join("lists").join(slug).join(file.file_name)
    }

    /// The organisation's own folder for an incident: list secret, letter codes, reports.
    pub fn work(&self, slug: &str) -> PathBuf {
        self.path.join("operator").join(slug)
    }

    pub fn letter_codes(&self, slug: &str, file: &SampleFile) -> PathBuf {
        let stem = file.file_name.rsplit_once('.').map_or(file.file_name, |(stem, _)| stem);
        self.work(slug).join(format!("letter-codes-{stem}-{}.csv", file.group))
    }

    /// Kept while its load is under way, so that an interrupted one can go on.
    pub fn token(&self, slug: &str, file: &SampleFile) -> PathBuf {
        self.path.join("tokens").join(format!("{slug}-{}", file.group))
    }

    pub fn is_loaded(&self, slug: &str, file: &SampleFile) -> bool {
        self.loaded_mark(slug, file).exists()
    }

    pub fn mark_loaded(&self, slug: &str, file: &SampleFile) -> Result<()> {
        Ok(fs::write(self.loaded_mark(slug, file), "")?)
    }

    fn loaded_mark(&self, slug: &str, file: &SampleFile) -> PathBuf {
        self.path.join("loaded").join(format!("{slug}-{}", file.group))
    }
}

impl Drop for DemoFolder {
    /// Said aloud, because a program that is being started may hold a copy of the open file.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

/// Writes a file that its owner alone can read.
pub fn write_private(path: &Path, text: &str) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path)?.write_all(text.as_bytes())?)
}

fn lock(path: &Path) -> Result<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another demo of this checkout is running"),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Of every list that is loaded, as 64 hex digits.
fn digest(incidents: &[&SampleIncident]) -> String {
    let mut digest = Sha256::new();
    for incident in incidents {
        for file in incident.files {
            let contents = file.contents();
            for part in [incident.slug.as_bytes(), file.group.as_bytes(), &contents] {
                digest.update((part.len() as u64).to_be_bytes());
                digest.update(part);
            }
        }
    }
    hex::encode(digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Vec<&'static SampleIncident> {
        vec![sample_data::incident("statistics-survey").unwrap()]
    }

    #[test]
    fn what_is_loaded_is_kept_until_the_lists_change() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("demo");
        let samples = samples();
        let file = &samples[0].files[0];

        let folder = DemoFolder::open(&path, false, &samples).unwrap();
        assert!(!folder.was_there());
        assert!(folder.list("statistics-survey", file).exists());
        folder.mark_loaded("statistics-survey", file).unwrap();
        drop(folder);

        let folder = DemoFolder::open(&path, false, &samples).unwrap();
        assert!(folder.was_there() && folder.is_loaded("statistics-survey", file));
        drop(folder);

        fs::write(path.join("made-from"), "other lists").unwrap();
        let folder = DemoFolder::open(&path, false, &samples).unwrap();
        assert!(!folder.was_there() && !folder.is_loaded("statistics-survey", file));
        folder.mark_loaded("statistics-survey", file).unwrap();
        drop(folder);

        let folder = DemoFolder::open(&path, true, &samples).unwrap();
        assert!(!folder.is_loaded("statistics-survey", file));
    }

    #[test]
    fn a_second_demo_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("demo");
        let first = DemoFolder::open(&path, false, &samples()).unwrap();
        let error = DemoFolder::open(&path, true, &samples()).unwrap_err();
        assert!(error.to_string().contains("another demo"), "{error}");
        drop(first);
        DemoFolder::open(&path, true, &samples()).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn tokens_are_for_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("token");
        write_private(&path, "secret").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
