// @ts-check

/**
 * One open lookup: everything that does not depend on a person is fetched when it is opened or
 * when a kind is chosen, before anything is typed; each question is then one request. Where the
 * list is too large for that, a block of it follows each question. Requests follow one another
 * in one fixed order, and none depends on an answer.
 */

import { savesData } from "./device-data.js";
import { LookupError, asLookupError } from "./lookup-error.js";
import { compileProgram, evaluate, fetchFilter, fetchManifest } from "./network.js";
import { WorkerLink } from "./worker-link.js";

/** A manifest may be replaced by a newer list; older than this it is fetched again. */
const MANIFEST_AGE_MILLISECONDS = 3600 * 1000;
const PROGRAM = new URL("./wasm/shirabe_client_bg.wasm", import.meta.url);

/**
 * @typedef {object} Material what a worker needs, kept so that a new one asks for nothing
 * @property {import("./network.js").Manifest} manifest
 * @property {Uint8Array[]} filters all that was fetched before typing
 * @property {Map<string, Promise<void>>} kinds whose filters are here, or on their way
 * @property {number} fetchedAt milliseconds since 1970
 *
 * @typedef {{ sha256: string, bytes: number }} FilterFile
 *
 * @typedef {object} Part of the list, for the person to choose
 * @property {"larger" | "smaller"} choice
 * @property {number} bits about what was typed, which fetching it tells
 * @property {number} bytes
 *
 * @typedef {object} Reading
 * @property {string[]} mistakes for each field, what is wrong with it; empty where nothing is
 * @property {string} meant the text itself, or what was likely meant
 * @property {Part[]} parts to choose from, where nothing is fetched without a choice
 *
 * @typedef {object} Answer
 * @property {"listed" | "not-listed"} outcome
 * @property {string[]} groups
 * @property {number} asOf seconds since 1970
 * @property {number} setVersion
 * @property {number} bitsTold about what was typed
 * @property {number} listBytes of the list that the answer rests on
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
  #saveData = savesData();
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
   * @param {string[]} [knownGroups] groups that the page has words for, where it needs any
   */
  constructor(source, key, knownGroups) {
    this.#source = source;
    this.#key = key;
    this.#knownGroups = knownGroups;
  }

  /**
   * Fetches beforehand what can be: everything, or what a chosen kind needs. A failure is told
   * when the person asks.
   *
   * @param {string} [kind]
   */
  open(kind) {
    (kind === undefined ? this.#ready() : this.#readyFor(kind)).catch(() => undefined);
  }

  /**
   * As {@link open}, waited for; and then no worker is kept waiting for a question.
   *
   * @param {string} [kind]
   */
  async fetchBeforehand(kind) {
    await (kind === undefined ? this.#ready() : this.#readyFor(kind));
    this.rest();
  }

  /** Ends the worker. What was fetched stays, so the next one asks for nothing. */
  rest() {
    this.#endWorker();
  }

  /**
   * Looks at what was typed; sends nothing of it.
   *
   * @param {string} kind
   * @param {string[]} fields
   * @returns {Promise<Reading>}
   */
  async read(kind, fields) {
    return this.#guarded(async () => (await this.#readyFor(kind)).call("read", { kind, fields }));
  }

  /**
   * How one field is understood, while it is being typed. Asks a worker that is there and
   * fetches nothing, so that typing causes no request.
   *
   * @param {string} kind
   * @param {number} position
   * @param {string} text
   * @returns {Promise<string>} empty where it is not understood, or not yet
   */
  async canonicalField(kind, position, text) {
    const link = this.#link;
    if (link === undefined || link.ended) {
      return "";
    }
    return link.call("canonicalField", { kind, position, text }).catch(() => "");
  }

  /**
   * @param {string} kind
   * @param {string[]} fields
   * @param {string} choice of a part of the list; empty where none was offered
   * @param {(stage: "asking" | "fetching" | "checking") => void} onStage
   * @returns {Promise<Answer>}
   */
  async ask(kind, fields, choice, onStage) {
    return this.#guarded(async () => {
      const link = await this.#readyFor(kind);
      const sent = await link.call("prepare", { kind, fields, choice });
      onStage("asking");
      const received = await evaluate(this.#source, sent, this.#leaving.signal);
      const block = await link.call("verify", { reply: received });
      if (block.length > 0) {
        onStage("fetching");
        // Every file of it, each time anew: neither a list on this device nor a missing request
        // tells what was asked for before.
        await this.#take(link, block, "no-store");
      }
      onStage("checking");
      const answer = await link.call("decide", {});
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
    try {
      const filters = await this.#takeBeforehand(link, files);
      this.#link = link;
      return { manifest, filters, kinds: new Map(), fetchedAt: Date.now() };
    } catch (thrown) {
      link.end();
      throw thrown;
    }
  }

  /**
   * A worker that also holds the filters of this kind, unless they are fetched by parts.
   *
   * @param {string} kind
   * @returns {Promise<WorkerLink>}
   */
  async #readyFor(kind) {
    const link = await this.#ready();
    const material = await this.#material;
    if (material === undefined) {
      throw new LookupError("lookup:cancelled");
    }
    let taking = material.kinds.get(kind);
    if (taking === undefined) {
      taking = this.#takeKind(link, kind, material);
      material.kinds.set(kind, taking);
      taking.catch(() => material.kinds.delete(kind));
    }
    await taking;
    // The worker may have been ended meanwhile; a new one gets what is here now.
    return link.ended ? this.#ready() : link;
  }

  /**
   * @param {WorkerLink} link
   * @param {string} kind
   * @param {Material} material
   */
  async #takeKind(link, kind, material) {
    const files = await link.call("filesOfKind", { kind });
    material.filters.push(...(await this.#takeBeforehand(link, files)));
  }

  /**
   * @param {WorkerLink} link
   * @param {FilterFile[]} files
   */
  async #takeBeforehand(link, files) {
    if (files.length === 0) {
      return [];
    }
    const cache = this.#filtersAnew ? "reload" : "default";
    try {
      const filters = await this.#take(link, files, cache);
      this.#filtersAnew = false;
      return filters;
    } catch (thrown) {
      const code = asLookupError(thrown).code;
      this.#filtersAnew = code.startsWith("check:filter") || code === "network:length";
      throw thrown;
    }
  }

  /**
   * One file after the other, in the order given.
   *
   * @param {WorkerLink} link
   * @param {FilterFile[]} files
   * @param {"default" | "reload" | "no-store"} cache
   * @returns {Promise<Uint8Array[]>}
   */
  async #take(link, files, cache) {
    const signal = this.#leaving.signal;
    const filters = [];
    for (const { sha256, bytes } of files) {
      const file = await fetchFilter(sha256, bytes, cache, signal);
      await link.call("addFilter", { file });
      filters.push(file);
    }
    return filters;
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
   * @returns {Promise<{ link: WorkerLink, files: FilterFile[] }>}
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
        saveData: this.#saveData,
      });
      // Told before anything is asked: what follows must not depend on an answer.
      const known = this.#knownGroups ?? groups;
      if (!groups.every((/** @type {string} */ group) => known.includes(group))) {
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
