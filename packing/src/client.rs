//! The browser's client: a compiled file is given its JavaScript face.

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};
use wasm_bindgen_cli_support::Bindgen;

/// The name that the JavaScript face and the wasm file begin with.
const NAME: &str = "shirabe_client";

/// The two files that a page loads.
#[derive(Debug)]
pub struct Client {
    glue: Vec<u8>,
    wasm: Vec<u8>,
}

impl Client {
    /// Of a compiled file, `lookup.wasm`; made anew only if that changed. `refused` are folders of
    /// this machine: a served file says nothing about where it was built.
    pub fn of(compiled: &Path, refused: &[String]) -> Result<Self> {
        let contents =
            fs::read(compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
        let folder = compiled.with_extension("bindings");
        let stamp = folder.join("made-from");
        let digest = hex::encode(Sha256::digest(&contents));
        if !fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == digest) {
            bind(contents, &folder)?;
            fs::write(&stamp, &digest)?;
        }
        let read = |name: String| fs::read(folder.join(&name)).context(name);
        let client =
            Self { glue: read(format!("{NAME}.js"))?, wasm: read(format!("{NAME}_bg.wasm"))? };
        refuse_machine_paths(&client.wasm, refused)?;
        Ok(client)
    }

    pub fn into_files(self) -> [(String, Vec<u8>); 2] {
        [(format!("{NAME}.js"), self.glue), (format!("{NAME}_bg.wasm"), self.wasm)]
    }
}

fn bind(compiled: Vec<u8>, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Bindgen::new()
        .input_bytes(NAME, compiled)
        .out_name(NAME)
        .web(true)
        .map_err(|error| anyhow!("{error}"))?
        .typescript(false)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .map_err(|error| anyhow!("the client's JavaScript face could not be made: {error}"))
}

fn refuse_machine_paths(wasm: &[u8], refused: &[String]) -> Result<()> {
    for path in refused {
        if wasm.windows(path.len()).any(|window| window == path.as_bytes()) {
            bail!("the client holds the path {path} of this machine; it must not be served");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_inside_is_refused() {
        let paths = ["/some/machine".to_owned()];
        assert!(refuse_machine_paths(b"panicked at x/src/lib.rs", &paths).is_ok());
        assert!(refuse_machine_paths(b"at /some/machine/src/lib.rs", &paths).is_err());
    }

    #[test]
    fn what_was_not_compiled_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = Client::of(&folder.path().join("lookup.wasm"), &[]).unwrap_err().to_string();
        assert!(error.ends_with("lookup.wasm cannot be read"), "{error}");
    }
}
