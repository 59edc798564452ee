//! What the pages show of incidents, out of the directory.

use super::Incident;
use crate::{
    pages::{IncidentView, PageFuture, PageSource, PageUnavailable, PublishedSet},
    problem::Problem,
    state::Services,
};
use std::sync::Arc;

impl PageSource for Services {
    fn incidents(&self) -> PageFuture<'_, Vec<IncidentView>> {
        Box::pin(async {
            let incidents = self.directory.all().await.map_err(|_| PageUnavailable)?;
            let mut views: Vec<_> = incidents.iter().map(|one| self.view(one)).collect();
            views.sort_by(|a, b| b.definition.published.cmp(&a.definition.published));
            Ok(views)
        })
    }

    fn incident<'a>(&'a self, slug: &'a str) -> PageFuture<'a, Option<IncidentView>> {
        Box::pin(async move {
            match self.directory.find(slug).await {
                Ok(incident) => Ok(Some(self.view(&incident))),
                Err(Problem::NotFound) => Ok(None),
                Err(_) => Err(PageUnavailable),
            }
        })
    }

    fn public_url(&self) -> &str {
        &self.public_url
    }

    fn now(&self) -> i64 {
        self.clock.now()
    }

    fn security_contact(&self) -> Option<&str> {
        self.security_contact.as_deref()
    }
}

impl Services {
    fn view(&self, incident: &Incident) -> IncidentView {
        let published =
            incident.set.map(|set| PublishedSet { set_version: set.version, as_of: set.as_of });
        IncidentView {
            id: incident.id,
            record: incident.record.clone(),
            applied: incident.applied,
            definition: Arc::new(incident.definition.clone()),
            published,
            signing_key: hex::encode(self.manifests.signing_key()),
        }
    }
}
