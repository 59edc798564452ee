// @ts-check

/**
 * What a check of many people asks of the server, under the link's secret. No identifier is in any
 * of it.
 */

import { LookupError } from "../lookup/lookup-error.js";
import { exactly, read, send, withLimits } from "../lookup/network.js";

const CURRENT = "/api/v1/bulk-checks/current";
const CURRENT_MAXIMUM = 1 << 20;
const ELEMENT_BYTES = 32;
const PROOF_BYTES = 64;

/**
 * @typedef {object} Current what the link opens
 * @property {string} check 32 hex digits: names the check, opens nothing
 * @property {string} incident
 * @property {string} organisation
 * @property {number} budget
 * @property {number} evaluated
 * @property {number} expires seconds since 1970
 * @property {"open" | "claimed" | "finished" | "revoked" | "expired"} state
 * @property {boolean} own whether this device has begun it
 * @property {{ name: string, form: string }[]} kinds
 */

export class CheckNetwork {
  #secret;
  #claim = "";

  /** @param {string} secret of the link */
  constructor(secret) {
    this.#secret = secret;
  }

  /** @param {string} claim 64 hex digits that bind the check to this device */
  use(claim) {
    this.#claim = claim;
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<Current>}
   */
  current(signal) {
    return withLimits(signal, async (inner, keepWaiting) => {
      const response = await send(CURRENT, this.#options("GET", inner));
      const bytes = await read(response, CURRENT_MAXIMUM, keepWaiting);
      const current = JSON.parse(new TextDecoder().decode(bytes));
      if (!/^[0-9a-f]{32}$/.test(current?.check) || !/^[a-z0-9-]{1,64}$/.test(current?.incident)) {
        throw new LookupError("network:length");
      }
      return current;
    });
  }

  /**
   * Binds the check to this device.
   *
   * @param {AbortSignal} signal
   */
  claim(signal) {
    return this.#tell("claim", signal);
  }

  /**
   * Ends the check.
   *
   * @param {AbortSignal} signal
   */
  finish(signal) {
    return this.#tell("finish", signal);
  }

  /**
   * @param {number} number of the batch
   * @param {Uint8Array} message n x 32 bytes
   * @param {AbortSignal} signal
   * @returns {Promise<Uint8Array>} n x 32 + 64 bytes
   */
  evaluate(number, message, signal) {
    if (message.length === 0 || message.length % ELEMENT_BYTES !== 0) {
      return Promise.reject(new LookupError("check:message-length"));
    }
    const length = message.length + PROOF_BYTES;
    return withLimits(signal, async (inner, keepWaiting) => {
      const options = this.#options("PUT", inner);
      const response = await send(`${CURRENT}/evaluations/${number}`, {
        ...options,
        headers: {
          ...options.headers,
          "content-type": "application/vnd.shirabe.evaluate-batch-request",
        },
        body: message.slice().buffer,
      });
      return exactly(length, await read(response, length, keepWaiting));
    });
  }

  /**
   * @param {"claim" | "finish"} what
   * @param {AbortSignal} signal
   */
  #tell(what, signal) {
    return withLimits(signal, async (inner) => {
      await send(`${CURRENT}/${what}`, this.#options("POST", inner), [204]);
    });
  }

  /**
   * @param {string} method
   * @param {AbortSignal} signal
   * @returns {RequestInit}
   */
  #options(method, signal) {
    /** @type {Record<string, string>} */
    const headers = { authorization: `Bearer ${this.#secret}` };
    if (this.#claim !== "") {
      headers["x-shirabe-claim"] = this.#claim;
    }
    return { method, headers, signal, cache: "no-store" };
  }
}

/**
 * Whether trying again may help.
 *
 * @param {LookupError} error
 */
export function mayPass({ code }) {
  return (
    /^network:(unreachable|timeout|length|refused-5\d\d)$/.test(code) ||
    code === "problem:unavailable" ||
    code === "problem:too-many-requests"
  );
}
