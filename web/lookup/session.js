// @ts-check

/**
 * One open lookup: everything that does not depend on a person is fetched when it is opened,
 * before anything is typed; each question is then one request. Requests follow one another in
 * one fixed order, and none depends on an answer.
 */

import { LookupError, asLookupError } from "./lookup-error.js";
import { compileProgram, evaluate, fetchFilter, fetchManifest } from "./network.js";
import { WorkerLink } from "./worker-link.js";

/** A manifest may be replaced by a newer list; older than this it is fetched again. */
const MANIFEST_AGE_MILLISECONDS = 3600 * 1000;
const PROGRAM = new URL("./wasm/shirabe_client_bg.wasm", import.meta.url);

/**
 * @typedef {object} Material what a worker needs, kept so that a new one asks for nothing
 * @property {import("./network.js").Manifest} manifest
 * @property {Uint8Array[]} filters
 * @property {number} fetchedAt milliseconds since 1970
 *
 * @typedef {object} Answer
 * @property {"listed" | "not-listed"} outcome
 * @property {string[]} groups
 * @property {number} asOf seconds since 1970
 * @property {number} setVersion
 * @property {Uint8Array} sent 32 bytes
 * @property {Uint8Array} received 96 bytes
 */

/** Whether this browser has what the check needs. */
export function isSupported() {
  return (
    typeof WebAssembly === "object" &&
    typeof WebAssembly.compileStreaming === "function" &&
    typeof Worker === "function" &&
    typeof ReadableStream === "function"
  );
}

export class LookupSession {
  #source;
  #key;
  #knownGroups;
  #leaving = new AbortController();
  /** @type {WebAssembly.Module | undefined} */
  #program;
  /** @type {Promise<Material> | undefined} */
  #material;
  /** @type {WorkerLink | undefined} */
  #link;
  /** @type {Promise<WorkerLink> | undefined} */
  #starting;
  #filtersAnew = false;
  #programAnew = false;

  /**
   * @param {string} source base address of the incident, `/api/v1/incidents/{slug}`
   * @param {Uint8Array} key 32 bytes, pinned in the page
   * @param {string[]} knownGroups groups that the page has words for
   */
  constructor(source, key, knownGroups) {
    this.#source = source;
    this.#key = key;
    this.#knownGroups = knownGroups;
  }

  /** Fetches everything beforehand. A failure is told when the person asks. */
  open() {
    this.#ready().catch(() => undefined);
  }

  /**
   * Looks at what was typed; sends nothing of it.
   *
   * @param {string} kind
   * @param {string} text
   * @returns {Promise<{ meant: string }>} the text itself, or what was likely meant
   */
  async read(kind, text) {
    return this.#guarded(async () => (await this.#ready()).call("read", { kind, text }));
  }

  /**
   * @param {string} kind
   * @param {string} text
   * @param {(stage: "asking" | "checking") => void} onStage
   * @returns {Promise<Answer>}
   */
  async ask(kind, text, onStage) {
    return this.#guarded(async () => {
      const link = await this.#ready();
      const sent = await link.call("prepare", { kind, text });
      onStage("asking");
      const received = await evaluate(this.#source, sent, this.#leaving.signal);
      onStage("checking");
      const answer = await link.call("finish", { reply: received });
      if (answer?.outcome !== "listed" && answer?.outcome !== "not-listed") {
        throw new LookupError("worker:failed");
      }
      this.#endWorker();
      return { ...answer, sent, received };
    });
  }

  /** Stops whatever runs; the worker and what it knows are gone. What was fetched stays. */
  cancel() {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#endWorker();
  }

  /**
   * @template T
   * @param {() => Promise<T>} question
   * @returns {Promise<T>}
   */
  async #guarded(question) {
    try {
      return await question();
    } catch (thrown) {
      const error = asLookupError(thrown);
      const family = error.code.split(":")[0];
      if (family !== "input") {
        this.#endWorker();
      }
      if (family === "check" || family === "worker") {
        // Whatever was fetched may be the cause: the next try starts from a fresh manifest.
        this.#material = undefined;
        this.#filtersAnew ||= error.code.startsWith("check:filter");
      }
      throw error;
    }
  }

  #endWorker() {
    this.#link?.end();
    this.#link = undefined;
    this.#starting = undefined;
  }

  /**
   * A worker that holds manifest and filters.
   *
   * @returns {Promise<WorkerLink>}
   */
  async #ready() {
    const known = await this.#material?.catch(() => undefined);
    if (known !== undefined && isStale(known)) {
      this.#endWorker();
      this.#material = undefined;
    }
    if (this.#material === undefined) {
      const loading = this.#load();
      this.#material = loading;
      loading.catch(() => {
        if (this.#material === loading) {
          this.#material = undefined;
        }
      });
    }
    const material = await this.#material;
    if (this.#link === undefined || this.#link.ended) {
      this.#starting ??= this.#startAgain(material);
      this.#link = await this.#starting;
      this.#starting = undefined;
    }
    return this.#link;
  }

  /**
   * The first worker starts while filters are fetched, because it names them.
   *
   * @returns {Promise<Material>}
   */
  async #load() {
    const signal = this.#leaving.signal;
    this.#program ??= await this.#compile(signal);
    const manifest = await fetchManifest(this.#source, signal);
    const { link, files } = await this.#startWorker(manifest);
    const anew = this.#filtersAnew;
    const filters = [];
    try {
      for (const { sha256, bytes } of files) {
        const file = await fetchFilter(sha256, bytes, anew, signal);
        await link.call("addFilter", { file });
        filters.push(file);
      }
    } catch (thrown) {
      link.end();
      const code = asLookupError(thrown).code;
      this.#filtersAnew = code.startsWith("check:filter") || code === "network:length";
      throw thrown;
    }
    this.#filtersAnew = false;
    this.#link = link;
    return { manifest, filters, fetchedAt: Date.now() };
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<WebAssembly.Module>}
   */
  async #compile(signal) {
    try {
      return await compileProgram(PROGRAM, this.#programAnew, signal);
    } catch (thrown) {
      this.#programAnew = asLookupError(thrown).code === "program:damaged";
      throw thrown;
    }
  }

  /**
   * @param {Material} material
   * @returns {Promise<WorkerLink>}
   */
  async #startAgain(material) {
    const { link } = await this.#startWorker(material.manifest);
    for (const file of material.filters) {
      await link.call("addFilter", { file });
    }
    return link;
  }

  /**
   * @param {import("./network.js").Manifest} manifest
   * @returns {Promise<{ link: WorkerLink, files: { sha256: string, bytes: number }[] }>}
   */
  async #startWorker(manifest) {
    const link = new WorkerLink();
    try {
      const { files, groups } = await link.call("open", {
        module: this.#program,
        manifest: manifest.bytes,
        signature: manifest.signature,
        key: this.#key,
        // One key signs every incident of a server: the manifest must speak of this one.
        slug: this.#source.slice(this.#source.lastIndexOf("/") + 1),
        nowSeconds: Math.floor(Date.now() / 1000),
      });
      // Told before anything is asked: what follows must not depend on an answer.
      if (!groups.every((/** @type {string} */ group) => this.#knownGroups.includes(group))) {
        throw new LookupError("page:outdated");
      }
      return { link, files };
    } catch (thrown) {
      link.end();
      throw thrown;
    }
  }
}

/** @param {Material} material */
function isStale({ fetchedAt }) {
  const age = Date.now() - fetchedAt;
  // A clock that was set back says nothing about the age.
  return age > MANIFEST_AGE_MILLISECONDS || age < 0;
}
