// @ts-check

/** Readable text has at least this contrast with its ground (WCAG 2.2, 1.4.3). */
const READABLE = 4.5;
const COLOUR = /^#[0-9a-f]{6}$/i;
const DARK = "(prefers-color-scheme: dark)";

/**
 * Light or dark as the page around wishes, and its accent where that can be read. Whatever is no
 * such wish changes nothing.
 *
 * @param {string} theme `light` or `dark`; anything else is as the device says
 * @param {string} accent `#rrggbb`
 */
export function applyAppearance(theme, accent) {
  if (theme === "light" || theme === "dark") {
    fixTheme(theme);
  }
  if (COLOUR.test(accent)) {
    applyAccent(accent);
    window.matchMedia(DARK).addEventListener("change", () => applyAccent(accent));
  }
}

/** @param {"light" | "dark"} theme */
function fixTheme(theme) {
  document.documentElement.style.colorScheme = theme;
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && rule.conditionText === DARK) {
        rule.media.mediaText = theme === "dark" ? "all" : "not all";
      }
    }
  }
}

/** @param {string} accent */
function applyAccent(accent) {
  const page = document.documentElement;
  const names = ["--action", "--action-hover", "--on-action", "--surface-action"];
  names.forEach((name) => page.style.removeProperty(name));
  const style = getComputedStyle(page);
  const grounds = ["--surface", "--surface-quiet"].map((name) =>
    style.getPropertyValue(name).trim(),
  );
  if (grounds.every((ground) => COLOUR.test(ground) && contrast(accent, ground) >= READABLE)) {
    const white = contrast(accent, "#ffffff") >= contrast(accent, "#000000");
    page.style.setProperty("--action", accent);
    page.style.setProperty("--action-hover", accent);
    page.style.setProperty("--on-action", white ? "#ffffff" : "#000000");
    page.style.setProperty("--surface-action", grounds[1]);
  }
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {number} 1 to 21
 */
function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
