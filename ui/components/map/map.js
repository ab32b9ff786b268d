// The map of a page: it takes layers from Streamlit, reads their files from our own server, and tells
// what was clicked. How layers are read, drawn and explained is in presentation/map_core/:
// ui/components/map/__init__.py puts Leaflet (known as `L`) and those scripts above this text.

const maps = new WeakMap(); // one state per place in the page, so that the view survives updates
const GRACE_MS = 150; // so long layers of before may stand while those after them are being read
const files = new Map(); // layer files by URL: no name ever means two contents

// What a page hands over itself is kept nowhere but in that page: it may rest on lists of its reader.
async function readFile({ url, content }) {
  if (content) return JSON.parse(content);
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

function start(parent, data) {
  const frame = parent.querySelector(".sonae-map");
  frame.style.height = `${data.height_px}px`;
  const map = L.map(frame.querySelector(".canvas"), {
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
    panel: frame.querySelector(".sonae-legend"),
    dayBox: parent.querySelector(".sonae-day"),
    day: null, // the slider that was filled last, with the mark of its file
    status: frame.querySelector(".status"),
    made: new Map(), // layers of the map by their mark
    shown: new Map(), // what the reader chose to show or hide, by id
    data,
    round: 0,
    gone: false, // the reader left the page: what was still being read comes too late
    focus: null,
    told: "", // what the legend was filled with
    wanted: null,
    fitted: false,
  };
  map.fitBounds(data.bounds);
  // The page may lay the frame out later than this runs: the first view waits for a real size.
  state.resize = new ResizeObserver(() => {
    map.invalidateSize();
    if (state.fitted || frame.clientWidth < 50) return;
    state.fitted = true;
    fit(state, data.bounds);
    goTo(state, state.wanted);
  });
  state.resize.observe(frame);
  state.panel.addEventListener("toggle", () => map.fire("room"));
  state.dayBox.addEventListener("toggle", () => {
    draw(state);
    tellDay(state);
  });
  map.on("zoomend", () => arrangeAgain(state));
  return state;
}

function label(map, words) {
  const box = map.getContainer();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", words.about);
  const [more, less] = ["_zoomInButton", "_zoomOutButton"].map((name) => map.zoomControl[name]);
  for (const [button, text] of [[more, words.zoom_in], [less, words.zoom_out]]) {
    button.title = text;
    button.setAttribute("aria-label", text);
  }
}

function isChosen(state, layer) {
  // What closes belongs to the slider while it is open.
  if (state.dayBox.open && layer.id === "closing") return true;
  return state.shown.get(layer.follows || layer.id) ?? layer.shown;
}

function baseOf(state, layer) {
  return layer.base ? state.data.layers.find((one) => one.id === layer.base) : null;
}

// What is seen from near only is read when somebody comes near.
function isNear(state, layer) {
  return state.map.getZoom() >= layer.from_zoom - 0.5 || state.made.has(markOf(state, layer));
}

// Two layers of the same mark look the same: what did not change is not made again.
function markOf(state, layer) {
  return JSON.stringify([{ ...layer, content: null }, baseOf(state, layer)?.url]);
}

async function makeLayer(state, layer) {
  const mark = markOf(state, layer);
  if (!state.made.has(mark)) {
    const base = baseOf(state, layer);
    const made = base ? await makeLayer(state, base) : null;
    const file = await readFile(layer);
    if (!state.made.has(mark)) state.made.set(mark, SonaeLayer.make(layer, file, made));
  }
  return state.made.get(mark);
}

// What the page no longer tells is taken away.
function dropOld(state) {
  const told = new Set(state.data.layers.map((layer) => markOf(state, layer)));
  for (const [mark, layer] of state.made) {
    if (told.has(mark)) continue;
    layer.remove();
    state.made.delete(mark);
  }
}

// Reads what is shown and not yet made, puts it on the map, and takes away what is not wanted: in one picture
// where the files come soon, else the old is taken away first. Whether it came to that is returned.
async function arrange(state) {
  state.round += 1;
  const round = state.round;
  const isLast = () => !state.gone && round === state.round; // not left, and no newer call is on its way
  const drop = () => isLast() && dropOld(state);
  const late = setTimeout(drop, GRACE_MS);
  const wanted = state.data.layers.filter((layer) => isChosen(state, layer) && isNear(state, layer));
  let layers;
  try {
    layers = await Promise.all(wanted.map((layer) => makeLayer(state, layer)));
  } finally {
    clearTimeout(late);
    drop();
  }
  if (!isLast()) return false;
  for (const layer of state.made.values()) if (!layers.includes(layer)) layer.remove();
  for (const layer of layers) layer.addTo(state.map);
  return true;
}

// A zoom reads what it brings near, and nothing else.
function arrangeAgain(state) {
  const missing = state.data.layers.some(
    (layer) => isChosen(state, layer) && isNear(state, layer) && !state.made.has(markOf(state, layer))
  );
  if (state.fitted && missing) draw(state);
}

// Leaves the ground below the legend out of the view.
function fit(state, bounds) {
  const covered = state.panel.open ? state.panel.offsetWidth + 16 : 24;
  state.map.fitBounds(bounds, { paddingTopLeft: [24, 12], paddingBottomRight: [covered, 24], maxZoom: 16 });
}

function goTo(state, focus) {
  state.wanted = focus;
  if (!focus || !state.fitted || state.gone) return;
  const mark = JSON.stringify(focus);
  if (mark === state.focus) return;
  state.focus = mark;
  if (focus.bounds) fit(state, focus.bounds);
  else state.map.setView(focus.point, Math.max(state.map.getZoom(), focus.zoom));
}

async function draw(state) {
  state.status.textContent = state.data.words.loading;
  state.frame.dataset.ready = "false";
  try {
    if (!(await arrange(state))) return; // the newer call tells
    state.status.textContent = "";
    state.frame.dataset.ready = "true";
  } catch {
    state.status.textContent = state.data.words.failed;
  }
}

// Opens or closes the line of the day: its file is read when somebody opens it.
async function tellDay(state) {
  const { data, dayBox } = state;
  dayBox.hidden = !data.day;
  if (!data.day || !dayBox.open) {
    state.day?.panel.hide();
    return;
  }
  if (state.day?.url !== data.day.url) {
    state.day?.panel.hide();
    const file = await readFile(data.day);
    if (!dayBox.isConnected || state.day?.url === state.data.day?.url) return;
    const panel = SonaeDay.fill(dayBox.querySelector("div"), state.map, data.day, file, data.words);
    state.day = { url: data.day.url, panel };
  }
  await draw(state);
  if (state.gone) return;
  state.day.panel.show();
  dayBox.dataset.ready = "true";
}

function explain(state) {
  const { data, panel } = state;
  panel.querySelector("summary").textContent = data.words.switches;
  state.dayBox.querySelector("summary").textContent = data.words.day_open;
  panel.hidden = false; // until now it had no name
  const shown = data.layers.map((layer) => [layer.id, layer.shown]);
  const told = JSON.stringify([data.legend, data.notes, shown, state.dayBox.open]);
  if (told === state.told) return; // its pictures take as long as those of the map
  state.told = told;
  SonaeLegend.fill(panel.querySelector("div"), data.legend, data.notes, {
    isShown: (id) => isChosen(state, data.layers.find((layer) => layer.id === id)),
    show: (id, isShown) => {
      state.shown.set(id, isShown);
      draw(state);
    },
  });
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
  state.data = data;
  const board = SonaeBoard.of(state.map);
  board.words = data.words;
  const tell = (layer, id, at) => setTriggerValue("clicked", { layer, id, at: at ? [at.lat, at.lng] : null });
  board.onClick = tell;
  board.onPress = data.pressable ? (at) => tell("", "", at) : null;
  label(state.map, data.words);
  explain(state);
  draw(state).then(() => goTo(state, data.focus));
  tellDay(state);
  return () => {
    if (state.frame.isConnected) return;
    state.gone = true;
    state.resize.disconnect();
    state.map.remove();
    maps.delete(parentElement);
  };
}
