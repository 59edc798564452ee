// @ts-check

/**
 * `<desk-console data-csrf="...">` around the server-rendered desk: an agent types what a caller
 * says, every incident that the agent may ask answers, and the script stands beside it. Made for a
 * keyboard and a headset. It holds no sentence.
 *
 * Attributes for styles and tests: `data-state` (`ready`, `asking`, `answered`) on itself,
 * `data-answer` on each result and on the script.
 */

import { DeskSession } from "../../desk/session.js";
import { TrainingSession } from "../../desk/training-session.js";
import { asLookupError } from "../../lookup/lookup-error.js";
import { isSupported } from "../../lookup/session.js";
import { fillSlots, part, sentenceFor, typedPart } from "../exposure-lookup/markup.js";
import { Call } from "./call.js";
import { QuestionView } from "./question-view.js";
import { ResultView } from "./result-view.js";
import { TrainingView } from "./training-view.js";

const KINDS = new Map([["F1", "email"], ["F2", "phone"], ["F3", "details"], ["F4", "code"]]);

/** Of a letter code, the check character among them. */
const CODE_CHARACTERS = 13;

class DeskConsole extends HTMLElement {
  /** @type {DeskSession} */
  #session = /** @type {any} */ (undefined);
  /** @type {QuestionView} */
  #question = /** @type {any} */ (undefined);
  /** @type {ResultView} */
  #results = /** @type {any} */ (undefined);
  /** @type {Call} */
  #call = /** @type {any} */ (undefined);
  /** @type {TrainingView | undefined} */
  #training;
  /** Of the last question that was answered. */
  #search = "";
  /** Counts questions, so that a late answer of an abandoned one is not shown. */
  #attempt = 0;

  connectedCallback() {
    if (this.querySelector('[data-part="desk"]') === null) {
      return;
    }
    const { training } = this.dataset;
    this.#session =
      training === undefined
        ? new DeskSession(this.dataset.csrf ?? "")
        : new TrainingSession(JSON.parse(training));
    this.#question = new QuestionView(this);
    this.#results = new ResultView(this);
    this.#call = new Call(part(this, '[data-part="clock"]'));
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("submit", (event) => this.#submit(event));
    this.addEventListener("input", (event) => this.#typed(event));
    this.addEventListener("change", (event) => this.#changed(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("pagehide", () => this.#session.stop());
    if (!isSupported()) {
      this.#say(part(this, '[data-part="wait"]'), "device:unsupported");
      return;
    }
    part(this, '[data-part="starting"]').hidden = true;
    part(this, '[data-part="desk"]').hidden = false;
    this.#session.open();
    this.#question.clear();
    this.#question.choose("email");
    this.dataset.state = "ready";
    if (training !== undefined) {
      this.#training = new TrainingView(this);
      this.#callerCalls(() => this.#training?.show());
    }
  }

  /** @param {() => void} show who is on the line */
  #callerCalls(show) {
    show();
    if (this.#session instanceof TrainingSession) {
      this.#session.caller = this.#training?.caller;
    }
  }

  get #language() {
    return typedPart(this, '[data-part="language"]', HTMLSelectElement).value;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const kind = KINDS.get(event.key);
    const inField = event.target instanceof HTMLElement && event.target.matches("input, select");
    if (kind !== undefined) {
      const button = this.querySelector(`[data-action="kind"][data-kind="${kind}"]`);
      if (button !== null) {
        event.preventDefault();
        this.#chooseKind(kind);
      }
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#nextCall();
    } else if (/^[1-5]$/.test(event.key) && !inField && this.dataset.state === "answered") {
      event.preventDefault();
      const marks = this.querySelectorAll('[data-action="mark"]');
      this.#mark(/** @type {HTMLElement} */ (marks[Number(event.key) - 1]));
    }
  }

  /** @param {Event} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-action]") : null;
    if (!(target instanceof HTMLElement)) {
      return;
    }
    switch (target.dataset.action) {
      case "kind":
        this.#chooseKind(target.dataset.kind ?? "email");
        break;
      case "result":
        this.#results.choose(Number(target.dataset.place), this.#language);
        break;
      case "mark":
        this.#mark(target);
        break;
      case "next-call":
        this.#nextCall();
        break;
      case "next-caller":
        this.#callerCalls(() => this.#training?.next());
        break;
    }
  }

  /** @param {string} kind */
  #chooseKind(kind) {
    this.#call.begin();
    this.#question.choose(kind);
  }

  /** @param {Event} event */
  #typed(event) {
    this.#call.begin();
    if (this.#question.kind === "code") {
      this.#checkCode();
    }
    const position = this.#question.positionOf(event.target);
    if (position < 0 || this.#question.kind !== "details") {
      return;
    }
    this.#session
      .understood(this.#question.question, position)
      .then((words) => this.#question.showUnderstood(position, words))
      .catch(() => undefined);
  }

  /** A whole code with a mistake in it is said before anybody asks with it. */
  #checkCode() {
    const question = this.#question.question;
    this.#question.clearMistakes();
    if (question.fields[0].replace(/[^0-9A-Za-z]/g, "").length !== CODE_CHARACTERS) {
      return;
    }
    this.#session
      .mistakes(question)
      .then((mistakes) => {
        if (this.#question.question.fields[0] === question.fields[0]) {
          this.#announce(this.#question.showMistakes(mistakes));
        }
      })
      .catch(() => undefined);
  }

  /** @param {Event} event */
  #changed(event) {
    const chosen = this.#results.chosen;
    if (event.target === part(this, '[data-part="language"]') && chosen !== undefined) {
      const place = Array.from(part(this, '[data-part="results"]').children).findIndex(
        (line) => line.getAttribute("aria-pressed") === "true",
      );
      this.#results.choose(place, this.#language);
    }
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (this.dataset.state !== "asking") {
      this.#ask().catch(() => undefined);
    }
  }

  async #ask() {
    this.#call.begin();
    this.#attempt += 1;
    const attempt = this.#attempt;
    const question = this.#question.question;
    this.#question.clearMistakes();
    this.#hideAnswer();
    this.#setState("asking");
    try {
      const mistakes = await this.#session.mistakes(question);
      if (mistakes.some((code) => code !== "")) {
        if (attempt === this.#attempt) {
          this.#setState("ready");
          this.#announce(this.#question.showMistakes(mistakes));
        }
        return;
      }
      const { search, answers, unasked } = await this.#session.ask(question);
      if (attempt === this.#attempt) {
        this.#search = search;
        this.#showAnswers(answers);
        this.#results.showUnasked(unasked);
      }
    } catch (thrown) {
      const { code } = asLookupError(thrown);
      if (attempt === this.#attempt && code === "training:typed" && this.#training !== undefined) {
        this.#setState("ready");
        part(this, '[data-part="logged"]').replaceChildren(this.#training.typedWrong());
      } else if (attempt === this.#attempt && code !== "lookup:cancelled") {
        this.#showAnswers(this.#overload(code, question));
      }
    }
  }

  /**
   * Nothing could be asked at all: every incident of the page says so.
   *
   * @param {string} code
   * @param {import("../../desk/session.js").Question} question
   * @returns {import("../../desk/session.js").Answer[]}
   */
  #overload(code, { incident }) {
    const templates = Array.from(this.querySelectorAll("template[data-incident]"));
    const slugs = templates.map((template) => template.getAttribute("data-incident") ?? "");
    const asked = slugs.filter((slug) => incident === undefined || slug === incident);
    return asked.map((slug) => ({ slug, answer: "overload", groups: [], people: 0, notice: "", code }));
  }

  /** @param {import("../../desk/session.js").Answer[]} answers */
  #showAnswers(answers) {
    part(this, '[data-part="answer"]').hidden = false;
    part(this, '[data-part="logged"]').replaceChildren();
    this.#results.show(answers, this.#language);
    this.#setState("answered");
    this.#results.focus();
    this.#announce(this.#results.summary());
  }

  /** @param {HTMLElement} button */
  #mark(button) {
    const mark = button.dataset.mark ?? "";
    const purpose = { registered: "answer", "letter-again": "letter" }[mark];
    if (purpose !== undefined && !this.#call.has(mark)) {
      this.#request(button, mark, /** @type {"answer" | "letter"} */ (purpose)).catch(() => undefined);
      return;
    }
    // What was asked for cannot be taken back here.
    if (purpose === undefined) {
      button.setAttribute("aria-pressed", String(this.#call.toggle(mark)));
    }
  }

  /**
   * @param {HTMLElement} button
   * @param {string} mark
   * @param {"answer" | "letter"} purpose
   */
  async #request(button, mark, purpose) {
    const said = part(this, '[data-part="marked"]');
    const chosen = this.#results.chosen;
    if (chosen === undefined || chosen.answer !== "listed" || chosen.people !== 1) {
      said.replaceChildren(this.#word("needs-one-person"));
      return;
    }
    try {
      const wish = { search: this.#search, purpose };
      await this.#session.network.requestAnswer(chosen.slug, wish, this.#session.signal);
      this.#call.toggle(mark);
      button.setAttribute("aria-pressed", "true");
      said.replaceChildren(this.#word(purpose === "answer" ? "registered-asked" : "letter-asked"));
    } catch (thrown) {
      const { code } = asLookupError(thrown);
      const limited = code === "problem:record-limit";
      if (limited) {
        said.replaceChildren(this.#word("record-limit"));
      } else {
        this.#say(said, code);
      }
    }
  }

  /** Logs the call, then forgets everything of it. */
  #nextCall() {
    const chosen = this.#results.chosen;
    const logged = part(this, '[data-part="logged"]');
    if (this.#training !== undefined) {
      const marks = this.#call.marks;
      this.#forget();
      logged.replaceChildren();
      if (chosen !== undefined) {
        this.#training.judge(marks);
      }
      return;
    }
    if (chosen !== undefined && this.#call.running) {
      const record = {
        ...this.#call.record(),
        kind: this.#question.kind,
        answer: chosen.answer,
        language: this.#language,
        topic: typedPart(this, '[data-part="topic"]', HTMLSelectElement).value,
      };
      const entered = this.#session.network.logCall(chosen.slug, record, new AbortController().signal);
      entered.then(
        ({ reference }) => {
          const words = this.#word(reference ? "reference" : "logged");
          fillSlots(words, "reference", reference ?? "");
          logged.replaceChildren(words);
          if (!reference) {
            this.#reloadIfOld().catch(() => undefined);
          }
        },
        () => logged.replaceChildren(this.#word("not-logged")),
      );
    } else if (this.#call.running) {
      logged.replaceChildren(this.#word("nothing-asked"));
    }
    this.#forget();
    this.#question.choose("email");
  }

  #forget() {
    this.#attempt += 1;
    this.#search = "";
    this.#session.forget();
    this.#call.end();
    this.#question.clear();
    this.#hideAnswer();
    typedPart(this, '[data-part="topic"]', HTMLSelectElement).selectedIndex = 0;
    this.#setState("ready");
  }

  /** Between two calls: scripts and incidents may have changed since the page was loaded. */
  async #reloadIfOld() {
    const incidents = await this.#session.incidents();
    const shown = Array.from(this.querySelectorAll("template[data-incident]"));
    const known = new Map(
      shown.map((template) => [template.getAttribute("data-incident"), template.getAttribute("data-words")]),
    );
    const same =
      incidents.length === known.size &&
      incidents.every(({ slug, words }) => known.get(slug) === words);
    if (!same && !this.#call.running) {
      location.reload();
    }
  }

  #hideAnswer() {
    this.#results.clear();
    part(this, '[data-part="answer"]').hidden = true;
    part(this, '[data-part="marked"]').replaceChildren();
    for (const button of this.querySelectorAll('[data-action="mark"]')) {
      button.setAttribute("aria-pressed", "false");
    }
  }

  /** @param {"ready" | "asking" | "answered"} state */
  #setState(state) {
    this.dataset.state = state;
    this.#question.setBusy(state === "asking");
  }

  /** @param {string} words */
  #announce(words) {
    part(this, '[data-part="announcement"]').textContent = words;
  }

  /** @param {string} name */
  #word(name) {
    const template = typedPart(this, `template[data-word="${name}"]`, HTMLTemplateElement);
    return document.importNode(template.content, true);
  }

  /**
   * @param {HTMLElement} place
   * @param {string} code
   */
  #say(place, code) {
    place.replaceChildren(sentenceFor(this, code) ?? sentenceFor(this, "*") ?? "");
  }
}

customElements.define("desk-console", DeskConsole);
