//! Which incident a slug means. Read from the store, remembered for a second or two: server
//! processes stay stateless and still answer most requests without a query.

use super::{Definition, record::Record};
use crate::{
    clock::Clock,
    problem::Problem,
    store::{PublishedSet, Store, StoreError, StoredIncident},
};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// How long what was read is believed.
const FRESH_SECONDS: i64 = 2;

/// An incident with its definition and the set that is served.
#[derive(Clone)]
pub struct Incident {
    pub id: [u8; 16],
    pub definition: Arc<Definition>,
    pub set: Option<PublishedSet>,
    pub record: Arc<Record>,
    /// When the definition was last changed, in seconds since 1970.
    pub applied: i64,
}

impl Incident {
    /// # Errors
    /// [`StoreError::Content`] where the stored definition is no longer sound.
    pub async fn read(store: &Store, stored: StoredIncident) -> Result<Self, StoreError> {
        let definition = Definition::from_toml(&stored.definition).map_err(|error| {
            tracing::error!(%error, "a stored incident definition is no longer sound");
            StoreError::Content
        })?;
        let set = store.current_set(&stored.id).await?;
        let record = Arc::new(Record::read(store, &stored, &definition).await?);
        let definition = Arc::new(definition);
        Ok(Self { id: stored.id, definition, set, record, applied: stored.applied })
    }
}

struct Remembered {
    incident: Arc<Incident>,
    read_at: i64,
}

/// Finds incidents by slug.
pub struct Directory {
    store: Store,
    clock: Arc<dyn Clock>,
    remembered: RwLock<HashMap<String, Remembered>>,
    /// In place of the store's.
    #[cfg(test)]
    given: Option<Result<Vec<Arc<Incident>>, Problem>>,
}

impl Directory {
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            remembered: RwLock::default(),
            #[cfg(test)]
            given: None,
        }
    }

    /// Holds these incidents, or fails: for tests of what is made of them.
    #[cfg(test)]
    pub(crate) fn holding(mut self, given: Result<Vec<Arc<Incident>>, Problem>) -> Self {
        self.given = Some(given);
        self
    }

    /// # Errors
    /// [`Problem::NotFound`], [`Problem::Unavailable`].
    pub async fn find(&self, slug: &str) -> Result<Arc<Incident>, Problem> {
        #[cfg(test)]
        if let Some(given) = &self.given {
            let mut all = given.clone()?.into_iter();
            return all.find(|one| one.definition.slug == slug).ok_or(Problem::NotFound);
        }
        let now = self.clock.now();
        if let Some(incident) = self.recall(slug, now) {
            return Ok(incident);
        }
        // Only what exists is remembered: names that do not cannot fill the memory.
        let stored = self.store.incident(slug).await?.ok_or(Problem::NotFound)?;
        let incident = Arc::new(Incident::read(&self.store, stored).await?);
        if let Ok(mut remembered) = self.remembered.write() {
            let entry = Remembered { incident: incident.clone(), read_at: now };
            remembered.insert(slug.to_owned(), entry);
        }
        Ok(incident)
    }

    /// All incidents, by slug.
    ///
    /// # Errors
    /// [`Problem::Unavailable`].
    pub async fn all(&self) -> Result<Vec<Arc<Incident>>, Problem> {
        #[cfg(test)]
        if let Some(given) = &self.given {
            return given.clone();
        }
        let mut incidents = Vec::new();
        for stored in self.store.incidents().await? {
            // One that is no longer sound must not take the others along.
            match Incident::read(&self.store, stored).await {
                Ok(incident) => incidents.push(Arc::new(incident)),
                Err(problem) => tracing::error!(%problem, "an incident is left out"),
            }
        }
        Ok(incidents)
    }

    /// Forgets what was read, after a set was published here.
    pub fn forget(&self, slug: &str) {
        if let Ok(mut remembered) = self.remembered.write() {
            remembered.remove(slug);
        }
    }

    fn recall(&self, slug: &str, now: i64) -> Option<Arc<Incident>> {
        let remembered = self.remembered.read().ok()?;
        let entry = remembered.get(slug)?;
        let fresh = (entry.read_at..entry.read_at + FRESH_SECONDS).contains(&now);
        fresh.then(|| entry.incident.clone())
    }
}
