// @ts-check

import { heightsOf } from "./outcome-heights.js";

/**
 * Tells the page around how tall the frame must be, and nothing else. There are two heights for
 * each width: one for every step before the answer, and one for every answer that this page could
 * give. So a message says that somebody has an answer, and never which, nor what was typed.
 */
export class FrameHeight {
  #lookup;
  /** Pages that may know; the policy of this page lets no others frame it. */
  #admitted;
  /** The page around, once it asked. */
  #host = "";
  #width = 0;
  #heights = { steps: 0, answer: 0 };
  #told = 0;

  /** @param {HTMLElement} lookup */
  constructor(lookup) {
    this.#lookup = lookup;
    this.#admitted = (lookup.getAttribute("data-embed-origins") ?? "").split(" ");
    window.addEventListener("message", ({ source, origin, data }) => {
      const asked = data?.shirabe === "height" && source === window.parent;
      if (asked && this.#host === "" && this.#admitted.includes(origin)) {
        this.#host = origin;
        this.tell();
      }
    });
    window.addEventListener("resize", () => this.tell());
    new MutationObserver(() => this.tell()).observe(lookup, { attributeFilter: ["data-state"] });
  }

  /** Only what is new is told. */
  tell() {
    const { state } = this.#lookup.dataset;
    if (this.#host === "" || state === undefined || window.innerWidth === 0) {
      return;
    }
    if (this.#width !== window.innerWidth) {
      this.#width = window.innerWidth;
      this.#heights = heightsOf(this.#lookup);
    }
    const height = state === "answered" ? this.#heights.answer : this.#heights.steps;
    if (height !== this.#told) {
      this.#told = height;
      window.parent.postMessage({ shirabe: "height", height }, this.#host);
    }
  }
}
