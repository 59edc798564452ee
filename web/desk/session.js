// @ts-check

/**
 * One desk: a question of a caller goes to every incident that the agent may ask and that knows
 * the kind. Each incident answers by itself; what goes wrong with one is told of that one, and
 * never reads as "not listed".
 */

import { plainHex } from "../lookup/hex.js";
import { LookupError, asLookupError } from "../lookup/lookup-error.js";
import { compileProgram } from "../lookup/network.js";
import { WorkerLink } from "../lookup/worker-link.js";
import { DeskNetwork } from "./network.js";

const PROGRAM = new URL("./wasm/shirabe_client_bg.wasm", import.meta.url);
const WORKER = new URL("./worker.js", import.meta.url);

/**
 * @typedef {object} Question
 * @property {string} kind
 * @property {string[]} fields as typed
 * @property {string} [incident] the only one that is asked
 *
 * @typedef {object} Answer of one incident
 * @property {string} slug
 * @property {"listed" | "not-listed" | "not-in-part" | "unknown-code" | "overload"} answer
 * @property {string[]} groups
 * @property {number} people
 * @property {string} notice
 * @property {string} code why it could not be checked; empty where it could
 *
 * @typedef {object} Answers
 * @property {string} search
 * @property {Answer[]} answers
 * @property {string[]} unasked incidents whose list holds nothing of the kind, or is not published
 */

export class DeskSession {
  #network;
  /** @type {Promise<WebAssembly.Module> | undefined} */
  #program;
  /** @type {Promise<{ program: WebAssembly.Module, incidents: import("./network.js").Incident[] }> | undefined} */
  #material;
  /** @type {Promise<WorkerLink> | undefined} */
  #link;
  #leaving = new AbortController();

  /** @param {string} csrf of the agent's session */
  constructor(csrf) {
    this.#network = new DeskNetwork(csrf);
  }

  get network() {
    return this.#network;
  }

  get signal() {
    return this.#leaving.signal;
  }

  /** Fetches what every question needs; a failure is told when a question is asked. */
  open() {
    this.#ready().catch(() => undefined);
  }

  /** The incidents that the agent may ask, as the server knew them at the last call. */
  async incidents() {
    return (await this.#ready()).incidents;
  }

  /**
   * How a field is understood while it is being typed; sends nothing.
   *
   * @param {Question} question
   * @param {number} position
   * @returns {Promise<string>} empty where it is not understood
   */
  async understood({ kind, fields, incident }, position) {
    const { link, asked } = await this.#asked(kind, incident);
    if (asked.length === 0) {
      return "";
    }
    const values = { slug: asked[0].slug, kind, position, text: fields[position] };
    return link.call("canonicalField", values).catch(() => "");
  }

  /**
   * What is wrong with each field, by code; empty texts where nothing is.
   *
   * @param {Question} question
   * @returns {Promise<string[]>}
   */
  async mistakes({ kind, fields, incident }) {
    const { link, asked } = await this.#asked(kind, incident);
    const slug = asked[0]?.slug;
    if (slug === undefined) {
      throw new LookupError("check:unknown-kind");
    }
    const found = [];
    for (const [position, text] of fields.entries()) {
      found.push(await mistake(link.call("canonicalField", { slug, kind, position, text })));
    }
    if (found.every((code) => code === "")) {
      found[0] = await mistake(link.call("check", { slug, kind, fields }));
    }
    return found;
  }

  /**
   * @param {Question} question
   * @returns {Promise<Answers>}
   */
  async ask({ kind, fields, incident }) {
    const { link, asked, unasked } = await this.#asked(kind, incident);
    const search = plainHex(crypto.getRandomValues(new Uint8Array(16)));
    try {
      const answers = await Promise.all(
        asked.map(({ slug }) => this.#askOne(link, slug, { search, kind, fields })),
      );
      return { search, answers, unasked };
    } finally {
      this.#endWorker();
    }
  }

  /** Whatever runs is stopped; the worker and what it knows are gone. */
  stop() {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#endWorker();
  }

  /** Forgets the caller. A list may be published between two calls, so incidents are fetched anew. */
  forget() {
    this.stop();
    this.#material = undefined;
    this.open();
  }

  /**
   * @param {WorkerLink} link
   * @param {string} slug
   * @param {{ search: string, kind: string, fields: string[] }} question
   * @returns {Promise<Answer>}
   */
  async #askOne(link, slug, { search, kind, fields }) {
    const { signal } = this.#leaving;
    try {
      const message = await link.call("prepare", { slug, kind, fields });
      const reply = await this.#network.evaluate(slug, search, message, signal);
      const tag = await link.call("finish", { slug, reply });
      const found = await this.#network.lookUp(slug, { search, kind, tag }, signal);
      if (!["listed", "not-listed", "not-in-part", "unknown-code"].includes(found.answer)) {
        throw new LookupError("network:length");
      }
      return { ...found, slug, code: "" };
    } catch (thrown) {
      const { code } = asLookupError(thrown);
      if (code === "lookup:cancelled") {
        throw thrown;
      }
      return { slug, answer: "overload", groups: [], people: 0, notice: "", code };
    }
  }

  /**
   * @param {string} kind
   * @param {string} [only] slug
   */
  async #asked(kind, only) {
    const { incidents } = await this.#ready();
    const asked = incidents.filter(
      ({ slug, kinds, set_version }) =>
        (only === undefined || slug === only) &&
        set_version !== null &&
        kinds.some(({ name }) => name === kind),
    );
    const slugs = incidents.map(({ slug }) => slug);
    const unasked = only === undefined ? slugs.filter((slug) => !asked.some((one) => one.slug === slug)) : [];
    return { link: await this.#worker(), asked, unasked };
  }

  #ready() {
    if (this.#material === undefined) {
      const loading = this.load();
      this.#material = loading;
      loading.catch(() => {
        if (this.#material === loading) {
          this.#material = undefined;
        }
      });
    }
    return this.#material;
  }

  /** What every question needs. */
  async load() {
    const [program, incidents] = await Promise.all([
      this.program(),
      this.#network.incidents(this.#leaving.signal),
    ]);
    return { program, incidents };
  }

  /** Compiled once for all calls. */
  program() {
    if (this.#program === undefined) {
      // The end of a call does not stop it.
      const compiling = compileProgram(PROGRAM, false, new AbortController().signal);
      this.#program = compiling;
      compiling.catch(() => {
        this.#program = undefined;
      });
    }
    return this.#program;
  }

  /** @returns {Promise<WorkerLink>} */
  async #worker() {
    if (this.#link !== undefined) {
      const link = await this.#link.catch(() => undefined);
      if (link !== undefined && !link.ended) {
        return link;
      }
    }
    this.#link = this.#start();
    return this.#link;
  }

  async #start() {
    const { program, incidents } = await this.#ready();
    const link = new WorkerLink(WORKER);
    await link.call("open", { module: program, incidents });
    return link;
  }

  #endWorker() {
    const link = this.#link;
    this.#link = undefined;
    link?.then((running) => running.end()).catch(() => undefined);
  }
}

/** @param {Promise<unknown>} reading */
async function mistake(reading) {
  try {
    await reading;
    return "";
  } catch (thrown) {
    const { code } = asLookupError(thrown);
    if (code.startsWith("input:")) {
      return code;
    }
    throw thrown;
  }
}
