// @ts-check

import { part, typedPart } from "../exposure-lookup/markup.js";
import { counted, fill, number } from "./words.js";

/** @typedef {import("../../lists/rate.js").Rate} Rate */

const EVERY_MILLISECONDS = 500;

/** How far a check is. */
export class RunningView {
  #root;
  #language = "en";
  #drawn = 0;
  #timer = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {string} language */
  begin(language) {
    this.#language = language;
    this.#drawn = 0;
    for (const slot of ["done", "rate", "left"]) {
      fill(this.#root, slot, "");
    }
    this.paused(false);
    this.waiting(0);
  }

  /** @param {Rate} rate */
  progress(rate) {
    const now = performance.now();
    if (now - this.#drawn < EVERY_MILLISECONDS && rate.done < rate.total) {
      return;
    }
    this.#drawn = now;
    const bar = typedPart(this.#root, '[data-part="progress"]', HTMLProgressElement);
    bar.max = rate.total;
    bar.value = rate.done;
    const [done, total] = [rate.done, rate.total].map((count) => number(count, this.#language));
    fill(this.#root, "done", `${done} / ${total}`);
    if (rate.perSecond > 0) {
      fill(this.#root, "rate", this.#counted("bulk-page-rate", rate.perSecond));
      fill(this.#root, "left", this.#left(rate.secondsLeft));
    }
  }

  /** @param {number} seconds 0 when it goes on */
  waiting(seconds) {
    clearInterval(this.#timer);
    part(this.#root, '[data-part="waiting"]').hidden = seconds === 0;
    let left = seconds;
    const draw = () => {
      fill(this.#root, "wait", this.#counted("bulk-page-wait", Math.max(0, left)));
      left -= 1;
    };
    if (seconds > 0) {
      draw();
      this.#timer = setInterval(draw, 1000);
    }
  }

  /** @param {boolean} paused */
  paused(paused) {
    const pause = part(this.#root, '[data-action="pause"]');
    const resume = part(this.#root, '[data-action="resume"]');
    const focused = document.activeElement === pause || document.activeElement === resume;
    pause.hidden = paused;
    resume.hidden = !paused;
    if (focused) {
      (paused ? resume : pause).focus();
    }
  }

  end() {
    clearInterval(this.#timer);
  }

  /** @param {number} seconds */
  #left(seconds) {
    if (seconds <= 90) {
      return this.#counted("bulk-page-left-seconds", Math.ceil(seconds));
    }
    return seconds <= 5400
      ? this.#counted("bulk-page-left-minutes", Math.ceil(seconds / 60))
      : this.#counted("bulk-page-left-hours", seconds / 3600);
  }

  /**
   * @param {string} name
   * @param {number} count
   */
  #counted(name, count) {
    return counted(this.#root, name, number(count, this.#language));
  }
}
