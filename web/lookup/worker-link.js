// @ts-check

/** The page's end of the worker: one promise for each request, and no request without an end. */

import { LookupError } from "./lookup-error.js";

/** Longer than the strongest profile takes on a slow phone. */
const LONGEST_CALL_MILLISECONDS = 120_000;

/**
 * @typedef {object} Waiting
 * @property {(value: any) => void} resolve
 * @property {(error: LookupError) => void} reject
 * @property {number} timer
 */

export class WorkerLink {
  #worker;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #lastId = 0;
  #ended = false;

  /** @param {URL} [program] of the worker; the lookup's own without it */
  constructor(program = new URL("./worker.js", import.meta.url)) {
    this.#worker = new Worker(program, { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#endWith("worker:failed");
    });
    this.#worker.addEventListener("messageerror", () => this.#endWith("worker:failed"));
  }

  get ended() {
    return this.#ended;
  }

  /**
   * @param {string} call name of a call in worker.js
   * @param {object} values
   * @returns {Promise<any>}
   */
  call(call, values) {
    if (this.#ended) {
      return Promise.reject(new LookupError("worker:failed"));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#endWith("worker:timeout"), LONGEST_CALL_MILLISECONDS);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#worker.postMessage({ id, call, ...values });
    });
  }

  /** Ends the worker and with it everything that it knows. */
  end() {
    this.#endWith("lookup:cancelled");
  }

  /** @param {{ id: number, value?: unknown, error?: string }} reply */
  #receive({ id, value, error }) {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) {
      return;
    }
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (error === undefined) {
      waiting.resolve(value);
    } else {
      waiting.reject(new LookupError(error));
    }
  }

  /** @param {string} code */
  #endWith(code) {
    this.#ended = true;
    this.#worker.terminate();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new LookupError(code));
    }
    this.#waiting.clear();
  }
}
