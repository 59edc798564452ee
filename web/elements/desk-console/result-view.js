// @ts-check

/** The answers by incident, and the script that goes with the chosen one. */

import { fillSlots, part, sentenceFor } from "../exposure-lookup/markup.js";

/** @typedef {import("../../desk/session.js").Answer} Answer */

/** What the agent should see first. */
const ORDER = ["listed", "overload", "unknown-code", "not-in-part", "not-listed"];

export class ResultView {
  #root;
  #list;
  #script;
  #unasked;
  /** @type {Answer[]} */
  #answers = [];
  #chosen = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#list = part(root, '[data-part="results"]');
    this.#script = part(root, '[data-part="script"]');
    this.#unasked = part(root, '[data-part="unasked"]');
  }

  /** @returns {Answer | undefined} */
  get chosen() {
    return this.#answers[this.#chosen];
  }

  /**
   * @param {Answer[]} answers
   * @param {string} language of the caller
   */
  show(answers, language) {
    const rank = (/** @type {Answer} */ { answer }) => ORDER.indexOf(answer);
    this.#answers = [...answers].sort((one, other) => rank(one) - rank(other));
    this.#list.replaceChildren(...this.#answers.map((answer, place) => this.#line(answer, place)));
    // One answer stands in the heading of its script.
    this.#list.hidden = this.#answers.length === 1 && this.#answers[0].code === "";
    this.choose(0, language);
  }

  /**
   * @param {number} place
   * @param {string} language
   */
  choose(place, language) {
    this.#chosen = place;
    const answer = this.#answers[place];
    for (const [other, button] of Array.from(this.#list.children).entries()) {
      button.setAttribute("aria-pressed", String(other === place));
    }
    this.#script.hidden = answer === undefined;
    if (answer !== undefined) {
      this.#showScript(answer, language);
    }
  }

  /**
   * Which incidents say nothing about this caller.
   *
   * @param {string[]} slugs
   */
  showUnasked(slugs) {
    const titles = slugs.map((slug) => this.#incident(slug).dataset.title ?? slug);
    this.#unasked.hidden = titles.length === 0;
    fillSlots(this.#unasked, "incidents", titles.join(" / "));
  }

  /** To the heading of the script: what a voice reads first. */
  focus() {
    part(this.#script, '[data-part="script-title"]').focus();
  }

  /** @returns {string} the answer in one line, for a voice */
  summary() {
    return part(this.#script, '[data-part="script-title"]').textContent ?? "";
  }

  clear() {
    this.#answers = [];
    this.#list.replaceChildren();
    for (const name of ["script-title", "facts", "say-agent", "say-caller", "version", "never", "next", "escalate", "address"]) {
      part(this.#script, `[data-part="${name}"]`).replaceChildren();
    }
    this.#script.hidden = true;
    this.showUnasked([]);
  }

  /**
   * @param {Answer} answer
   * @param {number} place
   */
  #line({ slug, answer, code }, place) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.action = "result";
    button.dataset.place = String(place);
    button.dataset.answer = answer;
    button.dataset.slug = slug;
    const name = document.createElement("b");
    name.append(this.#words(`data-answer-name="${answer}"`));
    const incident = document.createElement("span");
    incident.textContent = this.#incident(slug).dataset.title ?? slug;
    button.append(name, " ", incident);
    if (code !== "") {
      const why = document.createElement("span");
      why.className = "desk-why";
      why.append(this.#failure(code));
      button.append(" ", why);
      button.dataset.code = code;
    }
    return button;
  }

  /**
   * @param {Answer} answer
   * @param {string} language
   */
  #showScript(answer, language) {
    const incident = this.#incident(answer.slug);
    const title = part(this.#script, '[data-part="script-title"]');
    const name = document.createElement("b");
    name.append(this.#words(`data-answer-name="${answer.answer}"`));
    title.replaceChildren(name, ` ${incident.dataset.title ?? ""}`);
    part(this.#script, '[data-part="by-post"]').hidden = !("byPost" in incident.dataset);
    this.#script.dataset.answer = answer.answer;
    this.#facts(answer, incident);
    const own = this.#root.lang;
    const agents = script(incident, answer.answer, own);
    const callers = script(incident, answer.answer, language);
    fill(this.#script, "say-agent", part(agents, "[data-say]"));
    const other = part(this.#script, '[data-part="say-caller"]');
    other.hidden = language === own;
    if (language === own) {
      other.replaceChildren();
    } else {
      fill(this.#script, "say-caller", part(callers, "[data-say]"));
    }
    for (const name of ["never", "next", "escalate"]) {
      const lines = Array.from(part(agents, `[data-${name}]`).children);
      const list = part(this.#script, `[data-part="${name}"]`);
      list.replaceChildren(...lines.map((line) => line.cloneNode(true)));
      list.hidden = lines.length === 0;
    }
    const version = callers.dataset.version ?? "0";
    const words = this.#words(version === "0" ? 'data-word="version-0"' : 'data-word="version"');
    fillSlots(words, "count", version);
    part(this.#script, '[data-part="version"]').replaceChildren(words);
    const address = `${location.host}/${language}/incidents/${answer.slug}`;
    part(this.#script, '[data-part="address"]').textContent = address;
  }

  /**
   * @param {Answer} answer
   * @param {HTMLElement} incident
   */
  #facts({ answer, groups, people, notice }, incident) {
    const facts = part(this.#script, '[data-part="facts"]');
    facts.replaceChildren();
    if (answer !== "listed") {
      return;
    }
    for (const group of groups) {
      const known = part(incident, `[data-group="${CSS.escape(group)}"]`);
      facts.append(...Array.from(known.children, (line) => line.cloneNode(true)));
    }
    const count = this.#words(`data-people="${people === 1 ? "1" : "many"}"`);
    fillSlots(count, "count", String(people));
    facts.append(row(this.#words('data-word="people"'), count));
    facts.append(row(this.#words('data-word="notice"'), this.#words(`data-word="${notice}"`)));
  }

  /** @param {string} code */
  #failure(code) {
    const known = [code, code.replace(/-\d+$/, ""), "*"];
    const found = known.map((one) => sentenceFor(this.#root, one)).find((one) => one !== undefined);
    return found ?? document.createDocumentFragment();
  }

  /** @param {string} attribute */
  #words(attribute) {
    const template = this.#root.querySelector(`template[${attribute}]`);
    if (!(template instanceof HTMLTemplateElement)) {
      throw new Error(`desk-console: the markup has no template[${attribute}]`);
    }
    return document.importNode(template.content, true);
  }

  /**
   * @param {string} slug
   * @returns {HTMLElement} its texts, with what its template says in attributes
   */
  #incident(slug) {
    const template = this.#root.querySelector(`template[data-incident="${CSS.escape(slug)}"]`);
    if (!(template instanceof HTMLTemplateElement)) {
      throw new Error("desk-console: the page has no words for an incident; load it again");
    }
    const texts = document.createElement("div");
    Object.assign(texts.dataset, template.dataset);
    texts.append(document.importNode(template.content, true));
    return texts;
  }
}

/**
 * @param {HTMLElement} incident
 * @param {string} answer
 * @param {string} language
 */
function script(incident, answer, language) {
  return part(incident, `[data-script="${answer}"][data-language="${CSS.escape(language)}"]`);
}

/**
 * @param {HTMLElement} root
 * @param {string} name
 * @param {HTMLElement} texts
 */
function fill(root, name, texts) {
  const place = part(root, `[data-part="${name}"]`);
  place.lang = texts.lang;
  place.replaceChildren(...Array.from(texts.children, (line) => line.cloneNode(true)));
}

/**
 * @param {Node} name
 * @param {Node} value
 */
function row(name, value) {
  const line = document.createElement("div");
  const term = document.createElement("dt");
  const description = document.createElement("dd");
  term.append(name);
  description.append(value);
  line.append(term, description);
  return line;
}
