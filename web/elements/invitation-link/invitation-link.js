// @ts-check

/**
 * The link of an invitation is `.../staff/invitation#secret=shirabe-invitation-...`. A fragment is
 * never sent to a server, but stands in the address bar and in the browser's history: it is moved
 * into the field. Without scripts the secret is typed or pasted there.
 */
const secret = new URLSearchParams(window.location.hash.slice(1)).get("secret");
const field = document.getElementById("secret");
if (secret !== null && field instanceof HTMLInputElement) {
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, "", pathname + search);
  field.value = secret.slice(0, 128);
  document.getElementById("password")?.focus();
}
