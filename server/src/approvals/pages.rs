//! `/{language}/staff/incidents/{slug}/approvals`: what waits for a second person, and what
//! exactly would change.

use super::{Approval, ApprovalAction, BeforeAfter, Failure, may_see};
use crate::{
    access::Permission,
    approvals, carrying_out,
    frame::{staff::StaffFrame, staff_reply},
    http::{
        forms::Fields,
        request::{AtIncident, Staff, id_of},
    },
    problem::Problem,
    scripts::names,
    store::ApprovalState,
    words::{Language, Words, dates, differences::Mark},
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;

/// Wishes of a list. Open ones come first; what was decided long ago stands in the audit log.
const MOST: u32 = 100;

type Reply = Result<HttpResponse, Problem>;

#[derive(Template)]
#[template(path = "staff/approvals.html")]
struct ApprovalsPage {
    w: Words,
    frame: StaffFrame,
    incident_path: String,
    open: Vec<ApprovalLine>,
    decided: Vec<ApprovalLine>,
}

struct ApprovalLine {
    path: String,
    title: String,
    requester: String,
    requested: String,
    state: String,
}

/// Language of what is said; head and marked text of each part.
type ScriptChange = (&'static str, Vec<(String, Vec<Mark>)>);

#[derive(Template)]
#[template(path = "staff/approval.html")]
struct ApprovalPage {
    w: Words,
    frame: StaffFrame,
    list_path: String,
    path: String,
    csrf: String,
    title: String,
    state: String,
    /// Name and value of what is known.
    facts: Vec<(String, String)>,
    lists: Vec<String>,
    /// What changes: name, before, after.
    changes: Vec<(String, u64, u64)>,
    /// Where a script changes: `lang` of what is said, and the parts with what differs.
    script: Option<ScriptChange>,
    /// Two have yet to approve.
    needs_two: bool,
    can_approve: bool,
    can_refuse: bool,
    can_take_back: bool,
    is_own: bool,
}

/// When it is to happen; empty: as soon as it may.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApproveForm {
    #[serde(default)]
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefuseForm {
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeBackForm {}

/// All of an incident: what waits, then what was decided.
pub async fn list(staff: Staff, at: AtIncident) -> Reply {
    let words = staff.words;
    let all = approvals::visible(&staff, &at, 0, MOST).await?;
    let path = list_path(&staff, &at);
    let (open, decided): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.state.is_open());
    let lines = |of: Vec<&Approval>| of.into_iter().map(|one| line(words, &path, one)).collect();
    let page = ApprovalsPage {
        w: words,
        frame: StaffFrame::new(
            words,
            words.text("approvals-title"),
            &format!("staff/incidents/{}/approvals", at.slug()),
            Some(&staff.actor),
        ),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        open: lines(open),
        decided: lines(decided),
    };
    Ok(staff_reply::page(&page, words))
}

fn list_path(staff: &Staff, at: &AtIncident) -> String {
    staff.path(&format!("/incidents/{}/approvals", at.slug()))
}

fn line(words: Words, list_path: &str, approval: &Approval) -> ApprovalLine {
    ApprovalLine {
        path: format!("{list_path}/{}", hex::encode(approval.id)),
        title: title(words, approval),
        requester: approval.requester.clone(),
        requested: words.moment(approval.requested),
        state: state(words, approval),
    }
}

fn title(words: Words, approval: &Approval) -> String {
    let action = words.text(&format!("approval-action-{}", approval.action.code()));
    match (approval.action, &approval.summary.script) {
        (ApprovalAction::Rollback { to, .. }, _) => {
            format!("{action}: {}", words.with("approval-set", "count", to))
        }
        (_, Some(script)) => {
            let language = Language::from_tag(&script.language);
            let language = language.map_or_else(String::new, Language::own_name);
            let separator = words.text("list-separator");
            let answer = names::answer_name(words, &script.answer);
            format!("{action}: {answer}{separator}{language}")
        }
        _ if approval.summary.lists.is_empty() => action,
        _ => format!("{action}: {}", approval.summary.lists.join(&words.text("list-separator"))),
    }
}

fn state(words: Words, approval: &Approval) -> String {
    if approval.state == ApprovalState::Waiting && approval.lacks_requester() {
        return words.text("approval-state-waiting-two");
    }
    let state = words.text(&format!("approval-state-{}", approval.state.code()));
    match approval.state {
        ApprovalState::Scheduled => {
            format!("{state} ({})", words.moment(approval.not_before))
        }
        _ => state,
    }
}

/// One of them: what exactly changes, and what the reader may do about it.
pub async fn show(staff: Staff, at: AtIncident, path: Path<(String, String, String)>) -> Reply {
    let approval = found(&staff, &at, &path.2).await?;
    let words = staff.words;
    let allowed = |permission| at.access.roles.iter().any(|role| role.has(permission));
    let is_own = !approval.can_be_approved_by(&staff.actor.account);
    let can_decide = !is_own && allowed(Permission::Approve);
    let undecided = approval.state.is_undecided();
    let list_path = list_path(&staff, &at);
    let rest = format!("staff/incidents/{}/approvals/{}", at.slug(), hex::encode(approval.id));
    let title = title(words, &approval);
    let page = ApprovalPage {
        w: words,
        frame: StaffFrame::new(words, title.clone(), &rest, Some(&staff.actor)),
        path: format!("{list_path}/{}", hex::encode(approval.id)),
        list_path,
        csrf: staff.actor.csrf.to_send(),
        title,
        state: state(words, &approval),
        facts: facts(words, &approval),
        changes: changes(words, &at, &approval),
        script: approval.summary.script.as_ref().map(|script| {
            let language = Language::from_tag(&script.language).unwrap_or(Language::English);
            (language.html(), names::changes(words, &script.before, &script.after))
        }),
        needs_two: approval.lacks_requester() && undecided,
        can_approve: can_decide && approval.state == ApprovalState::Waiting,
        can_refuse: can_decide && undecided,
        can_take_back: is_own
            && undecided
            && (allowed(Permission::RequestPublication) || allowed(Permission::WriteScripts)),
        is_own: is_own && undecided,
        lists: approval.summary.lists,
    };
    Ok(staff_reply::page(&page, words))
}

/// Somebody who is limited to a share finds what the own organisation asked for.
async fn found(staff: &Staff, at: &AtIncident, id: &str) -> Result<Approval, Problem> {
    let store = &staff.services.store;
    let approval = approvals::find(store, &at.incident.id, &id_of(id)?).await?;
    may_see(staff, at, &approval).await?;
    Ok(approval)
}

fn facts(words: Words, approval: &Approval) -> Vec<(String, String)> {
    let moment = |at| words.moment(at);
    let of_script = approval.summary.script.is_some();
    let version = |version| match of_script {
        true => names::version_name(words, version),
        false => words.with("approval-set", "count", version),
    };
    let based_on = match approval.based_on {
        0 if !of_script => words.text("approval-no-set"),
        based_on => version(based_on),
    };
    let key = |of_sets, of_scripts| if of_script { of_scripts } else { of_sets };
    let as_of = (!of_script).then(|| moment(approval.summary.as_of));
    let reason = match Failure::from_code(&approval.reason) {
        Some(failure) if approval.state == ApprovalState::Failed => {
            words.text(&format!("approval-reason-{}", failure.code()))
        }
        _ => approval.reason.clone(),
    };
    let not_before = (approval.not_before > approval.requested).then_some(approval.not_before);
    let machine_token = approval.summary.machine_token.as_ref();
    let machine_token =
        machine_token.map(|name| words.with("approval-machine-token", "name", name));
    let facts = [
        ("approval-fact-requester", Some(approval.requester.clone())),
        ("approval-fact-machine-token", machine_token),
        ("approval-fact-requested", Some(moment(approval.requested))),
        (key("approval-fact-based-on", "approval-fact-script-based-on"), Some(based_on)),
        ("approval-fact-as-of", as_of),
        ("approval-fact-not-before", not_before.map(moment)),
        ("approval-fact-decider", Some(approval.decider.clone())),
        ("approval-fact-decided", approval.decided.map(moment)),
        ("approval-fact-reason", Some(reason)),
        (key("approval-fact-result", "approval-fact-script-result"), approval.made.map(version)),
    ];
    let known = facts.into_iter().filter_map(|(key, value)| Some((key, value?)));
    known
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| (words.text(key), value))
        .collect()
}

fn changes(words: Words, at: &AtIncident, approval: &Approval) -> Vec<(String, u64, u64)> {
    if approval.summary.script.is_some() {
        return Vec::new();
    }
    let definition = &at.incident.definition;
    let group_title = |name: &str| {
        let group = definition.groups.iter().find(|group| group.name == name);
        group.map_or(name, |group| definition.pick(&group.title, words.language().tag())).to_owned()
    };
    let row = |name: String, of: BeforeAfter| (name, of.before, of.after);
    let summary = &approval.summary;
    let groups = summary.groups.iter().map(|group| row(group_title(&group.group), group.people));
    [
        row(words.text("approval-change-people"), summary.people),
        row(words.text("approval-change-entries"), summary.filter_entries),
    ]
    .into_iter()
    .chain(groups)
    .collect()
}

/// Approves; then its page shows what became of it.
pub async fn approve(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String, String)>,
    Fields(form): Fields<ApproveForm>,
) -> Reply {
    let approval = found(&staff, &at, &path.2).await?;
    let when = match form.at.as_str() {
        "" => None,
        text => Some(dates::minute_begins(text).ok_or(Problem::Malformed)?),
    };
    let (services, actor) = (&staff.services, &staff.actor);
    carrying_out::approve(services, &at.incident, &approval, actor, when, &mut OsRng).await?;
    back(&staff, &at, &approval)
}

pub async fn refuse(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String, String)>,
    Fields(form): Fields<RefuseForm>,
) -> Reply {
    let approval = found(&staff, &at, &path.2).await?;
    let (store, now) = (&staff.services.store, staff.now());
    approvals::refuse(store, &approval, &staff.actor, &form.reason, now, &mut OsRng).await?;
    back(&staff, &at, &approval)
}

pub async fn take_back(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String, String)>,
    _: Fields<TakeBackForm>,
) -> Reply {
    let approval = found(&staff, &at, &path.2).await?;
    let (store, now) = (&staff.services.store, staff.now());
    approvals::take_back(store, &approval, &staff.actor, now, &mut OsRng).await?;
    back(&staff, &at, &approval)
}

fn back(staff: &Staff, at: &AtIncident, approval: &Approval) -> Reply {
    let path = format!("{}/{}", list_path(staff, at), hex::encode(approval.id));
    Ok(staff_reply::see_other(&path))
}
