// @ts-check

import { heightsOf } from "./outcome-heights.js";

/**
 * Tells the page around how tall the frame must be, and nothing else. There are three heights for
 * each width: of the first question, of whatever may follow, and of whichever answer. So a message
 * says that somebody began or has an answer; never which one, nor what was chosen or typed.
 */
export class FrameHeight {
  #lookup;
  /** Pages that may know; the policy of this page lets no others frame it. */
  #admitted;
  /** The page around, once it asked. */
  #host = "";
  #width = 0;
  #heights = { choose: 0, between: 0, answer: 0 };
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
    new MutationObserver(() => this.tell()).observe(lookup, { attributeFilter: ["data-shown"] });
  }

  /** Only what is new is told. */
  tell() {
    const { shown } = this.#lookup.dataset;
    if (this.#host === "" || shown === undefined || window.innerWidth === 0) {
      return;
    }
    if (this.#width !== window.innerWidth) {
      this.#width = window.innerWidth;
      this.#heights = heightsOf(this.#lookup);
    }
    const { choose, between, answer } = this.#heights;
    const height = shown === "choose" ? choose : shown === "answer" ? answer : between;
    if (height !== this.#told) {
      this.#told = height;
      window.parent.postMessage({ shirabe: "height", height }, this.#host);
    }
  }
}
