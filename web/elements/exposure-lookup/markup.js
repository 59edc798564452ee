// @ts-check

/**
 * Finding the server-rendered parts. A part that is missing is a mistake in the page, named
 * precisely for whoever built it.
 */

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) {
    throw new Error(`exposure-lookup: the markup has no ${selector}`);
  }
  return found;
}

/**
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function typedPart(root, selector, type) {
  const found = part(root, selector);
  if (!(found instanceof type)) {
    throw new Error(`exposure-lookup: ${selector} is not a ${type.name}`);
  }
  return found;
}

/**
 * @param {ParentNode} root
 * @param {string} name
 * @param {string | DocumentFragment} words each slot gets its own copy
 */
export function fillSlots(root, name, words) {
  for (const slot of root.querySelectorAll(`[data-slot="${name}"]`)) {
    slot.replaceChildren(typeof words === "string" ? words : words.cloneNode(true));
  }
}

/**
 * The sentence for a code, out of the page's templates: with its markup, which holds the readings
 * of kanji.
 *
 * @param {ParentNode} root
 * @param {string} code
 * @returns {DocumentFragment | undefined}
 */
export function sentenceFor(root, code) {
  const template = root.querySelector(`template[data-error="${CSS.escape(code)}"]`);
  return template instanceof HTMLTemplateElement
    ? document.importNode(template.content, true)
    : undefined;
}

/**
 * What is said aloud: a voice would speak the readings of kanji too, after the kanji.
 *
 * @param {Node} node
 * @returns {string}
 */
export function spokenText(node) {
  const copy = document.createElement("div");
  copy.append(node.cloneNode(true));
  for (const reading of copy.querySelectorAll("rt, rp")) {
    reading.remove();
  }
  return (copy.textContent ?? "").trim();
}
