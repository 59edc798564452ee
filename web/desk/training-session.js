// @ts-check

/**
 * The desk with invented callers: what is typed is understood by the same program, compared here,
 * and sent nowhere. It answers as {@link import("./session.js").DeskSession} does.
 */

import { LookupError } from "../lookup/lookup-error.js";
import { DeskSession } from "./session.js";

/**
 * @typedef {object} Caller
 * @property {string} kind
 * @property {string[]} typed as it is understood
 * @property {string} answer
 */

export class TrainingSession extends DeskSession {
  #incidents;
  /** @type {Caller | undefined} */
  #caller;

  /** @param {import("./network.js").Incident[]} incidents */
  constructor(incidents) {
    super("");
    this.#incidents = incidents;
  }

  /** @param {Caller | undefined} caller who is on the line */
  set caller(caller) {
    this.#caller = caller;
  }

  /** What would be asked of the server is done here. */
  get network() {
    return /** @type {any} */ ({
      logCall: async () => ({ reference: null }),
      requestAnswer: async () => ({}),
    });
  }

  /**
   * @param {import("./session.js").Question} question
   * @returns {Promise<import("./session.js").Answers>}
   */
  async ask(question) {
    const understood = [];
    for (const position of question.fields.keys()) {
      understood.push(await this.understood(question, position));
    }
    const caller = this.#caller;
    const kind = question.incident === undefined ? question.kind : "details";
    const fits =
      caller !== undefined &&
      caller.kind === kind &&
      caller.typed.length === understood.length &&
      caller.typed.every((text, place) => text === understood[place]);
    if (!fits) {
      throw new LookupError("training:typed");
    }
    const asked = this.#incidents.find(({ slug, kinds }) =>
      question.incident === undefined
        ? kinds.some(({ name }) => name === question.kind)
        : slug === question.incident,
    );
    const listed = caller.answer === "listed";
    const failed = caller.answer === "overload";
    const answer = {
      slug: asked?.slug ?? "",
      answer: /** @type {any} */ (caller.answer),
      groups: listed ? ["people"] : [],
      people: listed ? 1 : 0,
      notice: listed ? "none-recorded" : "",
      code: failed ? "problem:unavailable" : "",
    };
    return { search: "", answers: [answer], unasked: [] };
  }

  async load() {
    return { program: await this.program(), incidents: this.#incidents };
  }
}
