// @ts-check
// Lighthouse against one page, in a Chromium that runs already. Prints what the tests need as one
// line of JSON. Usage: node run.mjs FOLDER-WITH-NODE-MODULES PORT URL

import { pathToFileURL } from "node:url";

const [folder, port, url] = process.argv.slice(2);
const entrance = `${folder}/node_modules/lighthouse/core/index.js`;
const { default: lighthouse } = await import(pathToFileURL(entrance).href);
// A phone and its throttling are what Lighthouse does without being told.
const result = await lighthouse(url, {
  port: Number(port),
  output: "json",
  logLevel: "error",
  onlyCategories: ["performance", "accessibility", "best-practices"],
});
if (result === undefined || result.lhr.runtimeError !== undefined) {
  throw new Error(`Lighthouse gave up: ${result?.lhr.runtimeError?.message}`);
}
const { categories, audits, runWarnings } = result.lhr;

/** @param {string} name */
const score = (name) => {
  const { score } = categories[name];
  return score === null ? null : Math.round(score * 100);
};
const complaints = Object.values(categories)
  .flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
  .map(({ id }) => audits[id])
  .filter(({ score }) => score !== null && score < 1)
  .map(({ id, title, displayValue, details }) => ({
    id,
    title,
    value: displayValue ?? "",
    items: JSON.stringify(details?.items ?? []).slice(0, 400),
  }));
process.stdout.write(
  `${JSON.stringify({
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    complaints,
    warnings: runWarnings,
  })}\n`,
);
