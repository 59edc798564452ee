// @ts-check

/** One call: how long it takes, what came of it. Holds nothing of the caller. */

const SECOND = 1000;
const MARKS = ["explained", "callback", "escalated", "letter-again", "registered"];

export class Call {
  #clock;
  #begun = 0;
  #timer = 0;
  /** @type {Set<string>} */
  #marks = new Set();

  /** @param {HTMLElement} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  get running() {
    return this.#begun !== 0;
  }

  /** Begins with the first thing that is done in a call. */
  begin() {
    if (this.running) {
      return;
    }
    this.#begun = Date.now();
    this.#timer = window.setInterval(() => this.#show(), SECOND);
  }

  end() {
    window.clearInterval(this.#timer);
    this.#begun = 0;
    this.#marks.clear();
    this.#show();
  }

  /**
   * @param {string} mark
   * @returns {boolean} whether it is set now
   */
  toggle(mark) {
    if (!MARKS.includes(mark)) {
      return false;
    }
    if (!this.#marks.delete(mark)) {
      this.#marks.add(mark);
    }
    return this.#marks.has(mark);
  }

  /** @param {string} mark */
  has(mark) {
    return this.#marks.has(mark);
  }

  /** What came of it so far. */
  get marks() {
    return [...this.#marks];
  }

  /** For the log. */
  record() {
    return {
      begun_seconds_ago: Math.round((Date.now() - this.#begun) / SECOND),
      explained: this.#marks.has("explained"),
      callback: this.#marks.has("callback"),
      escalated: this.#marks.has("escalated"),
      letter_again: this.#marks.has("letter-again"),
      registered: this.#marks.has("registered"),
    };
  }

  #show() {
    const seconds = this.running ? Math.floor((Date.now() - this.#begun) / SECOND) : 0;
    const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    this.#clock.textContent = shown;
  }
}
