// @ts-check

/**
 * The only file that touches the wasm client. It runs as a module worker, because the slow
 * hash would freeze the page, and it is ended after the answer, because wasm memory never
 * shrinks and should not keep what was typed.
 *
 * Requests are `{ id, call, ...values }`; each gets exactly one reply, `{ id, value }` or
 * `{ id, error }`, where the error is a code and nothing else.
 */

import { Lookup, initSync } from "./wasm/shirabe_client.js";

/** @type {Lookup | undefined} */
let lookup;

/** @returns {Lookup} */
function opened() {
  if (lookup === undefined) {
    throw new Error("check:order");
  }
  return lookup;
}

/** @type {Record<string, (request: any) => unknown>} */
const calls = {
  open({ module, manifest, signature, key, slug, nowSeconds }) {
    initSync({ module });
    lookup = new Lookup(manifest, signature, key, slug, nowSeconds);
    const files = lookup.filterFiles().map(({ sha256, bytes, kind }) => ({ sha256, bytes, kind }));
    return { files, groups: lookup.groups() };
  },
  addFilter({ file }) {
    opened().addFilter(file);
    return true;
  },
  read({ kind, text }) {
    opened().checkInput(kind, [text]);
    return { meant: opened().likelyMeant(kind, text) };
  },
  prepare({ kind, text }) {
    return opened().prepare(kind, [text]);
  },
  finish({ reply }) {
    const answer = opened().finish(reply);
    const { outcome, groups, asOf, setVersion } = answer;
    return { outcome, groups, asOf, setVersion };
  },
};

/**
 * Only codes leave the worker; a trap of the program must not be silent, and must not carry
 * what was typed.
 *
 * @param {unknown} thrown
 * @param {string} call
 * @returns {string}
 */
function codeOf(thrown, call) {
  const message = thrown instanceof Error ? thrown.message : "";
  if (/^(input|check):[a-z-]+$/.test(message)) {
    return message;
  }
  const trapped = thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;
  // The one call that asks for much memory.
  return trapped && call === "prepare" ? "check:memory" : "worker:failed";
}

self.addEventListener("message", ({ data }) => {
  const { id, call } = data;
  try {
    self.postMessage({ id, value: calls[call](data) });
  } catch (thrown) {
    self.postMessage({ id, error: codeOf(thrown, call) });
  }
});
