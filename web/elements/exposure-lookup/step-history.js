// @ts-check

/**
 * The way through the steps, in the browser's history: its back button leads through them. It
 * holds names of steps and never anything that was typed or answered.
 */
export class BrowserHistory {
  /** Before the first step lies the page that led here. */
  leadsOut = true;

  /** @param {string} step that stands in place of the present one */
  replace(step) {
    window.history.replaceState({ lookupStep: step }, "");
  }

  /** @param {string} step */
  add(step) {
    window.history.pushState({ lookupStep: step }, "");
  }

  back() {
    window.history.back();
  }
}

/**
 * The same inside a frame, kept by the page alone. Entries of a frame are entries of the page
 * around: its back button would lead through steps that it knows nothing of, and its
 * `history.length` would tell it how many there were.
 */
export class FrameHistory {
  leadsOut = false;
  /** @type {string[]} */
  #steps = [];
  #arrived;

  /** @param {(step: string) => void} arrived */
  constructor(arrived) {
    this.#arrived = arrived;
  }

  /** @param {string} step */
  replace(step) {
    this.#steps.splice(-1, 1, step);
  }

  /** @param {string} step */
  add(step) {
    this.#steps.push(step);
  }

  back() {
    this.#steps.pop();
    this.#arrived(this.#steps.at(-1) ?? "choose");
  }
}
