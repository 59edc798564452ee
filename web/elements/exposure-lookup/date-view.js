// @ts-check

import { dayInWords } from "./dates.js";
import { fillSlots, part, typedPart } from "./markup.js";

/**
 * A date in three inputs. The year may be one of an era, so the date is shown back as it was
 * understood.
 */
export class DateView {
  #field;

  /** @param {Element} field a `[data-field]` with inputs for year, month and day */
  constructor(field) {
    this.#field = field;
  }

  /** @param {Element} field */
  static isDate(field) {
    return field.querySelector("[data-date]") !== null;
  }

  /**
   * The date that an event speaks of, with the place of its field in its step.
   *
   * @param {Event} event
   * @returns {{ date: DateView, position: number } | undefined}
   */
  static of(event) {
    const input = event.target instanceof Element ? event.target : null;
    const field = input?.matches("[data-date]") ? input.closest("[data-field]") : null;
    const all = field?.closest("[data-step]")?.querySelectorAll("[data-field]");
    return field && all
      ? { date: new DateView(field), position: [...all].indexOf(field) }
      : undefined;
  }

  /** @returns {string} year, month and day; empty where none of them was typed */
  get text() {
    const parts = this.#parts;
    return parts.every((text) => text === "") ? "" : parts.join("-");
  }

  get isComplete() {
    return this.#parts.every((text) => text !== "");
  }

  /**
   * @param {string} day `1985-04-01`; empty to show nothing
   * @param {ParentNode} root
   */
  showUnderstood(day, root) {
    const shown = part(this.#field, '[data-part="understood"]');
    const words = typedPart(
      this.#field,
      'template[data-part="understood-words"]',
      HTMLTemplateElement,
    );
    if (day === "") {
      shown.textContent = "";
      return;
    }
    const sentence = document.importNode(words.content, true);
    sentence.querySelector("time")?.setAttribute("datetime", day);
    fillSlots(sentence, "understood", dayInWords(root, day));
    shown.replaceChildren(sentence);
  }

  /** `60年` in the input for the year means 60. */
  get #parts() {
    return ["year", "month", "day"].map((name) => {
      const input = typedPart(this.#field, `[data-date="${name}"]`, HTMLInputElement);
      return input.value.trim().replace(/\s*[年月日]$/, "");
    });
  }
}
