/**
 * Files of the view. A click on a link with `data-file` fetches the file, so that the reader sees
 * that it is being made, and is told in words (`data-busy`, `data-failed`) if it cannot be had.
 */
function nameOf(answer) {
  return /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))?.[1] ?? "";
}

function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.dataset.file = "";
  link.click();
  URL.revokeObjectURL(link.href);
}

async function fetched(link, say) {
  say(link.dataset.busy);
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(`${answer.status} ${link.href}`);
    save(await answer.blob(), nameOf(answer));
    say("");
  } catch {
    say(link.dataset.failed);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function hand(event) {
  const link = event.composedPath().find((node) => node.dataset?.file);
  if (!link) return;
  event.preventDefault();
  if (link.hasAttribute("aria-busy")) return;
  const status = link.closest("[data-files]").querySelector("[role=status]");
  fetched(link, (words) => (status.textContent = words));
}

/** Listens once for the whole document. */
export function handOverFiles() {
  document.addEventListener("click", hand);
}
