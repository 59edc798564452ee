// @ts-check

/**
 * The same question to several incidents, each with its own manifest, list, stretching, blind
 * and request. All that admit the kind are asked, in the page's order, whatever the answers are.
 * What goes wrong with one incident is told of that one alone, and never reads as "not listed".
 */

import { LookupError, asLookupError } from "./lookup-error.js";
import { LookupSession } from "./session.js";

/**
 * @typedef {object} Incident
 * @property {string} source base address in the public API
 * @property {string[]} kinds that it admits
 *
 * @typedef {{ outcome: "not-asked" }} NotAsked this incident does not admit the kind
 * @typedef {{ outcome: "failed", code: string }} Failed nothing is known
 * @typedef {import("./session.js").Answer | NotAsked | Failed} IncidentAnswer
 *
 * @typedef {object} SeveralAnswers
 * @property {"several"} outcome
 * @property {Map<string, IncidentAnswer>} incidents by source
 */

export class SeveralIncidents {
  /** @type {(Incident & { session: LookupSession })[]} */
  #incidents;
  /** Fetching beforehand; never rejects. */
  #opening = Promise.resolve();
  /** Counts cancellations, so that an abandoned run stops between two incidents. */
  #run = 0;

  /**
   * @param {Incident[]} incidents in the order in which they are asked
   * @param {Uint8Array} key 32 bytes, pinned in the page; one key signs for all of a server
   */
  constructor(incidents, key) {
    this.#incidents = incidents.map((incident) => ({
      ...incident,
      session: new LookupSession(incident.source, key),
    }));
  }

  /**
   * Fetches beforehand, one incident after the other; a failure is told when the person asks.
   *
   * @param {string} [kind]
   */
  open(kind) {
    const run = this.#run;
    this.#opening = this.#opening.then(async () => {
      for (const { session, kinds } of this.#incidents) {
        if (run === this.#run && (kind === undefined || kinds.includes(kind))) {
          await session.fetchBeforehand(kind).catch(() => undefined);
        }
      }
    });
  }

  /**
   * @param {string} kind
   * @param {string[]} fields
   * @returns {Promise<import("./session.js").Reading>} of the first incident that can read it
   */
  async read(kind, fields) {
    await this.#opening;
    /** @type {unknown} */
    let stopped = new LookupError("check:unknown-kind");
    for (const { session, kinds } of this.#incidents) {
      if (!kinds.includes(kind)) {
        continue;
      }
      try {
        const { mistakes, meant } = await session.read(kind, fields);
        return { mistakes, meant, parts: [] };
      } catch (thrown) {
        stopped = thrown;
        if (asLookupError(thrown).code === "lookup:cancelled") {
          break;
        }
      }
    }
    throw stopped;
  }

  /** Kinds of several fields belong to one incident, and dates to those. */
  async canonicalField() {
    return "";
  }

  /**
   * @param {string} kind
   * @param {string[]} fields
   * @param {string} _choice parts of lists are chosen at one incident's own page
   * @param {(stage: "asking" | "checking", place: number, count: number) => void} onStage
   * @returns {Promise<SeveralAnswers>}
   */
  async ask(kind, fields, _choice, onStage) {
    await this.#opening;
    const run = this.#run;
    const count = this.#incidents.filter(({ kinds }) => kinds.includes(kind)).length;
    /** @type {Map<string, IncidentAnswer>} */
    const incidents = new Map();
    let place = 0;
    for (const { source, kinds, session } of this.#incidents) {
      if (!kinds.includes(kind)) {
        incidents.set(source, { outcome: "not-asked" });
        continue;
      }
      place += 1;
      onStage("asking", place, count);
      const answer = await askOne(session, kind, fields);
      if (run !== this.#run) {
        throw new LookupError("lookup:cancelled");
      }
      incidents.set(source, answer);
    }
    onStage("checking", count, count);
    return { outcome: "several", incidents };
  }

  cancel() {
    this.#run += 1;
    for (const { session } of this.#incidents) {
      session.cancel();
    }
  }
}

/**
 * @param {LookupSession} session
 * @param {string} kind
 * @param {string[]} fields
 * @returns {Promise<IncidentAnswer>}
 */
async function askOne(session, kind, fields) {
  try {
    const { mistakes, parts } = await session.read(kind, fields);
    // Incidents of other regions read a number in other ways.
    const mistake = mistakes.find((code) => code !== "");
    if (mistake !== undefined || parts.length > 0) {
      return { outcome: "failed", code: mistake ?? "page:own-page" };
    }
    return await session.ask(kind, fields, "", () => undefined);
  } catch (thrown) {
    return { outcome: "failed", code: asLookupError(thrown).code };
  } finally {
    session.rest();
  }
}
