//! Making, signing and re-signing manifests.
//!
//! A manifest is signed when a set is first asked for, and again once half its validity has
//! passed; every one names the digest of the one before.

use crate::{
    clock::Clock,
    incidents::Incident,
    keys::{KeyStore, ManifestSigner},
    problem::Problem,
    store::{PublishedSet, Store, StoredManifest},
};
use shirabe_protocol::{
    identifier::{Kind, NORMALISATION},
    manifest::{self, Manifest, VALIDITY_SECONDS},
};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// A manifest is signed anew when less than this is left of it.
const RENEW_SECONDS: i64 = VALIDITY_SECONDS / 2;

/// Hands out the manifest that is current.
pub struct Manifests {
    store: Store,
    keys: Arc<KeyStore>,
    signer: ManifestSigner,
    clock: Arc<dyn Clock>,
    deployment: [u8; 16],
    current: RwLock<HashMap<[u8; 16], Current>>,
}

/// A manifest, and the kinds it offers.
#[derive(Clone)]
struct Current {
    stored: Arc<StoredManifest>,
    offered: Vec<Kind>,
}

impl Current {
    fn new(stored: StoredManifest) -> Self {
        let manifest = serde_json::from_slice::<Manifest>(&stored.bytes);
        let offered = manifest.map(|manifest| manifest.kinds).unwrap_or_default();
        Self { stored: Arc::new(stored), offered }
    }

    /// Whether it speaks of this set, is young enough, and offers nothing that is public no more.
    fn serves(&self, set: PublishedSet, public: &[Kind], now: i64) -> bool {
        self.stored.version == set.version
            && self.stored.expires - now > RENEW_SECONDS
            && self.stored.issued <= now
            && !self.offered.is_empty()
            && self.offered.iter().all(|kind| public.contains(kind))
    }
}

impl Manifests {
    pub fn new(
        store: Store,
        keys: Arc<KeyStore>,
        signer: ManifestSigner,
        clock: Arc<dyn Clock>,
        deployment: [u8; 16],
    ) -> Self {
        Self { store, keys, signer, clock, deployment, current: RwLock::default() }
    }

    /// The Ed25519 key that pages and clients pin.
    pub fn signing_key(&self) -> [u8; 32] {
        self.signer.public_key()
    }

    /// The same as pages show it: 64 hex digits.
    pub fn signing_key_text(&self) -> String {
        hex::encode(self.signing_key())
    }

    pub fn deployment(&self) -> [u8; 16] {
        self.deployment
    }

    /// # Errors
    /// [`Problem::NotPublished`], [`Problem::Unavailable`].
    pub async fn current(&self, incident: &Incident) -> Result<Arc<StoredManifest>, Problem> {
        let set = incident.set.ok_or(Problem::NotPublished)?;
        let now = self.clock.now();
        let public: Vec<Kind> = incident.definition.public_kinds().collect();
        let remembered = self.current.read().ok().and_then(|map| map.get(&incident.id).cloned());
        if let Some(current) = remembered.filter(|current| current.serves(set, &public, now)) {
            return Ok(current.stored);
        }
        // A second try finds what another process appended in between.
        for _ in 0..2 {
            let last = self.store.last_manifest(&incident.id).await?;
            let known = last.clone().map(Current::new);
            if let Some(current) = known.filter(|current| current.serves(set, &public, now)) {
                return Ok(self.remember(incident, current));
            }
            let next = self.sign_next(incident, set, last.as_ref(), now).await?;
            if self.store.append_manifest(&incident.id, &next).await? {
                return Ok(self.remember(incident, Current::new(next)));
            }
        }
        Err(Problem::Unavailable)
    }

    fn remember(&self, incident: &Incident, current: Current) -> Arc<StoredManifest> {
        if let Ok(mut all) = self.current.write() {
            all.insert(incident.id, current.clone());
        }
        current.stored
    }

    async fn sign_next(
        &self,
        incident: &Incident,
        set: PublishedSet,
        last: Option<&StoredManifest>,
        now: i64,
    ) -> Result<StoredManifest, Problem> {
        let definition = &incident.definition;
        let kinds: Vec<_> = definition.public_kinds().collect();
        let mut filters = self.store.filter_entries_of_set(&incident.id, set.version).await?;
        // A kind made non-public since must not be offered any more.
        filters.retain(|filter| kinds.iter().any(|kind| kind.name == filter.kind));
        let groups = (definition.groups.iter().map(|group| group.name.clone()))
            .filter(|group| filters.iter().any(|filter| filter.group == *group))
            .collect();
        let kinds = (kinds.into_iter())
            .filter(|kind| filters.iter().any(|filter| filter.kind == kind.name))
            .collect();
        let manifest = Manifest {
            format: Manifest::FORMAT.to_owned(),
            normalisation: NORMALISATION.to_owned(),
            deployment: self.deployment,
            incident: incident.id,
            slug: definition.slug.clone(),
            set_version: set.version,
            as_of: set.as_of,
            issued: now,
            expires: now + VALIDITY_SECONDS,
            previous: last.map_or([0; 32], |last| manifest::digest(&last.bytes)),
            public_key: *self.keys.keys_of(&incident.id)?.public.public_key().as_bytes(),
            profile: definition.profile,
            kinds,
            groups,
            filters,
        };
        let bytes = manifest.to_bytes();
        Ok(StoredManifest {
            sequence: last.map_or(0, |last| last.sequence) + 1,
            version: set.version,
            signature: self.signer.sign(&bytes).to_vec(),
            bytes,
            issued: manifest.issued,
            expires: manifest.expires,
        })
    }
}
