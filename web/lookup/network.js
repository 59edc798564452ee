// @ts-check

/**
 * The only file that talks to the network. Every request either gives exactly the bytes that
 * were asked for or throws; nothing returns null, and no failure looks like an answer. What the
 * pages of staff ask stands in rooms of their own and goes through here.
 */

import { LookupError } from "./lookup-error.js";

/** Without one byte for this long, a request has failed. */
const SILENCE_MILLISECONDS = 15_000;
/** The program compiles as it arrives, so its bytes cannot be watched one by one. */
const PROGRAM_MILLISECONDS = 60_000;
/** However the bytes drip, a request has failed after this long. */
const WHOLE_MILLISECONDS = 120_000;
const MANIFEST_MAXIMUM = 4 << 20;
const SIGNATURE_BYTES = 64;
const EVALUATE_REQUEST_BYTES = 32;
const EVALUATE_REPLY_BYTES = 96;

/**
 * @typedef {object} Manifest
 * @property {Uint8Array} bytes exactly as signed
 * @property {Uint8Array} signature 64 bytes
 */

/**
 * The program that checks answers, compiled while it arrives.
 *
 * @param {URL} url
 * @param {boolean} anew past the browser's cache, after a copy that was no good
 * @param {AbortSignal} signal
 * @returns {Promise<WebAssembly.Module>}
 */
export function compileProgram(url, anew, signal) {
  return withLimits(signal, async (inner) => {
    const cache = anew ? "reload" : "default";
    const response = await send(url, { signal: inner, cache });
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (thrown) {
      throw thrown instanceof WebAssembly.CompileError ? new LookupError("program:damaged") : thrown;
    }
  }, PROGRAM_MILLISECONDS);
}

/**
 * @param {string} source base address of the incident, `/api/v1/incidents/{slug}`
 * @param {AbortSignal} signal
 * @returns {Promise<Manifest>}
 */
export function fetchManifest(source, signal) {
  return withLimits(signal, async (inner, keepWaiting) => {
    const response = await send(`${source}/manifest`, { signal: inner, cache: "no-store" });
    const signature = decodeSignature(response.headers.get("shirabe-signature"));
    const bytes = await read(response, MANIFEST_MAXIMUM, keepWaiting);
    return { bytes, signature };
  });
}

/**
 * @param {string} sha256 64 hex digits, from the manifest
 * @param {number} length in bytes, from the manifest
 * @param {"default" | "reload" | "no-store"} cache `reload` after a copy that was no good
 * @param {AbortSignal} signal
 * @returns {Promise<Uint8Array>}
 */
export function fetchFilter(sha256, length, cache, signal) {
  return withLimits(signal, async (inner, keepWaiting) => {
    const response = await send(`/filters/${sha256}`, { signal: inner, cache });
    return exactly(length, await read(response, length, keepWaiting));
  });
}

/**
 * The one request of a question: 32 bytes there, 96 bytes back.
 *
 * @param {string} source base address of the incident
 * @param {Uint8Array} message
 * @param {AbortSignal} signal
 * @returns {Promise<Uint8Array>}
 */
export function evaluate(source, message, signal) {
  if (message.length !== EVALUATE_REQUEST_BYTES) {
    return Promise.reject(new LookupError("check:message-length"));
  }
  return withLimits(signal, async (inner, keepWaiting) => {
    const response = await send(`${source}/evaluate`, {
      method: "POST",
      headers: { "content-type": "application/vnd.shirabe.evaluate-request" },
      body: message.slice().buffer,
      signal: inner,
      cache: "no-store",
    });
    const reply = await read(response, EVALUATE_REPLY_BYTES, keepWaiting);
    return exactly(EVALUATE_REPLY_BYTES, reply);
  });
}

/**
 * @param {string | URL} url
 * @param {RequestInit} options
 * @param {number[]} [accepted] statuses
 * @returns {Promise<Response>} with one of them
 */
export async function send(url, options, accepted = [200]) {
  const response = await fetch(url, {
    credentials: "omit",
    mode: "same-origin",
    redirect: "error",
    referrerPolicy: "no-referrer",
    ...options,
  });
  if (!accepted.includes(response.status)) {
    throw await refusal(response);
  }
  return response;
}

/**
 * Runs one request under both time limits and turns whatever stops it into a code.
 *
 * @template T
 * @param {AbortSignal} outer ends the request when the person leaves
 * @param {(signal: AbortSignal, keepWaiting: () => void) => Promise<T>} request
 * @param {number} [silenceMilliseconds]
 * @returns {Promise<T>}
 */
export async function withLimits(outer, request, silenceMilliseconds = SILENCE_MILLISECONDS) {
  const controller = new AbortController();
  let late = false;
  const giveUp = () => {
    late = true;
    controller.abort();
  };
  const cancel = () => controller.abort();
  const whole = setTimeout(giveUp, WHOLE_MILLISECONDS);
  let silence = setTimeout(giveUp, silenceMilliseconds);
  const keepWaiting = () => {
    clearTimeout(silence);
    silence = setTimeout(giveUp, silenceMilliseconds);
  };
  outer.addEventListener("abort", cancel, { once: true });
  if (outer.aborted) {
    cancel();
  }
  try {
    return await request(controller.signal, keepWaiting);
  } catch (thrown) {
    if (late) {
      throw new LookupError("network:timeout");
    }
    if (outer.aborted) {
      throw new LookupError("lookup:cancelled");
    }
    throw thrown instanceof LookupError ? thrown : new LookupError("network:unreachable");
  } finally {
    clearTimeout(whole);
    clearTimeout(silence);
    outer.removeEventListener("abort", cancel);
  }
}

/**
 * @param {Response} response
 * @param {number} maximum more bytes than this are refused
 * @param {() => void} keepWaiting
 * @returns {Promise<Uint8Array>}
 */
export async function read(response, maximum, keepWaiting) {
  if (response.body === null) {
    throw new LookupError("network:length");
  }
  const reader = response.body.getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    keepWaiting();
    length += value.length;
    if (length > maximum) {
      await reader.cancel();
      throw new LookupError("network:length");
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, place);
    place += chunk.length;
  }
  return bytes;
}

/**
 * @param {number} length
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
export function exactly(length, bytes) {
  if (bytes.length !== length) {
    throw new LookupError("network:length");
  }
  return bytes;
}

/**
 * @param {string | null} header base64
 * @returns {Uint8Array}
 */
function decodeSignature(header) {
  let text = "";
  try {
    text = atob(header ?? "");
  } catch {
    // Not base64: refused below with every other length.
  }
  if (text.length !== SIGNATURE_BYTES) {
    throw new LookupError("check:manifest-signature");
  }
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * The server's own code where it gives one, else its status.
 *
 * @param {Response} response
 * @returns {Promise<LookupError>}
 */
async function refusal(response) {
  const wait = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  const seconds = Number.isFinite(wait) && wait > 0 ? Math.min(wait, 3600) : 0;
  const mediaType = response.headers.get("content-type") ?? "";
  if (mediaType.startsWith("application/problem+json")) {
    const problem = await response.json().catch(() => ({}));
    const code = /^\/problems\/([a-z-]{1,40})$/.exec(String(problem?.type));
    if (code) {
      return new LookupError(`problem:${code[1]}`, seconds);
    }
  }
  return new LookupError(`network:refused-${response.status}`, seconds);
}
