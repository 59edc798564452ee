// @ts-check

import { DateView } from "./date-view.js";
import { fillSlots, part, sentenceFor, typedPart } from "./markup.js";

/** What a person chooses and types, and the words where it cannot be used. */
export class InputView {
  #root;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /** @returns {string} kinds of identifier of this page, and `none` */
  get chosen() {
    const choice = this.#root.querySelector('[data-step="choose"] input[name="kind"]:checked');
    return choice instanceof HTMLInputElement ? choice.value : "";
  }

  /** @param {string} kind */
  offers(kind) {
    return this.#root.querySelector(`[data-step="type-${CSS.escape(kind)}"]`) !== null;
  }

  /**
   * The first input of a kind, and the only one of most kinds.
   *
   * @param {string} kind
   * @returns {HTMLInputElement}
   */
  field(kind) {
    return typedPart(this.#root, `[data-step="type-${kind}"] input.field`, HTMLInputElement);
  }

  /**
   * What was typed, field by field.
   *
   * @param {string} kind
   * @returns {string[]}
   */
  texts(kind) {
    const section = part(this.#root, `[data-step="type-${kind}"]`);
    return [...section.querySelectorAll("[data-field]")].map((field) => {
      if (DateView.isDate(field)) {
        return new DateView(field).text;
      }
      return typedPart(field, "input.field", HTMLInputElement).value;
    });
  }

  /** @returns {boolean} whether anything stands in a field */
  get holdsText() {
    const fields = [...this.#root.querySelectorAll("input.field")];
    return fields.some((field) => field instanceof HTMLInputElement && field.value !== "");
  }

  /** Forgets everything that was typed; the choice of a kind says nothing about a person. */
  clear() {
    for (const field of this.#root.querySelectorAll("input.field")) {
      if (field instanceof HTMLInputElement) {
        field.value = "";
      }
    }
    const shown = '[data-step="confirm"] [data-slot], [data-part="understood"]';
    for (const slot of this.#root.querySelectorAll(shown)) {
      slot.textContent = "";
    }
    this.clearErrors();
  }

  /** @param {boolean} shared whether others use this device too */
  setShared(shared) {
    for (const field of this.#root.querySelectorAll("input.field")) {
      const own = field.getAttribute("data-autocomplete") ?? "off";
      field.setAttribute("autocomplete", shared ? "off" : own);
    }
    for (const box of this.#root.querySelectorAll('[data-action="shared-device"]')) {
      if (box instanceof HTMLInputElement) {
        box.checked = shared;
      }
    }
  }

  /**
   * While a check runs, nothing can be changed under it.
   *
   * @param {boolean} locked
   */
  setLocked(locked) {
    for (const fields of this.#root.querySelectorAll('[data-part="fields"]')) {
      fields.toggleAttribute("disabled", locked);
    }
    const buttons =
      '[data-step="confirm"] button, [data-step="amount"] button, [data-action="retry"]';
    for (const button of this.#root.querySelectorAll(buttons)) {
      button.toggleAttribute("disabled", locked);
    }
  }

  /**
   * The same words in a summary with focus and at the field; each wrong field has a line.
   *
   * @param {string} step
   * @param {string[]} codes for each field of the step; empty where nothing is wrong
   */
  showErrors(step, codes) {
    const section = part(this.#root, `[data-step="${step}"]`);
    const fields = [...section.querySelectorAll("[data-field]")];
    const lines = [...section.querySelectorAll('[data-part="error-line"]')];
    codes.forEach((code, position) => {
      if (code === "") {
        return;
      }
      const sentence = sentenceFor(this.#root, code);
      if (sentence === undefined) {
        throw new Error(`exposure-lookup: the markup has no template for ${code}`);
      }
      fillSlots(lines[position], "mistake", sentence);
      lines[position].removeAttribute("hidden");
      const atField = part(fields[position], '[data-part="field-error"]');
      atField.replaceChildren(sentence);
      atField.hidden = false;
      atField.dataset.code = code;
      for (const input of fields[position].querySelectorAll("input.field")) {
        input.setAttribute("aria-invalid", "true");
      }
    });
    const summary = part(section, '[data-part="error-summary"]');
    summary.hidden = false;
    summary.focus();
  }

  clearErrors() {
    const hidden = '[data-part="error-summary"], [data-part="error-line"]';
    for (const element of this.#root.querySelectorAll(hidden)) {
      element.setAttribute("hidden", "");
    }
    for (const message of this.#root.querySelectorAll('[data-part="field-error"]')) {
      message.setAttribute("hidden", "");
      message.removeAttribute("data-code");
      message.textContent = "";
    }
    for (const field of this.#root.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
    }
  }
}
