// @ts-check

/** What the caller gives: one kind at a time, its fields, and what is wrong with them. */

import { part, sentenceFor } from "../exposure-lookup/markup.js";
import { spell } from "./spelling.js";

export class QuestionView {
  #root;
  #form;
  #kind = "email";

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#form = part(root, '[data-part="question"]');
    this.#details?.addEventListener("change", () => this.#showDetails());
    this.#form.addEventListener("input", ({ target }) => this.#typed(target));
  }

  /** `email`, `phone`, `details` or `code`. */
  get kind() {
    return this.#kind;
  }

  /** @returns {import("../../desk/session.js").Question} */
  get question() {
    const fields = this.#inputs().map(({ value }) => value);
    if (this.#kind !== "details") {
      return { kind: this.#kind, fields };
    }
    const [incident, kind] = (this.#details?.value ?? "").split(" ");
    return { kind, fields, incident };
  }

  /** @param {string} kind */
  choose(kind) {
    this.#kind = kind;
    for (const entry of this.#root.querySelectorAll("[data-entry]")) {
      /** @type {HTMLElement} */ (entry).hidden = entry.getAttribute("data-entry") !== kind;
    }
    for (const button of this.#root.querySelectorAll('[data-action="kind"]')) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-kind") === kind));
    }
    this.#showDetails();
    this.clearMistakes();
    this.#inputs()[0]?.focus();
  }

  /** Empties every field of every kind. */
  clear() {
    for (const input of this.#form.querySelectorAll("input")) {
      input.value = "";
    }
    for (const shown of this.#form.querySelectorAll('[data-part="spelled"], [data-part="understood"]')) {
      shown.replaceChildren();
    }
    this.clearMistakes();
  }

  /** @param {boolean} busy */
  setBusy(busy) {
    part(this.#form, '[data-part="progress"]').hidden = !busy;
    part(this.#form, '[data-part="ask"]').toggleAttribute("disabled", busy);
  }

  /**
   * @param {string[]} mistakes for each field, a code or nothing
   * @returns {string} what is said of the first
   */
  showMistakes(mistakes) {
    let first = "";
    for (const [position, input] of this.#inputs().entries()) {
      const code = mistakes[position] ?? "";
      const line = input.parentElement?.querySelector('[data-part="field-error"]');
      if (!(line instanceof HTMLElement)) {
        continue;
      }
      line.hidden = code === "";
      line.replaceChildren(code === "" ? "" : (sentenceFor(this.#root, code) ?? ""));
      input.toggleAttribute("aria-invalid", code !== "");
      if (code !== "" && first === "") {
        first = line.textContent ?? "";
        input.focus();
      }
    }
    return first;
  }

  clearMistakes() {
    for (const line of this.#form.querySelectorAll('[data-part="field-error"]')) {
      /** @type {HTMLElement} */ (line).hidden = true;
    }
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
    }
  }

  /**
   * @param {number} position
   * @param {string} words how it is understood
   */
  showUnderstood(position, words) {
    const input = this.#inputs()[position];
    const line = input?.parentElement?.querySelector('[data-part="understood"]');
    line?.replaceChildren(words === input?.value ? "" : words);
  }

  /** @param {EventTarget | null} target */
  positionOf(target) {
    return this.#inputs().findIndex((input) => input === target);
  }

  /** @param {EventTarget | null} target */
  #typed(target) {
    if (this.#kind === "code" && target instanceof HTMLInputElement) {
      spell(this.#root, part(this.#form, '[data-entry="code"] [data-part="spelled"]'), target.value);
    }
  }

  /** @returns {HTMLSelectElement | undefined} */
  get #details() {
    const found = this.#form.querySelector('[data-part="details"]');
    return found instanceof HTMLSelectElement ? found : undefined;
  }

  #showDetails() {
    const chosen = this.#details?.value;
    for (const fields of this.#form.querySelectorAll("[data-details]")) {
      /** @type {HTMLElement} */ (fields).hidden = fields.getAttribute("data-details") !== chosen;
    }
  }

  /** @returns {HTMLInputElement[]} */
  #inputs() {
    const entry = part(this.#form, `[data-entry="${this.#kind}"]`);
    const within =
      this.#kind === "details"
        ? part(entry, `[data-details="${CSS.escape(this.#details?.value ?? "")}"]`)
        : entry;
    return Array.from(within.querySelectorAll("input[data-field]"), (input) =>
      /** @type {HTMLInputElement} */ (input),
    );
  }
}
