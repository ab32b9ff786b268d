// A table of signs: every cell is a button, one of them the stop of the tabulator, arrows walk.

const drawn = new WeakMap(); // what stands in the page, so that equal data are not drawn again
const places = new WeakMap(); // row and column of the tabulator's stop

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function head(data) {
  const made = element("thead");
  const names = element("tr", "columns");
  const area = element("th", "area", data.area);
  area.scope = "col";
  names.append(area);
  for (const column of data.columns) {
    const cell = element("th", "", data.sort ? "" : column.heading);
    cell.scope = "col";
    if (data.sort) cell.append(order(data, column));
    if (data.sort) cell.setAttribute("aria-sort", data.sorted === column.id ? "descending" : "none");
    names.append(cell);
  }
  if (data.columns.some((column) => column.group)) made.append(groups(data.columns));
  made.append(names);
  return made;
}

function order(data, column) {
  const made = element("button", "order", column.heading);
  made.type = "button";
  made.dataset.order = column.id;
  made.title = data.sort.replace("{hazard}", () => column.heading);
  if (data.sorted === column.id) made.append(element("span", "worst", data.worst));
  return made;
}

function groups(columns) {
  const row = element("tr", "groups");
  row.append(element("td", "area"));
  let last = null;
  for (const column of columns) {
    if (last && last.textContent === column.group) {
      last.colSpan += 1;
      continue;
    }
    last = element("th", "", column.group);
    last.scope = "colgroup";
    row.append(last);
  }
  return row;
}

function button(data, row, column, cell) {
  const made = element("button");
  made.type = "button";
  made.tabIndex = -1;
  made.dataset.area = row.id;
  made.dataset.column = column.id;
  const sign = element("span", "sign", cell.sign);
  sign.setAttribute("aria-hidden", "true");
  sign.style.background = cell.fill;
  sign.style.color = cell.ink;
  if (cell.sign) made.append(sign);
  made.append(element("span", cell.word.length > 6 ? "word" : "word short", cell.word));
  if (cell.gap) made.append(element("span", "gap", cell.gap));
  if (cell.counts) {
    const counts = element("span", "counts");
    // A sign and its number stay on one line.
    for (const part of cell.counts.split(" ")) counts.append(element("span", "whole", part), " ");
    made.append(counts);
  }
  const said = [cell.word, cell.said, cell.counts].filter(Boolean).join("。");
  made.setAttribute(
    "aria-label",
    data.label.replace("{area}", () => row.name).replace("{hazard}", () => column.heading).replace("{said}", () => said),
  );
  return made;
}

function body(data) {
  const made = element("tbody");
  for (const row of data.rows) {
    const line = element("tr", row.level);
    const name = element("th", "area", row.name);
    name.scope = "row";
    line.append(name);
    row.cells.forEach((cell, i) => {
      const place = element("td");
      place.append(button(data, row, data.columns[i], cell));
      line.append(place);
    });
    made.append(line);
  }
  return made;
}

function buttonAt(table, row, column) {
  return table.tBodies[0]?.rows[row]?.querySelectorAll("button")[column];
}

function stopAt(table, row, column) {
  const next = buttonAt(table, row, column);
  if (!next) return null;
  const before = places.get(table);
  if (before) buttonAt(table, ...before)?.setAttribute("tabindex", "-1");
  next.tabIndex = 0;
  places.set(table, [row, column]);
  return next;
}

function walk(table, event) {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const at = places.get(table);
  const pressed = event.target.closest("button");
  if (!pressed || !at || pressed.dataset.order) return;
  let to = null;
  if (steps[event.key]) to = [at[0] + steps[event.key][0], at[1] + steps[event.key][1]];
  if (event.key === "Home") to = [event.ctrlKey ? 0 : at[0], 0];
  if (event.key === "End") {
    const last = table.tBodies[0].rows.length - 1;
    to = [event.ctrlKey ? last : at[0], table.tBodies[0].rows[at[0]].querySelectorAll("button").length - 1];
  }
  if (!to) return;
  event.preventDefault();
  const next = stopAt(table, ...to);
  if (next) next.focus();
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!data) return undefined;
  const frame = parentElement.querySelector(".sonae-signs");
  const table = frame.querySelector("table");
  const mark = JSON.stringify(data);
  frame.querySelector(".hint").textContent = data.hint;
  if (drawn.get(frame) !== mark) {
    const keys = frame.querySelector(".keys");
    keys.hidden = !data.keys.length;
    keys.replaceChildren(...data.keys.map((said) => element("li", "", said)));
    const at = places.get(table) ?? [0, 0];
    table.replaceChildren(element("caption", "", data.caption), head(data), body(data));
    places.delete(table);
    stopAt(table, ...at) ?? stopAt(table, 0, 0);
    drawn.set(frame, mark);
    const upper = table.querySelector("tr.groups");
    table.style.setProperty("--head", upper ? `${upper.offsetHeight}px` : "0px");
  }
  table.onclick = (event) => {
    // The rest of a cell below its short text is part of its button.
    const pressed = event.target.closest("button") ?? event.target.closest("tbody td")?.querySelector("button");
    if (!pressed) return;
    if (pressed.dataset.order) {
      setTriggerValue("sorted", { column: pressed.dataset.order });
      return;
    }
    const line = pressed.closest("tr");
    const column = [...line.querySelectorAll("button")].indexOf(pressed);
    stopAt(table, line.sectionRowIndex, column);
    setTriggerValue("opened", { area: pressed.dataset.area, column: pressed.dataset.column });
  };
  table.onkeydown = (event) => walk(table, event);
  frame.dataset.ready = "true";
  return undefined;
}
