// @ts-check

/**
 * An invitation leads to `.../bulk-check#SECRET`. A fragment is never sent to a server, but it
 * stands in the address bar and in the browser's history, so it is taken out of both before any
 * other module of the page runs: this file is the first import. Until the tab is closed the secret
 * is kept for it alone, so that the page can be loaded again.
 */

const KEPT = "shirabe-bulk-check-link";
const SECRET = /^[A-Za-z0-9_-]{43}$/;

function takeFromAddress() {
  const { hash, pathname, search } = window.location;
  if (hash === "") {
    return;
  }
  window.history.replaceState(window.history.state, "", pathname + search);
  const secret = hash.slice(1);
  if (SECRET.test(secret)) {
    found = secret;
    try {
      window.sessionStorage.setItem(KEPT, secret);
    } catch {
      // Without it the link has to be opened again.
    }
  }
}

let found = "";
takeFromAddress();

/**
 * The secret of the link.
 *
 * @returns {string} empty where the address held none
 */
export function checkSecret() {
  if (found === "") {
    try {
      found = window.sessionStorage.getItem(KEPT) ?? "";
    } catch {
      // As if there were none.
    }
  }
  return SECRET.test(found) ? found : "";
}

export function forgetCheckSecret() {
  found = "";
  try {
    window.sessionStorage.removeItem(KEPT);
  } catch {
    // Nothing is kept then.
  }
}

/**
 * Another link opened in the same tab.
 *
 * @param {() => void} changed
 */
export function watchCheckSecret(changed) {
  window.addEventListener("hashchange", () => {
    const before = found;
    takeFromAddress();
    if (found !== before) {
      changed();
    }
  });
}
