// Makes what Leaflet draws of each kind of layer file.

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
  const written = layer.crowded ? null : file.text;
  points.forEach((point, i) => {
    const style = layer.styles[file.style[i]];
    const marker = new SymbolMarker(point, {
      radius: file.radius ? file.radius[i] : style.radius,
      symbol: style.shape ? style : null,
      text: written ? written[i] : "",
      textZoom: layer.text_zoom,
      interactive: Boolean(file.ids),
    });
    if (file.tips) marker.bindTooltip(textNode(file.tips[i]), { direction: "top", offset: [0, -8] });
    if (file.ids) marker.on("click", () => state.click(layer.id, file.ids[i]));
    marker.addTo(group);
  });
  if (layer.crowded) placeNames(points, file, layer, state).addTo(group);
  return group;
}

// Names of many points, each only where it covers nothing: those drawn last, on top, come first.
function placeNames(points, file, layer, state) {
  const items = points.map((point, i) => {
    const look = { ink: "#1a1a1a", from_zoom: layer.text_zoom, below_zoom: 99 };
    return { points: [point], text: file.text[i], look: { ...look, gap: layer.styles[file.style[i]].radius + 3 } };
  });
  return SonaeNames.layer(0, items.filter((item) => item.text).reverse(), (map, ctx) => occupied(state, map, ctx));
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

function makeNames(file, layer, state) {
  const items = decodeRuns(file.xy, file.sizes).map((points, i) => (
    { points, text: file.text[i], look: layer.styles[file.style[i]] }
  ));
  return SonaeNames.layer(1, items, (map, ctx) => occupied(state, map, ctx));
}

// Signs and their names in the window, and the legend: no name of the background covers them.
function occupied(state, map, ctx) {
  const zoom = map.getZoom();
  const around = map.getBounds();
  const found = [];
  map.eachLayer((marker) => {
    if (!(marker instanceof SymbolMarker) || !around.contains(marker.getLatLng())) return;
    const { symbol, text, textZoom } = marker.options;
    const at = map.latLngToContainerPoint(marker.getLatLng());
    const radius = marker.getRadius() * shrink(zoom);
    if (symbol) found.push({ ...SonaeNames.box(at.x, at.y, 2 * radius, 2 * radius), small: radius < 6 });
    if (text && zoom >= textZoom) {
      const width = ctx.measureText(text).width;
      found.push(SonaeNames.box(at.x, at.y + marker.getRadius() + 11, width, 18));
    }
  });
  const panel = state.panel;
  found.push({
    west: panel.offsetLeft, east: panel.offsetLeft + panel.offsetWidth,
    north: panel.offsetTop, south: panel.offsetTop + panel.offsetHeight,
  });
  return found;
}

const makers = {
  lines: makeLines, line_refs: makeLineRefs, areas: makeAreas, points: makePoints, names: makeNames,
};
