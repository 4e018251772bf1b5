/**
 * Links inside the dashboard. They are followed without loading the page anew: Streamlit takes the
 * new address as a step of the history. A link with `data-carry` leads to its page with the view
 * that the address holds at that moment, changed by what the attribute says (a query, mostly
 * empty); so head and foot of a page stay true while choices run only what they change.
 */
function linkOf(event) {
  return event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href);
}

/** Lets a link carry the view of now along; also on the way to a new tab or to a copied address. */
function carry(event) {
  const link = linkOf(event);
  if (!link || link.dataset.carry === undefined) return;
  const target = new URL(link.href);
  const set = new URLSearchParams(link.dataset.carry);
  const query = new URLSearchParams(window.location.search);
  set.forEach((value, key) => query.set(key, value));
  target.search = set.size ? query : window.location.search;
  link.href = target;
}

/** Whether an address is one of our pages: beside the open one, and no file. */
function isPage(target) {
  const folder = new URL(".", window.location.href);
  const name = target.pathname.slice(folder.pathname.length);
  return target.href.startsWith(folder.href) && !/[./]/.test(name);
}

function follow(event) {
  const link = linkOf(event);
  const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || event.defaultPrevented || elsewhere || link.target === "_blank") return;
  const target = new URL(link.href);
  if (link.dataset.file !== undefined || target.hash || !isPage(target)) return;
  event.preventDefault();
  window.history.pushState({}, "", target);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** Listens once for the whole document; part of it lies in shadow roots, whose events come up. */
export function followLinks() {
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, carry, true);
  }
  document.addEventListener("click", follow);
}
