//! Sizes and names of files.

use super::{Breaches, checkout::Checkout};

const LONGEST: usize = 600;

pub fn file_lengths(checkout: &Checkout) -> Breaches {
    checkout
        .under("", &[".rs", ".js", ".css", ".html"])
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(file, lines)| {
            format!("{}: {lines} lines; give its parts rooms of their own", file.path)
        })
        .collect()
}

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 8] =
    ["util", "utils", "utility", "utilities", "helper", "helpers", "common", "misc"];

pub fn room_names(checkout: &Checkout) -> Breaches {
    checkout
        .files
        .iter()
        .filter(|file| {
            file.path.split('/').any(|part| {
                let name = part.split('.').next().unwrap_or(part);
                EMPTY_NAMES.contains(&name.to_ascii_lowercase().as_str())
            })
        })
        .map(|file| format!("{}: name it for what it does", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::checkout::examples::files, *};

    #[test]
    fn long_files_are_named() {
        let line = "x\n";
        assert_eq!(file_lengths(&files(&[("a.rs", &line.repeat(600))])), Breaches::new());
        assert_eq!(
            file_lengths(&files(&[("web/a.js", &line.repeat(601))])),
            ["web/a.js: 601 lines; give its parts rooms of their own"]
        );
        assert_eq!(file_lengths(&files(&[("Cargo.lock", &line.repeat(601))])), Breaches::new());
    }

    #[test]
    fn empty_names_are_refused() {
        let good = files(&[("protocol/src/commonality.rs", ""), ("web/lookup/session.js", "")]);
        assert_eq!(room_names(&good), Breaches::new());
        for path in ["server/src/utils.rs", "server/src/common/mod.rs", "web/Helpers.js"] {
            assert_eq!(room_names(&files(&[(path, "")])).len(), 1, "{path}");
        }
    }
}
