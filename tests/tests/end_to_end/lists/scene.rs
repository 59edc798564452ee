//! An incident, its lists, and the questions asked about them.

use shirabe_tests::deployment::{Deployment, OperatorRun};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// An incident with two groups, addresses and numbers for everybody to ask by.
pub fn definition(slug: &str, kinds: &[&str], people: u64) -> String {
    let kinds: String = kinds
        .iter()
        .map(|kind| format!("[[kinds]]\nkind = \"{kind}\"\npublic = true\n\n"))
        .collect();
    let group = |name: &str| {
        format!(
            "[[groups]]\nname = \"{name}\"\ntitle = {{ en = \"{name}\" }}\npeople = {people}\n\
             data_classes = [\"Email addresses\"]\n\n"
        )
    };
    format!(
        r#"slug = "{slug}"
languages = ["en"]
default_language = "en"
region = "JP"
profile = "sample"
sample = true
known_since = "2025-03-07"
published = "2025-07-11"
certainty = "may-have-been-viewed"
investigation = "finished"
people = {people}

[[organisations]]
role = "responsible"
name = {{ en = "Listing Ltd." }}

{kinds}{}{}[desk]
phone = "03-0000-0000"

[texts.en]
title = "Addresses may have been viewed"
what_happened = ["This incident is made up for tests."]
desk_hours = "None"
"#,
        group("members"),
        group("visitors"),
    )
}

/// Writes a list into the organisation's folder.
pub fn list(deployment: &Deployment, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
    let folder = deployment.folder().join("organisation");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, contents).unwrap();
    path
}

/// A command that reads a list, with a token of its own.
pub fn run(deployment: &Deployment, command: &str, slug: &str, list: &Path) -> OperatorRun {
    OperatorRun::with_list(deployment, command, slug, list, &deployment.token_file(slug))
}

/// Imports a list of members.
pub fn import(deployment: &Deployment, slug: &str, list: &Path) -> String {
    run(deployment, "import", slug, list).arguments(&["--yes", "--group", "members"]).succeed()
}

/// What `lookup` prints for an address.
pub fn look_up(deployment: &Deployment, slug: &str, kind: &str, text: &str) -> String {
    let work = deployment.work(slug);
    let mut child = Command::new(shirabe_tests::programs_folder().join("shirabe-operator"))
        .args(["lookup", "--incident", slug, "--kind", kind, "--server", &deployment.url()])
        .arg("--work")
        .arg(work)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{text}\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// Whether an address is listed.
pub fn is_listed(deployment: &Deployment, slug: &str, address: &str) -> bool {
    let printed = look_up(deployment, slug, "email", address);
    let listed = printed.contains("Listed: ");
    assert_ne!(listed, printed.contains("Not in this list"), "{printed}");
    listed
}

/// The tags that stand in a work folder, file by file: the load's number and the bytes of the
/// entries, which are sorted.
pub fn tags(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if let Some(load) = name.strip_prefix("tags-").and_then(|n| n.strip_suffix(".bin")) {
            let bytes = fs::read(&path).unwrap();
            let length = u32::from_be_bytes(bytes[8..12].try_into().unwrap()) as usize;
            found.push((load.to_owned(), bytes[12 + length..].to_vec()));
        }
    }
    found
}
