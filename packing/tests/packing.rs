//! The program itself.

use std::{fs, process::Command};

fn packing() -> Command {
    Command::new(env!("CARGO_BIN_EXE_packing"))
}

#[test]
fn a_tar_and_its_digest_are_written() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["shirabe", "shirabe-operator"] {
        fs::write(folder.path().join(name), name).unwrap();
    }
    let mut tar = packing();
    tar.args(["tar", "--name", "shirabe-test", "--time", "1763700000", "--programs"]);
    let output = tar.arg(folder.path()).arg("--folder").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sums = fs::read_to_string(folder.path().join("SHA256SUMS")).unwrap();
    let (digest, name) = sums.trim_end().split_once("  ").unwrap();
    assert_eq!((digest.len(), name), (64, "shirabe-test.tar.gz"));
    assert!(fs::metadata(folder.path().join(name)).unwrap().len() > 1000);
}

#[test]
fn what_was_not_compiled_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = packing();
    let output = program.args(["program", "--compiled"]).arg(folder.path()).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("lookup.wasm cannot be read"), "{said}");
}
