//! What a handler of staff takes: who asks, and about which incident. The guard has put both into
//! the request; without a guard there is nothing to take.

use crate::{
    access::{Actor, IncidentAccess},
    incidents::Incident,
    problem::Problem,
    state::Services,
    words::{Language, Words},
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Data};
use std::{
    future::{Ready, ready},
    sync::Arc,
};

/// A signed-in member of staff and what a handler needs to answer.
pub struct Staff {
    pub actor: Actor,
    pub services: Data<Services>,
    /// In the language of the address; English for programs.
    pub words: Words,
}

impl FromRequest for Staff {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let staff = || {
            let actor = request.extensions().get::<Actor>()?.clone();
            let services = request.app_data::<Data<Services>>()?.clone();
            let language = request.match_info().get("language").and_then(Language::of_staff);
            let words = Words::of(language.unwrap_or(Language::English));
            Some(Self { actor, services, words })
        };
        ready(staff().ok_or(Problem::Internal))
    }
}

impl Staff {
    /// `/ja/staff` and what follows.
    pub fn path(&self, rest: &str) -> String {
        format!("/{}/staff{rest}", self.words.language().tag())
    }

    pub fn now(&self) -> i64 {
        self.services.clock.now()
    }
}

/// The incident that the address names, and what the account was granted there.
pub struct AtIncident {
    pub incident: Arc<Incident>,
    pub access: IncidentAccess,
}

impl FromRequest for AtIncident {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let extensions = request.extensions();
        let incident = extensions.get::<Arc<Incident>>().cloned();
        let access = extensions.get::<IncidentAccess>().cloned();
        let found = incident.zip(access).map(|(incident, access)| Self { incident, access });
        ready(found.ok_or(Problem::Internal))
    }
}

impl AtIncident {
    pub fn slug(&self) -> &str {
        &self.incident.definition.slug
    }

    pub fn title(&self, words: Words) -> &str {
        &self.incident.definition.texts_in(words.language().tag()).title
    }
}

/// 16 bytes out of an address. What is no id is nothing's.
///
/// # Errors
/// [`Problem::NotFound`].
pub fn id_of<const N: usize>(hex: &str) -> Result<[u8; N], Problem> {
    let mut id = [0; N];
    hex::decode_to_slice(hex, &mut id).map_err(|_| Problem::NotFound)?;
    Ok(id)
}
