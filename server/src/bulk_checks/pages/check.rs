//! `/{language}/bulk-check`: the page that an invitation leads to. The secret of the link stands
//! in its fragment and never comes here, so the page is the same for everybody: it holds the texts
//! of every published incident, and the browser takes those of the one that it was invited to.

use crate::{
    frame::{
        assets::{self, Asset},
        staff::StaffFrame,
        staff_reply,
    },
    incidents::{Incident, definition::DeclaredKind},
    problem::Problem,
    state::Services,
    store::BulkState,
    words::{
        Around, Words,
        failures::{self, CodedText},
    },
};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;

#[derive(Template)]
#[template(path = "staff/bulk-check.html")]
struct BulkCheckPage {
    w: Words,
    frame: StaffFrame,
    script: Asset,
    style: Asset,
    signing_key: String,
    incidents: Vec<IncidentWords>,
    /// Sentences about a count, by name.
    counts: Vec<(&'static str, Around)>,
    errors: Vec<CodedText>,
}

/// What the page says of one incident.
struct IncidentWords {
    slug: String,
    title: String,
    speaker: String,
    sample: bool,
    /// Name and title.
    groups: Vec<(String, String)>,
    /// What a column can be read as, as in `--map`, and its words.
    targets: Vec<(String, String)>,
}

/// Codes of the file's reading, of `contacts`; each has a sentence `bulk-list-...`.
const LIST_CODES: [&str; 22] = [
    "empty",
    "unsupported-encoding",
    "malformed",
    "unclosed-quote",
    "header-looks-like-data",
    "no-identifier-column",
    "unreadable",
    "unsupported-format",
    "protected",
    "damaged",
    "too-large",
    "several-sheets",
    "only-hidden-sheets",
    "unknown-sheet",
    "no-header-row",
    "no-list",
    "too-many-columns",
    "too-many-rows",
    "cell-too-long",
    "incomplete-kind",
    "mapping",
    "does-not-fit",
];

/// What the page itself finds.
const PAGE_CODES: [&str; 5] =
    ["link-missing", "another-list", "nothing-to-ask", "over-budget", "not-kept"];

/// Sentences around a count.
const COUNTS: [&str; 5] = [
    "bulk-page-rate",
    "bulk-page-left-seconds",
    "bulk-page-left-minutes",
    "bulk-page-left-hours",
    "bulk-page-wait",
];

pub async fn show(
    services: Data<Services>,
    language: Path<String>,
) -> Result<HttpResponse, Problem> {
    let words = Words::of_staff_page(&language);
    let incidents = services.directory.all().await?;
    let published = incidents.iter().filter(|incident| incident.set.is_some());
    let mut frame = StaffFrame::new(words, words.text("bulk-page-title"), "bulk-check", None);
    frame.site = words.text("site-name");
    frame.home_path = format!("/{}/", words.language().tag());
    let page = BulkCheckPage {
        w: words,
        frame,
        script: assets::find("elements/bulk-check/bulk-check.js"),
        style: assets::find("elements/bulk-check/bulk-check.css"),
        signing_key: hex::encode(services.manifests.signing_key()),
        incidents: published.map(|incident| incident_words(words, incident)).collect(),
        counts: COUNTS.map(|name| (name, words.around(name, "count"))).into(),
        errors: errors(words),
    };
    Ok(staff_reply::page(&page, words))
}

fn incident_words(words: Words, incident: &Incident) -> IncidentWords {
    let (definition, language) = (&incident.definition, words.language().tag());
    let organisation = definition.organisations.first();
    let groups = definition.groups.iter();
    IncidentWords {
        slug: definition.slug.clone(),
        title: definition.texts_in(language).title.clone(),
        speaker: organisation.map_or("", |first| definition.pick(&first.name, language)).to_owned(),
        sample: definition.sample,
        groups: groups
            .map(|group| (group.name.clone(), definition.pick(&group.title, language).to_owned()))
            .collect(),
        targets: (definition.kinds.iter())
            .flat_map(|kind| targets(words, incident, kind))
            .collect(),
    }
}

/// `email`; `insurance.number` for each field of a kind that has several.
fn targets(words: Words, incident: &Incident, kind: &DeclaredKind) -> Vec<(String, String)> {
    let (definition, language) = (&incident.definition, words.language().tag());
    let name = kind.kind.code();
    if !kind.is_composite() {
        return vec![(name.to_owned(), words.text(&format!("bulk-page-kind-{name}")))];
    }
    let title = kind.title.as_ref().map_or(name, |title| definition.pick(title, language));
    let fields = kind.fields.iter().map(|field| {
        let label = definition.pick(&field.label, language);
        (format!("{name}.{}", field.name), format!("{title}: {label}"))
    });
    fields.collect()
}

/// Every sentence that a failure may need.
fn errors(words: Words) -> Vec<CodedText> {
    let coded = |code: String, key: String| CodedText { code, text: words.text(&key) };
    let problems = [
        Problem::BulkCheckClaimed,
        Problem::BulkCheckOver,
        Problem::BulkCheckBudget,
        Problem::BatchDiffers,
    ];
    let problems = problems.into_iter().map(|problem| {
        let code = problem.code();
        coded(format!("problem:{code}"), format!("bulk-page-{code}"))
    });
    let over = [BulkState::Finished, BulkState::Revoked, BulkState::Expired];
    let states = over.into_iter().map(|state| {
        let code = state.code();
        coded(format!("check-state:{code}"), format!("bulk-page-state-{code}"))
    });
    let lists = LIST_CODES
        .into_iter()
        .map(|code| coded(format!("list:{code}"), format!("bulk-list-{code}")));
    let own = PAGE_CODES
        .into_iter()
        .map(|code| coded(format!("bulk-check:{code}"), format!("bulk-page-{code}")));
    let unknown = coded("problem:unauthorized".into(), "bulk-page-link-unknown".into());
    failures::failures(words)
        .into_iter()
        .chain(problems)
        .chain(states)
        .chain(lists)
        .chain(own)
        .chain([unknown])
        .collect()
}
