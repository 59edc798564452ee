// @ts-check

import { groupsWithWords, renderAnswer } from "../exposure-lookup/answer-view.js";
import { fillSlots } from "../exposure-lookup/markup.js";

/** A long address, where the page reads one back. */
const LONG_TEXT = "w".repeat(60);

/**
 * @typedef {object} Heights in pixels
 * @property {number} choose of the first question
 * @property {number} between of whatever may follow until there is an answer
 * @property {number} answer of whichever answer
 */

/**
 * How tall the page is at its present width with each thing that it can show: all steps with
 * every mistake and the longest words, and every answer for every kind, all groups together. It
 * is measured in copies that nobody sees, so nothing of it follows from what this person does.
 *
 * @param {HTMLElement} lookup
 * @returns {Heights}
 */
export function heightsOf(lookup) {
  const around = document.body.offsetHeight - lookup.offsetHeight;
  const shown = lookup.querySelector('[data-part="lookup"]');
  if (shown === null) {
    const height = document.body.offsetHeight;
    return { choose: height, between: height, answer: height };
  }
  const copy = /** @type {HTMLElement} */ (shown.cloneNode(true));
  const stage = document.createElement("div");
  Object.assign(stage.style, {
    position: "absolute",
    visibility: "hidden",
    width: `${lookup.clientWidth}px`,
  });
  stage.inert = true;
  stage.append(copy);
  prepare(lookup, copy);
  lookup.append(stage);
  const sections = [...copy.querySelectorAll("[data-step]")];
  /** @param {Element | undefined} section */
  const heightOf = (section) => {
    sections.forEach((other) => other.toggleAttribute("hidden", other !== section));
    return around + stage.offsetHeight;
  };
  const named = (/** @type {string} */ step) =>
    sections.find((section) => section.getAttribute("data-step") === step);
  const [first, last] = [named("choose"), named("answer")];
  const between = sections.filter((section) => section !== first && section !== last);

  // Mistakes, and the stages of a check, stand on the page in turn.
  const stages = copy.querySelector('[data-part="progress"]');
  stages?.toggleAttribute("hidden", true);
  const heights = between.map(heightOf);
  showMistakes(copy, false);
  // From the first question there is no way back.
  const back = copy.querySelector('[data-action="back"]');
  back?.toggleAttribute("hidden", true);
  const choose = heightOf(first);
  back?.toggleAttribute("hidden", false);
  stages?.toggleAttribute("hidden", false);
  heights.push(...between.map(heightOf));
  stages?.toggleAttribute("hidden", true);
  const answers = answersOf(lookup).map((page) => {
    last?.replaceChildren(page);
    return heightOf(last);
  });
  stage.remove();
  return { choose, between: Math.max(...heights), answer: Math.max(...answers) };
}

/**
 * @param {HTMLElement} copy
 * @param {boolean} shown
 */
function showMistakes(copy, shown) {
  const places = '[data-part="error-summary"], [data-part="field-error"]';
  copy.querySelectorAll(places).forEach((place) => place.toggleAttribute("hidden", !shown));
}

/**
 * The copy says everything that it can say at once.
 *
 * @param {HTMLElement} lookup
 * @param {HTMLElement} copy
 */
function prepare(lookup, copy) {
  const mistake = longest(lookup, 'template[data-error^="input:"], template[data-error^="choose:"]');
  const reason = longest(lookup, "template[data-error]");
  copy.hidden = false;
  for (const element of copy.querySelectorAll("[id], [for], [aria-describedby]")) {
    ["id", "for", "aria-describedby"].forEach((name) => element.removeAttribute(name));
  }
  for (const element of copy.querySelectorAll("[hidden]:not([data-step])")) {
    element.removeAttribute("hidden");
  }
  for (const field of copy.querySelectorAll("input.field")) {
    /** @type {HTMLInputElement} */ (field).value = "";
  }
  for (const field of copy.querySelectorAll('[data-part="field-error"]')) {
    field.textContent = mistake;
  }
  for (const offer of copy.querySelectorAll("[data-offer]")) {
    [...offer.querySelectorAll("[data-bits]")].slice(1).forEach((told) => told.remove());
  }
  fillSlots(copy, "mistake", mistake);
  fillSlots(copy, "reason", reason);
  fillSlots(copy, "typed", LONG_TEXT);
  fillSlots(copy, "proposed", LONG_TEXT);
  copy.querySelector('[data-part="idle"]')?.remove();
}

/**
 * @param {HTMLElement} lookup
 * @param {string} selector of templates
 * @returns {string} the longest of their texts
 */
function longest(lookup, selector) {
  const texts = [...lookup.querySelectorAll(selector)].map((template) =>
    template instanceof HTMLTemplateElement ? (template.content.textContent ?? "") : "",
  );
  return texts.reduce((one, other) => (one.length >= other.length ? one : other), "");
}

/** @param {HTMLElement} lookup */
function answersOf(lookup) {
  const steps = [...lookup.querySelectorAll("[data-kind]")];
  const kinds = new Set(steps.map((step) => step.getAttribute("data-kind") ?? ""));
  return [...kinds].flatMap((kind) =>
    /** @type {const} */ (["listed", "not-listed"]).map((outcome) =>
      renderAnswer(
        lookup,
        kind,
        { outcome, ...LARGEST, groups: groupsOf(lookup, outcome) },
        lookup.getAttribute("locale") ?? lookup.lang,
      ),
    ),
  );
}

/**
 * @param {HTMLElement} lookup
 * @param {"listed" | "not-listed"} outcome
 */
function groupsOf(lookup, outcome) {
  return outcome === "listed" ? groupsWithWords(lookup) : [];
}

const LARGEST = {
  asOf: 1_764_547_199,
  setVersion: 1,
  bitsTold: 0,
  listBytes: 8_388_608,
  sent: new Uint8Array(32),
  received: new Uint8Array(96),
};
