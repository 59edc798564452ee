//! A compiler for `wasm32-unknown-unknown`: rustup's where it can fetch one, otherwise Debian's.

use super::debian;
use crate::{
    processes::{cargo, find_program, read, succeeds},
    watching::say,
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
/// `rustup` or `debian`: takes that way and no other.
const CHOICE: &str = "XTASK_WASM_TOOLCHAIN";

/// How the client is compiled.
#[derive(Debug, PartialEq)]
pub enum WasmToolchain {
    /// The compiler this program was built with has the target's standard library.
    Rustup,
    /// Debian's compiler builds the standard library from source.
    Debian { linker: PathBuf },
}

/// Finds a compiler, or installs one.
pub fn ensure(workspace: &Workspace) -> Result<WasmToolchain> {
    match env::var(CHOICE).as_deref() {
        Err(_) | Ok("") => {}
        Ok("rustup") => return by_rustup(workspace).context("rustup has no wasm32 target here"),
        Ok("debian") => return by_debian(workspace),
        Ok(_) => bail!("{CHOICE} is `rustup` or `debian`"),
    }
    match by_rustup(workspace) {
        Some(toolchain) => Ok(toolchain),
        None => by_debian(workspace),
    }
}

fn by_rustup(workspace: &Workspace) -> Option<WasmToolchain> {
    let there = || target_library(workspace).is_some_and(|folder| holds_core(&folder));
    if there() {
        return Some(WasmToolchain::Rustup);
    }
    find_program("rustup")?;
    say("setup", &format!("fetching the {TARGET} target with rustup"));
    let fetched = succeeds(
        Command::new("rustup").args(["target", "add", TARGET]).current_dir(workspace.root()),
    );
    if fetched && there() {
        return Some(WasmToolchain::Rustup);
    }
    say("setup", "rustup could not fetch it; taking Debian's compiler instead");
    None
}

fn by_debian(workspace: &Workspace) -> Result<WasmToolchain> {
    let there = |path: &str| Path::new(path).exists();
    let missing: Vec<&str> = DEBIAN_PACKAGES
        .into_iter()
        .zip([there(DEBIAN_RUSTC), there(DEBIAN_CARGO), debian_has_source()])
        .filter(|(_, present)| !present)
        .map(|(package, _)| package)
        .collect();
    debian::install(&missing, "to compile the browser's client")?;
    Ok(WasmToolchain::Debian { linker: linker(workspace)? })
}

/// The folder where this compiler keeps the target's standard library.
fn target_library(workspace: &Workspace) -> Option<PathBuf> {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "target-libdir", "--target", TARGET]).current_dir(workspace.root());
    Some(PathBuf::from(read(&mut rustc).ok()?.trim()))
}

fn holds_core(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
        })
    })
}

/// The sources of the standard library, where Debian's compiler looks for them.
fn debian_has_source() -> bool {
    let Ok(root) = read(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"])) else {
        return false;
    };
    Path::new(root.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml").exists()
}

/// rustup's own linker for wasm, or LLVM's.
fn linker(workspace: &Workspace) -> Result<PathBuf> {
    let host = Path::new("lib/rustlib").join(format!("{}-unknown-linux-gnu", env::consts::ARCH));
    let sysroot = read(Command::new("rustc").args(["--print", "sysroot"]))
        .with_context(|| format!("in {}", workspace.root().display()))?;
    let of_rustup = Path::new(sysroot.trim()).join(host).join("bin/rust-lld");
    if of_rustup.exists() {
        return Ok(of_rustup);
    }
    find_program("rust-lld")
        .or_else(|| find_program("wasm-ld"))
        .context("no linker for wasm was found: neither rust-lld nor wasm-ld")
}

impl WasmToolchain {
    /// In words, for the line that says which way was taken.
    pub fn description(&self) -> &'static str {
        match self {
            Self::Rustup => "this compiler's wasm32 target",
            Self::Debian { .. } => "Debian's compiler (rustc-web)",
        }
    }

    /// The two ways must not share compiled files.
    pub fn target_folder(&self, workspace: &Workspace) -> PathBuf {
        workspace.target().join("web").join(match self {
            Self::Rustup => "rustup",
            Self::Debian { .. } => "debian",
        })
    }

    /// Folders of this machine that the compiler would write into the file.
    pub fn sources(&self) -> Vec<PathBuf> {
        let compiler = match self {
            Self::Rustup => "rustc",
            Self::Debian { .. } => DEBIAN_RUSTC,
        };
        let mut folders = Vec::new();
        if let Ok(root) = read(Command::new(compiler).args(["--print", "sysroot"])) {
            let source = Path::new(root.trim()).join("lib/rustlib/src/rust");
            folders.extend(fs::canonicalize(&source));
            folders.push(source);
        }
        folders
    }

    /// `cargo build` for the target, into this way's own folder.
    pub fn cargo_build(&self, workspace: &Workspace) -> Command {
        let mut command = match self {
            Self::Rustup => {
                let mut command = cargo(workspace.root());
                command.arg("build");
                command
            }
            Self::Debian { linker } => {
                let mut command = Command::new(DEBIAN_CARGO);
                for (name, _) in env::vars_os() {
                    let name = name.to_string_lossy();
                    if leads_astray(&name) {
                        command.env_remove(&*name);
                    }
                }
                command
                    .current_dir(workspace.root())
                    .args(["build", "-Zbuild-std=std,panic_abort"])
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                command
            }
        };
        command.args(["--locked", "--target", TARGET, "--target-dir"]);
        command.arg(self.target_folder(workspace));
        command
    }
}

/// Variables of rustup's cargo that would send Debian's to the wrong compiler. Where crates are
/// kept and fetched from stays as the person has set it.
fn leads_astray(variable: &str) -> bool {
    let kept = variable == "CARGO_HOME"
        || ["CARGO_HTTP_", "CARGO_NET_"].iter().any(|start| variable.starts_with(start));
    !kept
        && (variable == "RUSTUP_TOOLCHAIN"
            || variable == "LD_LIBRARY_PATH"
            || variable == "CARGO"
            || variable.starts_with("RUSTC")
            || variable.starts_with("CARGO_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_is_not_led_astray() {
        for variable in
            ["RUSTUP_TOOLCHAIN", "RUSTC", "RUSTC_WRAPPER", "CARGO", "CARGO_BUILD_TARGET"]
        {
            assert!(leads_astray(variable), "{variable}");
        }
        for variable in ["PATH", "HOME", "CARGO_HOME", "CARGO_NET_OFFLINE", "RUST_BACKTRACE"] {
            assert!(!leads_astray(variable), "{variable}");
        }
    }

    #[test]
    fn the_two_ways_keep_apart() {
        let workspace = Workspace::find();
        let debian = WasmToolchain::Debian { linker: "/usr/bin/rust-lld".into() };
        assert_ne!(
            debian.target_folder(&workspace),
            WasmToolchain::Rustup.target_folder(&workspace)
        );
        let command = debian.cargo_build(&workspace);
        assert_eq!(command.get_program(), DEBIAN_CARGO);
        assert!(command.get_args().any(|argument| argument == "-Zbuild-std=std,panic_abort"));
    }

    #[test]
    fn an_empty_library_folder_is_no_target() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!holds_core(folder.path()));
        fs::write(folder.path().join("libcore-0123.rlib"), b"").unwrap();
        assert!(holds_core(folder.path()));
    }
}
