// The map: Leaflet on one canvas, fed by compact layer files. ui/components/map/__init__.py puts
// Leaflet (known as `L`) and the other scripts above this text: all of them are one module.

const maps = new WeakMap(); // one state per place in the page, so that the view survives updates

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
  state.panel.addEventListener("toggle", () => map.fire("room"));
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

function isShown(state, layer) {
  const zoom = state.map.getZoom();
  if (zoom < layer.from_zoom || zoom >= layer.below_zoom) return false;
  return isChosen(state, layer);
}

function isChosen(state, layer) {
  return state.shown.get(layer.follows || layer.id) ?? layer.shown;
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
