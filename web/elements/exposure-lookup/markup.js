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
 * @param {string} text
 */
export function fillSlots(root, name, text) {
  for (const slot of root.querySelectorAll(`[data-slot="${name}"]`)) {
    slot.textContent = text;
  }
}

/**
 * The sentence for a code, out of the page's templates.
 *
 * @param {ParentNode} root
 * @param {string} code
 * @returns {string | undefined}
 */
export function sentenceFor(root, code) {
  const template = root.querySelector(`template[data-error="${CSS.escape(code)}"]`);
  return template instanceof HTMLTemplateElement
    ? (template.content.textContent ?? "").trim()
    : undefined;
}
