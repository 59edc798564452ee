// @ts-check

import { part } from "./markup.js";
import { BrowserHistory, FrameHistory } from "./step-history.js";

/** One step of the lookup is on the screen; back leads to the one before. */
export class StepsView {
  #root;
  #arrived;
  #current = "choose";
  #history;

  /**
   * @param {HTMLElement} root
   * @param {(step: string) => void} arrived the person went back or forward to a step
   */
  constructor(root, arrived) {
    this.#root = root;
    this.#arrived = arrived;
    const framed = root.hasAttribute("data-embed-origins");
    this.#history = framed ? new FrameHistory(arrived) : new BrowserHistory();
    for (const step of ["choose", "confirm", "answer", "failure", "desk"]) {
      part(root, `[data-step="${step}"]`);
    }
  }

  get current() {
    return this.#current;
  }

  /** @param {string} step */
  begin(step) {
    this.#history.replace(step);
    this.#show(step);
  }

  /**
   * The entry of the present step becomes another one's.
   *
   * @param {string} step
   */
  rename(step) {
    this.#history.replace(step);
  }

  back() {
    this.#history.back();
  }

  /** @param {string} step */
  goTo(step) {
    if (step !== this.#current) {
      this.#history.add(step);
    }
    this.show(step);
  }

  /**
   * Shows a step without an entry of its own, and tells where the reader now is.
   *
   * @param {string} step
   */
  show(step) {
    this.#show(step);
    const heading = this.section(step).querySelector("h1");
    heading?.focus();
    window.scrollTo({ top: 0 });
  }

  /** @param {string} step */
  section(step) {
    return part(this.#root, `[data-step="${step}"]`);
  }

  /** @param {PopStateEvent} event */
  handlePopState(event) {
    const step = event.state?.lookupStep;
    this.#arrived(typeof step === "string" ? step : "choose");
  }

  /** @param {string} step */
  #show(step) {
    this.#current = step;
    this.#root.dataset.shown = step;
    for (const section of this.#root.querySelectorAll("[data-step]")) {
      section.toggleAttribute("hidden", section.getAttribute("data-step") !== step);
    }
    const first = step === "choose" && !this.#history.leadsOut;
    part(this.#root, '[data-action="back"]').toggleAttribute("hidden", first);
  }
}
