//! Which incident a slug means, and what there is to know of it. What was read stays in memory as
//! long as the store says that it is the latest; by slug it is even asked only every second or two:
//! server processes stay stateless and still answer most requests without a query.

use super::{Definition, record::Record};
use crate::{
    clock::Clock,
    problem::Problem,
    store::{IncidentStamp, PublishedSet, Store, StoreError},
};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};
use tokio::sync::Mutex;

/// How long a slug is believed to mean what was read.
const FRESH_SECONDS: i64 = 2;

/// So many incidents are remembered; what goes beyond is read each time.
const MOST_KNOWN: usize = 1000;

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

struct Remembered {
    incident: Arc<Incident>,
    read_at: i64,
}

/// An incident as it was read at a stamp; without one where its definition is no longer sound.
struct Known {
    stamp: IncidentStamp,
    incident: Option<Arc<Incident>>,
}

/// Finds incidents.
pub struct Directory {
    store: Store,
    clock: Arc<dyn Clock>,
    /// By slug.
    remembered: RwLock<HashMap<String, Remembered>>,
    /// By id.
    known: RwLock<HashMap<[u8; 16], Known>>,
    /// Held by whoever reads anew: of a hundred visitors at once, one does.
    reading: Mutex<()>,
    /// In place of the store's.
    #[cfg(test)]
    given: Option<Result<Vec<Arc<Incident>>, Problem>>,
    /// How many definitions were parsed.
    #[cfg(test)]
    parsed: std::sync::atomic::AtomicUsize,
}

impl Directory {
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            remembered: RwLock::default(),
            known: RwLock::default(),
            reading: Mutex::default(),
            #[cfg(test)]
            given: None,
            #[cfg(test)]
            parsed: Default::default(),
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
        let stamp = self.store.stamp_of_slug(slug).await?.ok_or(Problem::NotFound)?;
        let incident = self.at(stamp).await?.ok_or(StoreError::Content)?;
        if let Ok(mut remembered) = self.remembered.write() {
            let entry = Remembered { incident: incident.clone(), read_at: now };
            remembered.insert(slug.to_owned(), entry);
        }
        Ok(incident)
    }

    /// As it is now.
    ///
    /// # Errors
    /// [`Problem::NotFound`], [`Problem::Unavailable`].
    pub async fn of_id(&self, id: &[u8; 16]) -> Result<Arc<Incident>, Problem> {
        #[cfg(test)]
        if let Some(given) = &self.given {
            let mut all = given.clone()?.into_iter();
            return all.find(|one| one.id == *id).ok_or(Problem::NotFound);
        }
        let stamp = self.store.stamp_of_id(id).await?.ok_or(Problem::NotFound)?;
        Ok(self.at(stamp).await?.ok_or(StoreError::Content)?)
    }

    /// All incidents as they are now, by slug. One that is no longer sound is left out.
    ///
    /// # Errors
    /// [`Problem::Unavailable`].
    pub async fn all(&self) -> Result<Vec<Arc<Incident>>, Problem> {
        #[cfg(test)]
        if let Some(given) = &self.given {
            return given.clone();
        }
        let mut incidents = Vec::new();
        for stamp in self.store.incident_stamps().await? {
            incidents.extend(self.at(stamp).await?);
        }
        Ok(incidents)
    }

    /// Forgets what a slug was believed to mean, after a set was published here.
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

    /// The incident at this stamp; `None` where its definition is no longer sound.
    async fn at(&self, stamp: IncidentStamp) -> Result<Option<Arc<Incident>>, StoreError> {
        if let Some(incident) = self.known_at(&stamp) {
            return Ok(incident);
        }
        let _turn = self.reading.lock().await;
        if let Some(incident) = self.known_at(&stamp) {
            return Ok(incident);
        }
        let incident = self.read(&stamp).await?.map(Arc::new);
        if let Ok(mut known) = self.known.write()
            && (known.len() < MOST_KNOWN || known.contains_key(&stamp.id))
        {
            known.insert(stamp.id, Known { stamp, incident: incident.clone() });
        }
        Ok(incident)
    }

    fn known_at(&self, stamp: &IncidentStamp) -> Option<Option<Arc<Incident>>> {
        let known = self.known.read().ok()?;
        known.get(&stamp.id).filter(|one| one.stamp == *stamp).map(|one| one.incident.clone())
    }

    /// Reads what is new: a definition only where it has another revision.
    async fn read(&self, stamp: &IncidentStamp) -> Result<Option<Incident>, StoreError> {
        let Some((definition, applied)) = self.definition(stamp).await? else {
            return Ok(None);
        };
        let id = stamp.id;
        let set = self.store.current_set(&id).await?;
        let record = Arc::new(Record::read(&self.store, &id, applied, &definition).await?);
        Ok(Some(Incident { id, definition, set, record, applied }))
    }

    async fn definition(
        &self,
        stamp: &IncidentStamp,
    ) -> Result<Option<(Arc<Definition>, i64)>, StoreError> {
        if let Some(before) = self.of_revision(stamp) {
            return Ok(Some((before.definition.clone(), before.applied)));
        }
        let stored = self.store.incident_of_id(&stamp.id).await?.ok_or(StoreError::Content)?;
        #[cfg(test)]
        self.parsed.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        match Definition::from_toml(&stored.definition) {
            Ok(definition) => Ok(Some((Arc::new(definition), stored.applied))),
            // It must not take the others along.
            Err(error) => {
                tracing::error!(%error, "a stored incident definition is no longer sound");
                Ok(None)
            }
        }
    }

    fn of_revision(&self, stamp: &IncidentStamp) -> Option<Arc<Incident>> {
        let known = self.known.read().ok()?;
        let before = known.get(&stamp.id).filter(|one| one.stamp.revision == stamp.revision)?;
        before.incident.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::SettableClock,
        store::{Location, SetCause, SetDraft},
    };
    use std::sync::atomic::Ordering;

    const FILE: &str = include_str!("../../../data/incidents/job-matching.toml");

    fn file(slug: &str, title: &str) -> String {
        let mut definition = Definition::from_toml(FILE).unwrap();
        slug.clone_into(&mut definition.slug);
        for texts in definition.texts.values_mut() {
            title.clone_into(&mut texts.title);
        }
        definition.to_toml().unwrap()
    }

    async fn apply(store: &Store, number: u8, title: &str) {
        let slug = format!("incident-{number}");
        let text = file(&slug, title);
        store.apply_incident(&[number; 16], &slug, &text, 1, &[], &[]).await.unwrap();
    }

    async fn publish(store: &Store, number: u8, version: u64) {
        let draft = SetDraft {
            filters_under: -i64::try_from(version).unwrap(),
            cause: SetCause::Rollback { back_to: 0, token: None },
            incident: [number; 16],
            version,
            as_of: 5,
            loads: Vec::new(),
            filters: Vec::new(),
        };
        assert!(store.publish_set(&draft, 9, None).await.unwrap());
    }

    impl Directory {
        /// Titles in order, and how many definitions were parsed so far.
        async fn titles(&self) -> (Vec<String>, usize) {
            let all = self.all().await.unwrap();
            let title = |one: &Arc<Incident>| one.definition.texts_in("en").title.clone();
            (all.iter().map(title).collect(), self.parsed.load(Ordering::Relaxed))
        }
    }

    #[tokio::test]
    async fn a_definition_is_parsed_once_and_again_as_soon_as_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::in_folder(folder.path());
        let store = Store::create(&location).await.unwrap();
        // As the command line has it: what it changes, the server is not told.
        let other_process = Store::open(&location).await.unwrap();
        for number in 1..=3 {
            apply(&other_process, number, "As it was").await;
        }
        let directory = Directory::new(store, Arc::new(SettableClock::at(7)));
        let was = "As it was".to_owned();
        for _ in 0..5 {
            assert_eq!(directory.titles().await, (vec![was.clone(); 3], 3));
        }
        assert_eq!(directory.of_id(&[2; 16]).await.unwrap().definition.slug, "incident-2");
        assert_eq!(directory.find("incident-3").await.unwrap().id, [3; 16]);
        assert_eq!(directory.of_id(&[4; 16]).await.err(), Some(Problem::NotFound));
        // Within the same second.
        apply(&other_process, 2, "As it is now").await;
        let now = vec![was.clone(), "As it is now".to_owned(), was.clone()];
        assert_eq!(directory.titles().await, (now.clone(), 4));
        publish(&other_process, 1, 1).await;
        let set = directory.of_id(&[1; 16]).await.unwrap().set;
        assert_eq!(set, Some(PublishedSet { version: 1, as_of: 5 }));
        assert_eq!(directory.titles().await, (now, 4), "another set is no other definition");
    }

    #[tokio::test]
    async fn one_that_is_no_longer_sound_is_left_out_and_parsed_once() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&Location::in_folder(folder.path())).await.unwrap();
        apply(&store, 1, "Sound").await;
        store.apply_incident(&[2; 16], "broken", "slug = ", 1, &[], &[]).await.unwrap();
        let directory = Directory::new(store.clone(), Arc::new(SettableClock::at(7)));
        for _ in 0..3 {
            assert_eq!(directory.titles().await, (vec!["Sound".to_owned()], 2));
        }
        assert!(directory.of_id(&[2; 16]).await.is_err());
        store
            .apply_incident(&[2; 16], "broken", &file("broken", "Mended"), 1, &[], &[])
            .await
            .unwrap();
        assert_eq!(directory.titles().await.0, ["Mended", "Sound"]);
    }
}
