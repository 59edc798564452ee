// @ts-check

/**
 * Why a lookup has no answer. The code chooses a sentence of the page; nothing else is kept, so
 * that no identifier can travel in an error.
 *
 * - `input:...`   the person can mend what was typed; nothing was sent
 * - `check:...`   the answer could not be verified
 * - `network:...` and `problem:...`  the server did not answer as it should
 * - `worker:...`, `program:...`, `page:...`, `device:...`  this device could not do its part
 * - `lookup:cancelled`  the person went back; nobody is told
 */
export class LookupError extends Error {
  /**
   * @param {string} code
   * @param {number} [retryAfterSeconds] when the server says how long to wait
   */
  constructor(code, retryAfterSeconds = 0) {
    super(code);
    this.name = "LookupError";
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Anything thrown becomes an error with a code; whatever is unknown is a failure of this device.
 *
 * @param {unknown} thrown
 * @returns {LookupError}
 */
export function asLookupError(thrown) {
  return thrown instanceof LookupError ? thrown : new LookupError("worker:failed");
}
