// @ts-check

/**
 * The only file of this room that touches its wasm program. One worker holds the list; others hash,
 * blind and decide. All are ended with the check: wasm memory never shrinks and should not keep a
 * list.
 *
 * Requests are `{ id, call, ...values }`; each gets exactly one reply, `{ id, value }` or
 * `{ id, error }`. An error is a code, for a list with a line for each name or number it is about;
 * no cell is in it.
 */

import { BulkCheck, Evaluator, initSync } from "./wasm/shirabe_client.js";

/**
 * @typedef {object} Opening
 * @property {WebAssembly.Module} module
 * @property {import("../lookup/network.js").Manifest} manifest
 * @property {Uint8Array} key
 * @property {string} slug
 * @property {number} nowSeconds
 */

/** @type {Opening | undefined} */
let opening;
/** @type {Uint8Array | undefined} */
let bytes;
/** @type {BulkCheck | undefined} */
let check;
/** @type {Evaluator | undefined} */
let evaluator;

/**
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
function there(value) {
  if (value === undefined) {
    throw new Error("check:order");
  }
  return value;
}

/** Plain values of objects that cannot leave the worker. */
function described() {
  const { rows, withoutIdentifier, rejected, questions } = there(check).counts();
  const problem = there(check).problem();
  return {
    counts: { rows, withoutIdentifier, rejected, questions },
    problem: problem && { code: `list:${problem.code}`, details: problem.details },
    targets: there(check).targets(),
    groups: there(check).groups(),
    columns: there(check)
      .columns()
      .map(({ name, targets, ours }, place) => ({ name, targets, ours, examples: examples(place) })),
  };
}

/** @param {number} column */
function examples(column) {
  const shown = there(check).examples(column);
  return shown.map(({ written, understood }) => ({ written, understood }));
}

/** @type {Record<string, (request: any) => unknown>} */
const calls = {
  // Of the list.
  open(values) {
    opening = values;
    initSync({ module: values.module });
    return true;
  },
  file({ file }) {
    bytes = new Uint8Array(file);
    return true;
  },
  read({ sheet, mappings }) {
    const { manifest, key, slug, nowSeconds } = there(opening);
    check?.free();
    check = undefined;
    const of = [manifest.bytes, manifest.signature, key, slug, nowSeconds];
    check = new BulkCheck(...of, there(bytes), sheet, mappings);
    return described();
  },
  files() {
    return there(check).files().map(({ sha256, bytes: length }) => ({ sha256, bytes: length }));
  },
  begin({ seed, batch }) {
    const fingerprint = there(check).begin(seed, batch);
    const batches = there(check).batches();
    return { fingerprint, batches, answersKey: there(check).answersKey() };
  },
  elementsOf({ number }) {
    return there(check).elementsOf(number);
  },
  packed({ number }) {
    return there(check).packed(number);
  },
  take({ kept }) {
    return there(check).take(kept);
  },
  totals() {
    const totals = there(check).totals();
    const { rows, listed, notListed, notChecked, identifiers, asOf } = totals;
    return { rows, listed, notListed, notChecked, identifiers, asOf, byGroup: totals.byGroup };
  },
  csv({ language, titles }) {
    return there(check).csv(language, titles);
  },
  xlsx({ language, titles }) {
    return there(check).xlsx(language, titles);
  },

  // Of a batch.
  join({ module, manifest, key, slug, nowSeconds, seed, answersKey }) {
    initSync({ module });
    const of = [manifest.bytes, manifest.signature, key, slug, nowSeconds];
    evaluator = new Evaluator(...of, seed, answersKey);
    return true;
  },
  addFilter({ file }) {
    there(evaluator).addFilter(file);
    return true;
  },
  start({ packed }) {
    return there(evaluator).start(packed);
  },
  blind({ most }) {
    return there(evaluator).blind(most);
  },
  decide({ number, reply }) {
    return there(evaluator).decide(number, reply);
  },
};

/**
 * @param {unknown} thrown
 * @returns {string}
 */
function codeOf(thrown) {
  const message = thrown instanceof Error ? thrown.message : "";
  if (/^(input|check):[a-z-]+$/.test(message) || /^list:[a-z-]+(\n|$)/.test(message)) {
    return message;
  }
  const trapped = thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;
  return trapped ? "check:memory" : "worker:failed";
}

self.addEventListener("message", ({ data }) => {
  const { id, call } = data;
  try {
    self.postMessage({ id, value: calls[call](data) });
  } catch (thrown) {
    self.postMessage({ id, error: codeOf(thrown) });
  }
});
