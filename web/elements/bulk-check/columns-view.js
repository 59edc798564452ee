// @ts-check

import { part, sentenceFor, typedPart } from "../exposure-lookup/markup.js";
import { fill, number } from "./words.js";

/** @typedef {import("../../lists/session.js").Understood} Understood */

const IGNORE = "ignore";

/** What the columns were read as, and what the person says they are. */
export class ColumnsView {
  #root;
  /** @type {Map<string, string>} target by column, as the person said it */
  #said = new Map();
  /** @type {string[]} names of the groups */
  #groups = [];
  #ready = false;

  /**
   * @param {HTMLElement} root
   * @param {() => void} changed
   */
  constructor(root, changed) {
    this.#root = root;
    root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement && target.dataset.column !== undefined) {
        this.#said.set(target.dataset.column, target.value);
        changed();
      }
    });
  }

  /** As `--map` has them. */
  get mappings() {
    const split = ([column, targets]) => targets.split("\n").map((target) => `${column}=${target}`);
    return [...this.#said].flatMap(split);
  }

  get groups() {
    return this.#groups;
  }

  /** Whether the list can be asked as it is read now. */
  get isReady() {
    return this.#ready;
  }

  /** The name that the file was taken under. */
  get fileName() {
    return part(this.#root, '[data-slot="file"]').textContent ?? "";
  }

  /** Before another file is read. */
  clear() {
    this.#said.clear();
    this.#ready = false;
    part(this.#root, '[data-part="columns"]').replaceChildren();
  }

  /**
   * Says why the list cannot be asked with these columns; with an empty code that it can.
   *
   * @param {string} code
   * @param {string[]} details
   */
  refuse(code, details) {
    fill(this.#root, "column-reason", sentenceFor(this.#root, code) ?? "");
    fill(this.#root, "column-details", details.join(" / "));
    part(this.#root, '[data-part="column-problem"]').hidden = code === "";
    this.#ready = code === "";
    typedPart(this.#root, '[data-action="begin"]', HTMLButtonElement).disabled = !this.#ready;
  }

  /**
   * @param {Understood} understood
   * @param {number} budget
   * @param {Element | null} incident with the words of its targets
   * @param {string} language
   */
  show(understood, budget, incident, language) {
    const { counts, columns, problem, targets } = understood;
    this.#groups = understood.groups;
    const list = part(this.#root, '[data-part="columns"]');
    const focused = document.activeElement?.getAttribute("data-column");
    list.replaceChildren(...columns.map((column) => this.#column(column, targets, incident)));
    if (focused) {
      const again = list.querySelector(`[data-column="${CSS.escape(focused)}"]`);
      again instanceof HTMLElement && again.focus();
    }
    fill(this.#root, "rows", number(counts.rows, language));
    fill(this.#root, "questions", number(counts.questions, language));
    fill(this.#root, "without", number(counts.withoutIdentifier, language));
    fill(this.#root, "rejected", number(counts.rejected, language));
    let code = problem?.code ?? "";
    if (code === "" && counts.questions === 0) {
      code = "bulk-check:nothing-to-ask";
    }
    if (code === "" && counts.questions > budget) {
      code = "bulk-check:over-budget";
    }
    this.refuse(code, (problem?.details ?? []).map((name) => words(incident, name)));
  }

  /**
   * @param {Understood["columns"][number]} column
   * @param {string[]} targets
   * @param {Element | null} incident
   */
  #column(column, targets, incident) {
    const item = this.#copy("column");
    fill(item, "name", column.name);
    const select = typedPart(item, '[data-part="target"]', HTMLSelectElement);
    select.dataset.column = column.name;
    const recognised = column.targets.join("\n");
    const offered = [IGNORE, ...targets];
    // A column may serve several kinds by what it holds; that is one more choice, its own.
    if (recognised !== "" && !offered.includes(recognised)) {
      offered.unshift(recognised);
    }
    const chosen = this.#said.get(column.name) ?? (recognised || IGNORE);
    for (const target of offered) {
      const label = target.split("\n").map((one) => this.#words(incident, one)).join(" + ");
      select.add(new Option(label, target, false, target === chosen));
    }
    if (column.ours) {
      select.replaceChildren(new Option(this.#word("ours"), IGNORE));
      select.disabled = true;
    }
    const examples = column.examples.map(({ written, understood }) => {
      const example = this.#copy("example");
      fill(example, "written", written);
      fill(example, "understood", understood);
      return example;
    });
    part(item, '[data-part="examples"]').replaceChildren(...examples);
    return item;
  }

  /**
   * @param {Element | null} incident
   * @param {string} target
   */
  #words(incident, target) {
    return target === IGNORE ? this.#word("ignore") : words(incident, target);
  }

  /** @param {string} name */
  #word(name) {
    const template = this.#root.querySelector(`template[data-word="${name}"]`);
    return template instanceof HTMLTemplateElement ? (template.content.textContent ?? "") : "";
  }

  /** @param {string} name */
  #copy(name) {
    const template = typedPart(this.#root, `template[data-part="${name}"]`, HTMLTemplateElement);
    return document.importNode(template.content, true);
  }
}

/**
 * @param {Element | null} incident
 * @param {string} target
 * @returns {string} the name itself where the page has no words for it
 */
function words(incident, target) {
  const content = incident instanceof HTMLTemplateElement ? incident.content : undefined;
  return content?.querySelector(`[data-target="${CSS.escape(target)}"]`)?.textContent || target;
}
