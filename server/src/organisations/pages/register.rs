//! `/{language}/staff/organisations`: for the administrator of the deployment.

use crate::{
    accounts::invitations,
    frame::{
        form_messages::{FormMessage, Refused, status_and_message},
        staff::StaffFrame,
        staff_reply,
    },
    http::{
        forms::{Fields, NoFields},
        request::{Staff, id_of},
    },
    organisations::{register, roles},
    problem::Problem,
    words::Words,
};
use actix_web::{HttpResponse, web::Path};
use askama::Template;
use rand::rngs::OsRng;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "staff/organisations.html")]
struct OrganisationsPage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    csrf: String,
    home_path: String,
    path: String,
    organisations: Vec<OrganisationRow>,
    /// Those without an administrator.
    incidents: Vec<IncidentRow>,
}

struct OrganisationRow {
    path: String,
    name: String,
    accounts: String,
}

struct IncidentRow {
    title: String,
    slug: String,
    name_path: String,
}

#[derive(Template)]
#[template(path = "staff/organisation.html")]
struct OrganisationPage {
    w: Words,
    frame: StaffFrame,
    notice: Option<FormMessage>,
    csrf: String,
    organisations_path: String,
    path: String,
    name: String,
    /// The one-time link, shown this once, and the address where it leads.
    link: Option<Zeroizing<String>>,
    accounts: Vec<AccountRow>,
}

struct AccountRow {
    name: String,
    login: String,
    state: String,
    /// Its forms go below it; `None` for what is over.
    path: Option<String>,
    may_be_disabled: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameForm {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvitedForm {
    login: String,
    name: String,
    language: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdministratorForm {
    login: String,
}

type Reply = Result<HttpResponse, Problem>;

pub async fn organisations(staff: Staff) -> Reply {
    show_all(&staff, None).await
}

pub async fn create(staff: Staff, Fields(form): Fields<NameForm>) -> Reply {
    match register::create(&staff, &form.name, &mut OsRng).await {
        Ok(id) => {
            let path = staff.path(&format!("/organisations/{}", hex::encode(id)));
            Ok(staff_reply::see_other(&path))
        }
        Err(problem) => show_all(&staff, Some(&Refused::of(problem)?)).await,
    }
}

pub async fn name_first(
    staff: Staff,
    path: Path<(String, String)>,
    Fields(form): Fields<AdministratorForm>,
) -> Reply {
    match roles::name_first(&staff, &path.1, &form.login, &mut OsRng).await {
        Ok(()) => Ok(staff_reply::see_other(&staff.path("/organisations"))),
        Err(problem) => show_all(&staff, Some(&Refused::of(problem)?)).await,
    }
}

pub async fn organisation(staff: Staff, path: Path<(String, String)>) -> Reply {
    show_one(&staff, &path.1, None, None).await
}

pub async fn rename(
    staff: Staff,
    path: Path<(String, String)>,
    Fields(form): Fields<NameForm>,
) -> Reply {
    let renamed = register::rename(&staff, &id_of(&path.1)?, &form.name, &mut OsRng).await;
    settle(&staff, &path.1, renamed).await
}

pub async fn invite(
    staff: Staff,
    path: Path<(String, String)>,
    Fields(form): Fields<InvitedForm>,
) -> Reply {
    let invited =
        register::Invited { login: &form.login, name: &form.name, language: &form.language };
    match register::invite(&staff, &id_of(&path.1)?, &invited, &mut OsRng).await {
        Ok(secret) => show_one(&staff, &path.1, Some(secret), None).await,
        Err(problem) => show_one(&staff, &path.1, None, Some(&Refused::of(problem)?)).await,
    }
}

pub async fn invite_again(
    staff: Staff,
    path: Path<(String, String, String)>,
    _: Fields<NoFields>,
) -> Reply {
    let (organisation, account) = (id_of(&path.1)?, id_of(&path.2)?);
    let secret = register::invite_again(&staff, &organisation, &account, &mut OsRng).await?;
    show_one(&staff, &path.1, Some(secret), None).await
}

pub async fn disable(
    staff: Staff,
    path: Path<(String, String, String)>,
    _: Fields<NoFields>,
) -> Reply {
    let disabled = register::disable(&staff, &id_of(&path.1)?, &id_of(&path.2)?).await;
    settle(&staff, &path.1, disabled).await
}

async fn settle(staff: &Staff, organisation: &str, result: Result<(), Problem>) -> Reply {
    match result {
        Ok(()) => {
            Ok(staff_reply::see_other(&staff.path(&format!("/organisations/{organisation}"))))
        }
        Err(problem) => show_one(staff, organisation, None, Some(&Refused::of(problem)?)).await,
    }
}

async fn show_all(staff: &Staff, refused: Option<&Refused>) -> Reply {
    let words = staff.words;
    let language = words.language().tag();
    let path = staff.path("/organisations");
    let mut incidents = Vec::new();
    for incident in staff.services.directory.all().await? {
        if !staff.services.store.has_administrator(&incident.id).await? {
            let slug = &incident.definition.slug;
            incidents.push(IncidentRow {
                title: incident.definition.texts_in(language).title.clone(),
                name_path: staff.path(&format!("/deployment/incidents/{slug}/administrator")),
                slug: slug.clone(),
            });
        }
    }
    let organisations = register::all(staff).await?;
    let (status, notice) = status_and_message(refused, words);
    let title = words.text("register-title");
    let page = OrganisationsPage {
        w: words,
        frame: StaffFrame::new(words, title, "staff/organisations", Some(&staff.actor)),
        notice,
        csrf: staff.actor.csrf.to_send(),
        home_path: staff.path(""),
        organisations: organisations
            .into_iter()
            .map(|one| OrganisationRow {
                path: format!("{path}/{}", hex::encode(one.id)),
                name: one.name,
                accounts: words.with("register-accounts", "count", one.accounts),
            })
            .collect(),
        path,
        incidents,
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}

async fn show_one(
    staff: &Staff,
    organisation: &str,
    secret: Option<Zeroizing<String>>,
    refused: Option<&Refused>,
) -> Reply {
    let words = staff.words;
    let (name, accounts) = register::one(staff, &id_of(organisation)?).await?;
    let path = staff.path(&format!("/organisations/{organisation}"));
    let link = secret.map(|secret| {
        let public_url = &staff.services.public_url;
        invitations::link(public_url, words.language().tag(), &secret)
    });
    let (status, notice) = status_and_message(refused, words);
    let rest = format!("staff/organisations/{organisation}");
    let page = OrganisationPage {
        w: words,
        frame: StaffFrame::new(words, name.clone(), &rest, Some(&staff.actor)),
        notice,
        csrf: staff.actor.csrf.to_send(),
        organisations_path: staff.path("/organisations"),
        name,
        link,
        accounts: accounts
            .iter()
            .map(|account| AccountRow {
                name: account.name.clone(),
                login: account.login.clone(),
                state: words.text(match (account.disabled, account.is_set_up) {
                    (true, _) => "account-is-disabled",
                    (false, true) => "account-in-use",
                    (false, false) => "account-invited",
                }),
                path: (!account.disabled)
                    .then(|| format!("{path}/accounts/{}", hex::encode(account.id))),
                may_be_disabled: account.id != staff.actor.account,
            })
            .collect(),
        path,
    };
    Ok(staff_reply::page_with_status(status, &page, words))
}
