//! Chromiums are lent out and given back; their profiles are not.

use super::{
    Browser, Scheme, Width,
    chromium::{Chromium, Network},
};
use std::{
    ops::Deref,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// More at once would only slow each other down.
const AT_MOST: usize = 3;

pub(super) static POOL: Pool = Pool::new();

pub(super) struct Pool {
    chromiums: Mutex<Chromiums>,
    freed: Condvar,
}

struct Chromiums {
    /// None of them records the network: such a one is ended when it is given back, with
    /// everything that it recorded.
    idle: Vec<Chromium>,
    lent: usize,
}

impl Pool {
    const fn new() -> Self {
        let chromiums = Chromiums { idle: Vec::new(), lent: 0 };
        Self { chromiums: Mutex::new(chromiums), freed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Chromiums> {
        self.chromiums.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until fewer than [`AT_MOST`] are lent.
    pub(super) fn lend(&'static self, network: Network) -> BorrowedBrowser {
        let mut chromiums = self.lock();
        while chromiums.lent == AT_MOST {
            chromiums = self.freed.wait(chromiums).unwrap_or_else(PoisonError::into_inner);
        }
        chromiums.lent += 1;
        let idle = match network {
            Network::Unrecorded => chromiums.idle.pop(),
            Network::Recorded => None,
        };
        drop(chromiums);
        // From here on its place is given back, whatever happens.
        let mut borrowed = BorrowedBrowser { browser: None, pool: self };
        let mut chromium = idle.unwrap_or_else(|| Chromium::start(network));
        let profile = chromium.open_profile().expect("Chromium opens a profile");
        let browser =
            borrowed.browser.insert(Browser { chromium, profile, in_frame: false.into() });
        browser.look(Width::Desk, Scheme::Light);
        if network == Network::Recorded {
            // What opening the windows was.
            browser.network_events();
        }
        borrowed
    }

    fn take_back(&self, browser: Option<Browser>) {
        let kept = browser.and_then(|Browser { mut chromium, profile, .. }| {
            // One that failed a test, or keeps anything of it, is ended.
            let reusable = chromium.network == Network::Unrecorded && !thread::panicking();
            (reusable && chromium.close_profile(&profile).is_ok()).then_some(chromium)
        });
        let mut chromiums = self.lock();
        chromiums.lent -= 1;
        chromiums.idle.extend(kept);
        self.freed.notify_one();
    }
}

/// Goes back to the pool when dropped.
pub struct BorrowedBrowser {
    browser: Option<Browser>,
    pool: &'static Pool,
}

impl Deref for BorrowedBrowser {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        self.browser.as_ref().expect("present until dropped")
    }
}

impl Drop for BorrowedBrowser {
    fn drop(&mut self) {
        self.pool.take_back(self.browser.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::static_pages::StaticPages;
    use serde_json::json;
    use std::collections::BTreeMap;

    const PAGE: &str = "<!doctype html><title>x</title><link rel=\"icon\" href=\"data:,\">
      <meta name=\"viewport\" content=\"width=device-width\">";
    const REQUESTS: usize = 2_000;

    fn pages() -> StaticPages {
        StaticPages::serve(BTreeMap::from([("/".to_owned(), PAGE.into())]))
    }

    /// Each of these is refused, and so noted in the console too.
    const ASK: &str = "
      for (let sent = 0; sent < arguments[0]; sent += 50) {
        await Promise.all(Array.from({ length: 50 }, (_, one) => fetch(`/nothing/${sent + one}`)));
      }";

    const LEAVE: &str = "
      document.cookie = 'left=behind; max-age=3600';
      localStorage.setItem('left', 'behind');
      sessionStorage.setItem('left', 'behind');
      await (await caches.open('left')).put('/left', new Response('behind'));
      await new Promise((resolve) => {
        indexedDB.open('left').onsuccess = ({ target }) => resolve(target.result.close());
      });
      history.pushState(null, '', '#left');
      open('/');";

    const KEPT: &str = "
      return [document.cookie, localStorage.length, sessionStorage.length,
              (await caches.keys()).length, (await indexedDB.databases()).length,
              history.length > 2, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches];";

    #[test]
    fn who_borrows_next_finds_nothing_of_the_one_before() {
        // Of its own, so that the next borrower is this test again.
        static ALONE: Pool = Pool::new();
        let pages = pages();
        let chromium = {
            let browser = ALONE.lend(Network::Unrecorded);
            browser.look(Width::Phone, Scheme::Dark);
            browser.open(&pages.url("/"));
            browser.script_async(LEAVE, &[]);
            browser.script_async(ASK, &[REQUESTS.into()]);
            let kept = browser.script_async(KEPT, &[]);
            assert_eq!(kept, json!(["left=behind", 1, 1, 1, 1, true, 390, true]));
            browser.debugger_address()
        };
        let browser = ALONE.lend(Network::Unrecorded);
        assert_eq!(browser.debugger_address(), chromium, "it is the same Chromium");
        assert_eq!(browser.complaints(), [""; 0]);
        browser.open(&pages.url("/"));
        let kept = browser.script_async(KEPT, &[]);
        assert_eq!(kept, json!(["", 0, 0, 0, 0, false, 1280, false]));
        assert_eq!(browser.complaints(), [""; 0]);
        assert_eq!(browser.run(browser.driver().windows()).len(), 2, "its own window and ours");
    }

    #[test]
    fn a_network_log_begins_empty_and_is_kept_for_nobody_else() {
        static ALONE: Pool = Pool::new();
        let pages = pages();
        {
            let browser = ALONE.lend(Network::Recorded);
            browser.open(&pages.url("/"));
            browser.script_async(ASK, &[REQUESTS.into()]);
            // Given back with a full log that nobody read.
        }
        let browser = ALONE.lend(Network::Recorded);
        assert_eq!(browser.requested_addresses(), [""; 0]);
        browser.open(&pages.url("/"));
        let requested = browser.requested_addresses();
        assert!(requested.contains(&pages.url("/")), "{requested:?}");
        assert!(!requested.iter().any(|address| address.contains("/nothing/")), "{requested:?}");
    }
}
