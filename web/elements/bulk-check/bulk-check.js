// @ts-check

/**
 * `<bulk-check>`: the page of an invited organisation, from the link to the saved result. Holds no
 * sentence: all of them stand in the page's templates.
 */

import { checkSecret, forgetCheckSecret, watchCheckSecret } from "../../lists/check-fragment.js";
import { bytesFromHex } from "../../lookup/hex.js";
import { LookupError, asLookupError } from "../../lookup/lookup-error.js";
import { isSupported } from "../../lookup/session.js";
import { CheckSession } from "../../lists/session.js";
import { part, sentenceFor, typedPart } from "../exposure-lookup/markup.js";
import { ColumnsView } from "./columns-view.js";
import { RunningView } from "./running-view.js";
import { ResultView } from "./result-view.js";
import { fill, moment, number } from "./words.js";

/**
 * @typedef {"starting" | "invited" | "reading" | "understood" | "running" | "result" | "finished"
 *   | "forgotten" | "failed"} CheckStep
 */

/** Which sections a step shows. */
/** @type {Record<CheckStep, string[]>} */
const SHOWN = {
  starting: ["starting"],
  invited: ["invitation", "file"],
  reading: ["invitation", "file"],
  understood: ["invitation", "file", "columns"],
  running: ["running"],
  result: ["result"],
  finished: ["finished"],
  forgotten: ["forgotten"],
  failed: [],
};

class BulkCheckElement extends HTMLElement {
  /** @type {CheckSession | undefined} */
  #session;
  /** @type {import("../../lists/network.js").Current | undefined} */
  #current;
  #columns = new ColumnsView(this, () => void this.#read());
  #running = new RunningView(this);
  #result = new ResultView(this);
  /** Counts the files and columns that were asked for: only the last one is shown. */
  #reading = 0;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#click(event));
    this.#file.addEventListener("change", () => void this.#take(this.#file.files?.[0]));
    this.#sheet.addEventListener("change", () => void this.#read());
    const drop = part(this, '[data-part="drop"]');
    for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => this.#drag(/** @type {DragEvent} */ (event), drop));
    }
    watchCheckSecret(() => {
      this.#session?.stop();
      void this.#open();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.dataset.state === "running") {
        event.preventDefault();
      }
    });
    void this.#open();
  }

  disconnectedCallback() {
    this.#session?.stop();
  }

  get #file() {
    return typedPart(this, '[data-part="file"]', HTMLInputElement);
  }

  get #sheet() {
    return typedPart(this, '[data-part="sheet"]', HTMLSelectElement);
  }

  get #language() {
    return this.lang || "en";
  }

  /** Texts of the incident, out of the page. */
  get #incident() {
    const slug = CSS.escape(this.#current?.incident ?? "");
    return this.querySelector(`template[data-incident="${slug}"]`);
  }

  async #open() {
    this.#to("starting");
    const secret = checkSecret();
    const key = bytesFromHex(this.dataset.key ?? "", 32);
    try {
      if (!isSupported() || key === undefined) {
        throw new LookupError("device:unsupported");
      }
      if (secret === "") {
        throw new LookupError("bulk-check:link-missing");
      }
      this.#session = new CheckSession(secret, key);
      this.#current = await this.#session.open();
      this.#invited(this.#current);
    } catch (thrown) {
      this.#fail(thrown, "failed");
    }
  }

  /** @param {import("../../lists/network.js").Current} current */
  #invited(current) {
    const incident = this.#incident;
    if (!(incident instanceof HTMLTemplateElement)) {
      throw new LookupError("page:outdated");
    }
    const separator = this.#word("separator");
    const kinds = current.kinds.map(({ name }) => this.#kindWords(incident, name));
    fill(this, "speaker", incident.dataset.speaker ?? "");
    fill(this, "organisation", current.organisation);
    fill(this, "incident", incident.dataset.title ?? "");
    fill(this, "expires", moment(current.expires, this.#language));
    fill(this, "budget", number(current.budget, this.#language));
    fill(this, "kinds", kinds.join(separator));
    part(this, '[data-part="sample"]').hidden = incident.dataset.sample === undefined;
    part(this, '[data-part="kept"]').hidden = !this.#session?.isBegun;
    part(this, '[data-part="forget"]').hidden = false;
    this.#file.value = "";
    this.#to("invited");
  }

  /**
   * A kind of one field by its words; of several, the words of each.
   *
   * @param {HTMLTemplateElement} incident
   * @param {string} kind
   */
  #kindWords(incident, kind) {
    const all = [...incident.content.querySelectorAll("[data-target]")];
    const own = all.filter((target) => {
      const name = target.getAttribute("data-target") ?? "";
      return name === kind || name.startsWith(`${kind}.`);
    });
    return own.map((target) => target.textContent).join(" + ");
  }

  /** @param {File | undefined} file */
  async #take(file) {
    const session = this.#session;
    if (file === undefined || session === undefined) {
      return;
    }
    this.#clearFailure();
    this.#columns.clear();
    this.#sheet.replaceChildren(this.#sheet.options[0]);
    this.#sheet.value = "";
    part(this, '[data-part="sheets"]').hidden = true;
    fill(this, "file", file.name);
    part(this, '[data-part="file-name"]').hidden = false;
    const reading = ++this.#reading;
    this.#to("reading");
    try {
      await session.take(file);
    } catch (thrown) {
      if (reading === this.#reading) {
        this.#fail(thrown, "invited");
      }
      return;
    }
    if (reading === this.#reading) {
      await this.#read();
      if (this.dataset.state === "understood") {
        part(this, "#columns-title").focus();
      }
    }
  }

  /** Reads the file with the columns as they are said now. */
  async #read() {
    const session = this.#session;
    const reading = ++this.#reading;
    if (session === undefined) {
      return;
    }
    this.#clearFailure();
    part(this, '[data-part="reading"]').hidden = false;
    try {
      const understood = await session.read(this.#sheet.value, this.#columns.mappings);
      if (reading === this.#reading) {
        this.#columns.show(understood, this.#current?.budget ?? 0, this.#incident, this.#language);
        this.#to("understood");
      }
    } catch (thrown) {
      if (reading === this.#reading) {
        const { code } = asLookupError(thrown);
        if (/^list:(several|only-hidden|unknown)-?/.test(code)) {
          this.#offerSheets(code.split("\n").slice(1));
        }
        if (this.dataset.state === "understood" && code.startsWith("list:")) {
          // What cannot be read together stays on the screen, with the focus, to be said otherwise.
          const [sentence, ...details] = code.split("\n");
          this.#columns.refuse(sentence, details);
        } else {
          this.#fail(thrown, "invited");
        }
      }
    } finally {
      part(this, '[data-part="reading"]').hidden = true;
    }
  }

  /** @param {string[]} names */
  #offerSheets(names) {
    const chosen = this.#sheet.value;
    const options = names.map((name) => new Option(name, name, false, name === chosen));
    this.#sheet.replaceChildren(this.#sheet.options[0], ...options);
    part(this, '[data-part="sheets"]').hidden = names.length === 0;
  }

  async #begin() {
    const session = this.#session;
    if (session === undefined || !this.#columns.isReady) {
      return;
    }
    this.#clearFailure();
    this.#to("running");
    part(this, "#running-title").focus();
    this.#running.begin(this.#language);
    try {
      await session.run({
        progress: (rate) => this.#running.progress(rate),
        waiting: (seconds) => this.#running.waiting(seconds),
        notKept: () => this.#say("bulk-check:not-kept"),
      });
      const totals = await session.totals();
      this.#result.show(totals, this.#titles(), this.#language);
      this.#to("result");
      part(this, "#result-title").focus();
    } catch (thrown) {
      this.#fail(thrown, "understood");
    } finally {
      this.#running.end();
    }
  }

  /** Titles of the groups, in the manifest's order; a name stands where one is missing. */
  #titles() {
    const incident = this.#incident;
    const content = incident instanceof HTMLTemplateElement ? incident.content : undefined;
    return this.#columns.groups.map((name) => {
      const title = content?.querySelector(`[data-group="${CSS.escape(name)}"]`);
      return title?.textContent || name;
    });
  }

  /** @param {"csv" | "xlsx"} format */
  async #save(format) {
    const problem = part(this, '[data-part="file-problem"]');
    problem.hidden = true;
    try {
      const bytes = await this.#session?.result(format, this.#language, this.#titles());
      if (bytes !== undefined) {
        this.#result.save(bytes, format, this.#file.files?.[0]?.name ?? this.#columns.fileName);
      }
    } catch (thrown) {
      problem.replaceChildren(this.#sentence(asLookupError(thrown).code));
      problem.hidden = false;
    }
  }

  async #finish() {
    try {
      await this.#session?.finish();
      forgetCheckSecret();
      part(this, '[data-part="forget"]').hidden = true;
      this.#to("finished");
      part(this, "#finished-title").focus();
    } catch (thrown) {
      this.#fail(thrown, "result");
    }
  }

  #forget() {
    this.#session?.forget();
    this.#session = undefined;
    this.#file.value = "";
    this.#columns.clear();
    forgetCheckSecret();
    part(this, '[data-part="forget"]').hidden = true;
    this.#clearFailure();
    this.#to("forgotten");
    part(this, "#forgotten-title").focus();
  }

  /** @param {Event} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-action]") : null;
    switch (target?.getAttribute("data-action")) {
      case "begin":
        void this.#begin();
        break;
      case "pause":
        this.#session?.pause();
        this.#running.paused(true);
        break;
      case "resume":
        this.#session?.resume();
        this.#running.paused(false);
        break;
      case "csv":
        void this.#save("csv");
        break;
      case "xlsx":
        void this.#save("xlsx");
        break;
      case "finish":
        void this.#finish();
        break;
      case "forget":
        this.#forget();
        break;
    }
  }

  /**
   * @param {DragEvent} event
   * @param {HTMLElement} drop
   */
  #drag(event, drop) {
    event.preventDefault();
    drop.classList.toggle("over", event.type === "dragenter" || event.type === "dragover");
    if (event.type === "drop" && event.dataTransfer?.files.length === 1) {
      this.#file.files = event.dataTransfer.files;
      void this.#take(event.dataTransfer.files[0]);
    }
  }

  /**
   * @param {unknown} thrown
   * @param {CheckStep} step where it is mended
   */
  #fail(thrown, step) {
    const error = asLookupError(thrown);
    if (error.code === "lookup:cancelled") {
      return;
    }
    const [code, ...details] = error.code.split("\n");
    const section = part(this, '[data-step="failure"]');
    section.dataset.code = code;
    fill(section, "reason", this.#sentence(code));
    fill(section, "details", details.join(this.#word("separator")));
    this.#to(step);
    section.hidden = false;
    section.focus();
  }

  #clearFailure() {
    part(this, '[data-step="failure"]').hidden = true;
  }

  /** @param {string} code */
  #sentence(code) {
    return (
      sentenceFor(this, code) ?? sentenceFor(this, code.replace(/-\d+$/, "")) ?? sentenceFor(this, "*") ?? ""
    );
  }

  /** @param {string} name */
  #word(name) {
    const template = this.querySelector(`template[data-word="${name}"]`);
    return template instanceof HTMLTemplateElement ? template.content.textContent ?? "" : "";
  }

  /** @param {string} code */
  #say(code) {
    part(this, '[data-part="announcement"]').replaceChildren(this.#sentence(code));
  }

  /** @param {CheckStep} step */
  #to(step) {
    this.dataset.state = step;
    for (const section of this.querySelectorAll("[data-step]")) {
      const name = section.getAttribute("data-step") ?? "";
      if (name !== "failure" && section instanceof HTMLElement) {
        section.hidden = !SHOWN[step].includes(name);
      }
    }
  }
}

customElements.define("bulk-check", BulkCheckElement);
