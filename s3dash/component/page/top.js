/**
 * First part of a page: names its language and title for screen readers and tabs, leads keyboards
 * past the header, and has the page drawn again when the reader's theme changes from light to dark
 * or back.
 *
 * data.skip  words of the button that leads to the content; none where nothing stands before it
 * Sends {theme: colour} when the theme has changed.
 */
const HEADER = ".st-key-header";

/** Puts the focus on what follows the header, wherever Streamlit wrapped it. */
function toContent() {
  let part = document.querySelector(HEADER);
  while (part && !part.nextElementSibling) part = part.parentElement;
  const content = part?.nextElementSibling;
  if (!content) return;
  content.tabIndex = -1;
  content.style.outline = "none"; // it is no control; what is focused next shows its own outline
  content.focus();
}

function paper(node) {
  return getComputedStyle(node).getPropertyValue("--st-background-color");
}

export function createTop() {
  const node = document.createElement("div");
  const skip = document.createElement("button");
  let drawnOn = "";
  skip.type = "button";
  skip.className = "skip";
  skip.addEventListener("click", toContent);
  node.append(skip);
  return {
    node,
    update({ lang, title, skip: words }, send) {
      const now = paper(node);
      if (drawnOn && now !== drawnOn) send({ theme: now });
      drawnOn = now;
      skip.hidden = !words;
      skip.textContent = words ?? "";
      document.documentElement.lang = lang;
      document.title = title;
    },
  };
}
