// @ts-check

/**
 * Where a lookup stands. Only the listed steps are possible; any other is a mistake of the
 * program and throws. `asking` follows `preparing` alone, and `answered` follows `checking`
 * alone, so there is no way to an answer around the proof.
 *
 * @typedef {"choosing" | "typing" | "reading" | "confirming" | "preparing" | "asking"
 *   | "checking" | "answered" | "failed"} LookupStep
 */

/** @type {Record<LookupStep, LookupStep[]>} */
const NEXT = {
  choosing: ["typing", "failed"],
  typing: ["choosing", "reading", "failed"],
  reading: ["typing", "choosing", "confirming", "preparing", "failed"],
  confirming: ["typing", "choosing", "preparing", "failed"],
  preparing: ["asking", "typing", "choosing", "failed"],
  asking: ["checking", "typing", "choosing", "failed"],
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
    return ["reading", "preparing", "asking", "checking"].includes(this.#step);
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
