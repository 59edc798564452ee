//! One deployment with an incident of several groups, and a site of another origin that may show
//! its check.

use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Visit},
    deployment::{Deployment, List, quick},
    static_pages::StaticPages,
    workspace,
};
use std::{collections::BTreeMap, fs, sync::OnceLock};

pub const SLUG: &str = "overseas-career";
pub const ONE_GROUP: &str = "hanako.one@aoba.example.co.jp";
pub const TWO_GROUPS: &str = "taro.two@aoba.example.co.jp";
pub const UNLISTED: &str = "nobody.here@aoba.example.co.jp";

/// Three people, one of them in two groups.
pub fn deployment() -> &'static Deployment {
    &published().0
}

/// The site that the incident file admits.
pub fn site() -> &'static Site {
    &published().1
}

fn published() -> &'static (Deployment, Site) {
    static PUBLISHED: OnceLock<(Deployment, Site)> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let deployment = Deployment::start();
        let site = Site::of(&deployment);
        deployment.apply(&definition(&site.pages.url("")));
        let lists = [
            ("participants", format!("name,email\nA,{ONE_GROUP}\nB,{TWO_GROUPS}\nC,c@d.example\n")),
            ("exhibitors", format!("name,email\nB,{TWO_GROUPS}\n")),
        ];
        for (group, contents) in lists {
            deployment.import(&List {
                slug: SLUG,
                group,
                file_name: &format!("{group}.csv"),
                contents: contents.as_bytes(),
                mappings: &[],
            });
        }
        (deployment, site)
    })
}

/// The incident, whose check may be shown by pages of this origin.
fn definition(origin: &str) -> String {
    let sample = sample_data::incident(SLUG).expect("a sample incident").definition;
    quick(sample).replacen("people =", &format!("embed_origins = [\"{origin}\"]\npeople ="), 1)
}

/// Pages of the organisation, at an origin of their own.
pub struct Site {
    pages: StaticPages,
}

impl Site {
    pub fn of(deployment: &Deployment) -> Self {
        let server = deployment.url();
        let key = deployment.signing_key();
        let mut files = BTreeMap::new();
        for (path, key, more) in [
            ("/", key.as_str(), ""),
            ("/no-key/", "", ""),
            ("/false-key/", &"0".repeat(64), ""),
            ("/broken-key/", "abc", ""),
            ("/dark/", key.as_str(), "theme=\"dark\" accent=\"#ffb3d9\""),
            ("/unreadable/", key.as_str(), "theme=\"light\" accent=\"#ffff00\""),
            ("/hostile/", key.as_str(), "theme='\"><script>' accent='red;}'"),
        ] {
            files.insert(path.to_owned(), host_page(&server, key, more).into_bytes());
        }
        files.insert("/watch.js".to_owned(), WATCH.into());
        Self { pages: StaticPages::serve(files) }
    }

    pub fn url(&self, path: &str) -> String {
        self.pages.url(path)
    }
}

/// The example of the element, under a policy as strict as such a page may have.
fn host_page(server: &str, key: &str, more: &str) -> String {
    let example = workspace().join("web/elements/embed/example-host.html");
    let example = fs::read_to_string(example).expect("the example");
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'self' {server}; frame-src {server}; img-src data:\">\n  \
         <script src=\"/watch.js\"></script>"
    );
    let key = if key.is_empty() { String::new() } else { format!("key=\"{key}\"") };
    let more = if more.is_empty() { "theme=\"light\"" } else { more };
    example
        .replace("<meta charset=\"utf-8\">", &format!("<meta charset=\"utf-8\">\n  {policy}"))
        .replace("key=\"KEY\"", &key)
        .replace("theme=\"light\"", more)
        .replace("SERVER", server)
        .replace("SLUG", SLUG)
}

/// A page that writes down everything that a script of it can see of the frame.
const WATCH: &str = r#"
window.seen = { messages: [], keys: [], heights: [], histories: [] };
addEventListener("message", ({ origin, data }) => {
  seen.messages.push(JSON.stringify([origin, data]));
  seen.histories.push(history.length);
});
for (const type of ["keydown", "keyup", "input", "beforeinput", "pointerdown", "click"]) {
  addEventListener(type, (event) => seen.keys.push(event.type), true);
}
"#;

pub const FRAME: &str =
    "document.querySelector('exposure-lookup').shadowRoot.querySelector('iframe')";

/// A browser that stands before a page of the site.
pub struct Scene {
    pub browser: BorrowedBrowser,
}

impl Scene {
    pub fn new() -> Self {
        deployment();
        Self { browser: Browser::borrow() }
    }

    /// As [`Self::new`], in a browser that keeps its network log.
    pub fn recording() -> Self {
        deployment();
        Self { browser: Browser::borrow_recording() }
    }

    pub fn visit(&self) -> Visit<'_> {
        Visit::new(&self.browser, deployment().url(), "en", SLUG)
    }

    /// Opens the page and waits until the frame has told its height; then stands inside.
    pub fn enter(&self, url: &str) {
        self.browser.open(url);
        let height = format!("{FRAME}.offsetHeight > 100");
        self.browser.wait_until("the frame's height", &height);
        self.browser.enter_frame(FRAME);
    }

    /// Chromium warns of every frame with these two rights, whichever origin it is; between two
    /// origins they open nothing.
    pub fn complaints(&self) -> Vec<String> {
        const EVERY_FRAME: &str = "both allow-scripts and allow-same-origin";
        let complaints = self.browser.complaints();
        complaints.into_iter().filter(|complaint| !complaint.contains(EVERY_FRAME)).collect()
    }
}
