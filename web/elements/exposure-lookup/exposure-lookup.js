// @ts-check

/**
 * `<exposure-lookup src="/api/v1/incidents/{slug}" key="{64 hex digits}" locale="en-GB">` around
 * the server-rendered steps (see example.html). The element is thin: a session asks, a state says
 * which step may follow, views show. It holds no sentence. Without `src` it asks all incidents
 * that its markup names. `Intl` writes numbers by `locale`.
 *
 * With `data-embed-origins` it stands in a frame on another site (web/elements/embed).
 *
 * Attributes that it sets, for styles and tests: `data-state` (a step of LookupState) and
 * `data-shown` (the step on the screen) on itself, `data-answer` (`listed`, `not-listed`, `several`) on the answer, `data-code` on a failure.
 */

// First of all imports: takes a letter's code out of the address.
import { takeLetterCode } from "../../lookup/letter-fragment.js";
import { bytesFromHex } from "../../lookup/hex.js";
import { LookupError, asLookupError } from "../../lookup/lookup-error.js";
import { LookupState } from "../../lookup/lookup-state.js";
import { LookupSession, isSupported } from "../../lookup/session.js";
import { SeveralIncidents } from "../../lookup/several-incidents.js";
import { incidentsOf, renderAnswers } from "./all-answers-view.js";
import { groupsWithWords, renderAnswer } from "./answer-view.js";
import { DateView } from "./date-view.js";
import { FailureView } from "./failure-view.js";
import { IdleWatch } from "./idle-watch.js";
import { InputView } from "./input-view.js";
import { part, typedPart } from "./markup.js";
import { PartsView } from "./parts-view.js";
import { ProgressView } from "./progress-view.js";
import { StepsView } from "./steps-view.js";

class ExposureLookup extends HTMLElement {
  /** @type {LookupSession | SeveralIncidents} */
  #session = /** @type {any} */ (undefined);
  /** @type {StepsView} */
  #steps = /** @type {any} */ (undefined);
  /** @type {InputView} */
  #input = /** @type {any} */ (undefined);
  /** @type {FailureView} */
  #failure = /** @type {any} */ (undefined);
  /** @type {ProgressView} */
  #progress = /** @type {any} */ (undefined);
  /** @type {PartsView} */
  #partsView = /** @type {any} */ (undefined);
  #state = new LookupState((step) => this.#stateChanged(step));
  #kind = "";
  /** The person said that the address is right as typed. */
  #confirmed = false;
  /** @type {import("../../lookup/session.js").Part[]} of the list, for the person to choose */
  #parts = [];
  /** Which of them was chosen for this question. */
  #choice = "";
  /** Counts questions, so that a late result of an abandoned one is not shown. */
  #attempt = 0;
  #idle = new IdleWatch(
    () => this.#holdsSomething(),
    () => this.#forgetIdle(),
  );
  #listening = new AbortController();

  /** How the page writes numbers. */
  get #locale() {
    return this.getAttribute("locale") ?? this.lang;
  }

  connectedCallback() {
    const source = this.getAttribute("src");
    const key = bytesFromHex(this.getAttribute("key") ?? "", 32);
    if (source !== null && !source.startsWith("/")) {
      throw new Error("exposure-lookup: src must be a path, like /api/v1/incidents/{slug}");
    }
    if (key === undefined) {
      throw new Error("exposure-lookup: key must be 64 hex digits");
    }
    this.#steps = new StepsView(this, (step) => this.#arrive(step));
    this.#input = new InputView(this);
    this.#progress = new ProgressView(this);
    if (source !== null) {
      // Questions to all incidents leave out those whose list must be chosen by parts.
      this.#partsView = new PartsView(this);
    }
    this.#failure = new FailureView(this, (words) => this.#progress.announce(words));
    this.#session =
      source === null
        ? new SeveralIncidents(incidentsOf(this), key)
        : new LookupSession(source, key, groupsWithWords(this));
    this.#listen();
    this.#input.clear();
    this.#input.setShared(false);
    part(this, '[data-part="starting"]').hidden = true;
    part(this, '[data-part="lookup"]').hidden = false;
    this.dataset.state = this.#state.step;
    this.#steps.begin("choose");
    if (!isSupported()) {
      this.#fail(new LookupError("device:unsupported"));
      return;
    }
    this.#session.open();
    this.#takeLetterCode();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#forget();
  }

  #listen() {
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("change", (event) => this.#change(event), { signal });
    this.addEventListener("input", (event) => this.#typed(event), { signal });
    window.addEventListener(
      "popstate",
      (event) => {
        // A link within the page, like "go to the content", makes an entry without a step.
        if (!this.#takeLetterCode() && event.state !== null) {
          this.#steps.handlePopState(event);
        }
      },
      { signal },
    );
    window.addEventListener("pagehide", () => this.#forget(), { signal });
    this.#idle.start(signal);
    window.addEventListener(
      "pageshow",
      (event) => {
        if (event.persisted) {
          this.#arrive("choose");
          this.#session.open();
        }
      },
      { signal },
    );
  }

  /** @returns {boolean} whether the address held a letter's code that this page can use */
  #takeLetterCode() {
    const code = takeLetterCode();
    if (code === "" || !this.#input.offers("code")) {
      return false;
    }
    this.#leaveQuestion();
    this.#steps.begin("choose");
    this.#openTyping("code");
    this.#input.field("code").value = code;
    return true;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const form = event.target;
    const step = form instanceof Element ? form.closest("[data-step]") : null;
    if (step?.getAttribute("data-step") === "choose") {
      this.#choose();
    } else if (step && this.#state.step === "typing") {
      void this.#check();
    }
  }

  #choose() {
    this.#input.clearErrors();
    const kind = this.#input.chosen;
    if (kind === "none") {
      this.#steps.goTo("desk");
    } else if (this.#input.offers(kind)) {
      this.#openTyping(kind);
    } else {
      this.#input.showErrors("choose", ["choose:nothing"]);
    }
  }

  /** @param {string} kind */
  #openTyping(kind) {
    part(this, '[data-part="idle"]').replaceChildren();
    this.#kind = kind;
    this.#confirmed = false;
    this.#choice = "";
    this.#session.open(kind);
    this.#input.clear();
    this.#state.to("typing");
    this.#steps.goTo(`type-${kind}`);
  }

  /** @param {Event} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[data-part="error-link"]')) {
      event.preventDefault();
      const id = target.closest("a")?.getAttribute("href")?.slice(1) ?? "";
      document.getElementById(id)?.focus();
      return;
    }
    switch (target?.closest("[data-action]")?.getAttribute("data-action")) {
      case "back":
        if (this.#steps.current !== "choose") {
          event.preventDefault();
          this.#steps.back();
        }
        break;
      case "use-proposed":
        this.#input.field(this.#kind).value =
          part(this, '[data-slot="proposed"]').textContent ?? "";
        void this.#check(true);
        break;
      case "keep-typed":
        void this.#check(true);
        break;
      case "take-part":
        this.#choice = target?.closest("[data-offer]")?.getAttribute("data-offer") ?? "";
        void this.#check(true);
        break;
      case "retry":
        void this.#check(this.#confirmed);
        break;
      case "another":
        this.#leaveQuestion();
        this.#toChoosing();
        this.#steps.goTo("choose");
        this.#session.open();
        break;
      case "print":
        window.print();
        break;
      default:
    }
  }

  /** @param {Event} event */
  #typed(event) {
    this.#confirmed = false;
    const typed = DateView.of(event);
    if (typed !== undefined) {
      void this.#showDate(typed.date, typed.position);
    }
  }

  /**
   * @param {DateView} date
   * @param {number} position
   */
  async #showDate(date, position) {
    const text = date.text;
    const day = date.isComplete
      ? await this.#session.canonicalField(this.#kind, position, text)
      : "";
    // By then another one may stand there, or none.
    if (date.text === text) {
      date.showUnderstood(day, this);
    }
  }

  /** @param {Event} event */
  #change(event) {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.dataset.action === "shared-device") {
      this.#input.setShared(box.checked);
    }
  }

  /** @param {boolean} [confirmed] the address was looked at already */
  async #check(confirmed = false) {
    if (this.#state.isBusy) {
      return;
    }
    const kind = this.#kind;
    const fields = this.#input.texts(kind);
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#confirmed = confirmed;
    this.#input.clearErrors();
    this.#failure.stop();
    try {
      if (this.#state.step !== "confirming" && this.#state.step !== "weighing") {
        this.#state.to("reading");
        const { mistakes, meant, parts } = await this.#session.read(kind, fields);
        if (attempt !== this.#attempt) {
          return;
        }
        if (mistakes.some((code) => code !== "")) {
          this.#refuse(kind, mistakes);
          return;
        }
        this.#parts = parts;
        if (meant !== fields[0] && !confirmed) {
          this.#confirm(fields[0], meant);
          return;
        }
      }
      if (this.#parts.length > 0 && this.#choice === "") {
        this.#weigh();
        return;
      }
      this.#state.to("preparing");
      const answer = await this.#session.ask(kind, fields, this.#choice, (stage, place, count) => {
        if (attempt === this.#attempt) {
          this.#state.to(stage);
          this.#progress.count(place, count);
        }
      });
      if (attempt === this.#attempt) {
        this.#answer(kind, answer);
      }
    } catch (thrown) {
      if (attempt === this.#attempt) {
        this.#stopped(asLookupError(thrown), kind);
      }
    }
  }

  /** The list is very large: nothing is fetched until the person says how much. */
  #weigh() {
    this.#state.to("weighing");
    this.#partsView.fill(this.#parts, this.#locale);
    this.#steps.goTo("amount");
  }

  /**
   * @param {string} typed
   * @param {string} proposed
   */
  #confirm(typed, proposed) {
    this.#state.to("confirming");
    part(this, '[data-slot="typed"]').textContent = typed;
    part(this, '[data-slot="proposed"]').textContent = proposed;
    this.#steps.goTo("confirm");
  }

  /**
   * @param {string} kind
   * @param {import("../../lookup/session.js").Answer
   *   | import("../../lookup/several-incidents.js").SeveralAnswers} answer
   */
  #answer(kind, answer) {
    const section = this.#steps.section("answer");
    section.replaceChildren(
      answer.outcome === "several"
        ? renderAnswers(this, kind, answer.incidents)
        : renderAnswer(this, kind, answer, this.#locale),
    );
    section.dataset.answer = answer.outcome;
    this.#state.to("answered");
    this.#input.clear();
    this.#steps.goTo("answer");
  }

  /**
   * @param {LookupError} error
   * @param {string} kind
   */
  #stopped(error, kind) {
    if (error.code === "lookup:cancelled") {
      return;
    }
    if (error.code.startsWith("input:")) {
      this.#refuse(kind, [error.code]);
    } else {
      this.#fail(error);
    }
  }

  /**
   * @param {string} kind
   * @param {string[]} mistakes for each field
   */
  #refuse(kind, mistakes) {
    this.#state.to("typing");
    this.#steps.goTo(`type-${kind}`);
    this.#input.showErrors(`type-${kind}`, mistakes);
  }

  /** @param {LookupError} error */
  #fail(error) {
    this.#state.to("failed");
    this.#failure.fill(error);
    this.#steps.goTo("failure");
  }

  /**
   * The person went back or forward. Only choosing, typing and the desk can be returned to: an
   * answer that was left is forgotten.
   *
   * @param {string} step
   */
  #arrive(step) {
    const kind = step.startsWith("type-") ? step.slice("type-".length) : "";
    this.#leaveQuestion();
    this.#choice = "";
    if (kind !== "" && this.#input.offers(kind)) {
      this.#kind = kind;
      this.#session.open(kind);
      this.#state.to("typing");
      this.#steps.show(step);
    } else if (step === "desk") {
      this.#toChoosing();
      this.#steps.show("desk");
    } else {
      this.#toChoosing();
      if (step !== "choose") {
        this.#steps.rename("choose");
      }
      this.#steps.show("choose");
    }
  }

  #toChoosing() {
    this.#input.clear();
    this.#state.to("choosing");
  }

  /** Ends a running question and takes an answer or a failure off the page. */
  #leaveQuestion() {
    if (this.#state.isBusy) {
      this.#attempt += 1;
      this.#session.cancel();
      this.#session.open();
    }
    this.#clearResult();
  }

  #clearResult() {
    this.#failure.stop();
    const section = this.#steps.section("answer");
    section.replaceChildren();
    delete section.dataset.answer;
  }

  /** Leaves nothing behind: for the next person at a shared device, and for the page cache. */
  #forget() {
    this.#attempt += 1;
    this.#choice = "";
    this.#session.cancel();
    this.#clearResult();
    this.#toChoosing();
  }

  /** While a check runs, the page is at work for the person and not forgotten. */
  #holdsSomething() {
    return !this.#state.isBusy && (this.#state.step === "answered" || this.#input.holdsText);
  }

  #forgetIdle() {
    this.#forget();
    this.#steps.rename("choose");
    this.#steps.show("choose");
    const words = typedPart(this, 'template[data-part="idle-words"]', HTMLTemplateElement);
    part(this, '[data-part="idle"]').replaceChildren(words.content.cloneNode(true));
  }

  /** @param {import("../../lookup/lookup-state.js").LookupStep} step */
  #stateChanged(step) {
    this.#idle.touch();
    this.dataset.state = step;
    this.#input.setLocked(this.#state.isBusy);
    this.#progress.show(step);
  }
}

customElements.define("exposure-lookup", ExposureLookup);
