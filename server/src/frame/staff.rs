//! What stands around every staff page.

use super::assets::{self, Asset};
use crate::{
    access::Actor,
    words::{Language, Words},
};

/// Header, navigation and styles of a staff page.
pub struct StaffFrame {
    pub language: &'static str,
    pub title: String,
    /// The name at the head, which leads to `home_path`.
    pub site: String,
    pub languages: Vec<LanguageLink>,
    pub home_path: String,
    pub styles: Vec<Style>,
    /// `None` before somebody is signed in.
    pub signed_in: Option<SignedIn>,
}

/// A style sheet with the media it is for.
pub struct Style {
    pub asset: Asset,
    pub media: &'static str,
}

/// The same page in another language, named in that language.
pub struct LanguageLink {
    pub tag: &'static str,
    pub name: String,
    pub path: String,
    pub current: bool,
}

/// Who is signed in.
pub struct SignedIn {
    pub name: String,
    pub account_path: String,
    pub sign_out_path: String,
    pub csrf: String,
}

impl StaffFrame {
    /// `rest` is the path of this page after its language, without a leading slash:
    /// `staff/account`.
    pub fn new(words: Words, title: String, rest: &str, actor: Option<&Actor>) -> Self {
        let language = words.language().tag();
        let languages = Language::OF_STAFF.map(|other| LanguageLink {
            tag: other.tag(),
            name: Words::of(other).text("language-name"),
            path: format!("/{}/{rest}", other.tag()),
            current: other == words.language(),
        });
        let styles = ["tokens", "base", "controls", "pages", "staff", "print"].map(|name| Style {
            asset: assets::find(&format!("styles/{name}.css")),
            media: if name == "print" { "print" } else { "all" },
        });
        let signed_in = actor.map(|actor| SignedIn {
            name: actor.display_name.clone(),
            account_path: format!("/{language}/staff/account"),
            sign_out_path: format!("/{language}/staff/sign-out"),
            csrf: actor.csrf.to_send(),
        });
        Self {
            language,
            title,
            site: words.text("staff-site"),
            languages: languages.into(),
            home_path: format!("/{language}/staff"),
            styles: styles.into(),
            signed_in,
        }
    }
}
