// @ts-check

import { fillSlots, part, sentenceFor, spokenText } from "./markup.js";

/** @typedef {import("../../lookup/lookup-error.js").LookupError} LookupError */

const WAIT_SECONDS = 30;
/** Nobody watches a countdown for longer; the sentence says when to come back. */
const LONGEST_COUNTDOWN_SECONDS = 600;

/** "We could not check just now", why, and when to try again. */
export class FailureView {
  #root;
  #section;
  #announce;
  #timer = 0;

  /**
   * @param {HTMLElement} root
   * @param {(words: string) => void} announce
   */
  constructor(root, announce) {
    this.#root = root;
    this.#section = part(root, '[data-step="failure"]');
    this.#announce = announce;
    for (const name of ["retry", "countdown", "retry-now"]) {
      part(this.#section, `[data-part="${name}"]`);
    }
    if (sentenceFor(root, "*") === undefined) {
      throw new Error('exposure-lookup: the markup has no template[data-error="*"]');
    }
  }

  /** @param {LookupError} error */
  fill(error) {
    // A family without a sentence for this code has one without its number, or the last resort.
    const sentence =
      sentenceFor(this.#root, error.code) ??
      sentenceFor(this.#root, error.code.replace(/-\d+$/, "")) ??
      sentenceFor(this.#root, "*") ??
      "";
    this.#section.dataset.code = error.code;
    fillSlots(this.#section, "reason", sentence);
    const pointless =
      error.code === "device:unsupported" || error.retryAfterSeconds > LONGEST_COUNTDOWN_SECONDS;
    part(this.#section, '[data-part="retry"]').hidden = pointless;
    this.#countDown(error.retryAfterSeconds || WAIT_SECONDS, error.retryAfterSeconds > 0);
  }

  stop() {
    window.clearInterval(this.#timer);
    delete this.#section.dataset.code;
  }

  /**
   * @param {number} seconds
   * @param {boolean} refusedBefore an earlier try would be refused, so the button waits too
   */
  #countDown(seconds, refusedBefore) {
    window.clearInterval(this.#timer);
    const waiting = part(this.#section, '[data-part="countdown"]');
    const now = part(this.#section, '[data-part="retry-now"]');
    const button = part(this.#section, '[data-action="retry"]');
    button.toggleAttribute("disabled", refusedBefore);
    waiting.hidden = false;
    now.hidden = true;
    let left = seconds;
    fillSlots(waiting, "seconds", String(left));
    this.#timer = window.setInterval(() => {
      left -= 1;
      fillSlots(waiting, "seconds", String(Math.max(left, 0)));
      if (left <= 0) {
        window.clearInterval(this.#timer);
        waiting.hidden = true;
        now.hidden = false;
        button.removeAttribute("disabled");
        this.#announce(spokenText(now));
      }
    }, 1000);
  }
}
