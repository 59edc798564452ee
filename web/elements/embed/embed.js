// @ts-check

/**
 * `<exposure-lookup incident="..." key="...">` on a page of the organisation's own site: a
 * sandboxed frame of the check, so that scripts of that page see nothing of it. This file stands
 * alone: it imports nothing and asks for nothing but the frame. See docs/EMBEDDING.md.
 *
 * Until the check answers, the element's own content is shown, a link to the check.
 */

/** The server that this file came from; no other one is put into the frame. */
const HOME = new URL(import.meta.url).origin;
const INCIDENT = /^\/([A-Za-z]{2,3}(?:-[A-Za-z]{2,8})*)\/incidents\/([a-z0-9-]{1,64})\/?$/;
const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z]{2,8})*$/;
/** What the check needs: its program, its own origin, forms, printing, links that open windows. */
const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-modals allow-popups " +
  "allow-popups-to-escape-sandbox";
const TALLEST_PIXELS = 20_000;

class EmbeddedLookup extends HTMLElement {
  #listening = new AbortController();

  connectedCallback() {
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("title") ?? (this.textContent ?? "").trim();
    frame.setAttribute("sandbox", SANDBOX);
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    // Through the CSSOM, because the page's policy may forbid inline styles.
    Object.assign(frame.style, { border: "0", display: "block", height: "0", width: "100%" });
    if (this.style.display === "") {
      this.style.display = "block";
    }
    const fallback = document.createElement("slot");
    (this.shadowRoot ?? this.attachShadow({ mode: "open" })).replaceChildren(fallback, frame);
    const { signal } = this.#listening;
    // The check tells its height to a page that asks, if its incident admits that page.
    const ask = () => frame.contentWindow?.postMessage({ shirabe: "height" }, HOME);
    frame.addEventListener("load", ask, { signal });
    window.addEventListener(
      "message",
      ({ source, origin, data }) => {
        const ours = source !== null && source === frame.contentWindow && origin === HOME;
        if (ours && data?.shirabe === "height" && Number.isFinite(data.height)) {
          const height = Math.min(Math.max(data.height, 0), TALLEST_PIXELS);
          frame.style.height = `${height}px`;
          fallback.style.display = "none";
        }
      },
      { signal },
    );
    frame.src = this.#address();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#listening = new AbortController();
    this.shadowRoot?.replaceChildren(document.createElement("slot"));
  }

  #address() {
    const incident = new URL(this.getAttribute("incident") ?? "", document.baseURI);
    const parts = INCIDENT.exec(incident.pathname);
    if (incident.origin !== HOME || parts === null) {
      throw new Error(`exposure-lookup: incident must be ${HOME}/{language}/incidents/{slug}`);
    }
    const wanted = this.getAttribute("lang") ?? "";
    const language = LANGUAGE.test(wanted) ? wanted : parts[1];
    const address = new URL(`/${language}/incidents/${parts[2]}/embed`, HOME);
    for (const name of ["key", "theme", "accent"]) {
      const value = this.getAttribute(name);
      if (value !== null) {
        address.searchParams.set(name, value);
      }
    }
    return address.href;
  }
}

if (customElements.get("exposure-lookup") === undefined) {
  customElements.define("exposure-lookup", EmbeddedLookup);
}
