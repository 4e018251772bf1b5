/**
 * Says on the app that its page has been in the making for a while; the style sheet shows it.
 *
 * Until then nothing may move: a transition or animation that still waits for its start already
 * makes the browser put each element on a layer of its own and draw the page with every frame.
 */
const PATIENCE_MS = 500;
const STATE = "data-test-script-state";
const BUSY = ["running", "rerunRequested"];

export function watchWaiting() {
  let timer = null;

  function look(app) {
    const busy = BUSY.includes(app.getAttribute(STATE));
    if (busy && timer === null) {
      timer = setTimeout(() => { app.dataset.waiting = ""; }, PATIENCE_MS);
    } else if (!busy) {
      clearTimeout(timer);
      timer = null;
      delete app.dataset.waiting;
    }
  }

  new MutationObserver((changes) => look(changes.at(-1).target))
    .observe(document.documentElement, { subtree: true, attributeFilter: [STATE] });
  const app = document.querySelector(`[${STATE}]`);
  if (app) look(app);
}
