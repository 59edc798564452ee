// @ts-check

/**
 * What this browser keeps of a check until it is finished or forgotten, so that a closed page is no
 * lost check: the claim, the seed of its blinds, the fingerprint of what is asked, and the answers
 * to each batch, sealed. No identifier, no tag, and not the secret of the link.
 */

const PREFIX = "shirabe-bulk-check/";

/**
 * @typedef {object} Begun
 * @property {string} claim 64 hex digits
 * @property {string} seed 64 hex digits
 * @property {string} fingerprint 64 hex digits; empty before anything was asked
 */

export class KeptCheck {
  #name;

  /** @param {string} check 32 hex digits */
  constructor(check) {
    this.#name = `${PREFIX}${check}/`;
  }

  /** @returns {Begun | undefined} */
  begun() {
    try {
      const begun = JSON.parse(localStorage.getItem(`${this.#name}begun`) ?? "null");
      const sound = [begun?.claim, begun?.seed].every((text) => /^[0-9a-f]{64}$/.test(text));
      return sound ? begun : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * @param {Begun} begun
   * @returns {boolean} whether it is kept
   */
  begin(begun) {
    return this.#set("begun", JSON.stringify(begun));
  }

  /**
   * @param {number} number of the batch
   * @param {Uint8Array} sealed
   * @returns {boolean} whether it is kept
   */
  keep(number, sealed) {
    return this.#set(`batch/${number}`, btoa(String.fromCharCode(...sealed)));
  }

  /**
   * The batches that were kept, in no order; whether they are sound is for the program to say.
   *
   * @returns {Uint8Array[]}
   */
  batches() {
    const start = `${this.#name}batch/`;
    return this.#names()
      .filter((name) => name.startsWith(start))
      .map((name) => {
        try {
          return Uint8Array.from(atob(localStorage.getItem(name) ?? ""), (c) => c.charCodeAt(0));
        } catch {
          return new Uint8Array();
        }
      });
  }

  forget() {
    for (const name of this.#names()) {
      localStorage.removeItem(name);
    }
  }

  /** @returns {string[]} */
  #names() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(this.#name));
    } catch {
      return [];
    }
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #set(name, value) {
    try {
      localStorage.setItem(this.#name + name, value);
      return true;
    } catch {
      return false;
    }
  }
}
