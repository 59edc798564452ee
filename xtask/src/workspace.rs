//! Where things lie in this checkout.

use std::{
    env,
    path::{Path, PathBuf},
};

pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout this program was built from.
    pub fn find() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: package.parent().expect("xtask lies in the workspace").to_owned() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn target(&self) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => self.root.join(folder),
            None => self.root.join("target"),
        }
    }

    /// A program of this workspace, built with the `dev` profile.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target().join("debug").join(name)
    }

    /// The client that only the browser tests load.
    pub fn probe(&self) -> PathBuf {
        self.target().join("probe")
    }

    /// The packages that run inside the test browser.
    pub fn npm(&self) -> PathBuf {
        self.target().join("npm")
    }

    /// Lighthouse and what it is made of.
    pub fn npm_lighthouse(&self) -> PathBuf {
        self.target().join("npm-lighthouse")
    }

    pub fn demo(&self) -> PathBuf {
        self.root.join("var").join("demo")
    }

    /// The demo on PostgreSQL is another one, with keys and data of its own.
    pub fn demo_on_postgres(&self) -> PathBuf {
        self.root.join("var").join("demo-postgres")
    }
}
