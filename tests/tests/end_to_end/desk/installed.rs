//! The desk of a server that writes only where the unit for systemd lets it.

use crate::desk::scene::{JOBS, OWN_EMAIL, answers, ask, load_jobs, sit_down, with_roles};
use shirabe_tests::deployment::{Deployment, Unit, sandboxes_can_be_made};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.append(&mut self::files(&path));
        } else {
            files.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
    files
}

#[test]
fn a_question_that_finds_somebody_is_answered_under_the_shipped_unit() {
    if !sandboxes_can_be_made() {
        println!("left out: this machine lets this account make no sandbox");
        return;
    }
    let unit = Unit::shipped();
    let deployment = Deployment::start_under(&unit);
    let may_write = |folder: &Path| unit.may_write(deployment.folder(), folder);
    assert!(may_write(&deployment.data()));
    let keys = deployment.keys();
    for folder in [keys.as_path(), keys.join("store").as_path(), deployment.folder()] {
        assert!(!may_write(folder), "{}", folder.display());
    }
    load_jobs(&deployment);
    let before = files(&keys);
    let agent = with_roles(&deployment, &[JOBS], &["desk-agent"]);
    sit_down(&agent, "en");
    ask(&agent, OWN_EMAIL);
    assert_eq!(answers(&agent), [(JOBS.to_owned(), "listed".to_owned())]);
    assert!(files(&keys) == before, "the keys folder changed");
}
