// @ts-check

import { fillSlots, part } from "./markup.js";

/** @typedef {import("../../lookup/session.js").Part} Part */

/** How much of a very large list to fetch: the person says it, before anything is sent. */
export class PartsView {
  #section;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#section = part(root, '[data-step="amount"]');
    for (const choice of ["larger", "smaller"]) {
      part(this.#section, `[data-offer="${choice}"] [data-action="take-part"]`);
    }
  }

  /**
   * @param {Part[]} parts
   * @param {string} locale
   */
  fill(parts, locale) {
    for (const offer of this.#section.querySelectorAll("[data-offer]")) {
      const offered = parts.find(({ choice }) => choice === offer.getAttribute("data-offer"));
      offer.toggleAttribute("hidden", offered === undefined);
      if (offered !== undefined) {
        fillSlots(offer, "size", sizeInWords(offered.bytes, locale));
        for (const told of offer.querySelectorAll("[data-bits]")) {
          const isOffered = told.getAttribute("data-bits") === String(offered.bits);
          told.toggleAttribute("hidden", !isOffered);
        }
      }
    }
  }
}

/**
 * `8.4 MB`, as people and their contracts count.
 *
 * @param {number} bytes
 * @param {string} locale
 * @returns {string}
 */
export function sizeInWords(bytes, locale) {
  const large = bytes >= 1_000_000;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: large ? "megabyte" : "kilobyte",
    maximumFractionDigits: large ? 1 : 0,
  }).format(bytes / (large ? 1_000_000 : 1_000));
}
