// @ts-check

/**
 * A letter's QR leads to `.../check#code=K7QX-...`. A fragment is never sent to a server, but it
 * stands in the address bar and in the browser's history, so it is taken out of both before any
 * other module of the page runs: this file is the first import.
 *
 * @returns {string} the code, or an empty text where the address holds none
 */
function takeFromAddress() {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  const code = fragment.get("code");
  if (code === null) {
    return "";
  }
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, "", pathname + search);
  return code.slice(0, 64);
}

let found = takeFromAddress();

/**
 * The code of a letter, once.
 *
 * @returns {string}
 */
export function takeLetterCode() {
  const code = found || takeFromAddress();
  found = "";
  return code;
}
