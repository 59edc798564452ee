// @ts-check

/** How fast a check goes, and how long it will take. A pause counts as none of it. */
export class Rate {
  #total;
  #done;
  #before;
  #milliseconds = 0;
  #since = 0;

  /**
   * @param {number} total
   * @param {number} done before this began
   */
  constructor(total, done) {
    this.#total = total;
    this.#done = done;
    this.#before = done;
  }

  start() {
    this.#since = performance.now();
  }

  stop() {
    if (this.#since > 0) {
      this.#milliseconds += performance.now() - this.#since;
      this.#since = 0;
    }
  }

  /** @param {number} steps */
  advance(steps) {
    this.#done += steps;
  }

  get done() {
    return this.#done;
  }

  get total() {
    return this.#total;
  }

  /** Steps a second; 0 as long as there is nothing to tell by. */
  get perSecond() {
    const running = this.#since > 0 ? performance.now() - this.#since : 0;
    const seconds = (this.#milliseconds + running) / 1000;
    return seconds > 1 ? (this.#done - this.#before) / seconds : 0;
  }

  /** Seconds; `Infinity` as long as there is nothing to tell by. */
  get secondsLeft() {
    return this.perSecond > 0 ? (this.#total - this.#done) / this.perSecond : Infinity;
  }
}
