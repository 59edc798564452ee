//! `/{language}/staff/incidents/{slug}/people`: the chain and the roles, in plain forms.

use crate::{
    access::Role,
    frame::{
        form_messages::{FormMessage, Refused, status_and_message},
        staff::StaffFrame,
        staff_reply,
    },
    http::{
        forms::{self, Fields, NoFields},
        request::{AtIncident, Staff, id_of},
    },
    organisations::{
        leaving,
        members::{self, Place},
        roles,
    },
    problem::Problem,
    store::ChainMember,
    words::Words,
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "staff/people.html")]
struct PeoplePage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    csrf: String,
    incident_path: String,
    incident_title: String,
    /// Of this page; its forms go below it.
    path: String,
    members: Vec<MemberRow>,
    people: Vec<PersonRow>,
    places: Vec<Choice>,
    roles: Vec<Choice>,
}

struct MemberRow {
    name: String,
    place: String,
    part: String,
    leave_path: String,
}

struct PersonRow {
    account: String,
    name: String,
    login: String,
    organisation: String,
    roles: Vec<RoleRow>,
    disabled: bool,
}

struct RoleRow {
    name: String,
    revoke_path: String,
}

struct Choice {
    code: &'static str,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoiningForm {
    name: String,
    place: String,
    /// Empty: the whole incident.
    #[serde(default)]
    share: String,
    #[serde(default)]
    share_name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantForm {
    account: String,
    role: String,
}

type Reply = Result<HttpResponse, Problem>;

pub async fn people(staff: Staff, at: AtIncident) -> Reply {
    show(&staff, &at, None).await
}

pub async fn join(staff: Staff, at: AtIncident, Fields(form): Fields<JoiningForm>) -> Reply {
    let joined = async {
        let share = forms::number(&form.share)?;
        let share = share.map(|number| (number, form.share_name.as_str()));
        let joining = members::Joining { organisation: &form.name, place: &form.place, share };
        members::join(&staff, &at, &joining, &mut OsRng).await
    };
    settle(&staff, &at, joined.await).await
}

pub async fn grant(staff: Staff, at: AtIncident, Fields(form): Fields<GrantForm>) -> Reply {
    let granted = async {
        let role = Role::from_code(&form.role).ok_or(Problem::Malformed)?;
        let account = id_of(&form.account).map_err(|_| Problem::Malformed)?;
        roles::grant(&staff, &at, &account, role, &mut OsRng).await
    };
    settle(&staff, &at, granted.await).await
}

pub async fn revoke(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String, String, String)>,
    _: Fields<NoFields>,
) -> Reply {
    let role = Role::from_code(&path.3).ok_or(Problem::NotFound)?;
    let revoked = roles::revoke(&staff, &at, &id_of(&path.2)?, role, &mut OsRng).await;
    settle(&staff, &at, revoked).await
}

#[derive(Template)]
#[template(path = "staff/leaving.html")]
struct LeavingPage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    csrf: String,
    people_path: String,
    /// Of this page; its form goes there.
    path: String,
    name: String,
    ending: Vec<EndingRow>,
}

struct EndingRow {
    name: String,
    roles: String,
}

pub async fn leaving(staff: Staff, at: AtIncident, path: Path<(String, String, String)>) -> Reply {
    show_leaving(&staff, &at, &path.2, None).await
}

pub async fn leave(
    staff: Staff,
    at: AtIncident,
    path: Path<(String, String, String)>,
    _: Fields<NoFields>,
) -> Reply {
    match leaving::leave(&staff, &at, &id_of(&path.2)?, &mut OsRng).await {
        Ok(()) => Ok(staff_reply::see_other(&people_path(&staff, &at))),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            show_leaving(&staff, &at, &path.2, Some(&refused)).await
        }
    }
}

fn people_path(staff: &Staff, at: &AtIncident) -> String {
    staff.path(&format!("/incidents/{}/people", at.slug()))
}

async fn settle(staff: &Staff, at: &AtIncident, result: Result<(), Problem>) -> Reply {
    match result {
        Ok(()) => Ok(staff_reply::see_other(&people_path(staff, at))),
        Err(problem) => show(staff, at, Some(&Refused::of(problem)?)).await,
    }
}

async fn show(staff: &Staff, at: &AtIncident, refused: Option<&Refused>) -> Reply {
    let words = staff.words;
    let path = people_path(staff, at);
    let members = members::members(staff, at).await?;
    let lines = roles::lines(staff, at).await?;
    let organisation = |id: &[u8; 16]| {
        let member = members.iter().find(|member| member.organisation == *id);
        member.map(|member| member.name.clone()).unwrap_or_default()
    };
    let people = lines.iter().map(|line| {
        let account = hex::encode(line.account.account);
        let row = |role: &Role| RoleRow {
            name: words.text(&format!("role-of-staff-{}", role.code())),
            revoke_path: format!("{path}/roles/{account}/{}/revoke", role.code()),
        };
        PersonRow {
            name: line.account.name.clone(),
            login: line.account.login.clone(),
            organisation: organisation(&line.account.organisation),
            roles: line.roles.iter().map(row).collect(),
            disabled: line.account.disabled,
            account,
        }
    });
    let people = people.collect();
    let title = words.text("access-title");
    let rest = format!("staff/incidents/{}/people", at.slug());
    let (status, notice) = status_and_message(refused, words);
    let page = PeoplePage {
        w: words,
        frame: StaffFrame::new(words, title, &rest, Some(&staff.actor)),
        notice,
        csrf: staff.actor.csrf.to_send(),
        incident_path: staff.path(&format!("/incidents/{}", at.slug())),
        incident_title: at.title(words).to_owned(),
        members: members.iter().map(|member| member_row(words, &path, member)).collect(),
        path,
        people,
        places: Place::ALL
            .map(|place| Choice {
                code: place.code(),
                name: words.text(&format!("place-{}", place.code())),
            })
            .into(),
        roles: Role::ALL
            .map(|role| Choice {
                code: role.code(),
                name: words.text(&format!("role-of-staff-{}", role.code())),
            })
            .into(),
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}

fn member_row(words: Words, path: &str, member: &ChainMember) -> MemberRow {
    let mut part = words.part(member.share);
    if !member.share_name.is_empty() {
        part = words.with("share-only", "name", format!("{part}, {}", member.share_name));
    }
    MemberRow {
        name: member.name.clone(),
        place: words.text(&format!("place-{}", member.chain_role)),
        part,
        leave_path: format!("{path}/organisations/{}", hex::encode(member.organisation)),
    }
}

async fn show_leaving(
    staff: &Staff,
    at: &AtIncident,
    organisation: &str,
    refused: Option<&Refused>,
) -> Reply {
    let words = staff.words;
    let (member, ending) = leaving::leaving(staff, at, &id_of(organisation)?).await?;
    let people_path = people_path(staff, at);
    let title = words.with("leaving-title", "name", &member.name);
    let rest = format!("staff/incidents/{}/people/organisations/{organisation}", at.slug());
    let (status, notice) = status_and_message(refused, words);
    let ending = ending.iter().map(|line| {
        let roles = line.roles.iter();
        let roles: Vec<_> =
            roles.map(|role| words.text(&format!("role-of-staff-{}", role.code()))).collect();
        let roles = roles.join(&words.text("list-separator"));
        EndingRow { name: line.account.name.clone(), roles }
    });
    let page = LeavingPage {
        w: words,
        frame: StaffFrame::new(words, title, &rest, Some(&staff.actor)),
        notice,
        csrf: staff.actor.csrf.to_send(),
        path: format!("{people_path}/organisations/{organisation}"),
        people_path,
        name: member.name,
        ending: ending.collect(),
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}
