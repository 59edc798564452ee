//! The program itself.

use std::process::Command;

#[test]
fn it_says_how_it_is_called() {
    let output = Command::new(env!("CARGO_BIN_EXE_shirabe-bench")).arg("--help").output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    for option in ["--tiny", "--only", "--scale"] {
        assert!(said.contains(option), "{said}");
    }
}
