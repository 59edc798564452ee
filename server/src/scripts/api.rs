//! Scripts for programs, as JSON. Moments in seconds since 1970.

use super::{Answer, Filling, Proposal, Proposed, Script, ScriptTexts, ScriptView, Scripts};
use crate::{
    frame::staff_reply::not_stored,
    http::request::{AtIncident, Staff},
    problem::{Problem, ProblemBody},
    scripts,
    words::Language,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Path},
};
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

type Reply = Result<HttpResponse, Problem>;

/// A script as it is now.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ScriptBody {
    /// `listed`, `not-listed`, `unknown-code`, `overload`, `registered`.
    pub answer: &'static str,
    /// The caller's, as in addresses of pages.
    pub language: &'static str,
    /// Another one where the program has no text in the caller's.
    pub written_in: &'static str,
    /// 0 for the one that comes with the program.
    pub version: u64,
    pub since: Option<i64>,
    /// `{address}` and `{phone}` stand for the incident's page and the desk's number.
    pub texts: ScriptTexts,
}

/// One version of a script.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ScriptVersionBody {
    pub version: u64,
    pub since: i64,
    pub author: String,
    /// Empty where the incident does without a second person.
    pub approver: String,
    pub texts: ScriptTexts,
}

/// One script with its versions, the latest first.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ScriptHistoryBody {
    pub current: ScriptBody,
    pub versions: Vec<ScriptVersionBody>,
    /// Approvals that wait, 32 hex digits each.
    pub waiting: Vec<String>,
}

/// The next version of a script.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptProposalBody {
    /// The version that was changed.
    pub based_on: u64,
    pub texts: ScriptTexts,
}

/// What became of a proposal.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ScriptProposedBody {
    /// `current`, or `waiting` for a second person.
    pub state: &'static str,
    pub version: Option<u64>,
    /// 32 hex digits.
    pub approval: Option<String>,
}

/// What an agent needs while the system is down.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CardBody {
    /// When it was asked for.
    pub printed: i64,
    pub address: String,
    pub phone: String,
    /// Whether callers are told by telephone if they are listed.
    pub tells_by_phone: bool,
    pub scripts: Vec<CardScriptBody>,
}

/// A script, addresses filled in.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CardScriptBody {
    pub answer: &'static str,
    pub language: &'static str,
    pub version: u64,
    pub say: Vec<String>,
    pub never: Vec<String>,
    pub next: Vec<String>,
    pub escalate: Vec<String>,
}

impl From<&Script> for ScriptBody {
    fn from(script: &Script) -> Self {
        Self {
            answer: script.answer.code(),
            language: script.language.tag(),
            written_in: script.written_in.tag(),
            version: script.version,
            since: script.since,
            texts: script.texts.clone(),
        }
    }
}

impl From<ScriptView> for CardScriptBody {
    fn from(view: ScriptView) -> Self {
        Self {
            answer: view.answer.code(),
            language: view.language.tag(),
            version: view.version,
            say: view.say,
            never: view.never,
            next: view.next,
            escalate: view.escalate,
        }
    }
}

/// The scripts that are said in an incident, in every language.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/scripts", tag = "desk",
    params(("slug" = String, Path)), security(("staff_session" = [])),
    responses((status = 200, body = Vec<ScriptBody>), (status = 404, body = ProblemBody)))]
pub async fn list(staff: Staff, at: AtIncident) -> Reply {
    let scripts = Scripts::of(&staff.services, &at.incident).await?;
    let said = Answer::said(&at.incident.definition);
    let bodies: Vec<ScriptBody> = said
        .into_iter()
        .flat_map(|answer| Language::ALL.map(|language| scripts.get(answer, language).into()))
        .collect();
    Ok(not_stored(HttpResponse::Ok().json(bodies)))
}

/// Slug, answer, the caller's language.
type ScriptAddress = Path<(String, String, String)>;

fn which(address: &ScriptAddress) -> Result<(Answer, Language), Problem> {
    let answer = Answer::from_code(&address.1).ok_or(Problem::NotFound)?;
    Ok((answer, Language::from_tag(&address.2).ok_or(Problem::NotFound)?))
}

/// One script with its versions.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/scripts/{answer}/{caller}",
    tag = "desk",
    params(("slug" = String, Path), ("answer" = String, Path), ("caller" = String, Path)),
    security(("staff_session" = [])),
    responses((status = 200, body = ScriptHistoryBody), (status = 404, body = ProblemBody)))]
pub async fn show(staff: Staff, at: AtIncident, address: ScriptAddress) -> Reply {
    let (answer, language) = which(&address)?;
    let (store, incident) = (&staff.services.store, &at.incident);
    let scripts = Scripts::of(&staff.services, incident).await?;
    let stored = store.script_versions(&incident.id, answer.code(), language.tag()).await?;
    let mut versions = Vec::with_capacity(stored.len());
    for version in stored {
        versions.push(ScriptVersionBody {
            texts: Script::stored(&version)?.texts,
            version: version.version,
            since: version.since,
            author: version.author,
            approver: version.approver,
        });
    }
    let waiting = scripts::waiting(store, incident, answer, language).await?;
    Ok(not_stored(HttpResponse::Ok().json(ScriptHistoryBody {
        current: scripts.get(answer, language).into(),
        versions,
        waiting: waiting.iter().map(|approval| hex::encode(approval.id)).collect(),
    })))
}

/// Proposes the next version.
#[utoipa::path(post, path = "/api/v1/staff/incidents/{slug}/scripts/{answer}/{caller}",
    tag = "desk",
    params(("slug" = String, Path), ("answer" = String, Path), ("caller" = String, Path)),
    security(("staff_session" = [])), request_body = ScriptProposalBody,
    responses((status = 200, body = ScriptProposedBody), (status = 202, body = ScriptProposedBody),
              (status = 400, body = ProblemBody), (status = 403, body = ProblemBody),
              (status = 404, body = ProblemBody), (status = 409, body = ProblemBody)))]
pub async fn propose(staff: Staff, at: AtIncident, address: ScriptAddress, body: Bytes) -> Reply {
    let (answer, language) = which(&address)?;
    // Longer than bodies of JSON are elsewhere.
    let body: ScriptProposalBody = serde_json::from_slice(&body).map_err(|_| Problem::Malformed)?;
    let ScriptProposalBody { based_on, texts } = body;
    let proposal = Proposal { answer, language, based_on, texts };
    let reply = match scripts::propose(&staff, &at, &proposal, &mut OsRng).await? {
        Proposed::Current(version) => HttpResponse::Ok().json(ScriptProposedBody {
            state: "current",
            version: Some(version),
            approval: None,
        }),
        Proposed::Waiting(approval) => HttpResponse::Accepted().json(ScriptProposedBody {
            state: "waiting",
            version: None,
            approval: Some(hex::encode(approval)),
        }),
    };
    Ok(not_stored(reply))
}

/// What an agent needs while the system is down; what is for agents in English, or in Japanese
/// with `?language=ja`.
#[utoipa::path(get, path = "/api/v1/staff/incidents/{slug}/card", tag = "desk",
    params(("slug" = String, Path), ("language" = Option<String>, Query)),
    security(("staff_session" = [])),
    responses((status = 200, body = CardBody), (status = 400, body = ProblemBody),
              (status = 404, body = ProblemBody)))]
pub async fn card(staff: Staff, at: AtIncident, request: HttpRequest) -> Reply {
    let language = match request.query_string() {
        "" | "language=en" => Language::English,
        "language=ja" => Language::Japanese,
        _ => return Err(Problem::Malformed),
    };
    let (services, incident) = (&staff.services, &at.incident);
    let definition = &incident.definition;
    let said = Answer::said(definition);
    let views = scripts::for_console(services, incident, language).await?;
    let views = views.into_iter().filter(|view| said.contains(&view.answer));
    Ok(not_stored(HttpResponse::Ok().json(CardBody {
        printed: staff.now(),
        address: Filling::new(services, incident, language).address().to_owned(),
        phone: definition.desk.phone.clone(),
        tells_by_phone: definition.tells_by_phone(),
        scripts: views.map(CardScriptBody::from).collect(),
    })))
}
