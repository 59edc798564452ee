// @ts-check

const LONGEST_MILLISECONDS = 5 * 60 * 1000;
/** How often it looks; a page in the background is looked at less often, and when it comes back. */
const LOOK_MILLISECONDS = 5_000;
const SIGNS = ["input", "keydown", "pointerdown", "click", "scroll", "wheel", "touchmove"];

/**
 * Calls `forget` where something is on the page and nothing has happened for five minutes. It
 * goes by the clock, not by timers alone, because a device that sleeps stops them.
 */
export class IdleWatch {
  #holdsSomething;
  #forget;
  #last = Date.now();

  /**
   * @param {() => boolean} holdsSomething
   * @param {() => void} forget
   */
  constructor(holdsSomething, forget) {
    this.#holdsSomething = holdsSomething;
    this.#forget = forget;
  }

  /** @param {AbortSignal} signal ends it */
  start(signal) {
    for (const sign of SIGNS) {
      window.addEventListener(sign, () => this.#sign(), { signal, capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    const timer = window.setInterval(() => this.#look(), LOOK_MILLISECONDS);
    signal.addEventListener("abort", () => window.clearInterval(timer), { once: true });
  }

  /** Something happened. */
  touch() {
    this.#last = Date.now();
  }

  /** A sign that comes too late does not save what was there. */
  #sign() {
    this.#look();
    this.touch();
  }

  #look() {
    const now = Date.now();
    // A clock that was set back says nothing about how long it was.
    if (now < this.#last || !this.#holdsSomething()) {
      this.#last = now;
    } else if (now - this.#last >= LONGEST_MILLISECONDS) {
      this.#last = now;
      this.#forget();
    }
  }
}
