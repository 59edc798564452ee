//! `GET /api/v1/incidents` and `/{slug}`: public facts, in the spirit of HIBP's breach model.

use super::{Definition, Incident};
use crate::{problem::Problem, state::Services};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// One incident, as anybody may know it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicIncident {
    /// Stable name, as in URLs.
    pub name: String,
    /// By language tag. In `ja-easy` every kanji has its reading behind it, as in
    /// `個人情報《こじんじょうほう》`, here and below.
    pub title: BTreeMap<String, String>,
    /// The chain, the responsible organisation first; by language tag.
    pub organisations: Vec<PublicOrganisation>,
    /// Day the organisation learned of it, `2025-03-07`.
    pub known_since: String,
    /// Day of the first public notice.
    pub published: String,
    /// `was-taken`, `may-have-been-taken`, `may-have-been-viewed`, `sent-to-the-wrong-person`,
    /// `downloaded-deletion-confirmed`.
    pub certainty: String,
    /// `ongoing` or `finished`.
    pub investigation: String,
    /// People concerned, as published.
    pub people: u64,
    /// Of all groups; HIBP's names where they exist.
    pub data_classes: Vec<String>,
    pub groups: Vec<PublicGroup>,
    /// Kinds of identifiers that the public may ask by.
    pub kinds: Vec<String>,
    pub is_sensitive: bool,
    /// Invented data.
    pub is_sample: bool,
    /// The set that is served, if a list has been published.
    pub set: Option<PublicSet>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicOrganisation {
    /// `responsible`, `contractor`, `sub-contractor`, `call-centre`.
    pub role: String,
    pub name: BTreeMap<String, String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicGroup {
    pub name: String,
    pub title: BTreeMap<String, String>,
    pub people: u64,
    pub certainty: String,
    pub data_classes: Vec<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct PublicSet {
    /// Counts the published sets.
    pub version: u64,
    /// The date of the list, in seconds since 1970.
    pub as_of: i64,
}

/// All incidents of this server.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "public",
    responses((status = 200, body = Vec<PublicIncident>)))]
pub async fn list(services: Data<Services>) -> Result<HttpResponse, Problem> {
    let incidents = services.directory.all().await?;
    let body: Vec<_> = incidents.iter().map(|incident| public(incident)).collect();
    Ok(HttpResponse::Ok().json(body))
}

/// One incident.
#[utoipa::path(get, path = "/api/v1/incidents/{slug}", tag = "public",
    params(("slug" = String, Path)),
    responses((status = 200, body = PublicIncident),
              (status = 404, body = crate::problem::ProblemBody)))]
pub async fn show(services: Data<Services>, slug: Path<String>) -> Result<HttpResponse, Problem> {
    let incident = services.directory.find(&slug).await?;
    Ok(HttpResponse::Ok().json(public(&incident)))
}

fn public(incident: &Incident) -> PublicIncident {
    let definition = &incident.definition;
    PublicIncident {
        name: definition.slug.clone(),
        title: (definition.texts.iter())
            .map(|(language, texts)| (language.clone(), texts.title.clone()))
            .collect(),
        organisations: (definition.organisations.iter())
            .map(|one| PublicOrganisation {
                role: one.role.code().to_owned(),
                name: one.name.clone(),
            })
            .collect(),
        known_since: definition.known_since.clone(),
        published: definition.published.clone(),
        certainty: definition.certainty.code().to_owned(),
        investigation: definition.investigation.code().to_owned(),
        people: definition.people,
        data_classes: all_data_classes(definition),
        groups: (definition.groups.iter())
            .map(|group| PublicGroup {
                name: group.name.clone(),
                title: group.title.clone(),
                people: group.people,
                certainty: group.certainty.unwrap_or(definition.certainty).code().to_owned(),
                data_classes: group.data_classes.clone(),
            })
            .collect(),
        kinds: definition.public_kinds().map(|kind| kind.name).collect(),
        is_sensitive: definition.sensitive,
        is_sample: definition.sample,
        set: incident.set.map(|set| PublicSet { version: set.version, as_of: set.as_of }),
    }
}

/// Each class once, in the order in which the groups name them.
fn all_data_classes(definition: &Definition) -> Vec<String> {
    let mut classes: Vec<String> = Vec::new();
    for class in definition.groups.iter().flat_map(|group| &group.data_classes) {
        if !classes.contains(class) {
            classes.push(class.clone());
        }
    }
    classes
}
