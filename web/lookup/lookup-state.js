// @ts-check

/**
 * Where a lookup stands. Only the listed steps are possible; any other is a mistake of the
 * program and throws. `asking` follows `preparing` alone, and `answered` follows `checking`
 * alone, so there is no way to an answer around the proof. `fetching` is there only where the
 * list is too large to be fetched beforehand, and `weighing` where the person says how much.
 *
 * @typedef {"choosing" | "typing" | "reading" | "confirming" | "weighing" | "preparing"
 *   | "asking" | "fetching" | "checking" | "answered" | "failed"} LookupStep
 */

/** @type {Record<LookupStep, LookupStep[]>} */
const NEXT = {
  choosing: ["typing", "failed"],
  typing: ["choosing", "reading", "failed"],
  reading: ["typing", "choosing", "confirming", "weighing", "preparing", "failed"],
  confirming: ["typing", "choosing", "weighing", "preparing", "failed"],
  weighing: ["typing", "choosing", "preparing", "failed"],
  preparing: ["asking", "typing", "choosing", "failed"],
  asking: ["fetching", "checking", "typing", "choosing", "failed"],
  fetching: ["checking", "typing", "choosing", "failed"],
  checking: ["answered", "typing", "choosing", "failed"],
  answered: ["choosing", "typing"],
  failed: ["choosing", "typing", "reading"],
};

export class LookupState {
  /** @type {LookupStep} */
  #step = "choosing";
  #changed;

  /** @param {(step: LookupStep) => void} changed called after each step */
  constructor(changed) {
    this.#changed = changed;
  }

  get step() {
    return this.#step;
  }

  get isBusy() {
    return ["reading", "preparing", "asking", "fetching", "checking"].includes(this.#step);
  }

  /** @param {LookupStep} step */
  to(step) {
    if (step === this.#step) {
      return;
    }
    if (!NEXT[this.#step].includes(step)) {
      throw new Error(`exposure-lookup: no step leads from ${this.#step} to ${step}`);
    }
    this.#step = step;
    this.#changed(step);
  }
}
