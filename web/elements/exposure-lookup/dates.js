// @ts-check

import { fillSlots, typedPart } from "./markup.js";

/**
 * Days in the words of the page. Browsers write dates too, but some lack the data of Burmese or
 * Nepali, and none knows the readings of kanji.
 */

/**
 * @param {ParentNode} root
 * @param {string} day `1985-04-01`
 * @returns {DocumentFragment}
 */
export function dayInWords(root, day) {
  const [year, month, date] = day.split("-").map(Number);
  const words = template(root).content;
  const whole = words.querySelector(`[data-month="${month}"]`);
  if (whole === null) {
    throw new Error(`exposure-lookup: the markup has no words for month ${month}`);
  }
  const written = document.createDocumentFragment();
  written.append(...document.importNode(whole, true).childNodes);
  fillSlots(written, "year", String(year));
  const named = words.querySelector(`[data-day="${date}"]`);
  const read = document.createDocumentFragment();
  read.append(...(named ? document.importNode(named, true).childNodes : [String(date)]));
  fillSlots(written, "day", read);
  return written;
}

/**
 * A moment, in Japan.
 *
 * @param {ParentNode} root
 * @param {number} moment seconds since 1970
 * @returns {DocumentFragment}
 */
export function momentInWords(root, moment) {
  const inJapan = new Date((moment + 9 * 3600) * 1000).toISOString();
  const written = dayInWords(root, inJapan.slice(0, 10));
  written.append(template(root).dataset.beforeTime ?? " ", inJapan.slice(11, 16));
  return written;
}

/** @param {ParentNode} root */
function template(root) {
  return typedPart(root, 'template[data-part="dates"]', HTMLTemplateElement);
}
