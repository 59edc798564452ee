// @ts-check

import { part } from "./markup.js";

/**
 * One step of the lookup is on the screen. The browser's back button moves between steps; its
 * history holds names of steps and never anything that was typed or answered.
 */
export class StepsView {
  #root;
  #arrived;
  #current = "choose";

  /**
   * @param {HTMLElement} root
   * @param {(step: string) => void} arrived the person went back or forward to a step
   */
  constructor(root, arrived) {
    this.#root = root;
    this.#arrived = arrived;
    for (const step of ["choose", "confirm", "answer", "failure", "desk"]) {
      part(root, `[data-step="${step}"]`);
    }
  }

  get current() {
    return this.#current;
  }

  /** @param {string} step */
  begin(step) {
    window.history.replaceState({ lookupStep: step }, "");
    this.#show(step);
  }

  /** @param {string} step */
  goTo(step) {
    if (step !== this.#current) {
      window.history.pushState({ lookupStep: step }, "");
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
    for (const section of this.#root.querySelectorAll("[data-step]")) {
      section.toggleAttribute("hidden", section.getAttribute("data-step") !== step);
    }
  }
}
