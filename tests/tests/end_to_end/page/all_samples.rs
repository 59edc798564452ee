//! All sample incidents in every language, each with a few people.

use crate::page::scene::{ONE_GROUP, TWO_GROUPS};
use shirabe_server::pages::Language;
use shirabe_tests::{
    deployment::{Deployment, List, quick},
    workspace,
};
use std::{fs, sync::OnceLock};

/// Asked by address, number and code; two groups.
pub const CAREER: &str = "overseas-career";
/// Asked by insurance card and birth date.
pub const HEALTH_CHECK: &str = "health-check";
/// Of the health check's one person: field, and what is typed.
pub const CARD: [(&str, &str); 5] = [
    ("symbol", "1130001"),
    ("number", "1"),
    ("birth-date-year", "1985"),
    ("birth-date-month", "4"),
    ("birth-date-day", "1"),
];

/// Every language, by the tag of its addresses.
pub fn languages() -> Vec<&'static str> {
    Language::ALL.map(Language::tag).to_vec()
}

/// What `<html lang>` says in a language.
pub fn html_language(tag: &str) -> &str {
    tag.strip_suffix("-easy").unwrap_or(tag)
}

pub fn deployment() -> &'static Deployment {
    static DEPLOYMENT: OnceLock<Deployment> = OnceLock::new();
    DEPLOYMENT.get_or_init(|| {
        let deployment = Deployment::start();
        for incident in sample_data::incidents() {
            // A notice of the record that was corrected since, in the languages of the file.
            apply(&deployment, incident.slug, &EARLIER);
            apply(&deployment, incident.slug, &[]);
        }
        for (group, contents) in [
            ("participants", format!("name,email\nA,{ONE_GROUP}\nB,{TWO_GROUPS}\n")),
            ("exhibitors", format!("name,email\nB,{TWO_GROUPS}\n")),
        ] {
            load(&deployment, CAREER, group, &contents, &[]);
        }
        let card = "社員番号,記号,番号,生年月日\n000001,1130001,1,1985-04-01\n";
        let columns = [
            "社員番号=key",
            "記号=insurance.symbol",
            "番号=insurance.number",
            "生年月日=insurance.birth-date",
        ];
        load(&deployment, HEALTH_CHECK, "employees", card, &columns);
        for slug in ["statistics-survey", "job-matching"] {
            let incident = sample_data::incident(slug).expect("a sample incident");
            let list = format!("name,email\nA,someone@{slug}.example.co.jp\n");
            load(&deployment, slug, incident.files[0].group, &list, &[]);
        }
        deployment
    })
}

/// What a notice says, and what it said at first.
const EARLIER: [(&str, &str); 2] = [
    ("調査が終わり、結果を公表しました。", "調査の途中ですが、結果を公表しました。"),
    ("The investigation was finished, and we published", "While we go on, we published"),
];

/// Applies the incident file with the files of its translations beside it, some texts replaced.
fn apply(deployment: &Deployment, slug: &str, texts: &[(&str, &str)]) {
    let folder = tempfile::tempdir().expect("a folder for the definition");
    let samples = workspace().join("data/incidents");
    for entry in fs::read_dir(&samples).expect("the sample incidents") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        if name.starts_with(&format!("{slug}.")) {
            fs::copy(samples.join(&name), folder.path().join(name)).expect("a copy");
        }
    }
    let main = folder.path().join(format!("{slug}.toml"));
    let mut written = fs::read_to_string(&main).expect("the incident file");
    for (now, earlier) in texts {
        written = written.replace(now, earlier);
    }
    let framed = "embed_origins = [\"http://127.0.0.1:1\"]\npeople =";
    fs::write(&main, quick(&written).replacen("people =", framed, 1)).expect("the incident file");
    deployment.shirabe(&["incident", "apply", main.to_str().expect("UTF-8")]);
}

fn load(deployment: &Deployment, slug: &str, group: &str, contents: &str, mappings: &[&str]) {
    deployment.import(&List {
        slug,
        group,
        file_name: &format!("{group}.csv"),
        contents: contents.as_bytes(),
        mappings,
    });
}
