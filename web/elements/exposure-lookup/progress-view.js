// @ts-check

import { fillSlots, part, spokenText } from "./markup.js";

/** The stages of a check, for eyes and for screen readers. */
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
    // The one stage that most lists do without is there from the moment that it begins.
    const rare = part(this.#stages, '[data-stage="fetching"]');
    rare.hidden = stage !== "fetching" && (rare.hidden || place <= 0);
    items.forEach((item, at) => {
      item.classList.toggle("done", at < place);
      if (at === place) {
        item.setAttribute("aria-current", "step");
      } else {
        item.removeAttribute("aria-current");
      }
    });
    const words = place < 0 ? "" : spokenText(items[place]);
    if (this.#announcement.textContent !== words) {
      this.#announcement.textContent = words;
    }
  }

  /**
   * Which of several incidents is being asked; pages of one incident have no place for it.
   *
   * @param {number | undefined} place
   * @param {number | undefined} count
   */
  count(place, count) {
    const line = this.#stages.querySelector('[data-part="counter"]');
    if (line === null || place === undefined || count === undefined) {
      return;
    }
    fillSlots(line, "place", String(place));
    fillSlots(line, "count", String(count));
    this.announce(spokenText(line));
  }

  /** @param {string} words out of the page */
  announce(words) {
    this.#announcement.textContent = words;
  }
}
