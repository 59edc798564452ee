//! `shirabe account` as an operator runs it.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn shirabe(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shirabe"));
    command.arg("--config").arg(folder.join("shirabe.toml")).args(arguments);
    command.stdin(std::process::Stdio::null()).output().unwrap()
}

/// The output of a command that must succeed.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = shirabe(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The complaint of a command that must fail.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = shirabe(folder, arguments);
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

fn deployment() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    told(folder.path(), &["init", "--data", &path("data"), "--keys", &path("keys")]);
    folder
}

fn create<'a>(login: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["account", "create", "--admin", "--login", login];
    arguments.extend(["--name", "Sato Hanako", "--organisation", "Example Office"]);
    arguments.extend(rest);
    arguments
}

#[test]
fn the_first_administrator_is_made_without_a_default_password() {
    let folder = deployment();
    let folder = folder.path();
    assert_eq!(told(folder, &["account", "list"]), "");
    let complaint = refused(folder, &create("hanako", &[]));
    assert!(complaint.contains("--password-file or --link"), "{complaint}");
    let file = folder.join("password");
    let path = file.display().to_string();
    for (password, why) in
        [("short", "fewer than 12"), ("administrator", "tried first"), ("hanako hanako", "login")]
    {
        fs::write(&file, password).unwrap();
        let complaint = refused(folder, &create("hanako", &["--password-file", &path]));
        assert!(complaint.contains(why), "{complaint}");
        assert!(!complaint.contains(password), "{complaint}");
    }
    assert_eq!(told(folder, &["account", "list"]), "", "nothing half-done");
    fs::write(&file, "a long walk by the river\n").unwrap();
    told(folder, &create("Hanako", &["--password-file", &path]));
    let list = told(folder, &["account", "list"]);
    assert_eq!(list, "hanako  Sato Hanako (Example Office)  administrator, no second factor yet\n");
    let complaint = refused(folder, &create("hanako", &["--password-file", &path]));
    assert!(complaint.contains("already"), "{complaint}");
}

#[test]
fn a_link_is_printed_once_and_made_anew_by_a_reset() {
    let folder = deployment();
    let folder = folder.path();
    let link = |text: String| {
        let link = text.lines().find(|line| line.contains("#secret=")).unwrap().to_owned();
        let start = "http://127.0.0.1:8420/en/staff/invitation#secret=shirabe-invitation-";
        assert!(link.starts_with(start) && link.len() == start.len() + 43, "{link}");
        link
    };
    let first = link(told(folder, &create("hanako", &["--link", "--language", "en"])));
    let second = link(told(folder, &["account", "reset-password", "--login", "hanako"]));
    assert_ne!(first, second);
    assert!(told(folder, &["account", "list"]).contains("administrator, no password yet"));
    assert_eq!(told(folder, &["account", "disable", "--login", "hanako"]), "hanako: disabled\n");
    assert!(told(folder, &["account", "list"]).contains("disabled"));
    let complaint = refused(folder, &["account", "reset-password", "--login", "hanako"]);
    assert!(complaint.contains("disabled"), "{complaint}");
    let complaint = refused(folder, &["account", "disable", "--login", "nobody"]);
    assert!(complaint.contains("there is no account"), "{complaint}");
}

#[test]
fn a_role_is_granted_at_the_machine_and_once() {
    let folder = deployment();
    let folder = folder.path();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("incident.sample.toml");
    let applied = told(folder, &["incident", "apply", sample.to_str().unwrap()]);
    let slug = told(folder, &["incident", "list"]);
    let slug = slug.split_whitespace().next().expect(&applied).to_owned();
    told(folder, &create("hanako", &["--link"]));
    let grant = |login, incident, role| {
        let names = ["account", "grant", "--login", login, "--incident", incident, "--role", role];
        names.to_vec()
    };
    let said = told(folder, &grant("hanako", &slug, "desk-agent"));
    assert_eq!(said, format!("hanako: desk-agent in {slug}: granted\n"));
    let again = told(folder, &grant("hanako", &slug, "desk-agent"));
    assert_eq!(again, format!("hanako: desk-agent in {slug}: had it already\n"));
    for (login, incident, role, why) in [
        ("nobody", slug.as_str(), "auditor", "there is no account"),
        ("hanako", "no-such", "auditor", "there is no incident"),
        ("hanako", slug.as_str(), "king", "the roles are"),
    ] {
        let complaint = refused(folder, &grant(login, incident, role));
        assert!(complaint.contains(why), "{complaint}");
    }
    let verified = told(folder, &["audit", "verify"]);
    assert!(!verified.is_empty());
}
