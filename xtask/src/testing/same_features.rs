//! The programs that people run and the tests are compiled in two calls of cargo. A crate that has
//! more features in one of them would be compiled in both, and so would everything that uses it.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The files of each library, by package and name. Cargo puts the features into the files' names.
#[derive(Debug, Default, PartialEq)]
pub struct Libraries(BTreeMap<(String, String), BTreeSet<String>>);

impl Libraries {
    /// From what cargo says of each thing that it compiled or found compiled, one JSON object a line.
    pub fn of_messages(messages: &str) -> Result<Self> {
        let mut libraries = Self::default();
        for line in messages.lines().filter(|line| line.starts_with('{')) {
            let message: Value = serde_json::from_str(line).context("cargo wrote no JSON")?;
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let kinds = message["target"]["kind"].as_array().into_iter().flatten();
            let kept = kinds.map(text).any(|kind| ["lib", "rlib", "proc-macro"].contains(&&*kind));
            if !kept || message["profile"]["test"] == true {
                continue;
            }
            let key = (text(&message["package_id"]), text(&message["target"]["name"]));
            let files = message["filenames"].as_array().into_iter().flatten().map(text);
            libraries.0.entry(key).or_default().extend(files);
        }
        Ok(libraries)
    }

    /// Libraries that both have, in another shape here than there.
    pub fn unlike(&self, other: &Self) -> Vec<String> {
        let unlike = self.0.iter().filter(|(key, files)| {
            other.0.get(*key).is_some_and(|others| !files.is_subset(others))
        });
        unlike.map(|((_, name), _)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Libraries;
    use serde_json::json;

    fn libraries(of: &[(&str, &str, bool)]) -> Libraries {
        let message = |(name, file, test): &(&str, &str, bool)| {
            json!({ "package_id": format!("registry#{name}@1.0.0"), "filenames": [file],
                    "profile": { "test": test }, "target": { "name": name, "kind": ["lib"] } })
            .to_string()
        };
        let messages: Vec<String> = of.iter().map(message).collect();
        Libraries::of_messages(&messages.join("\n")).unwrap()
    }

    #[test]
    fn a_library_that_the_tests_have_in_another_shape_is_named() {
        let tests = libraries(&[("url", "url-1", false), ("url", "url-2", false)]);
        assert_eq!(libraries(&[("url", "url-2", false)]).unlike(&tests), [""; 0]);
        assert_eq!(libraries(&[("url", "url-3", false)]).unlike(&tests), ["url"]);
    }

    #[test]
    fn what_only_one_has_is_compiled_once() {
        let tests = libraries(&[("url", "url-1", false), ("insta", "insta-1", false)]);
        assert_eq!(libraries(&[("clap", "clap-1", false)]).unlike(&tests), [""; 0]);
        // A library's own tests are another program.
        assert_eq!(libraries(&[("url", "url-9", true)]).unlike(&tests), [""; 0]);
    }
}
