//! What stands around every staff page, and how a staff page is sent.

use crate::{
    access::Actor,
    pages::{
        assets::{self, Asset},
        reply,
    },
    problem::Problem,
    words::{Language, Words},
};
use actix_web::{
    HttpResponse, ResponseError,
    cookie::Cookie,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, HeaderValue},
    },
};
use askama::Template;

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
            csrf: actor.csrf.clone(),
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

#[derive(Template)]
#[template(path = "staff/problem.html")]
struct ProblemPage {
    w: Words,
    frame: StaffFrame,
    title: String,
    text: String,
}

/// The words of a page by the first part of its path; the route admits no other.
pub fn words_of(tag: &str) -> Words {
    Words::of(Language::of_staff(tag).unwrap_or(Language::English))
}

/// A staff page with status 200, kept by no cache.
pub fn page(template: &impl Template, words: Words) -> HttpResponse {
    page_with_status(StatusCode::OK, template, words)
}

pub fn page_with_status(
    status: StatusCode,
    template: &impl Template,
    words: Words,
) -> HttpResponse {
    not_stored(reply::page_with_status(status, template, words))
}

/// A page in place of the one that was asked for.
pub fn problem_page(problem: Problem, words: Words) -> HttpResponse {
    let text = |part: &str| words.text(&format!("problem-{}-{part}", problem.code()));
    let title = text("title");
    let page = ProblemPage {
        w: words,
        frame: StaffFrame::new(words, title.clone(), "staff", None),
        title,
        text: text("text"),
    };
    let mut sent = page_with_status(problem.status_code(), &page, words);
    let mut headers = problem.error_response();
    if let Some(wait) = headers.headers_mut().remove("retry-after").next() {
        sent.headers_mut().insert(actix_web::http::header::RETRY_AFTER, wait);
    }
    sent
}

/// After a form was taken: 303, so that reloading sends nothing again.
pub fn see_other(path: &str) -> HttpResponse {
    let mut reply = HttpResponse::SeeOther();
    not_stored(reply.insert_header(("location", path)).finish())
}

/// To the door.
pub fn to_sign_in(words: Words) -> HttpResponse {
    see_other(&format!("/{}/staff/sign-in", words.language().tag()))
}

/// # Errors
/// [`Problem::Internal`] for a cookie that no header can hold; ours can.
pub fn set_cookie(reply: &mut HttpResponse, cookie: &Cookie<'_>) -> Result<(), Problem> {
    reply.add_cookie(cookie).map_err(|_| Problem::Internal)
}

/// No cache keeps what staff see.
pub fn not_stored(mut reply: HttpResponse) -> HttpResponse {
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}
