//! `shirabe init`: data folder, deployment id, keys, configuration file.

use crate::{
    config::{self, Config},
    keys::{KeyMaker, ManifestSigner, MasterKey},
    store::{Location, Store},
};
use anyhow::{Context, ensure};
use rand::{CryptoRng, RngCore};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What to set up, and where.
pub struct Setup {
    pub config: PathBuf,
    pub data: PathBuf,
    pub keys: PathBuf,
    pub listen: String,
    pub public_url: String,
    /// Where the database is to be, unless in the data folder.
    pub database: config::Database,
}

/// Sets up a deployment; touches nothing that is already there.
///
/// # Errors
/// Says what stands in the way.
pub async fn init<R: RngCore + CryptoRng>(
    setup: &Setup,
    now: i64,
    rng: &mut R,
) -> anyhow::Result<Config> {
    ensure!(!setup.config.exists(), "{} is already there", setup.config.display());
    ensure!(
        !Location::file_in(&setup.data).exists(),
        "{} already holds a database",
        setup.data.display()
    );
    private_folder(&setup.data)?;
    let data = setup.data.canonicalize()?;
    // Judged before anything secret is written.
    let text = configuration(setup, &data, &absolute(&setup.keys)?);
    let config = Config::from_toml(&text)?;
    let location = config.database_location()?;
    // A database elsewhere may refuse us; nothing secret is made before it has answered.
    let elsewhere = match &location {
        Location::Sqlite { .. } => None,
        Location::Postgres(_) => Some(Store::create(&location).await?),
    };

    private_folder(&setup.keys)?;
    private_folder(&config.keys.store)?;
    let master = MasterKey::create(&config.keys.master_key)
        .with_context(|| format!("{}", config.keys.master_key.display()))?;
    ManifestSigner::create(&KeyMaker::new(&config.keys.store, master), rng)?;

    let mut deployment = [0; 16];
    rng.fill_bytes(&mut deployment);
    let store = match elsewhere {
        Some(store) => store,
        None => Store::create(&location).await?,
    };
    store.create_deployment(&deployment, now).await?;
    fs::write(&setup.config, text).context("the configuration file cannot be written")?;
    Ok(config)
}

fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    std::path::absolute(path).context("the keys folder has no usable path")
}

fn private_folder(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| format!("{} cannot be made", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn configuration(setup: &Setup, data: &Path, keys: &Path) -> String {
    let database = &setup.database;
    let mut database =
        config::database_section(database.url.as_deref(), database.password_file.as_deref());
    if !database.is_empty() {
        database.push('\n');
    }
    let quoted = |path: &Path| toml::Value::String(path.display().to_string()).to_string();
    format!(
        "# Written by `shirabe init`; `shirabe config check` says what is wrong with it.\n\
         data = {}\n\n{}[server]\nlisten = {:?}\npublic_url = {:?}\n\n\
         [keys]\nmaster_key = {}\nstore = {}\n",
        quoted(data),
        database,
        setup.listen,
        setup.public_url,
        quoted(&keys.join("master.key")),
        quoted(&keys.join("store")),
    )
}
