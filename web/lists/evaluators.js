// @ts-check

/**
 * Several workers, each with a batch of its own: hash and blind in small parts, send, verify. A lost
 * connection is waited for; anything else that goes wrong ends them all.
 */

import { LookupError, asLookupError } from "../lookup/lookup-error.js";
import { WorkerLink } from "../lookup/worker-link.js";
import { mayPass } from "./network.js";

const WORKER = new URL("./worker.js", import.meta.url);
const MOST_WORKERS = 4;
/** Filters of more than this are held by one worker alone. */
const LARGE_FILTERS = 64 << 20;
/** Identifiers hashed between two looks at the pause button. */
const PART = 8;
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 30;

/**
 * @typedef {object} Work what the workers take from the session, and give back
 * @property {() => number | undefined} next the number of a batch that nobody has
 * @property {(number: number) => Promise<Uint8Array>} packed
 * @property {(number: number, message: Uint8Array) => Promise<Uint8Array>} send
 * @property {(number: number, sealed: Uint8Array) => Promise<void>} keep
 * @property {(steps: number) => void} advance
 * @property {(seconds: number) => void} waiting 0 when it goes on
 */

export class Evaluators {
  #work;
  /** @type {WorkerLink[]} */
  #links = [];
  #ended = false;
  #pause = Promise.resolve();
  #goOn = () => {};

  /** @param {Work} work */
  constructor(work) {
    this.#work = work;
  }

  /**
   * Works until no batch is left.
   *
   * @param {object} opening of each worker
   * @param {Uint8Array[]} filters
   * @param {number} batches
   */
  async run(opening, filters, batches) {
    const bytes = filters.reduce((sum, { length }) => sum + length, 0);
    const cores = Math.max(1, navigator.hardwareConcurrency || 1);
    const count = bytes > LARGE_FILTERS ? 1 : Math.min(MOST_WORKERS, cores, Math.max(1, batches));
    try {
      await Promise.all(Array.from({ length: count }, () => this.#worker(opening, filters)));
    } finally {
      this.end();
    }
  }

  pause() {
    this.#pause = new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  resume() {
    this.#goOn();
  }

  end() {
    this.#ended = true;
    this.#goOn();
    this.#links.forEach((link) => link.end());
    this.#links = [];
  }

  /**
   * @param {object} opening
   * @param {Uint8Array[]} filters
   */
  async #worker(opening, filters) {
    const link = new WorkerLink(WORKER);
    this.#links.push(link);
    await link.call("join", opening);
    for (const file of filters) {
      await link.call("addFilter", { file });
    }
    for (;;) {
      await this.#running();
      const number = this.#work.next();
      if (number === undefined) {
        link.end();
        return;
      }
      await this.#batch(link, number);
    }
  }

  /**
   * @param {WorkerLink} link
   * @param {number} number
   */
  async #batch(link, number) {
    const count = await link.call("start", { packed: await this.#work.packed(number) });
    const message = new Uint8Array(count * 32);
    for (let place = 0; place < count; place += PART) {
      await this.#running();
      const part = await link.call("blind", { most: PART });
      message.set(part, place * 32);
      this.#work.advance(part.length / 32);
    }
    const reply = await this.#sent(number, message);
    await this.#work.keep(number, await link.call("decide", { number, reply }));
  }

  /**
   * @param {number} number
   * @param {Uint8Array} message
   * @returns {Promise<Uint8Array>}
   */
  async #sent(number, message) {
    for (let wait = FIRST_WAIT_SECONDS; ; wait = Math.min(2 * wait, LONGEST_WAIT_SECONDS)) {
      await this.#running();
      try {
        const reply = await this.#work.send(number, message);
        this.#work.waiting(0);
        return reply;
      } catch (thrown) {
        const error = asLookupError(thrown);
        if (this.#ended || !mayPass(error)) {
          throw error;
        }
        const seconds = Math.max(wait, error.retryAfterSeconds);
        this.#work.waiting(seconds);
        await waited(seconds);
      }
    }
  }

  async #running() {
    await this.#pause;
    if (this.#ended) {
      throw new LookupError("lookup:cancelled");
    }
  }
}

/**
 * So many seconds, or until the device is connected again.
 *
 * @param {number} seconds
 */
function waited(seconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve(undefined);
    };
    const timer = setTimeout(done, seconds * 1000);
    window.addEventListener("online", done);
  });
}
