// @ts-check

/**
 * Bytes as people can compare them: `6e a1 04 ...`.
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function spacedHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} two digits for a byte
 */
export function plainHex(bytes) {
  return spacedHex(bytes).replaceAll(" ", "");
}

/**
 * @param {string} text hex digits, two for a byte
 * @param {number} length bytes expected
 * @returns {Uint8Array | undefined} nothing unless the text is exactly that many bytes
 */
export function bytesFromHex(text, length) {
  if (text.length !== length * 2 || !/^[0-9a-f]+$/i.test(text)) {
    return undefined;
  }
  return Uint8Array.from({ length }, (_, place) => parseInt(text.slice(place * 2, place * 2 + 2), 16));
}
