// The map: Leaflet on one canvas, fed by compact layer files. Leaflet itself stands above this text
// (ui/components/map/__init__.py puts it there) and is known as `L`.
//
// A layer file holds whole numbers only: degrees × `UNITS`, each number the difference to the one
// before it. 60,000 streets are 1 MB that way and are decoded in a tenth of a second.

const UNITS = 1e5;
const LABEL_FONT = '12px "Noto Sans JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif';
const maps = new WeakMap(); // one state per place in the page, so that the view survives updates
const files = new Map(); // layer files by URL: their name is the hash of their content

// ---------------------------------------------------------------------------------- decoding

function decodeRuns(xy, sizes) {
  const runs = new Array(sizes.length);
  let at = 0;
  let x = 0;
  let y = 0;
  for (let run = 0; run < sizes.length; run += 1) {
    const points = new Array(sizes[run]);
    for (let i = 0; i < sizes[run]; i += 1) {
      x += xy[at];
      y += xy[at + 1];
      at += 2;
      points[i] = [y / UNITS, x / UNITS];
    }
    runs[run] = points;
  }
  return runs;
}

function byStyle(items, styles) {
  const groups = new Map();
  items.forEach((item, i) => {
    const style = styles[i];
    if (!groups.has(style)) groups.set(style, []);
    groups.get(style).push(item);
  });
  return groups;
}

async function readFile(url) {
  if (!files.has(url)) {
    const reading = fetch(new URL(url, document.baseURI)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${url}`);
      return answer.json();
    });
    files.set(url, reading);
    reading.catch(() => files.delete(url));
  }
  return files.get(url);
}

// ----------------------------------------------------------------------------------- drawing

// Places are told apart by shape first and colour second, so that they survive a grey print.
const drawShape = {
  circle(ctx, x, y, r) { ctx.arc(x, y, r, 0, 2 * Math.PI); },
  square(ctx, x, y, r) { ctx.rect(x - r, y - r, 2 * r, 2 * r); },
  triangle(ctx, x, y, r) {
    ctx.moveTo(x, y - 1.2 * r);
    ctx.lineTo(x + 1.15 * r, y + 0.85 * r);
    ctx.lineTo(x - 1.15 * r, y + 0.85 * r);
    ctx.closePath();
  },
  diamond(ctx, x, y, r) {
    ctx.moveTo(x, y - 1.25 * r);
    ctx.lineTo(x + 1.25 * r, y);
    ctx.lineTo(x, y + 1.25 * r);
    ctx.lineTo(x - 1.25 * r, y);
    ctx.closePath();
  },
};

function strokeTwice(ctx, style, path) {
  ctx.lineCap = "round";
  if (style.plain) {
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.weight || 1.5;
    ctx.beginPath();
    path();
    ctx.stroke();
    return;
  }
  // A white line below the dark one keeps a sign legible on every colour of water.
  ctx.strokeStyle = "#ffffff";
  ctx.lineWidth = (style.weight || 1.5) + 3;
  ctx.beginPath();
  path();
  ctx.stroke();
  ctx.strokeStyle = style.color;
  ctx.lineWidth = style.weight || 1.5;
  ctx.beginPath();
  path();
  ctx.stroke();
}

function drawSymbol(ctx, style, x, y, r) {
  ctx.globalAlpha = style.opacity ?? 1;
  if (style.shape === "cross") {
    strokeTwice(ctx, style, () => {
      ctx.moveTo(x - r, y - r);
      ctx.lineTo(x + r, y + r);
      ctx.moveTo(x + r, y - r);
      ctx.lineTo(x - r, y + r);
    });
  } else {
    const path = () => drawShape[style.shape](ctx, x, y, r);
    if (!style.plain) strokeTwice(ctx, style, path); // what is many needs no white edge
    ctx.beginPath();
    path();
    ctx.fillStyle = style.fill;
    ctx.fill();
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.weight || 1.5;
    ctx.stroke();
  }
  if (style.mark) {
    ctx.fillStyle = style.color;
    ctx.font = `bold ${Math.round(1.7 * r)}px sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(style.mark, x, y + 1);
  }
  ctx.globalAlpha = 1;
}

// Signs that fit a street map would hide a whole city.
function shrink(zoom) {
  return Math.min(1, Math.max(0.5, 1 - 0.18 * (14 - zoom)));
}

function drawLabel(ctx, text, x, y) {
  ctx.font = LABEL_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.strokeStyle = "#ffffff";
  ctx.lineWidth = 3.5;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = "#1a1a1a";
  ctx.fillText(text, x, y);
}

const SymbolMarker = L.CircleMarker.extend({
  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) return;
    const { symbol, text, textZoom } = this.options;
    const at = this._point;
    const zoom = this._map.getZoom();
    if (symbol) drawSymbol(renderer._ctx, symbol, at.x, at.y, this._radius * shrink(zoom));
    if (text && zoom >= textZoom) drawLabel(renderer._ctx, text, at.x, at.y + this._radius + 3);
  },
});

// ------------------------------------------------------------------------------------ layers

function makeLines(file, layer) {
  const group = L.layerGroup();
  for (const [style, lines] of byStyle(decodeRuns(file.xy, file.sizes), file.style)) {
    L.polyline(lines, { ...layer.styles[style], interactive: false }).addTo(group);
  }
  return group;
}

function makeLineRefs(file, layer, state) {
  const group = L.layerGroup();
  const lines = state.baseLines;
  for (const [style, rows] of byStyle(file.rows, file.style)) {
    L.polyline(rows.map((row) => lines[row]), { ...layer.styles[style], interactive: false }).addTo(group);
  }
  return group;
}

function makeAreas(file, layer, state) {
  const group = L.layerGroup();
  const rings = decodeRuns(file.xy, file.sizes);
  const areas = [];
  let at = 0;
  file.rings.forEach((count) => {
    areas.push(rings.slice(at, at + count));
    at += count;
  });
  if (file.ids) {
    areas.forEach((area, i) => {
      const polygon = L.polygon(area, { ...layer.styles[file.style[i]], interactive: true });
      polygon.on("click", () => state.click(layer.id, file.ids[i]));
      if (file.tips) polygon.bindTooltip(textNode(file.tips[i]), { sticky: true });
      polygon.addTo(group);
    });
    return group;
  }
  for (const [style, members] of byStyle(areas, file.style)) {
    L.polygon(members, { ...layer.styles[style], interactive: false }).addTo(group);
  }
  return group;
}

function makePoints(file, layer, state) {
  const group = L.layerGroup();
  const points = decodeRuns(file.xy, [file.style.length])[0];
  points.forEach((point, i) => {
    const style = layer.styles[file.style[i]];
    const marker = new SymbolMarker(point, {
      radius: file.radius ? file.radius[i] : style.radius,
      symbol: style.shape ? style : null,
      text: file.text ? file.text[i] : "",
      textZoom: layer.text_zoom,
      interactive: Boolean(file.ids),
    });
    if (file.tips) marker.bindTooltip(textNode(file.tips[i]), { direction: "top", offset: [0, -8] });
    if (file.ids) marker.on("click", () => state.click(layer.id, file.ids[i]));
    marker.addTo(group);
  });
  return group;
}

// Names come from files of the city: they are put in as text, never as HTML.
function textNode(text) {
  const box = document.createElement("div");
  text.split("\n").forEach((line, i) => {
    const row = document.createElement("div");
    if (i === 0) row.className = "tip-head";
    row.textContent = line;
    box.appendChild(row);
  });
  return box;
}

const makers = { lines: makeLines, line_refs: makeLineRefs, areas: makeAreas, points: makePoints };

// ------------------------------------------------------------------------------------ legend

function keyPicture(entry) {
  const canvas = document.createElement("canvas");
  const ratio = window.devicePixelRatio || 1;
  canvas.width = 34 * ratio;
  canvas.height = 20 * ratio;
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  if (entry.kind === "line") {
    ctx.strokeStyle = entry.color;
    ctx.lineWidth = Math.min(entry.weight, 9);
    ctx.setLineDash((entry.dashArray || "").split(",").filter(Boolean).map(Number));
    ctx.beginPath();
    ctx.moveTo(3, 10);
    ctx.lineTo(31, 10);
    ctx.stroke();
  } else if (entry.kind === "area") {
    ctx.globalAlpha = entry.fillOpacity ?? 1;
    ctx.fillStyle = entry.fillColor || "transparent";
    ctx.fillRect(4, 3, 26, 14);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = entry.color;
    ctx.lineWidth = entry.weight || 1;
    ctx.setLineDash((entry.dashArray || "").split(",").filter(Boolean).map(Number));
    ctx.strokeRect(4, 3, 26, 14);
  } else {
    drawSymbol(ctx, entry, 17, 10, Math.min(entry.radius || 6, 7));
  }
  return canvas;
}

function drawLegend(state, data) {
  const panel = state.panel;
  panel.replaceChildren();
  const title = document.createElement("summary");
  title.textContent = data.words.legend;
  panel.appendChild(title);
  const body = document.createElement("div");
  body.className = "legend-body";
  // What lies on top of the map stands on top of the legend.
  for (const layer of data.layers.filter((one) => one.label).reverse()) {
    const line = document.createElement("label");
    line.className = "layer";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.dataset.layer = layer.id;
    box.checked = isChosen(state, layer);
    box.addEventListener("change", () => {
      state.shown.set(layer.id, box.checked);
      draw(state, data);
    });
    line.append(box, document.createTextNode(layer.label));
    body.appendChild(line);
    for (const entry of layer.legend || []) {
      const row = document.createElement("div");
      row.className = "entry";
      const words = document.createElement("span");
      words.textContent = entry.label;
      row.append(keyPicture(entry), words);
      body.appendChild(row);
    }
  }
  for (const note of data.notes || []) {
    const line = document.createElement("p");
    line.className = "note";
    line.textContent = note;
    body.appendChild(line);
  }
  panel.appendChild(body);
}

function isShown(state, layer) {
  const zoom = state.map.getZoom();
  if (zoom < layer.from_zoom || zoom >= layer.below_zoom) return false;
  return isChosen(state, layer);
}

function isChosen(state, layer) {
  return state.shown.get(layer.follows || layer.id) ?? layer.shown;
}

// ---------------------------------------------------------------------------------- the map

function start(parent, data) {
  const frame = parent.querySelector(".sonae-map");
  frame.style.height = `${data.height_px}px`;
  const map = L.map(frame.querySelector(".canvas"), {
    renderer: L.canvas({ padding: 0.3, tolerance: 4 }),
    attributionControl: false,
    zoomSnap: 0.5,
    minZoom: 9,
    maxZoom: 19,
    zoomAnimation: false,
    fadeAnimation: false,
  });
  map.zoomControl.setPosition("topleft");
  L.control.scale({ imperial: false, maxWidth: 160 }).addTo(map);
  const state = {
    map,
    frame,
    panel: frame.querySelector("details"),
    status: frame.querySelector(".status"),
    groups: new Map(),
    shown: new Map(),
    laid: [],
    data,
    baseUrl: "",
    baseLines: [],
    order: [],
    round: 0,
    focus: null,
    wanted: null,
    fitted: false,
    click: () => {},
  };
  map.fitBounds(data.bounds);
  // The page may lay the frame out later than this runs: the first view waits for a real size.
  state.resize = new ResizeObserver(() => {
    map.invalidateSize();
    if (state.fitted || frame.clientWidth < 50) return;
    state.fitted = true;
    state.panel.open = frame.clientWidth >= 700;
    fit(state, data.bounds);
    goTo(state, state.wanted);
  });
  state.resize.observe(frame);
  map.on("zoomend", () => {
    const ranged = state.order.some((layer) => isShown(state, layer) !== state.laid.includes(markOf(state, layer)));
    if (ranged) draw(state, state.data);
  });
  return state;
}

function label(map, words) {
  const box = map.getContainer();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", words.map);
  const [more, less] = ["_zoomInButton", "_zoomOutButton"].map((name) => map.zoomControl[name]);
  for (const [button, text] of [[more, words.zoom_in], [less, words.zoom_out]]) {
    button.title = text;
    button.setAttribute("aria-label", text);
  }
}

// Reads what is shown and not yet made, then puts it on the map from the bottom up.
async function arrange(state) {
  state.round += 1;
  const round = state.round;
  const shown = state.order.filter((layer) => isShown(state, layer));
  const needed = new Set(shown.flatMap((layer) => [layer.url, baseOf(state, layer)?.url]).filter(Boolean));
  const read = new Map();
  await Promise.all([...needed].map(async (url) => read.set(url, await readFile(url))));
  if (round !== state.round) return; // a newer call is on its way: this answer is stale
  for (const layer of shown) makeGroup(state, layer, read);
  const made = new Map(state.order.map((layer) => [markOf(state, layer), layer]));
  // What stays below is left alone; from the first difference on, all is laid anew in its order.
  const now = shown.map((layer) => markOf(state, layer));
  const same = now.findIndex((mark, i) => mark !== state.laid[i]);
  const keep = same < 0 ? Math.min(now.length, state.laid.length) : same;
  for (const mark of state.laid.slice(keep)) state.map.removeLayer(state.groups.get(mark));
  for (const mark of now.slice(keep)) state.map.addLayer(state.groups.get(mark));
  state.laid = now;
  for (const mark of state.groups.keys()) if (!made.has(mark)) state.groups.delete(mark);
}

function baseOf(state, layer) {
  return layer.base ? state.order.find((one) => one.id === layer.base) : null;
}

// Two layers of the same mark look the same: what did not change is not made again.
function markOf(state, layer) {
  return JSON.stringify([layer.id, layer.url, layer.styles, baseOf(state, layer)?.url]);
}

function makeGroup(state, layer, read) {
  const mark = markOf(state, layer);
  if (state.groups.has(mark)) return;
  const base = baseOf(state, layer);
  if (base && state.baseUrl !== base.url) {
    const file = read.get(base.url);
    state.baseUrl = base.url;
    state.baseLines = decodeRuns(file.xy, file.sizes);
  }
  state.groups.set(mark, makers[layer.type](read.get(layer.url), layer, state));
}

// Leaves the ground below the legend out of the view.
function fit(state, bounds) {
  const covered = state.panel.open ? state.panel.offsetWidth + 16 : 0;
  state.map.fitBounds(bounds, { paddingTopLeft: [24, 12], paddingBottomRight: [covered, 24], maxZoom: 16 });
}

function goTo(state, focus) {
  state.wanted = focus;
  if (!focus || !state.fitted) return;
  const mark = JSON.stringify(focus);
  if (mark === state.focus) return;
  state.focus = mark;
  if (focus.bounds) fit(state, focus.bounds);
  else state.map.setView(focus.point, Math.max(state.map.getZoom(), focus.zoom));
}

async function draw(state, data) {
  state.status.textContent = data.words.loading;
  state.frame.dataset.ready = "false";
  try {
    await arrange(state);
    state.status.textContent = "";
    state.frame.dataset.ready = "true";
  } catch {
    state.status.textContent = data.words.failed;
  }
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!data) return undefined;
  let state = maps.get(parentElement);
  if (!state || !state.frame.isConnected) {
    state = start(parentElement, data);
    maps.set(parentElement, state);
  }
  state.frame.style.height = `${data.height_px}px`;
  state.click = (layer, id) => setTriggerValue("clicked", { layer, id });
  label(state.map, data.words);
  state.order = data.layers;
  state.data = data;
  drawLegend(state, data);
  draw(state, data).then(() => goTo(state, data.focus));
  return () => {
    if (state.frame.isConnected) return;
    state.resize.disconnect();
    state.map.remove();
    maps.delete(parentElement);
  };
}
