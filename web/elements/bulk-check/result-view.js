// @ts-check

import { part, typedPart } from "../exposure-lookup/markup.js";
import { fill, moment, number } from "./words.js";

const MEDIA_TYPES = {
  csv: "text/csv;charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
/** A browser may read the file for a while after the click. */
const KEEP_MILLISECONDS = 60_000;

/** The counts of a finished check, and its files. */
export class ResultView {
  #root;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
  }

  /**
   * @param {{ rows: number, listed: number, notListed: number, notChecked: number, asOf: number,
   *   byGroup: Float64Array | number[] }} totals
   * @param {string[]} titles of the groups, in their order
   * @param {string} language
   */
  show(totals, titles, language) {
    fill(this.#root, "total-rows", number(totals.rows, language));
    fill(this.#root, "listed", number(totals.listed, language));
    fill(this.#root, "not-listed", number(totals.notListed, language));
    fill(this.#root, "not-checked", number(totals.notChecked, language));
    fill(this.#root, "as-of", moment(totals.asOf, language));
    const template = typedPart(this.#root, 'template[data-part="fact"]', HTMLTemplateElement);
    const facts = titles.map((title, place) => {
      const fact = document.importNode(template.content, true);
      fill(fact, "name", title);
      fill(fact, "value", number(totals.byGroup[place], language));
      return fact;
    });
    part(this.#root, '[data-part="groups"]').replaceChildren(...facts);
  }

  /**
   * Offers the file for saving; it is made and stays on this device.
   *
   * @param {Uint8Array} bytes
   * @param {"csv" | "xlsx"} format
   * @param {string} list name of the list's file
   */
  save(bytes, format, list) {
    const file = new Blob([bytes.slice().buffer], { type: MEDIA_TYPES[format] });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `checked-${list.replace(/\.[^.]*$/, "")}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MILLISECONDS);
  }
}
