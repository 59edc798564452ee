// @ts-check

/**
 * One check of many people, from its link to its result. Everything that depends on the list stays
 * in workers of this device; the requests are the same whatever the list holds, but for how many
 * batches there are.
 */

import { bytesFromHex, plainHex } from "../lookup/hex.js";
import { LookupError, asLookupError } from "../lookup/lookup-error.js";
import { compileProgram, fetchFilter, fetchManifest } from "../lookup/network.js";
import { WorkerLink } from "../lookup/worker-link.js";
import { Evaluators } from "./evaluators.js";
import { KeptCheck } from "./kept-check.js";
import { CheckNetwork } from "./network.js";
import { Rate } from "./rate.js";

const PROGRAM = new URL("./wasm/shirabe_client_bg.wasm", import.meta.url);
const WORKER = new URL("./worker.js", import.meta.url);
/** Identifiers of one request. Fixed: a check that goes on has to cut its batches alike. */
const BATCH = 256;
/** A list is held in memory several times. */
const LARGEST_FILE = 128 << 20;

/**
 * @typedef {object} Understood how a file is read
 * @property {{ rows: number, withoutIdentifier: number, rejected: number, questions: number }} counts
 * @property {{ code: string, details: string[] } | undefined} problem
 * @property {string[]} targets
 * @property {string[]} groups
 * @property {{ name: string, targets: string[], ours: boolean,
 *   examples: { written: string, understood: string }[] }[]} columns
 *
 * @typedef {object} Watcher
 * @property {(rate: Rate) => void} progress
 * @property {(seconds: number) => void} waiting 0 when it goes on
 * @property {() => void} notKept this browser keeps nothing
 */

export class CheckSession {
  #network;
  #key;
  #leaving = new AbortController();
  /** @type {import("./network.js").Current | undefined} */
  #current;
  /** @type {KeptCheck | undefined} */
  #kept;
  /** @type {Promise<object> | undefined} */
  #opening;
  /** @type {WorkerLink | undefined} */
  #list;
  /** @type {Evaluators | undefined} */
  #evaluators;
  /** @type {Rate | undefined} */
  #rate;

  /**
   * @param {string} secret of the link
   * @param {Uint8Array} key 32 bytes, pinned in the page
   */
  constructor(secret, key) {
    this.#network = new CheckNetwork(secret);
    this.#key = key;
  }

  /**
   * What the link opens, and whether this device can go on with it.
   *
   * @returns {Promise<import("./network.js").Current>}
   */
  async open() {
    const { signal } = this.#leaving;
    let current = await this.#network.current(signal);
    const kept = new KeptCheck(current.check);
    const begun = kept.begun();
    if (begun !== undefined) {
      this.#network.use(begun.claim);
      current = await this.#network.current(signal);
    }
    this.#current = current;
    this.#kept = kept;
    if (current.state === "claimed" && !current.own) {
      throw new LookupError("problem:bulk-check-claimed");
    }
    if (current.state !== "open" && current.state !== "claimed") {
      kept.forget();
      throw new LookupError(`check-state:${current.state}`);
    }
    // Fetched while the person looks for the file; a failure is told when it is read.
    this.#opened().catch(() => undefined);
    return current;
  }

  /** Whether something of this check is kept here. */
  get isBegun() {
    return this.#kept?.begun() !== undefined;
  }

  /**
   * @param {File} file
   * @returns {Promise<void>}
   */
  async take(file) {
    if (file.size > LARGEST_FILE) {
      throw new LookupError("list:too-large");
    }
    const opening = await this.#opened();
    let bytes;
    try {
      bytes = await file.arrayBuffer();
    } catch {
      throw new LookupError("list:unreadable");
    }
    this.#list?.end();
    this.#list = new WorkerLink(WORKER);
    await this.#list.call("open", opening);
    await this.#list.call("file", { file: bytes });
  }

  /**
   * Reads the file that was taken.
   *
   * @param {string} sheet empty where none was chosen
   * @param {string[]} mappings `COLUMN=TARGET`
   * @returns {Promise<Understood>}
   */
  async read(sheet, mappings) {
    return this.#there(this.#list).call("read", { sheet, mappings });
  }

  /**
   * Asks everything, or what is left of it.
   *
   * @param {Watcher} watcher
   */
  async run(watcher) {
    const list = this.#there(this.#list);
    const kept = this.#there(this.#kept);
    const { signal } = this.#leaving;
    const current = await this.#network.current(signal);
    const begun = await this.#begin(list, kept, current);
    if (!kept.begin(begun.kept)) {
      watcher.notKept();
    }
    this.#network.use(begun.kept.claim);
    const filters = await this.#filters(list);
    await this.#network.claim(signal);
    const left = new Set(Array.from({ length: begun.batches }, (_, number) => number));
    for (const sealed of kept.batches()) {
      // Of another list that answered meanwhile, or damaged: asked again, and not counted again.
      left.delete(await list.call("take", { kept: sealed }).catch(() => -1));
    }
    await this.#ask(list, kept, { ...begun, left: [...left], filters }, watcher);
  }

  pause() {
    this.#evaluators?.pause();
    this.#rate?.stop();
  }

  resume() {
    this.#rate?.start();
    this.#evaluators?.resume();
  }

  totals() {
    return this.#there(this.#list).call("totals", {});
  }

  /**
   * @param {"csv" | "xlsx"} format
   * @param {string} language
   * @param {string[]} titles of the groups, in their order
   * @returns {Promise<Uint8Array>}
   */
  result(format, language, titles) {
    return this.#there(this.#list).call(format, { language, titles });
  }

  /** Ends the check at the server, then here. */
  async finish() {
    try {
      await this.#network.finish(this.#leaving.signal);
    } catch (thrown) {
      // The answer to an earlier attempt was lost.
      if (asLookupError(thrown).code !== "problem:bulk-check-over") {
        throw thrown;
      }
    }
    this.forget();
  }

  /** Erases what this device keeps, and ends whatever runs. */
  forget() {
    this.stop();
    this.#kept?.forget();
  }

  /** Ends whatever runs; what is kept stays. */
  stop() {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#evaluators?.end();
    this.#list?.end();
  }

  /**
   * @param {WorkerLink} list
   * @param {KeptCheck} kept
   * @param {import("./network.js").Current} current
   */
  async #begin(list, kept, current) {
    const before = kept.begun();
    const claim = before?.claim ?? random();
    let seed = before?.seed ?? random();
    let begun = await list.call("begin", { seed: bytesFromHex(seed, 32), batch: BATCH });
    if (before !== undefined && before.fingerprint !== begun.fingerprint) {
      if (current.evaluated > 0) {
        throw new LookupError("bulk-check:another-list");
      }
      // Nothing was asked under it: a seed blinds only what it was drawn for.
      kept.forget();
      seed = random();
      begun = await list.call("begin", { seed: bytesFromHex(seed, 32), batch: BATCH });
    }
    const { fingerprint, batches, answersKey } = begun;
    return { kept: { claim, seed, fingerprint }, batches, answersKey };
  }

  /**
   * @param {WorkerLink} list
   * @param {KeptCheck} kept
   * @param {{ kept: import("./kept-check.js").Begun, batches: number, answersKey: Uint8Array,
   *   left: number[], filters: Uint8Array[] }} begun
   * @param {Watcher} watcher
   */
  async #ask(list, kept, { kept: { seed }, batches, answersKey, left, filters }, watcher) {
    const sizes = await Promise.all(
      Array.from({ length: batches }, (_, number) => list.call("elementsOf", { number })),
    );
    const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, number) => all + number, 0);
    const total = sum(sizes);
    const rate = new Rate(total, total - sum(left.map((number) => sizes[number])));
    this.#rate = rate;
    rate.start();
    watcher.progress(rate);
    const queue = [...left];
    const { signal } = this.#leaving;
    const evaluators = new Evaluators({
      next: () => queue.shift(),
      packed: (number) => list.call("packed", { number }),
      send: (number, message) => this.#network.evaluate(number, message, signal),
      keep: async (number, sealed) => {
        await list.call("take", { kept: sealed });
        if (!kept.keep(number, sealed)) {
          watcher.notKept();
        }
      },
      advance: (steps) => {
        rate.advance(steps);
        watcher.progress(rate);
      },
      waiting: watcher.waiting,
    });
    this.#evaluators = evaluators;
    const opening = { ...(await this.#opened()), seed: bytesFromHex(seed, 32), answersKey };
    if (left.length > 0) {
      await evaluators.run(opening, filters, left.length);
    }
    rate.stop();
  }

  /**
   * All filters of all kinds, so that fetching tells nothing.
   *
   * @param {WorkerLink} list
   * @returns {Promise<Uint8Array[]>}
   */
  async #filters(list) {
    const filters = [];
    for (const { sha256, bytes } of await list.call("files", {})) {
      filters.push(await fetchFilter(sha256, bytes, "default", this.#leaving.signal));
    }
    return filters;
  }

  /** Program and manifest. */
  #opened() {
    if (this.#opening === undefined) {
      const opening = this.#fetchOpening();
      this.#opening = opening;
      opening.catch(() => {
        this.#opening = undefined;
      });
    }
    return this.#opening;
  }

  async #fetchOpening() {
    const { signal } = this.#leaving;
    const { incident } = this.#there(this.#current);
    const [module, manifest] = await Promise.all([
      compileProgram(PROGRAM, false, signal),
      fetchManifest(`/api/v1/incidents/${incident}`, signal),
    ]);
    const nowSeconds = Math.floor(Date.now() / 1000);
    return { module, manifest, key: this.#key, slug: incident, nowSeconds };
  }

  /**
   * @template T
   * @param {T | undefined} value
   * @returns {T}
   */
  #there(value) {
    if (value === undefined) {
      throw new LookupError("check:order");
    }
    return value;
  }
}

/** 32 random bytes in hex. */
function random() {
  return plainHex(crypto.getRandomValues(new Uint8Array(32)));
}
