// @ts-check

/**
 * The check inside a frame. The lookup starts only if the key that the page around expects is
 * this server's; without such a key it starts as on its own page.
 */

import { part, typedPart } from "../exposure-lookup/markup.js";
import { applyAppearance } from "./appearance.js";
import { FrameHeight } from "./frame-height.js";

const wishes = new URLSearchParams(window.location.search);
applyAppearance(wishes.get("theme") ?? "", wishes.get("accent") ?? "");

const lookup = part(document, "exposure-lookup");
const height = new FrameHeight(lookup);
const pinned = wishes.get("key")?.toLowerCase();
if (pinned === undefined || pinned === lookup.getAttribute("key")) {
  if (pinned !== undefined) {
    lookup.setAttribute("key", pinned);
  }
  await import("../exposure-lookup/exposure-lookup.js");
} else {
  // Something that is no key differs too: who wrote it wanted one.
  const words = typedPart(document, 'template[data-part="mismatch"]', HTMLTemplateElement);
  lookup.replaceChildren(words.content.cloneNode(true));
  lookup.dataset.shown = "mismatch";
}
height.tell();
