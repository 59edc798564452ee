// @ts-check

/** What the desk asks of the server, under the agent's session. No identifier is in any of it. */

import { exactly, read, send, withLimits } from "../lookup/network.js";

const CATALOGUE_MAXIMUM = 1 << 20;
const REPLY_MAXIMUM = 64 << 10;
const EVALUATE_REPLY_BYTES = 96;

/**
 * @typedef {object} Incident what is needed to ask one incident
 * @property {string} slug
 * @property {{ name: string, form: string }[]} kinds
 * @property {number | null} set_version
 * @property {string} words changes with what the page says of it
 *
 * @typedef {object} Found
 * @property {"listed" | "not-listed" | "not-in-part" | "unknown-code"} answer
 * @property {string[]} groups
 * @property {number} people who share the identifier
 * @property {"none-recorded"} notice
 */

export class DeskNetwork {
  #csrf;

  /** @param {string} csrf of the session */
  constructor(csrf) {
    this.#csrf = csrf;
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<Incident[]>}
   */
  incidents(signal) {
    return withLimits(signal, async (inner, keepWaiting) => {
      const options = { ...own(), signal: inner };
      return json(await read(await send("/api/v1/staff/desk", options), CATALOGUE_MAXIMUM, keepWaiting));
    });
  }

  /**
   * @param {string} slug
   * @param {string} search 32 hex digits, the same for all incidents of one question
   * @param {Uint8Array} message 32 bytes
   * @param {AbortSignal} signal
   * @returns {Promise<Uint8Array>} 96 bytes
   */
  evaluate(slug, search, message, signal) {
    return withLimits(signal, async (inner, keepWaiting) => {
      const response = await send(`/api/v1/staff/incidents/${slug}/desk/evaluate`, {
        ...own(),
        method: "POST",
        headers: {
          "content-type": "application/vnd.shirabe.evaluate-request",
          "x-shirabe-search": search,
          "x-shirabe-csrf": this.#csrf,
        },
        body: message.slice().buffer,
        signal: inner,
      });
      return exactly(EVALUATE_REPLY_BYTES, await read(response, EVALUATE_REPLY_BYTES, keepWaiting));
    });
  }

  /**
   * @param {string} slug
   * @param {{ search: string, kind: string, tag: string }} question
   * @param {AbortSignal} signal
   * @returns {Promise<Found>}
   */
  lookUp(slug, question, signal) {
    return this.#post(`/api/v1/staff/incidents/${slug}/desk/look-up`, question, signal);
  }

  /**
   * Enters a call; gives its reference, if a call back was promised.
   *
   * @param {string} slug
   * @param {object} call
   * @param {AbortSignal} signal
   * @returns {Promise<{ reference: string | null }>}
   */
  logCall(slug, call, signal) {
    return this.#post(`/api/v1/staff/incidents/${slug}/desk/calls`, call, signal);
  }

  /**
   * Asks that the answer, or the letter once more, goes to the registered address.
   *
   * @param {string} slug
   * @param {{ search: string, purpose: "answer" | "letter" }} wish
   * @param {AbortSignal} signal
   */
  requestAnswer(slug, wish, signal) {
    return this.#post(`/api/v1/staff/incidents/${slug}/desk/answer-requests`, wish, signal);
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {AbortSignal} signal
   * @returns {Promise<any>}
   */
  #post(path, body, signal) {
    return withLimits(signal, async (inner, keepWaiting) => {
      const options = {
        ...own(),
        method: "POST",
        headers: { "content-type": "application/json", "x-shirabe-csrf": this.#csrf },
        body: JSON.stringify(body),
        signal: inner,
      };
      const response = await send(path, options, [200, 201]);
      return json(await read(response, REPLY_MAXIMUM, keepWaiting));
    });
  }
}

/** @returns {RequestInit} */
function own() {
  return { credentials: "same-origin", cache: "no-store" };
}

/** @param {Uint8Array} bytes */
function json(bytes) {
  return bytes.length === 0 ? {} : JSON.parse(new TextDecoder().decode(bytes));
}
