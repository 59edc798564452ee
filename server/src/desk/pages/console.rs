//! `/{language}/staff/desk`: the agent's page. It holds every text that a call may need; the
//! caller's words go into the agent's browser and no further.

use crate::{
    desk::{
        api::catalogue,
        calls::TOPICS,
        training::{self, Caller},
    },
    frame::{
        assets::{self, Asset},
        staff::StaffFrame,
        staff_reply,
    },
    http::request::Staff,
    incidents::{
        Incident,
        definition::{DeclaredKind, KindName},
    },
    problem::Problem,
    scripts::{self, ScriptView},
    words::{
        Around, Language, Words,
        failures::{self, CodedText},
    },
};
use actix_web::HttpResponse;
use askama::Template;
use std::sync::Arc;

/// What came of a call, by its key on the page.
const ACTIONS: [(&str, &str); 5] = [
    ("1", "explained"),
    ("2", "callback"),
    ("3", "escalated"),
    ("4", "letter-again"),
    ("5", "registered"),
];

#[derive(Template)]
#[template(path = "staff/desk.html")]
struct DeskPage {
    w: Words,
    frame: StaffFrame,
    script: Asset,
    style: Asset,
    csrf: String,
    training_path: String,
    desk_path: String,
    /// Callers to practise with; without them the desk is asked for real.
    training: Option<Training>,
    languages: Vec<CallerLanguage>,
    incidents: Vec<IncidentBlock>,
    /// Composite kinds of all incidents, for F3.
    details: Vec<DetailsView>,
    spelling: Vec<(char, String)>,
    topics: Vec<(&'static str, String)>,
    actions: Vec<(&'static str, &'static str, String)>,
    people: Around,
    version: Around,
    reference: Around,
    wrong_action: Around,
    inputs: Vec<CodedText>,
    failures: Vec<CodedText>,
}

/// A language that callers speak, by its own name.
struct CallerLanguage {
    tag: &'static str,
    html: &'static str,
    name: String,
}

struct IncidentBlock {
    slug: String,
    title: String,
    /// As the catalogue has it.
    words: String,
    tells_by_phone: bool,
    groups: Vec<GroupBlock>,
    scripts: Vec<ScriptView>,
}

/// What a page of training holds besides.
struct Training {
    /// As the catalogue gives them: JSON.
    incidents: String,
    callers: Vec<CallerView>,
}

struct CallerView {
    number: usize,
    kind: String,
    /// JSON.
    typed: String,
    language: String,
    answer: String,
    action: String,
    who: String,
    says: String,
    hint: String,
    lesson: String,
}

struct GroupBlock {
    name: String,
    title: String,
    certainty: String,
    classes: Vec<String>,
}

struct DetailsView {
    incident: String,
    incident_title: String,
    kind: String,
    title: String,
    fields: Vec<String>,
}

/// The desk of all incidents that this account answers calls for.
pub async fn show(staff: Staff) -> Result<HttpResponse, Problem> {
    let incidents = catalogue::incidents_of(&staff).await?;
    page(&staff, &incidents, None).await
}

/// `/{language}/staff/desk/training`: the same page with invented callers, for anybody of staff.
pub async fn practise(staff: Staff) -> Result<HttpResponse, Problem> {
    let words = staff.words;
    let text = |number: usize, part: &str| words.text(&format!("training-{number}-{part}"));
    let view = |caller: &Caller| CallerView {
        number: caller.number,
        kind: caller.kind.clone(),
        typed: serde_json::to_string(&caller.typed).unwrap_or_default(),
        language: caller.language.clone(),
        answer: caller.answer.clone(),
        action: caller.action.clone(),
        who: text(caller.number, "who"),
        says: text(caller.number, "says"),
        hint: text(caller.number, "hint"),
        lesson: text(caller.number, "lesson"),
    };
    let incidents = training::incidents();
    let catalogue: Vec<_> = incidents.iter().map(|one| catalogue::for_training(one)).collect();
    let training = Training {
        incidents: serde_json::to_string(&catalogue).map_err(|_| Problem::Internal)?,
        callers: training::callers().iter().map(view).collect(),
    };
    page(&staff, incidents, Some(training)).await
}

async fn page(
    staff: &Staff,
    incidents: &[Arc<Incident>],
    training: Option<Training>,
) -> Result<HttpResponse, Problem> {
    let words = staff.words;
    let mut blocks = Vec::new();
    for incident in incidents {
        blocks.push(block(staff, incident, training.is_some()).await?);
    }
    let details = incidents.iter().flat_map(|incident| {
        let kinds = incident.definition.kinds.iter().filter(|kind| kind.is_composite());
        kinds.map(|kind| details(words, incident, kind))
    });
    let page = DeskPage {
        w: words,
        frame: StaffFrame::new(
            words,
            words.text(if training.is_some() { "training-title" } else { "desk-title" }),
            if training.is_some() { "staff/desk/training" } else { "staff/desk" },
            Some(&staff.actor),
        ),
        script: assets::find("elements/desk-console/desk-console.js"),
        style: assets::find("elements/desk-console/desk-console.css"),
        csrf: staff.actor.csrf.to_send(),
        training_path: staff.path("/desk/training"),
        desk_path: staff.path("/desk"),
        training,
        languages: caller_languages(),
        incidents: blocks,
        details: details.collect(),
        spelling: spelling(words),
        topics: TOPICS.map(|topic| (topic, words.text(&format!("call-topic-{topic}")))).into(),
        actions: ACTIONS
            .map(|(key, action)| (key, action, words.text(&format!("desk-action-{action}"))))
            .into(),
        people: words.around("desk-people-many", "count"),
        version: words.around("desk-version", "count"),
        reference: words.around("desk-reference", "name"),
        wrong_action: words.around("training-wrong-action", "name"),
        inputs: failures::inputs(words),
        failures: failures::failures(words).into_iter().chain(problems(words)).collect(),
    };
    Ok(staff_reply::page(&page, words))
}

/// Why the server refuses staff; their session, their budget, their supervisor.
fn problems(words: Words) -> impl Iterator<Item = CodedText> {
    let refusals = [
        Problem::DeskBudget(0),
        Problem::DeskQuestion,
        Problem::DeskSuspended,
        Problem::NotSignedIn,
        Problem::FormExpired,
        Problem::Forbidden,
        Problem::NotFound,
    ];
    refusals.into_iter().map(move |problem| CodedText {
        code: format!("problem:{}", problem.code()),
        text: words.text(&format!("problem-{}-text", problem.code())),
    })
}

fn caller_languages() -> Vec<CallerLanguage> {
    let language = |language: Language| CallerLanguage {
        tag: language.tag(),
        html: language.html(),
        name: Words::of(language).text("call-language-name"),
    };
    Language::ALL.map(language).into()
}

/// How each character of a letter code is said aloud.
fn spelling(words: Words) -> Vec<(char, String)> {
    let characters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars();
    characters.map(|one| (one, words.text(&format!("spelling-{one}")))).collect()
}

async fn block(
    staff: &Staff,
    incident: &Incident,
    training: bool,
) -> Result<IncidentBlock, Problem> {
    let words = staff.words;
    let definition = &incident.definition;
    let language = words.language();
    let groups = definition.groups.iter().map(|group| {
        let certainty = group.certainty.unwrap_or(definition.certainty);
        GroupBlock {
            name: group.name.clone(),
            title: definition.pick(&group.title, language.tag()).to_owned(),
            certainty: words.text(&format!("certainty-{}", certainty.code())),
            classes: group.data_classes.iter().map(|class| words.data_class(class)).collect(),
        }
    });
    Ok(IncidentBlock {
        slug: definition.slug.clone(),
        title: definition.texts_in(language.tag()).title.clone(),
        words: match training {
            true => String::new(),
            false => catalogue::words_of(staff, incident).await?,
        },
        tells_by_phone: definition.tells_by_phone(),
        groups: groups.collect(),
        scripts: scripts::for_console(&staff.services, incident, language).await?,
    })
}

fn details(words: Words, incident: &Incident, kind: &DeclaredKind) -> DetailsView {
    let (definition, language) = (&incident.definition, words.language().tag());
    let name = kind.kind.code();
    let title = kind.title.as_ref().map_or(name, |title| definition.pick(title, language));
    DetailsView {
        incident: definition.slug.clone(),
        incident_title: definition.texts_in(language).title.clone(),
        kind: name.to_owned(),
        title: title.to_owned(),
        fields: kind
            .fields
            .iter()
            .map(|field| definition.pick(&field.label, language).to_owned())
            .collect(),
    }
}

/// Kinds that are asked of all incidents at once, in the order of their keys.
const PLAIN: [&str; 3] = [KindName::EMAIL, KindName::PHONE, KindName::CODE];

impl DeskPage {
    fn plain(&self) -> [&'static str; 3] {
        PLAIN
    }
}
