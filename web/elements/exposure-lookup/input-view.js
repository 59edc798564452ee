// @ts-check

import { part, sentenceFor, typedPart } from "./markup.js";

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
   * @param {string} kind
   * @returns {HTMLInputElement}
   */
  field(kind) {
    return typedPart(this.#root, `[data-step="type-${kind}"] input.field`, HTMLInputElement);
  }

  /** Forgets everything that was typed; the choice of a kind says nothing about a person. */
  clear() {
    for (const field of this.#root.querySelectorAll("input.field")) {
      if (field instanceof HTMLInputElement) {
        field.value = "";
      }
    }
    for (const slot of this.#root.querySelectorAll('[data-step="confirm"] [data-slot]')) {
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
    const buttons = '[data-step="confirm"] button, [data-action="retry"]';
    for (const button of this.#root.querySelectorAll(buttons)) {
      button.toggleAttribute("disabled", locked);
    }
  }

  /**
   * The same words in a summary with focus and at the field.
   *
   * @param {string} step
   * @param {string} code
   */
  showError(step, code) {
    const section = part(this.#root, `[data-step="${step}"]`);
    const sentence = sentenceFor(this.#root, code);
    if (sentence === undefined) {
      throw new Error(`exposure-lookup: the markup has no template for ${code}`);
    }
    part(section, '[data-part="error-link"]').textContent = sentence;
    const atField = part(section, '[data-part="field-error"]');
    atField.textContent = sentence;
    atField.hidden = false;
    atField.dataset.code = code;
    section.querySelector("input.field")?.setAttribute("aria-invalid", "true");
    const summary = part(section, '[data-part="error-summary"]');
    summary.hidden = false;
    summary.focus();
  }

  clearErrors() {
    for (const summary of this.#root.querySelectorAll('[data-part="error-summary"]')) {
      summary.setAttribute("hidden", "");
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
