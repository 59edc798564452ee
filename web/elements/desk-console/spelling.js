// @ts-check

/** A letter code, read back in a spelling alphabet while it is typed. */

/** Spoken and written alike, so people mix them up; codes have only the digits. */
const MEANT = new Map([["O", "0"], ["I", "1"], ["L", "1"]]);

/**
 * @param {ParentNode} root has a `template[data-spelling]` for each character
 * @param {HTMLElement} line
 * @param {string} typed
 */
export function spell(root, line, typed) {
  const characters = typed.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
  const items = Array.from(characters, (character) => {
    const meant = MEANT.get(character) ?? character;
    const words = root.querySelector(`template[data-spelling="${meant}"]`);
    const item = document.createElement("span");
    item.className = "desk-letter";
    const letter = document.createElement("b");
    letter.textContent = meant;
    item.append(letter, " ");
    if (words instanceof HTMLTemplateElement) {
      item.append(document.importNode(words.content, true));
    }
    return item;
  });
  line.replaceChildren(...items);
}
