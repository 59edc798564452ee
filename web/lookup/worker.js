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

/**
 * What is wrong with one field; empty where nothing is.
 *
 * @param {string} kind
 * @param {number} position
 * @param {string} text
 * @returns {string}
 */
function mistakeIn(kind, position, text) {
  try {
    opened().canonicalField(kind, position, text);
    return "";
  } catch (thrown) {
    const code = codeOf(thrown, "read");
    if (code.startsWith("input:")) {
      return code;
    }
    throw thrown;
  }
}

/**
 * Objects of the program cannot be sent to the page.
 *
 * @param {import("./wasm/shirabe_client.js").FilterFile[]} files
 */
function asFiles(files) {
  return files.map(({ sha256, bytes }) => ({ sha256, bytes }));
}

/** @type {Record<string, (request: any) => unknown>} */
const calls = {
  open({ module, manifest, signature, key, slug, nowSeconds, saveData }) {
    initSync({ module });
    lookup = new Lookup(manifest, signature, key, slug, nowSeconds, saveData);
    return { files: asFiles(lookup.filesAtOpen()), groups: lookup.groups() };
  },
  filesOfKind({ kind }) {
    return asFiles(opened().filesOfKind(kind));
  },
  addFilter({ file }) {
    opened().addFilter(file);
    return true;
  },
  canonicalField({ kind, position, text }) {
    return opened().canonicalField(kind, position, text);
  },
  read({ kind, fields }) {
    const mistakes = fields.map((text, position) => mistakeIn(kind, position, text));
    if (mistakes.some((code) => code !== "")) {
      return { mistakes, meant: "", parts: [] };
    }
    opened().checkInput(kind, fields);
    const meant = opened().likelyMeant(kind, fields[0]);
    const parts = opened().partsOffered(kind);
    return { mistakes, meant, parts: parts.map(({ choice, bits, bytes }) => ({ choice, bits, bytes })) };
  },
  prepare({ kind, fields, choice }) {
    return opened().prepare(kind, fields, choice);
  },
  verify({ reply }) {
    return asFiles(opened().verify(reply));
  },
  decide() {
    const answer = opened().decide();
    const { outcome, groups, asOf, setVersion, bitsTold, listBytes } = answer;
    return { outcome, groups, asOf, setVersion, bitsTold, listBytes };
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
