//! `/{language}/staff/incidents/{slug}/card`: what an agent needs on paper while the system is
//! down. It names nobody, and is the same for everybody.

use crate::scripts::names::{answer_name, version_name};
use crate::{
    frame::{staff::StaffFrame, staff_reply},
    http::request::{AtIncident, Staff},
    problem::Problem,
    scripts::{Answer, Filling, Scripts},
    words::{Language, Words, dates::minute_in_japan},
};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use url::form_urlencoded;

/// Languages of callers beside the agent's own that fit on two sheets.
const MOST_LANGUAGES: usize = 2;

#[derive(Template)]
#[template(path = "staff/card.html")]
struct CardPage {
    w: Words,
    frame: StaffFrame,
    incident_path: String,
    title: String,
    path: String,
    printed: String,
    choices: Vec<LanguageChoice>,
    facts: Vec<(String, String)>,
    what_happened: Vec<String>,
    groups: Vec<GroupCard>,
    address: String,
    phone: String,
    hours: String,
    tells_by_phone: bool,
    scripts: Vec<ScriptCard>,
}

struct LanguageChoice {
    tag: &'static str,
    html: &'static str,
    name: String,
    chosen: bool,
}

struct GroupCard {
    title: String,
    certainty: String,
    data: String,
}

struct ScriptCard {
    answer: String,
    /// In the agent's language first.
    said: Vec<SaidCard>,
    never: Vec<String>,
    next: Vec<String>,
    escalate: Vec<String>,
}

struct SaidCard {
    html: &'static str,
    name: String,
    version: String,
    lines: Vec<String>,
}

/// The languages that the address asks for, `?also=vi&also=ne`.
fn also(request: &HttpRequest, own: Language) -> Result<Vec<Language>, Problem> {
    let mut languages = Vec::new();
    for (name, tag) in form_urlencoded::parse(request.query_string().as_bytes()) {
        if name != "also" {
            return Err(Problem::Malformed);
        }
        let language = Language::from_tag(&tag).ok_or(Problem::Malformed)?;
        if language != own && !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages.truncate(MOST_LANGUAGES);
    Ok(languages)
}

pub async fn show(
    staff: Staff,
    at: AtIncident,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (words, own) = (staff.words, staff.words.language());
    let also = also(&request, own)?;
    let scripts = Scripts::of(&staff.services, &at.incident).await?;
    let definition = &at.incident.definition;
    let texts = definition.texts_in(own.tag());
    let slug = at.slug();
    let rest = format!("staff/incidents/{slug}/card");
    let filling = Filling::new(&staff.services, &at.incident, own);
    let choice = |language: Language| LanguageChoice {
        tag: language.tag(),
        html: language.html(),
        name: language.own_name(),
        chosen: also.contains(&language),
    };
    let page = CardPage {
        w: words,
        frame: StaffFrame::new(words, words.text("card-title"), &rest, Some(&staff.actor)),
        incident_path: staff.path(&format!("/incidents/{slug}")),
        title: texts.title.clone(),
        path: staff.path(&format!("/incidents/{slug}/card")),
        printed: minute_in_japan(staff.now()),
        choices: Language::ALL.into_iter().filter(|one| *one != own).map(choice).collect(),
        facts: facts(words, &at),
        what_happened: texts.what_happened.clone(),
        groups: groups(words, &at),
        address: filling.address().to_owned(),
        phone: definition.desk.phone.clone(),
        hours: texts.desk_hours.clone(),
        tells_by_phone: definition.tells_by_phone(),
        scripts: Answer::said(definition)
            .into_iter()
            // The card is the same for everybody, and has two sheets; that answer is for those who
            // see a part of the list, and comes with its words at the desk.
            .filter(|answer| *answer != Answer::NotInPart)
            .map(|answer| script_card(&staff, &at, &scripts, answer, &also))
            .collect(),
    };
    Ok(staff_reply::page(&page, words))
}

fn facts(words: Words, at: &AtIncident) -> Vec<(String, String)> {
    let definition = &at.incident.definition;
    let list = match at.incident.set {
        Some(set) => words.with("card-list", "count", set.version) + " " + &words.day(set.as_of),
        None => words.text("case-not-published"),
    };
    let next = definition.next_notice.as_ref().map(|day| words.date(day));
    [
        ("card-fact-certainty", words.text(&format!("certainty-{}", definition.certainty.code()))),
        (
            "card-fact-investigation",
            words.text(&format!("investigation-{}", definition.investigation.code())),
        ),
        ("card-fact-people", words.people(definition.people)),
        ("card-fact-announced", words.date(&definition.published)),
        ("card-fact-list", list),
        ("card-fact-next", next.unwrap_or_else(|| words.text("card-no-next"))),
    ]
    .into_iter()
    .map(|(key, value)| (words.text(key), value))
    .collect()
}

fn groups(words: Words, at: &AtIncident) -> Vec<GroupCard> {
    let definition = &at.incident.definition;
    let group = |group: &crate::incidents::definition::Group| {
        let certainty = group.certainty.unwrap_or(definition.certainty);
        let data: Vec<_> = group.data_classes.iter().map(|class| words.data_class(class)).collect();
        GroupCard {
            title: definition.pick(&group.title, words.language().tag()).to_owned(),
            certainty: words.text(&format!("certainty-{}", certainty.code())),
            data: data.join(&words.text("list-separator")),
        }
    };
    definition.groups.iter().map(group).collect()
}

fn script_card(
    staff: &Staff,
    at: &AtIncident,
    scripts: &Scripts,
    answer: Answer,
    also: &[Language],
) -> ScriptCard {
    let (words, own) = (staff.words, staff.words.language());
    let said = |language: Language| {
        let script = scripts.get(answer, language);
        let filling = Filling::new(&staff.services, &at.incident, language);
        SaidCard {
            html: script.written_in.html(),
            name: language.own_name(),
            version: version_name(words, script.version),
            lines: filling.lines(&script.texts.say),
        }
    };
    let filling = Filling::new(&staff.services, &at.incident, own);
    let beside = &scripts.get(answer, own).texts;
    ScriptCard {
        answer: answer_name(words, answer.code()),
        said: [own].into_iter().chain(also.iter().copied()).map(said).collect(),
        never: filling.lines(&beside.never),
        next: filling.lines(&beside.next),
        escalate: filling.lines(&beside.escalate),
    }
}
