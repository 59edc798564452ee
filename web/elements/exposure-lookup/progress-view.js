// @ts-check

import { part } from "./markup.js";

/** The three stages of a check, for eyes and for screen readers. */
export class ProgressView {
  #stages;
  #announcement;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#stages = part(root, '[data-part="progress"]');
    this.#announcement = part(root, '[data-part="announcement"]');
  }

  /** @param {string} step a step of LookupState; only the busy ones have a stage */
  show(step) {
    const stage = step === "reading" ? "preparing" : step;
    const items = [...this.#stages.querySelectorAll("[data-stage]")];
    const place = items.findIndex((item) => item.getAttribute("data-stage") === stage);
    this.#stages.hidden = place < 0;
    items.forEach((item, at) => {
      item.classList.toggle("done", at < place);
      if (at === place) {
        item.setAttribute("aria-current", "step");
      } else {
        item.removeAttribute("aria-current");
      }
    });
    const words = place < 0 ? "" : (items[place].textContent ?? "");
    if (this.#announcement.textContent !== words) {
      this.#announcement.textContent = words;
    }
  }

  /** @param {string} words out of the page */
  announce(words) {
    this.#announcement.textContent = words;
  }
}
