//! The modules of one package, and which of them a path means.

use super::{
    super::checkout::{Checkout, TextFile},
    Kind, Source, Use,
};
use std::collections::BTreeMap;

/// How many imports are followed from one to the next; a circle of them ends here.
const FOLLOWED: usize = 16;

pub struct ModuleTree<'a> {
    /// The package's own name in paths.
    package: &'a str,
    modules: BTreeMap<Vec<String>, Module<'a>>,
}

struct Module<'a> {
    file: &'a str,
    imports: BTreeMap<&'a str, &'a [String]>,
    globs: Vec<&'a [String]>,
}

/// What a path means.
#[derive(Debug, PartialEq)]
pub enum Target {
    /// A module of the package, or something in it.
    Inside { module: Vec<String>, whole: bool },
    /// Another package, a generic parameter, a type of the same file.
    Outside,
}

impl<'a> ModuleTree<'a> {
    /// `folder` holds `lib.rs` and ends with `/`. A `main.rs` beside it is taken as one module that
    /// declares none.
    pub fn of(checkout: &'a Checkout, folder: &'a str, package: &'a str) -> Self {
        let mut modules = BTreeMap::new();
        for (file, source) in checkout.sources(folder) {
            let path = module_path(file, folder);
            let mut add = |path: Vec<String>| {
                modules.entry(path).or_insert_with(|| Module {
                    file: &file.path,
                    imports: BTreeMap::new(),
                    globs: Vec::new(),
                });
            };
            add(path.clone());
            for used in &source.uses {
                add([&path[..], &used.inside].concat());
            }
        }
        let mut tree = Self { package, modules };
        for (file, source) in checkout.sources(folder) {
            tree.enter_imports(&module_path(file, folder), source);
        }
        tree
    }

    fn enter_imports(&mut self, path: &[String], source: &'a Source) {
        for used in &source.uses {
            let module = self.modules.get_mut(&[path, &used.inside].concat());
            let Some(module) = module else { continue };
            match &used.kind {
                Kind::Import { name: Some(name), .. } => {
                    module.imports.insert(name, &used.segments);
                }
                Kind::Glob => module.globs.push(&used.segments),
                _ => {}
            }
        }
    }

    /// The file in which what `used` names is made, if it belongs to the package.
    pub fn file_of(&self, from: &[String], used: &Use) -> Option<&'a str> {
        match self.resolve(&[from, &used.inside].concat(), &used.segments) {
            Target::Inside { module, .. } => Some(self.modules[&module].file),
            Target::Outside => None,
        }
    }

    /// What `segments` mean in the module `from`.
    pub fn resolve(&self, from: &[String], segments: &[String]) -> Target {
        self.resolve_after(from, segments, 0)
    }

    fn resolve_after(&self, from: &[String], segments: &[String], followed: usize) -> Target {
        let Some((first, rest)) = segments.split_first() else { return Target::Outside };
        match first.as_str() {
            "crate" => self.walk(&[], rest, followed),
            name if name == self.package => self.walk(&[], rest, followed),
            "self" if rest.is_empty() => Target::Inside { module: from.to_vec(), whole: true },
            "self" => self.walk(from, rest, followed),
            "super" => {
                let supers = rest.iter().take_while(|segment| *segment == "super").count();
                let kept = from.len().saturating_sub(supers + 1);
                self.walk(&from[..kept], &rest[supers..], followed)
            }
            _ => self.named_in(from, segments, followed).unwrap_or(Target::Outside),
        }
    }

    /// Goes from module to module as long as the segments are modules.
    fn walk(&self, module: &[String], segments: &[String], followed: usize) -> Target {
        if segments.is_empty() {
            return self.inside(module, true);
        }
        self.named_in(module, segments, followed).unwrap_or_else(|| self.inside(module, false))
    }

    fn inside(&self, module: &[String], whole: bool) -> Target {
        match self.modules.contains_key(module) {
            true => Target::Inside { module: module.to_vec(), whole },
            false => Target::Outside,
        }
    }

    /// The segments from a name on that the module has: a module below it, or something imported.
    fn named_in(&self, module: &[String], segments: &[String], followed: usize) -> Option<Target> {
        let (name, rest) = segments.split_first()?;
        let below = [module, std::slice::from_ref(name)].concat();
        if self.modules.contains_key(&below) {
            return Some(self.walk(&below, rest, followed));
        }
        if followed == FOLLOWED {
            return None;
        }
        let here = self.modules.get(module)?;
        if let Some(import) = here.imports.get(name.as_str()) {
            let path = [import, rest].concat();
            // `use serde;` names no module of ours.
            return (path != segments).then(|| self.resolve_after(module, &path, followed + 1));
        }
        here.globs.iter().find_map(|glob| match self.resolve_after(module, glob, followed + 1) {
            Target::Inside { module: from, whole: true } if from != module => {
                self.named_in(&from, segments, followed + 1)
            }
            _ => None,
        })
    }
}

/// `server/src/desk/calls.rs` is `desk::calls`.
pub fn module_path(file: &TextFile, folder: &str) -> Vec<String> {
    let path = file.path.strip_prefix(folder).unwrap_or(&file.path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" {
        return Vec::new();
    }
    path.split('/').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::super::checkout::examples::files, *};

    fn names(path: &str) -> Vec<String> {
        path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn paths_lead_to_files() {
        let checkout = files(&[
            ("server/src/lib.rs", "pub mod desk; pub mod sets; pub use shirabe_store as store;"),
            ("server/src/desk/mod.rs", "mod calls; pub use calls::Call; pub struct Desk;"),
            ("server/src/desk/calls.rs", "use crate::sets as lists; pub struct Call;"),
            ("server/src/sets.rs", "use serde; pub mod inner { use super::*; } use super::desk;"),
            ("server/src/all.rs", "use crate::desk::*;"),
        ]);
        let tree = ModuleTree::of(&checkout, "server/src/", "shirabe_server");
        let file = |from: &str, path: &str| match tree.resolve(&names(from), &names(path)) {
            Target::Inside { module, .. } => tree.modules[&module].file,
            Target::Outside => "outside",
        };
        for (from, path, expected) in [
            ("sets", "crate::desk::Desk", "server/src/desk/mod.rs"),
            ("sets", "super::desk::calls::Call", "server/src/desk/calls.rs"),
            // Through what is named again, to where it is made.
            ("sets", "crate::desk::Call", "server/src/desk/calls.rs"),
            ("sets", "desk::Call", "server/src/desk/calls.rs"),
            ("desk::calls", "lists::Set", "server/src/sets.rs"),
            ("desk::calls", "super::super::sets", "server/src/sets.rs"),
            ("desk::calls", "self", "server/src/desk/calls.rs"),
            ("sets::inner", "super::Set", "server/src/sets.rs"),
            // Through a star.
            ("sets::inner", "desk::Desk", "server/src/desk/mod.rs"),
            ("all", "calls::Call", "server/src/desk/calls.rs"),
            ("main", "shirabe_server::desk::Desk", "server/src/desk/mod.rs"),
            ("sets", "crate::store::Database", "outside"),
            ("sets", "serde::Serialize", "outside"),
            ("sets", "Self::new", "outside"),
        ] {
            assert_eq!(file(from, path), expected, "{path} in {from}");
        }
    }

    #[test]
    fn imports_in_a_circle_end() {
        let checkout = files(&[
            ("server/src/lib.rs", ""),
            ("server/src/a.rs", "pub use crate::b::x;"),
            ("server/src/b.rs", "pub use crate::a::x;"),
        ]);
        let tree = ModuleTree::of(&checkout, "server/src/", "shirabe_server");
        assert!(matches!(
            tree.resolve(&[], &names("crate::a::x")),
            Target::Inside { whole: false, .. }
        ));
    }
}
