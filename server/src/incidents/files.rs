//! An incident file and the files of its translations, which lie beside it.

use super::definition::{Definition, TranslationFile};
use crate::words::Language;
use anyhow::{Context, bail};
use std::{fs, path::Path};

/// What `shirabe incident apply FILE` applies: the file as it is, or where `FILE.vi.toml` and the
/// like lie beside `FILE.toml`, one definition with all their texts, as TOML.
///
/// # Errors
/// Names the file, the place in it, and what to do.
pub fn read(path: &Path) -> anyhow::Result<String> {
    let main = text_of(path)?;
    let translations = beside(path)?;
    if translations.is_empty() {
        if is_translation(&main) {
            bail!(
                "{} holds the texts of one language; apply the incident file beside it, which \
                 takes these along",
                path.display()
            );
        }
        return Ok(main);
    }
    Ok(Definition::with_translations(&main, &translations)?.to_toml()?)
}

/// `overseas-career.vi.toml` beside `overseas-career.toml`, in the order of the languages.
fn beside(path: &Path) -> anyhow::Result<Vec<TranslationFile>> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).context("the file has no name")?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let name = entry?.file_name();
        let Some(name) = name.to_str() else { continue };
        let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.'));
        let Some(tag) = rest.and_then(|rest| rest.strip_suffix(".toml")) else { continue };
        let text = text_of(&folder.join(name))?;
        // Another incident's file, or a copy of this one, is none.
        if Language::from_tag(tag).is_some() || is_translation(&text) {
            found.push(TranslationFile { name: name.to_owned(), tag: tag.to_owned(), text });
        }
    }
    let place = |tag: &str| Language::ALL.iter().position(|language| language.tag() == tag);
    found.sort_by_key(|file| (place(&file.tag), file.name.clone()));
    Ok(found)
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn is_translation(text: &str) -> bool {
    text.parse::<toml::Table>()
        .is_ok_and(|table| table.contains_key("language") && !table.contains_key("slug"))
}
