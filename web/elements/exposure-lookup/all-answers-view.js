// @ts-check

import { fillMoment, keepOnly } from "./answer-view.js";
import { fillSlots, sentenceFor, typedPart } from "./markup.js";

/** @typedef {import("../../lookup/several-incidents.js").IncidentAnswer} IncidentAnswer */

/** @param {ParentNode} root */
function template(root) {
  return typedPart(root, 'template[data-outcome="several"]', HTMLTemplateElement);
}

/**
 * The incidents that the page names, in its order.
 *
 * @param {ParentNode} root
 * @returns {import("../../lookup/several-incidents.js").Incident[]}
 */
export function incidentsOf(root) {
  return [...template(root).content.querySelectorAll("[data-source]")].map((line) => ({
    source: line.getAttribute("data-source") ?? "",
    kinds: (line.getAttribute("data-admits") ?? "").split(" "),
  }));
}

/**
 * One line for each incident, out of texts that are already in the page, and what they come to.
 *
 * @param {ParentNode} root
 * @param {string} kind
 * @param {Map<string, IncidentAnswer>} answers by source
 * @returns {DocumentFragment}
 */
export function renderAnswers(root, kind, answers) {
  const page = document.importNode(template(root).content, true);
  keepOnly(page, "data-kinds", [kind]);
  keepOnly(page, "data-sums", sumsOf([...answers.values()]));
  for (const line of page.querySelectorAll("[data-source]")) {
    const answer = answers.get(line.getAttribute("data-source") ?? "");
    // A line without an answer would read like one.
    const { outcome } = answer ?? { outcome: "failed" };
    line.setAttribute("data-result", outcome);
    keepOnly(line, "data-results", [outcome]);
    if (answer?.outcome === "listed" || answer?.outcome === "not-listed") {
      fillMoment(line, answer.asOf, root);
    } else if (answer?.outcome === "failed") {
      fillSlots(line, "reason", reasonOf(root, answer.code));
    }
  }
  return page;
}

/**
 * What all lines come to. "Not listed" only where every list was looked into.
 *
 * @param {IncidentAnswer[]} answers
 * @returns {string[]}
 */
function sumsOf(answers) {
  const listed = answers.some(({ outcome }) => outcome === "listed");
  const failed = answers.some(({ outcome }) => outcome === "failed");
  if (failed) {
    return listed ? ["listed", "incomplete"] : ["incomplete", "incomplete-only"];
  }
  return [listed ? "listed" : "not-listed"];
}

/**
 * @param {ParentNode} root
 * @param {string} code
 */
function reasonOf(root, code) {
  return (
    sentenceFor(root, code) ??
    sentenceFor(root, code.replace(/-\d+$/, "")) ??
    sentenceFor(root, "*") ??
    ""
  );
}
