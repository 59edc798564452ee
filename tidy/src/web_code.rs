//! What the pages may do. The rules hold for what is served, not for examples and tests of it.

use super::{
    Breaches,
    checkout::{Checkout, TextFile},
    code_text::{Language, has_word, lines_where, without_comments},
};

const NETWORK_FILE: &str = "web/lookup/network.js";
const WORKER_FILES: [&str; 3] =
    ["web/lookup/worker.js", "web/desk/worker.js", "web/lists/worker.js"];

/// A breach for each line of `code` for which `found` names something.
fn breaches_in(
    file: &TextFile,
    found: impl Fn(&str) -> Option<&'static str>,
    advice: &str,
) -> Breaches {
    let code = without_comments(&file.text, Language::of(&file.path));
    lines_where(&code, |line| found(line).is_some())
        .into_iter()
        .map(|number| {
            let line = code.lines().nth(number - 1).unwrap_or_default();
            let what = found(line).unwrap_or_default();
            format!("{}:{number}: `{what}`; {advice}", file.path)
        })
        .collect()
}

/// The first of these words that stands in the line.
fn first_of(words: &'static [&'static str]) -> impl Fn(&str) -> Option<&'static str> {
    move |line| words.iter().find(|word| has_word(line, word)).copied()
}

const NETWORK: [&str; 7] = [
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
];

/// One file that talks to the server is one file to read for "what leaves this device".
pub fn one_network_file(checkout: &Checkout) -> Breaches {
    checkout
        .under("web/", &[".js", ".html"])
        .filter(|file| file.path != NETWORK_FILE)
        .flat_map(|file| {
            breaches_in(file, first_of(&NETWORK), "only web/lookup/network.js uses the network")
        })
        .collect()
}

const MARKUP_FROM_STRINGS: [&str; 8] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
    "setHTMLUnsafe",
    "eval(",
    "new Function",
];

pub fn no_markup_from_strings(checkout: &Checkout) -> Breaches {
    checkout
        .under("web/", &[".js", ".html"])
        .flat_map(|file| {
            breaches_in(
                file,
                first_of(&MARKUP_FROM_STRINGS),
                "use the page's templates and textContent",
            )
        })
        .collect()
}

/// The worker is ended after an answer, and the client's memory with it.
pub fn wasm_in_the_worker(checkout: &Checkout) -> Breaches {
    checkout
        .under("web/", &[".js", ".html"])
        .filter(|file| !WORKER_FILES.contains(&file.path.as_str()))
        .flat_map(|file| {
            breaches_in(
                file,
                |line| {
                    let loads = ["shirabe_client.js", "shirabe_client'", "shirabe_client\""];
                    let imports = has_word(line, "import") || has_word(line, "from");
                    loads.iter().find(|name| imports && line.contains(*name)).copied()
                },
                "only the workers load the wasm client",
            )
        })
        .collect()
}

/// The content security policy would stop these; here the reason is said earlier.
pub fn nothing_inline(checkout: &Checkout) -> Breaches {
    checkout
        .under("web/templates/", &[".html"])
        .flat_map(|file| {
            breaches_in(
                file,
                inline_in,
                "scripts and styles are files of web/, classes choose them",
            )
        })
        .collect()
}

fn inline_in(line: &str) -> Option<&'static str> {
    let lower = line.to_ascii_lowercase();
    let script = lower.match_indices("<script").any(|(at, _)| {
        let tag = lower[at..].split('>').next().unwrap_or_default();
        !tag.contains("src=")
    });
    if script {
        return Some("<script> without src");
    }
    if lower.contains("<style") {
        return Some("<style>");
    }
    if lower.contains("javascript:") {
        return Some("javascript:");
    }
    // Attributes follow a blank.
    let mut attributes = lower.split_whitespace().skip(usize::from(!lower.starts_with(' ')));
    attributes.find_map(|attribute| {
        let (name, _) = attribute.split_once('=')?;
        let handler = name.len() > 4
            && name.starts_with("on")
            && name.chars().all(|character| character.is_ascii_lowercase());
        (name == "style").then_some("style=").or(handler.then_some("on...="))
    })
}

/// Names of languages and vocabularies, which nobody fetches.
const VOCABULARIES: [&str; 3] =
    ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml"];

/// A page that loads from elsewhere tells elsewhere who visits it.
pub fn no_other_origin(checkout: &Checkout) -> Breaches {
    ["web/templates/", "web/lookup/", "web/desk/", "web/lists/", "web/elements/", "web/styles/"]
        .into_iter()
        .flat_map(|room| checkout.under(room, &[".html", ".js", ".css", ".svg"]))
        .flat_map(|file| {
            breaches_in(file, other_origin_in, "pages name their own origin only, by path")
        })
        .collect()
}

fn other_origin_in(line: &str) -> Option<&'static str> {
    let mut line = line.to_ascii_lowercase();
    for vocabulary in VOCABULARIES {
        line = line.replace(vocabulary, "");
    }
    ["https://", "http://", "wss://", "ws://", "\"//", "'//", "url(//", "=//"]
        .into_iter()
        .find(|start| line.contains(start))
}

#[cfg(test)]
mod tests {
    use super::{super::checkout::examples::files, *};

    fn broken(rule: fn(&Checkout) -> Breaches, path: &str, text: &str) -> usize {
        rule(&files(&[(path, text)])).len()
    }

    #[test]
    fn the_network_is_in_one_file() {
        let line = "const reply = await fetch(address);";
        assert_eq!(broken(one_network_file, NETWORK_FILE, line), 0);
        assert_eq!(
            one_network_file(&files(&[("web/lookup/session.js", line)])),
            ["web/lookup/session.js:1: `fetch(`; only web/lookup/network.js uses the network"]
        );
        assert_eq!(broken(one_network_file, "web/elements/a/a.js", "navigator.sendBeacon(x)"), 1);
        assert_eq!(broken(one_network_file, "web/lookup/session.js", "// never fetch(x) here"), 0);
        assert_eq!(broken(one_network_file, "web/lookup/session.js", "prefetch(x)"), 0);
    }

    #[test]
    fn pages_are_not_made_of_strings() {
        assert_eq!(broken(no_markup_from_strings, "web/a.js", "node.innerHTML = text;"), 1);
        assert_eq!(broken(no_markup_from_strings, "web/a.js", "eval(text)"), 1);
        assert_eq!(broken(no_markup_from_strings, "web/a.js", "node.textContent = text;"), 0);
        assert_eq!(broken(no_markup_from_strings, "web/a.js", "retrieval(text)"), 0);
    }

    #[test]
    fn the_worker_alone_loads_the_client() {
        let import = "import init, { Lookup } from './wasm/shirabe_client.js';";
        assert_eq!(broken(wasm_in_the_worker, WORKER_FILES[0], import), 0);
        assert_eq!(broken(wasm_in_the_worker, "web/lookup/session.js", import), 1);
        let later = "const client = await import(\"./wasm/shirabe_client.js\");";
        assert_eq!(broken(wasm_in_the_worker, "web/elements/a/a.js", later), 1);
    }

    #[test]
    fn templates_hold_no_code_and_no_style() {
        let path = "web/templates/page.html";
        for bad in [
            "<script>go()</script>",
            "<p style=\"color: red\">",
            "  <style>p{}</style>",
            "<button type=\"button\" onclick=\"go()\">",
            "<a href=\"javascript:go()\">",
        ] {
            assert_eq!(broken(nothing_inline, path, bad), 1, "{bad}");
        }
        for good in [
            "<script type=\"module\" src=\"{{ asset }}\"></script>",
            "<link rel=\"stylesheet\" href=\"{{ asset }}\">",
            "<p class=\"style\">one = two</p>",
        ] {
            assert_eq!(broken(nothing_inline, path, good), 0, "{good}");
        }
    }

    #[test]
    fn no_page_names_another_origin() {
        assert_eq!(
            broken(no_other_origin, "web/templates/a.html", "<img src=\"//x.example/a\">"),
            1
        );
        assert_eq!(
            broken(no_other_origin, "web/styles/a.css", "@import 'https://x.example/a';"),
            1
        );
        assert_eq!(broken(no_other_origin, "web/lookup/a.js", "const a = 'https://x.example';"), 1);
        assert_eq!(broken(no_other_origin, "web/lookup/a.js", "// see https://x.example"), 0);
        let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>";
        assert_eq!(broken(no_other_origin, "web/styles/a.svg", picture), 0);
        assert_eq!(broken(no_other_origin, "web/locales/en/a.ftl", "https://x.example"), 0);
    }
}
