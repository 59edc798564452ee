// @ts-check

/** Values put into the page's own sentences. */

/**
 * @param {ParentNode} root
 * @param {string} name of the slots
 * @param {string | DocumentFragment} words each slot gets its own copy
 */
export function fill(root, name, words) {
  for (const slot of root.querySelectorAll(`[data-slot="${name}"]`)) {
    slot.replaceChildren(typeof words === "string" ? words : words.cloneNode(true));
  }
}

/**
 * @param {number} count
 * @param {string} language
 */
export function number(count, language) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: count < 10 ? 1 : 0 }).format(count);
}

/**
 * A moment in Japan.
 *
 * @param {number} seconds since 1970
 * @param {string} language
 */
export function moment(seconds, language) {
  const format = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Tokyo" };
  return new Intl.DateTimeFormat(language, /** @type {Intl.DateTimeFormatOptions} */ (format)).format(
    seconds * 1000,
  );
}

/**
 * A sentence about a count, out of the page's templates.
 *
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} count as written
 * @returns {string}
 */
export function counted(root, name, count) {
  const template = root.querySelector(`template[data-count="${name}"]`);
  if (!(template instanceof HTMLTemplateElement)) {
    throw new Error(`bulk-check: the markup has no template[data-count="${name}"]`);
  }
  const sentence = document.importNode(template.content, true);
  fill(sentence, "count", count);
  return (sentence.textContent ?? "").trim();
}
