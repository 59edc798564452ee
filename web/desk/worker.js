// @ts-check

/**
 * The desk's only file that touches its wasm program. It hashes and blinds what the caller says,
 * and is ended after the answer: wasm memory never shrinks and should not keep what was typed.
 *
 * Requests are `{ id, call, ...values }`; each gets exactly one reply, `{ id, value }` or
 * `{ id, error }`, where the error is a code and nothing else.
 */

import { DeskQuestion, initSync } from "./wasm/shirabe_client.js";

/** @type {Map<string, DeskQuestion>} by slug */
const questions = new Map();

/** @param {string} slug */
function of(slug) {
  const question = questions.get(slug);
  if (question === undefined) {
    throw new Error("check:order");
  }
  return question;
}

/** @type {Record<string, (request: any) => unknown>} */
const calls = {
  open({ module, incidents }) {
    initSync({ module });
    for (const incident of incidents) {
      questions.set(incident.slug, new DeskQuestion(JSON.stringify(incident)));
    }
    return true;
  },
  canonicalField({ slug, kind, position, text }) {
    return of(slug).canonicalField(kind, position, text);
  },
  check({ slug, kind, fields }) {
    of(slug).checkInput(kind, fields);
    return true;
  },
  prepare({ slug, kind, fields }) {
    return of(slug).prepare(kind, fields);
  },
  finish({ slug, reply }) {
    return of(slug).finish(reply);
  },
};

/**
 * @param {unknown} thrown
 * @param {string} call
 */
function codeOf(thrown, call) {
  const message = thrown instanceof Error ? thrown.message : "";
  if (/^(input|check):[a-z-]+$/.test(message)) {
    return message;
  }
  const trapped = thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;
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
