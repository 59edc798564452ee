// @ts-check

import { LookupError } from "../../lookup/lookup-error.js";
import { spacedHex } from "../../lookup/hex.js";
import { momentInWords } from "./dates.js";
import { fillSlots } from "./markup.js";
import { sizeInWords } from "./parts-view.js";

/** @typedef {import("../../lookup/session.js").Answer} Answer */

/**
 * Puts an answer together out of texts that are already in the page. Nothing is fetched.
 *
 * @param {HTMLElement} root
 * @param {string} kind
 * @param {Answer} answer
 * @param {string} locale
 * @returns {DocumentFragment}
 */
export function renderAnswer(root, kind, answer, locale) {
  const template = root.querySelector(`template[data-outcome="${answer.outcome}"]`);
  if (!(template instanceof HTMLTemplateElement)) {
    throw new Error(`exposure-lookup: the markup has no template for ${answer.outcome}`);
  }
  for (const group of answer.groups) {
    // The list knows a group that this page does not: half an answer would be a wrong one.
    if (template.content.querySelector(`section[data-groups="${CSS.escape(group)}"]`) === null) {
      throw new LookupError("page:outdated");
    }
  }
  const page = document.importNode(template.content, true);
  keepOnly(page, "data-groups", answer.groups);
  keepOnly(page, "data-kinds", [kind]);
  keepOnly(page, "data-bits", [String(answer.bitsTold)]);
  fillSlots(page, "list-size", sizeInWords(answer.listBytes, locale));
  fillSlots(page, "sent", spacedHex(answer.sent));
  fillSlots(page, "received", spacedHex(answer.received));
  fillMoment(page, answer.asOf, root);
  return page;
}

/**
 * The moment of the list.
 *
 * @param {ParentNode} page
 * @param {number} asOf seconds since 1970
 * @param {ParentNode} root
 */
export function fillMoment(page, asOf, root) {
  for (const slot of page.querySelectorAll('time[data-slot="as-of"]')) {
    slot.setAttribute("datetime", new Date(asOf * 1000).toISOString());
    slot.replaceChildren(momentInWords(root, asOf));
  }
}

/**
 * @param {DocumentFragment | Element} page
 * @param {string} attribute
 * @param {string[]} wanted
 */
export function keepOnly(page, attribute, wanted) {
  for (const element of page.querySelectorAll(`[${attribute}]`)) {
    const names = (element.getAttribute(attribute) ?? "").split(" ");
    if (!names.some((name) => wanted.includes(name))) {
      element.remove();
    }
  }
}

/**
 * The groups that the page can speak of.
 *
 * @param {HTMLElement} root
 * @returns {string[]}
 */
export function groupsWithWords(root) {
  const template = root.querySelector('template[data-outcome="listed"]');
  if (!(template instanceof HTMLTemplateElement)) {
    throw new Error("exposure-lookup: the markup has no template for listed");
  }
  const sections = template.content.querySelectorAll("section[data-groups]");
  return [...sections].map((section) => section.getAttribute("data-groups") ?? "");
}
