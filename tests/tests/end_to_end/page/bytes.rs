//! What the pages take from the network, and from whom.

use crate::page::all_samples::CAREER;
use crate::page::walk::{OTHER_LANDINGS, PAGES, Walk};
use shirabe_tests::browser::{Scheme, Width};
use std::collections::BTreeSet;

/// Of the landing page and the check page after it, with everything but the incident's filters.
const FIRST_VIEW: u64 = 200_000;

#[test]
fn the_first_view_is_small() {
    let walk = Walk::recording();
    walk.browser.look(Width::Phone, Scheme::Light);
    for language in ["ja", "ja-easy", "my"] {
        // The page before must not go on loading.
        walk.browser.open("about:blank");
        walk.browser.clear_cache();
        walk.browser.transfers();
        walk.proxy.forget();
        let visit = walk.visit(language, CAREER);
        visit.land();
        visit.press_check();
        // The lookup has taken what it needs when it fetches the first filter.
        shirabe_tests::wait_for("a filter", std::time::Duration::from_secs(30), || {
            let filters = walk.proxy.exchanges_with("/filters/");
            filters.iter().any(|exchange| exchange.reply.is_some()).then_some(())
        });
        walk.browser.wait_until("the end of loading", "document.readyState === 'complete'");
        let transfers = walk.browser.transfers();
        let path = |url: &str| url.replacen(&walk.proxy.url(), "", 1);
        let logged: BTreeSet<String> = transfers.iter().map(|one| path(&one.url)).collect();
        let mut bytes = 0;
        for one in transfers.iter().filter(|one| !one.url.contains("/filters/")) {
            println!("{:>7}  {:4}  {}", one.bytes, one.encoding, path(&one.url));
            bytes += one.bytes;
            let text = [".js", ".css", ".wasm"].iter().any(|ending| one.url.ends_with(ending));
            assert!(!text || one.encoding == "br", "{} is not compressed", one.url);
        }
        // Scripts that a worker loads are not in the page's log.
        for exchange in walk.proxy.exchanges() {
            let target = exchange.request.target;
            if let Some(reply) = exchange.reply
                && !logged.contains(&target)
                && !target.contains("/filters/")
            {
                let size = (reply.head.len() + reply.wire.len()) as u64;
                println!("{size:>7}  {:4}  {target} (worker)", "");
                bytes += size;
            }
        }
        println!("{language}: {bytes} bytes for landing page and check page, without filters");
        let has = |name: &str| walk.proxy.exchanges_with(name).len() == 1;
        assert!(has("shirabe_client_bg.wasm") && has("shirabe_client.js") && has("worker.js"));
        assert!(bytes > 100_000, "the log is incomplete: {bytes} bytes");
        assert!(bytes <= FIRST_VIEW, "{bytes} bytes");
    }
}

#[test]
fn no_page_asks_anybody_else() {
    let walk = Walk::recording();
    let origin = format!("{}/", walk.proxy.url());
    walk.browser.requested_addresses();
    let mut kinds = 0;
    for language in ["ja", "en"] {
        for (name, rest) in PAGES.iter().chain(&OTHER_LANDINGS) {
            walk.open(language, rest);
            if ["check", "check-all", "embed"].contains(name) {
                walk.visit(language, CAREER).wait_for_step("choose");
            }
            let requested = walk.browser.requested_addresses();
            assert!(!requested.is_empty(), "{name}: the log is empty");
            for address in requested {
                let own = address.starts_with(&origin) || address == "data:,";
                assert!(own, "{name} asked {address}");
            }
            let hints = walk.browser.script(
                "return [...document.querySelectorAll('link')].map((link) => link.rel)
                   .filter((rel) => /preconnect|dns-prefetch|prerender/.test(rel)).length;",
                &[],
            );
            assert_eq!(hints, 0, "{name}");
            kinds += 1;
        }
    }
    assert_eq!(kinds, 2 * (PAGES.len() + OTHER_LANDINGS.len()));
    assert!(walk.proxy.exchanges().iter().all(|one| one.request.header("cookie").is_none()));
}
