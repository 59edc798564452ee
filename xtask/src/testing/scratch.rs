//! Where tests write: hundreds of servers and databases of a moment. In memory, where there is plenty,
//! so that none of them waits for a disk; in the system's temporary folder otherwise.

use std::{
    ffi::CString,
    fs,
    path::{Path, PathBuf},
    process,
};

const IN_MEMORY: &str = "/dev/shm";
const NAME: &str = "shirabe-tests-";
/// Far more than tests keep at once: their largest list has some hundred megabytes.
const FREE_IN_FOLDER: u64 = 6 << 30;
/// Browsers and servers want memory too.
const FREE_MEMORY: u64 = 10 << 30;

/// A folder of this run, removed with everything that tests left in it.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Nothing where there is too little memory.
    pub fn in_memory() -> Option<Self> {
        let parent = Path::new(IN_MEMORY);
        remove_left_over(parent);
        let memory = fs::read_to_string("/proc/meminfo").ok()?;
        let plenty = free_bytes(parent)? >= FREE_IN_FOLDER && available(&memory)? >= FREE_MEMORY;
        plenty.then(|| Self::below(parent))?
    }

    fn below(parent: &Path) -> Option<Self> {
        let folder = parent.join(format!("{NAME}{}", process::id()));
        fs::create_dir(&folder).ok()?;
        Some(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Folders of runs that were killed.
fn remove_left_over(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let run = name.to_str().and_then(|name| name.strip_prefix(NAME));
        if run.is_some_and(|run| !Path::new("/proc").join(run).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn free_bytes(folder: &Path) -> Option<u64> {
    let folder = CString::new(folder.to_str()?).ok()?;
    // SAFETY: all zeros are a value of this plain struct, and the call fills it.
    let (found, said) = unsafe {
        let mut said: libc::statvfs = std::mem::zeroed();
        (libc::statvfs(folder.as_ptr(), &raw mut said), said)
    };
    (found == 0).then(|| said.f_bavail.saturating_mul(said.f_frsize))
}

/// Bytes, from the line `MemAvailable:   23456789 kB`.
fn available(memory: &str) -> Option<u64> {
    let line = memory.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_goes_with_what_is_in_it_and_with_the_run() {
        let parent = tempfile::tempdir().unwrap();
        // No process has this number.
        let left = parent.path().join(format!("{NAME}999999999"));
        let foreign = parent.path().join("somebody-elses");
        for folder in [&left, &foreign] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("file"), "x").unwrap();
        }
        remove_left_over(parent.path());
        assert!(!left.exists() && foreign.exists());
        let scratch = Scratch::below(parent.path()).unwrap();
        fs::write(scratch.path().join("file"), "x").unwrap();
        remove_left_over(parent.path());
        let path = scratch.path().to_owned();
        assert!(path.exists(), "this run goes on");
        drop(scratch);
        assert!(!path.exists());
    }

    #[test]
    fn what_is_free_is_read() {
        assert_eq!(available("MemFree: 1 kB\nMemAvailable:   2048 kB\n"), Some(2 << 20));
        assert_eq!(available("MemFree: 1 kB\n"), None);
        assert!(free_bytes(Path::new("/")).is_some());
        assert_eq!(free_bytes(Path::new("/no/such/folder")), None);
    }
}
