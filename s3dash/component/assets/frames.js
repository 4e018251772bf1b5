/** What may wait until the next frame is painted. */

/**
 * A task that runs once after the frame that is being made, however often it is asked for until
 * then; at once where nobody looks, as the browser makes no frames there.
 */
export function afterPaint(task) {
  let frame = null;
  let timer = null;

  function run() {
    frame = timer = null;
    task();
  }

  return {
    ask() {
      if (frame !== null || timer !== null) return;
      if (document.hidden) task();
      else frame = requestAnimationFrame(() => { timer = setTimeout(run); });
    },
    forget() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    },
  };
}
