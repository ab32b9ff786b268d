// The list of places: a table of ours, for the grid of Streamlit is a picture that no screen reader reads.
// A tick is told to the script at once, with all that are ticked, so that none is lost while it runs.

const lists = new WeakMap(); // one state per place in the page, so that order and search survive updates

function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function start(parent) {
  const frame = parent.querySelector(".places");
  const bar = made("div", "bar");
  const search = made("input");
  search.type = "search";
  const searchLabel = made("label");
  const searchText = made("span");
  searchLabel.append(searchText, search);
  const only = made("input");
  only.type = "checkbox";
  const onlyLabel = made("label");
  const onlyText = made("span");
  onlyLabel.append(only, onlyText);
  const shown = made("output");
  bar.append(searchLabel, onlyLabel, shown);
  const scroll = made("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  const table = made("table");
  scroll.append(table);
  frame.append(bar, scroll);
  const state = {
    scroll, table, search, searchText, only, onlyText, shown,
    data: null, open: new Set(), sent: 0, column: -1, descending: false, columns: "", rows: new Map(),
  };
  search.addEventListener("input", () => arrange(state));
  only.addEventListener("change", () => arrange(state));
  return state;
}

function head(state) {
  const { columns, words, caption } = state.data;
  state.table.replaceChildren(made("caption", "", caption));
  const row = made("tr");
  const tick = made("th");
  tick.scope = "col";
  tick.append(made("span", "", words.open));
  row.append(tick);
  columns.forEach((column, i) => {
    const cell = made("th");
    cell.scope = "col";
    const button = made("button", "", column.name);
    button.type = "button";
    button.title = words.sort;
    // Long names take three lines at most, whatever the cells below hold.
    button.style.minWidth = `${Math.min(9, Math.ceil(column.name.length / 3) + 2)}em`;
    button.addEventListener("click", () => {
      state.descending = state.column === i ? !state.descending : column.number;
      state.column = i;
      arrange(state);
    });
    cell.append(button);
    row.append(cell);
  });
  const group = made("thead");
  group.append(row);
  state.body = made("tbody");
  state.table.append(group, state.body);
  state.rows = new Map();
}

function makeRow(state, place) {
  const row = made("tr");
  const box = made("input");
  box.type = "checkbox";
  box.addEventListener("change", () => {
    if (box.checked) state.open.add(place.id);
    else state.open.delete(place.id);
    row.classList.toggle("closed", !box.checked);
    state.sent += 1;
    state.tell({ open: [...state.open].sort(), count: state.sent });
    arrange(state);
  });
  const tick = made("td", "tick");
  tick.append(box);
  row.append(tick);
  state.data.columns.forEach((column, i) => {
    const cell = made(i ? "td" : "th", column.number ? "number" : column.wide ? "wide" : "words");
    if (!i) cell.scope = "row";
    row.append(cell);
  });
  return { row, box };
}

function fill(state) {
  const columns = JSON.stringify(state.data.columns);
  if (columns !== state.columns) head(state);
  state.columns = columns;
  const present = new Set(state.data.rows.map((place) => place.id));
  for (const id of [...state.rows.keys()]) if (!present.has(id)) state.rows.delete(id);
  for (const place of state.data.rows) {
    if (!state.rows.has(place.id)) state.rows.set(place.id, makeRow(state, place));
    const { row, box } = state.rows.get(place.id);
    box.checked = state.open.has(place.id);
    box.setAttribute("aria-label", state.data.words.tick.replace("{name}", place.cells[0]));
    row.classList.toggle("closed", !box.checked);
    place.cells.forEach((text, i) => {
      const cell = row.children[i + 1];
      if (cell.textContent !== text) cell.textContent = text;
      cell.classList.toggle("short", text.length <= 8);
    });
  }
  arrange(state);
}

function arrange(state) {
  const wanted = state.search.value.trim().toLowerCase();
  const found = state.data.rows.filter(
    (place) =>
      (!wanted || place.cells.some((text) => text.toLowerCase().includes(wanted))) &&
      (!state.only.checked || state.open.has(place.id)),
  );
  if (state.column >= 0) {
    const way = state.descending ? -1 : 1;
    const at = state.column;
    found.sort((a, b) => {
      const [x, y] = [a.sort[at], b.sort[at]];
      return way * (typeof x === "number" ? x - y : String(x).localeCompare(String(y), "ja"));
    });
  }
  const order = found.map((place) => state.rows.get(place.id).row);
  const same = order.length === state.body.children.length && order.every((row, i) => row === state.body.children[i]);
  if (!same) {
    const focused = state.body.getRootNode().activeElement;
    state.body.replaceChildren(...order);
    if (focused && state.body.contains(focused)) focused.focus();
  }
  [...state.table.querySelectorAll("thead th")].forEach((cell, i) => {
    if (i === 0) return;
    if (i - 1 === state.column) cell.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  });
  state.shown.textContent = state.data.words.shown
    .replace("{shown}", order.length)
    .replace("{all}", state.data.rows.length)
    .replace("{open}", state.data.rows.filter((place) => state.open.has(place.id)).length);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!data) return;
  if (!lists.has(parentElement)) lists.set(parentElement, start(parentElement));
  const state = lists.get(parentElement);
  state.tell = (value) => setTriggerValue("ticked", value);
  state.data = data;
  // While a tick is on its way, what the page still says of the others is older than what is ticked.
  if (data.count >= state.sent) {
    state.open = new Set(data.rows.filter((place) => place.open).map((place) => place.id));
    state.sent = Math.max(state.sent, data.count);
  }
  state.scroll.style.maxHeight = `${data.height_px}px`;
  state.scroll.setAttribute("aria-label", data.caption);
  state.searchText.textContent = data.words.search;
  state.onlyText.textContent = data.words.only_open;
  fill(state);
}
