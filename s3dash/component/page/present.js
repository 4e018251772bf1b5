/**
 * The bar of a presentation, and its keyboard: arrows, page keys (a clicker sends them), space,
 * Home, End, Escape; `n` shows the note, `f` fills the screen.
 *
 * data.slide, data.count  the slide that is shown, from 1, and how many there are
 * data.note               note for the speaker, perhaps empty
 * data.words              {previous, next, exit, notes, full, of}
 * Sends {slide} to move and {exit: true} to leave.
 */
const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
  Home: -Infinity, End: Infinity,
};
const WRITING = "input, textarea, select, [contenteditable]";

/** Signs as paths in a square of 16, because not every font has them. */
const SIGNS = {
  previous: "M10,3L5,8L10,13",
  next: "M6,3L11,8L6,13",
  notes: "M3,4H13M3,8H13M3,12H9",
  full: "M6,3H3V6M10,3H13V6M6,13H3V10M10,13H13V10",
  exit: "M4,4L12,12M12,4L4,12",
};

function button(name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${SIGNS[name]}"/></svg>`;
  made.addEventListener("click", act);
  return made;
}

function fill() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

export function createKeys() {
  const node = document.createElement("div");
  const bar = document.createElement("div");
  const place = document.createElement("span");
  const note = document.createElement("p");
  let data = null;
  let send = () => {};
  let wanted = 1; // slide that was asked for; Python may still be drawing the one before

  const exit = () => send({ exit: true });
  const turn = () => { note.hidden = !note.hidden; };

  function move(step) {
    const next = Math.min(data.count, Math.max(1, wanted + step));
    if (next === wanted) return;
    wanted = next;
    send({ slide: next });
  }

  const buttons = {
    previous: button("previous", () => move(-1)),
    next: button("next", () => move(1)),
    notes: button("notes", turn),
    full: button("full", fill),
    exit: button("exit", exit),
  };
  node.className = "keys";
  bar.className = "bar";
  place.setAttribute("role", "status");
  note.className = "note";
  note.hidden = true;
  bar.append(buttons.previous, place, buttons.next, buttons.notes, buttons.full, buttons.exit);
  node.append(note, bar);

  function pressed(event) {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target.matches?.(WRITING)) return;
    if (event.key === " " && target.matches?.("button, a")) return;
    const { key } = event;
    if (key in STEPS) move(key === " " && event.shiftKey ? -1 : STEPS[key]);
    else if (key === "Escape") exit();
    else if (key === "n" && data.note) turn();
    else if (key === "f") fill();
    else return;
    event.preventDefault();
  }
  document.addEventListener("keydown", pressed);

  return {
    node,
    update(next, sendChosen) {
      data = next;
      send = sendChosen;
      wanted = data.slide;
      const several = data.count > 1;
      const { slide, count, words } = data;
      place.textContent = words.of.replace("{slide}", slide).replace("{n}", count);
      for (const one of [place, buttons.previous, buttons.next]) one.hidden = !several;
      buttons.previous.disabled = slide === 1;
      buttons.next.disabled = slide === count;
      buttons.notes.hidden = !data.note;
      for (const [name, one] of Object.entries(buttons)) {
        one.title = words[name];
        one.setAttribute("aria-label", words[name]);
      }
      note.textContent = data.note;
    },
    destroy() {
      document.removeEventListener("keydown", pressed);
    },
  };
}
