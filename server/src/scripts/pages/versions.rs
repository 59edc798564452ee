//! `/{language}/staff/incidents/{slug}/scripts`: what is said to callers, its versions, and the
//! form for the next one.

use crate::{
    access::Permission,
    frame::{
        form_messages::{FormMessage, Refused, status_and_message},
        staff::StaffFrame,
        staff_reply,
    },
    http::{
        forms::Fields,
        request::{AtIncident, Staff},
    },
    problem::Problem,
    scripts::{
        self, Answer, Filling, Proposal, Script, ScriptTexts, Scripts,
        names::{answer_name, changes, version_name},
    },
    store::StoredScript,
    words::{Language, Words, dates::minute_in_japan, differences::Mark},
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;

type Reply = Result<HttpResponse, Problem>;

#[derive(Template)]
#[template(path = "staff/scripts.html")]
struct ScriptsPage {
    w: Words,
    frame: StaffFrame,
    incident_path: String,
    incident_title: String,
    tells_by_phone: bool,
    answers: Vec<String>,
    languages: Vec<LanguageRow>,
    card_path: String,
}

struct LanguageRow {
    name: String,
    /// In the order of the answers.
    cells: Vec<ScriptCell>,
}

struct ScriptCell {
    path: String,
    version: String,
    /// What a screen reader adds.
    whole: String,
}

#[derive(Template)]
#[template(path = "staff/script.html")]
struct ScriptPage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    list_path: String,
    path: String,
    csrf: String,
    title: String,
    version: String,
    /// In English, for want of a text in the caller's language.
    fallback: bool,
    /// `lang` of what is said.
    said_in: &'static str,
    parts: Vec<PartView>,
    waiting: Vec<(String, String)>,
    /// `None` where this account writes none.
    form: Option<FormView>,
    versions: Vec<VersionView>,
}

/// Lines of one part, as the agent reads them.
struct PartView {
    code: &'static str,
    title: String,
    lines: Vec<String>,
}

struct FormView {
    based_on: u64,
    /// Part, title, its lines as a field holds them.
    fields: Vec<(&'static str, String, String)>,
    at_once: bool,
}

struct VersionView {
    title: String,
    author: String,
    approver: String,
    /// Part and what differs from the version before.
    changes: Vec<(String, Vec<Mark>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptForm {
    based_on: String,
    say: String,
    #[serde(default)]
    never: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    escalate: String,
}

impl ScriptForm {
    fn texts(&self) -> ScriptTexts {
        ScriptTexts {
            say: ScriptTexts::lines_of(&self.say),
            never: ScriptTexts::lines_of(&self.never),
            next: ScriptTexts::lines_of(&self.next),
            escalate: ScriptTexts::lines_of(&self.escalate),
        }
    }
}

fn parts(
    words: Words,
    texts: &ScriptTexts,
    to_caller: &Filling,
    to_agent: &Filling,
) -> Vec<PartView> {
    let some = texts.parts().into_iter().filter(|(_, lines)| !lines.is_empty());
    some.map(|(code, lines)| PartView {
        code,
        title: words.text(&format!("script-part-{code}")),
        lines: if code == "say" { to_caller } else { to_agent }.lines(lines),
    })
    .collect()
}

/// Every answer in every language.
pub async fn list(staff: Staff, at: AtIncident) -> Reply {
    let (words, definition) = (staff.words, &at.incident.definition);
    let all = Scripts::of(&staff.services, &at.incident).await?;
    let said = Answer::said(definition);
    let cell = |answer: Answer, language: Language| {
        let script = all.get(answer, language);
        let name = version_name(words, script.version);
        ScriptCell {
            path: script_path(&staff, &at, answer, language),
            version: match script.since {
                Some(since) => format!("{name} ({})", minute_in_japan(since)),
                None if script.written_in != language => words.text("script-in-english"),
                None => name,
            },
            whole: format!("{} {}", answer_name(words, answer.code()), language.own_name()),
        }
    };
    let row = |language: Language| LanguageRow {
        name: language.own_name(),
        cells: said.iter().map(|answer| cell(*answer, language)).collect(),
    };
    let rest = format!("staff/incidents/{}/scripts", at.slug());
    let page = ScriptsPage {
        w: words,
        frame: StaffFrame::new(words, words.text("scripts-title"), &rest, Some(&staff.actor)),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        incident_title: at.title(words).to_owned(),
        tells_by_phone: definition.tells_by_phone(),
        answers: said.iter().map(|answer| answer_name(words, answer.code())).collect(),
        languages: Language::ALL.into_iter().map(row).collect(),
        card_path: staff.path(&format!("/incidents/{}/card", at.slug())),
    };
    Ok(staff_reply::page(&page, words))
}

fn script_path(staff: &Staff, at: &AtIncident, answer: Answer, language: Language) -> String {
    let (slug, answer, caller) = (at.slug(), answer.code(), language.tag());
    staff.path(&format!("/incidents/{slug}/scripts/{answer}/{caller}"))
}

/// Page language, slug, answer, the caller's language.
type ScriptAddress = Path<(String, String, String, String)>;

fn which(address: &ScriptAddress) -> Result<(Answer, Language), Problem> {
    let answer = Answer::from_code(&address.2).ok_or(Problem::NotFound)?;
    Ok((answer, Language::from_tag(&address.3).ok_or(Problem::NotFound)?))
}

/// One script with its versions.
pub async fn show(staff: Staff, at: AtIncident, address: ScriptAddress) -> Reply {
    let (answer, language) = which(&address)?;
    page(&staff, &at, (answer, language), None).await
}

/// Proposes the next version; then its page, or that of what waits for a second person.
pub async fn propose(
    staff: Staff,
    at: AtIncident,
    address: ScriptAddress,
    Fields(form): Fields<ScriptForm>,
) -> Reply {
    let (answer, language) = which(&address)?;
    let texts = form.texts();
    let based_on = form.based_on.parse().map_err(|_| Problem::Malformed)?;
    let proposal = Proposal { answer, language, based_on, texts: texts.clone() };
    match scripts::propose(&staff, &at, &proposal, &mut OsRng).await {
        Ok(_) => Ok(staff_reply::see_other(&script_path(&staff, &at, answer, language))),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            page(&staff, &at, (answer, language), Some((&refused, texts))).await
        }
    }
}

async fn page(
    staff: &Staff,
    at: &AtIncident,
    (answer, language): (Answer, Language),
    given: Option<(&Refused, ScriptTexts)>,
) -> Reply {
    let (words, services, incident) = (staff.words, &staff.services, &at.incident);
    let all = Scripts::of(services, incident).await?;
    let script = all.get(answer, language);
    let store = &services.store;
    let versions = store.script_versions(&incident.id, answer.code(), language.tag()).await?;
    let waiting = scripts::waiting(store, incident, answer, language).await?;
    let to_caller = Filling::new(services, incident, language);
    let to_agent = Filling::new(services, incident, words.language());
    let title = format!("{}: {}", answer_name(words, answer.code()), language.own_name());
    let (slug, caller) = (at.slug(), language.tag());
    let rest = format!("staff/incidents/{slug}/scripts/{}/{caller}", answer.code());
    let (status, notice) = status_and_message(given.as_ref().map(|(refused, _)| *refused), words);
    let writes = at.access.may(Permission::WriteScripts) && at.access.share.is_none();
    let typed = given.map_or_else(|| script.texts.clone(), |(_, texts)| texts);
    let page = ScriptPage {
        w: words,
        frame: StaffFrame::new(words, title.clone(), &rest, Some(&staff.actor)),
        notice,
        list_path: staff.path(&format!("/incidents/{slug}/scripts")),
        path: script_path(staff, at, answer, language),
        csrf: staff.actor.csrf.to_send(),
        title,
        version: version_name(words, script.version),
        fallback: script.written_in != language,
        said_in: script.written_in.html(),
        parts: parts(words, &script.texts, &to_caller, &to_agent),
        waiting: waiting
            .iter()
            .map(|approval| {
                let id = hex::encode(approval.id);
                let path = staff.path(&format!("/incidents/{slug}/approvals/{id}"));
                (path, format!("{} {}", minute_in_japan(approval.requested), approval.requester))
            })
            .collect(),
        form: writes.then(|| FormView {
            based_on: script.version,
            fields: fields(words, language, &typed),
            at_once: !incident.definition.needs_four_eyes(),
        }),
        versions: version_views(words, &Script::built_in(answer, language), &versions)?,
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}

fn fields(
    words: Words,
    language: Language,
    texts: &ScriptTexts,
) -> Vec<(&'static str, String, String)> {
    let for_agents = Language::OF_STAFF.contains(&language);
    let parts = texts.parts().into_iter().filter(|(part, _)| *part == "say" || for_agents);
    parts
        .map(|(part, lines)| (part, words.text(&format!("script-part-{part}")), lines.join("\n")))
        .collect()
}

/// The latest first, each against the one before.
fn version_views(
    words: Words,
    first: &Script,
    versions: &[StoredScript],
) -> Result<Vec<VersionView>, Problem> {
    let mut views = Vec::new();
    for (place, stored) in versions.iter().enumerate() {
        let after = Script::stored(stored)?.texts;
        let before = match versions.get(place + 1) {
            Some(earlier) => Script::stored(earlier)?.texts,
            None => first.texts.clone(),
        };
        views.push(VersionView {
            title: format!(
                "{}, {}",
                version_name(words, stored.version),
                minute_in_japan(stored.since)
            ),
            author: stored.author.clone(),
            approver: stored.approver.clone(),
            changes: changes(words, &before, &after),
        });
    }
    Ok(views)
}
