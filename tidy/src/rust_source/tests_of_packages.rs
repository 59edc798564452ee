//! Which files are compiled for tests alone.

use super::super::checkout::Checkout;

/// Files that no program holds: `tests/` of a package, and modules that are declared under
/// `#[cfg(test)]` with all below them.
pub struct TestFiles {
    /// Files, and folders with `/` at the end.
    places: Vec<String>,
}

impl TestFiles {
    pub fn of(checkout: &Checkout) -> Self {
        let mut places = Vec::new();
        for (file, source) in checkout.sources("") {
            for module in source.declared.iter().filter(|module| module.in_tests) {
                let (folder, _) = file.path.rsplit_once('/').unwrap_or_default();
                if let Some(at) = &module.at {
                    places.push(format!("{folder}/{at}"));
                    continue;
                }
                let below = [&[folder_of_modules(&file.path)][..], &module.inside].concat();
                let place = format!("{}/{}", below.join("/"), module.name);
                places.extend([format!("{place}.rs"), format!("{place}/")]);
            }
        }
        Self { places }
    }

    pub fn contains(&self, path: &str) -> bool {
        let of_a_package = path.starts_with("tests/")
            || path.split("/src/").next().is_some_and(|start| start.contains("/tests/"));
        of_a_package
            || self.places.iter().any(|place| {
                path == place || (place.ends_with('/') && path.starts_with(place.as_str()))
            })
    }
}

/// Where the modules lie that a file declares.
fn folder_of_modules(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name.strip_suffix(".rs").unwrap_or(name) {
        "mod" | "lib" | "main" => folder.to_owned(),
        stem => format!("{folder}/{stem}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::checkout::examples::files, *};

    #[test]
    fn modules_under_cfg_test_are_tests() {
        let checkout = files(&[
            ("server/src/site/mod.rs", "#[cfg(test)] mod tests; mod check;"),
            (
                "server/src/desk.rs",
                "#[cfg(test)] mod tests; #[cfg(test)] #[path = \"c.rs\"] mod d;",
            ),
        ]);
        let tests = TestFiles::of(&checkout);
        for path in [
            "server/src/site/tests.rs",
            "server/src/site/tests/texts.rs",
            "server/src/desk/tests.rs",
            "server/src/c.rs",
            "server/tests/server/main.rs",
            "tests/src/scale.rs",
        ] {
            assert!(tests.contains(path), "{path}");
        }
        for path in ["server/src/site/check.rs", "server/src/tests/a.rs", "server/src/desk.rs"] {
            assert!(!tests.contains(path), "{path}");
        }
    }
}
