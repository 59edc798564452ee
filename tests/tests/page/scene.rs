//! One deployment with an incident of several groups, and a site of another origin that may show
//! its check.

use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Visit},
    deployment::{Deployment, List},
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
    static DEPLOYMENT: OnceLock<Deployment> = OnceLock::new();
    DEPLOYMENT.get_or_init(|| {
        let deployment = Deployment::start();
        deployment.apply(&definition(""));
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
        deployment
    })
}

/// The incident, with a line more.
fn definition(line: &str) -> String {
    let sample = sample_data::incident(SLUG).expect("a sample incident").definition;
    // Three people need no protection by patience.
    let quick = sample.replace("profile = \"standard\"", "profile = \"sample\"");
    quick.replacen("people =", &format!("{line}\npeople ="), 1)
}

/// A site that the incident file admits.
pub fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = Site::of(deployment());
        let origin = site.pages.url("");
        deployment().apply(&definition(&format!("embed_origins = [\"{origin}\"]")));
        // The server remembers an incident for two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2100));
        site
    })
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

/// A sentence of the English Fluent files.
pub fn words(key: &str) -> String {
    let folder = workspace().join("web/locales/en");
    let beginning = format!("{key} = ");
    for entry in fs::read_dir(folder).expect("the language's folder") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a Fluent file");
        if let Some(line) = text.lines().find(|line| line.starts_with(&beginning)) {
            return line[beginning.len()..].to_owned();
        }
    }
    panic!("no text {key}")
}
