// @ts-check

/** An invented caller: who is on the line, and how the call went. */

import { fillSlots, part } from "../exposure-lookup/markup.js";

export class TrainingView {
  #root;
  #callers;
  #place = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#callers = Array.from(root.querySelectorAll("template[data-caller]"), (caller) =>
      /** @type {HTMLTemplateElement} */ (caller),
    );
  }

  /** @returns {import("../../desk/training-session.js").Caller | undefined} */
  get caller() {
    const { kind, typed, answer } = this.#current?.dataset ?? {};
    return kind === undefined || answer === undefined
      ? undefined
      : { kind, answer, typed: JSON.parse(typed ?? "[]") };
  }

  /** Shows who is on the line; to the first again after the last. */
  show() {
    const caller = this.#current;
    part(this.#root, '[data-part="verdict"]').hidden = true;
    part(this.#root, '[data-part="caller"]').hidden = false;
    for (const name of ["who", "says"]) {
      this.#fill(part(this.#root, `[data-part="caller-${name}"]`), caller, name);
    }
    this.#fill(part(this.#root, '[data-part="caller-hint-text"]'), caller, "hint");
    part(this.#root, '[data-part="caller-hint"]').removeAttribute("open");
    part(this.#root, '[data-part="caller-who"]').focus();
  }

  next() {
    this.#place = (this.#place + 1) % this.#callers.length;
    this.show();
  }

  /**
   * How the call went.
   *
   * @param {string[]} marks what came of it, as the agent said
   */
  judge(marks) {
    const fits = this.#current?.dataset.fits ?? "";
    const right = marks.includes(fits);
    const action = this.#word(right ? "right-action" : "wrong-action");
    const button = this.#root.querySelector(`[data-mark="${fits}"]`);
    fillSlots(action, "name", (button?.lastChild?.textContent ?? "").trim());
    part(this.#root, '[data-part="verdict-typed"]').replaceChildren(this.#word("typed-right"));
    part(this.#root, '[data-part="verdict-action"]').replaceChildren(action);
    const lesson = part(this.#root, '[data-part="verdict-lesson"]');
    this.#fill(lesson, this.#current, "lesson");
    if (this.#place === this.#callers.length - 1) {
      lesson.append(" ", this.#word("training-done"));
    }
    const verdict = part(this.#root, '[data-part="verdict"]');
    verdict.hidden = false;
    part(this.#root, '[data-part="caller"]').hidden = true;
    part(verdict, "button").focus();
  }

  /** @returns {DocumentFragment} that something else has to be typed */
  typedWrong() {
    return this.#word("typed-wrong");
  }

  get #current() {
    return this.#callers[this.#place];
  }

  /**
   * @param {HTMLElement} place
   * @param {HTMLTemplateElement | undefined} caller
   * @param {string} name
   */
  #fill(place, caller, name) {
    const words = caller?.content.querySelector(`[data-${name}]`);
    place.replaceChildren(...Array.from(words?.childNodes ?? [], (node) => document.importNode(node, true)));
  }

  /** @param {string} name */
  #word(name) {
    const template = part(this.#root, `template[data-word="${name}"]`);
    return document.importNode(/** @type {HTMLTemplateElement} */ (template).content, true);
  }
}
