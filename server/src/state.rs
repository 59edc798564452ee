//! What the running server has: made once, handed to every handler.

use crate::{
    clock::{Clock, SystemClock},
    config::Config,
    incidents::Directory,
    keys::KeyStore,
    limits::BlockLimits,
    lookups::{DailyBudgets, Manifests},
    passwords::Passwords,
    store::Store,
};
use std::sync::Arc;

/// Everything a handler may need.
pub struct Services {
    pub store: Store,
    pub keys: Arc<KeyStore>,
    pub directory: Directory,
    pub manifests: Manifests,
    pub limits: BlockLimits,
    pub budgets: DailyBudgets,
    /// Trials of signing in, for each block of addresses.
    pub sign_in_limits: BlockLimits,
    pub passwords: Arc<Passwords>,
    /// Held by whoever matches a withdrawal against a set: of two requests for the same one, the
    /// second would end the first.
    pub matching: tokio::sync::Mutex<()>,
    /// Whether people reach this server by https.
    pub https: bool,
    pub clock: Arc<dyn Clock>,
    pub public_url: String,
    /// Where to report a weakness, if the configuration says.
    pub security_contact: Option<String>,
}

impl Services {
    /// Opens store and keys as configured.
    ///
    /// # Errors
    /// Says what is missing and how to get it.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let store = Store::open(&config.database_location()?).await?;
        let keys = Arc::new(config.keys.open()?);
        let deployment = store.deployment().await?;
        let signer = keys.manifest_signer()?;
        let manifests =
            Manifests::new(store.clone(), keys.clone(), signer, clock.clone(), deployment);
        Ok(Self {
            directory: Directory::new(store.clone(), clock.clone()),
            limits: BlockLimits::for_lookups(config),
            budgets: DailyBudgets::new(store.clone(), clock.clone()),
            sign_in_limits: BlockLimits::for_sign_ins(config),
            passwords: Arc::default(),
            matching: tokio::sync::Mutex::default(),
            https: config.is_https(),
            store,
            keys,
            manifests,
            clock,
            public_url: config.server.public_url.clone(),
            security_contact: config.server.security_contact.clone(),
        })
    }

    /// As [`Self::open`], with the machine's clock.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_now(config: &Config) -> anyhow::Result<Self> {
        Self::open(config, Arc::new(SystemClock)).await
    }
}
