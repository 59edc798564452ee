//! What the end-to-end tests are made of: a [`deployment`] run by the real programs, a
//! recording [`proxy`] that stands before it as the page's origin, a [`browser`] with the verbs
//! of a person, and a search for what must be nowhere ([`needles`], [`process_memory`]).
//!
//! Everything started here is tied to the test process and ends with it.

pub mod browser;
pub mod deployment;
pub mod leash;
pub mod lighthouse;
pub mod needles;
pub mod person;
pub mod process_memory;
pub mod proxy;
pub mod scale;
pub mod static_pages;
pub mod wording;

use std::{
    env,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// The checkout.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the workspace")
}

/// Cargo's target folder, found from the running test: `target/debug/deps/end_to_end-...`.
pub fn target_folder() -> PathBuf {
    programs_folder().parent().expect("programs lie in a folder of a profile").to_owned()
}

/// Where `shirabe` and `shirabe-operator` were built: `SHIRABE_BIN_DIR`, or else the folder of
/// the running test's own profile.
pub fn programs_folder() -> PathBuf {
    if let Some(folder) = env::var_os("SHIRABE_BIN_DIR") {
        return folder.into();
    }
    let test = env::current_exe().expect("a running program has a path");
    test.parent()
        .and_then(Path::parent)
        .expect("tests lie in the folder deps of a profile")
        .to_owned()
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// After `patience`, with what was waited for.
pub fn wait_for<T>(what: &str, patience: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < patience, "waited {patience:?} in vain for {what}");
        thread::sleep(Duration::from_millis(15));
    }
}
