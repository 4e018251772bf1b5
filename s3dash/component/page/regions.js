/**
 * The selected regions as chips in their colours, each with its mark, and a field to add one.
 *
 * data.selected  [{id, name, colour, symbol}]   symbol: name of a mark below
 * data.options   [{id, name, hint}]             what can be added
 * data.max       how many may be selected
 * data.words     {label, add, remove, full, unknown}
 * Sends {regions: [ids]} when the selection changes.
 */
const SVG = "http://www.w3.org/2000/svg";
const MARKS = {
  circle: "M6,1A5,5 0 1 1 6,11A5,5 0 1 1 6,1Z",
  square: "M1.5,1.5H10.5V10.5H1.5Z",
  diamond: "M6,0L12,6L6,12L0,6Z",
  "triangle-up": "M6,0.5L11.5,10.5H0.5Z",
  star: "M6,0L7.6,4.2L12,4.4L8.5,7.2L9.7,11.6L6,9L2.3,11.6L3.5,7.2L0,4.4L4.4,4.2Z",
  hexagon: "M6,0.5L11,3.2V8.8L6,11.5L1,8.8V3.2Z",
};

let instances = 0;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function mark(symbol, colour) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", MARKS[symbol] ?? MARKS.circle);
  path.setAttribute("fill", colour);
  svg.append(path);
  return svg;
}

export function createRegions() {
  const node = element("div", "regions");
  const list = element("ul", "chips");
  const form = element("form", "add");
  const input = element("input");
  const options = element("datalist");
  const problem = element("p", "problem");
  let data = null;
  let send = () => {};
  options.id = `regions-${(instances += 1)}`;
  input.setAttribute("list", options.id);
  input.autocomplete = "off";
  problem.setAttribute("role", "status");
  form.append(input, options);
  node.append(list, form, problem);

  function chip(region) {
    const item = element("li", "chip");
    item.style.setProperty("--colour", region.colour);
    const remove = element("button", "remove", "×");
    remove.type = "button";
    remove.setAttribute("aria-label", data.words.remove.replace("{name}", region.name));
    remove.addEventListener("click", () =>
      send({ regions: data.selected.map(({ id }) => id).filter((id) => id !== region.id) }),
    );
    item.append(mark(region.symbol, region.colour), element("span", "name", region.name), remove);
    return item;
  }

  function add() {
    const wanted = input.value.trim().toLocaleLowerCase(data.lang);
    if (!wanted) return;
    const found = data.options.find(({ name }) => name.toLocaleLowerCase(data.lang) === wanted);
    problem.textContent = found ? "" : data.words.unknown.replace("{name}", input.value.trim());
    if (!found) return;
    input.value = "";
    send({ regions: [...data.selected.map(({ id }) => id), found.id] });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    add();
  });
  input.addEventListener("input", (event) => {
    problem.textContent = "";
    // a pick from the list arrives as one replacement, typing as single characters
    if (event.inputType === "insertReplacementText" || !event.inputType) add();
  });

  return {
    node,
    update(next, sendChosen) {
      data = next;
      send = sendChosen;
      list.setAttribute("aria-label", data.words.label);
      list.hidden = data.selected.length === 0;
      list.replaceChildren(...data.selected.map(chip));
      const full = data.selected.length >= data.max;
      const chosen = new Set(data.selected.map(({ id }) => id));
      input.disabled = full;
      input.placeholder = full ? data.words.full : data.words.add;
      input.setAttribute("aria-label", data.words.add);
      options.replaceChildren(
        ...data.options.filter(({ id }) => !chosen.has(id)).map(({ name, hint }) => {
          const option = element("option");
          option.value = name;
          if (hint) option.label = `${name} (${hint})`;
          return option;
        }),
      );
    },
  };
}
