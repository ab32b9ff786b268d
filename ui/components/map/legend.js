// The legend, which is also where layers are switched on and off.

function keyPicture(entry) {
  const canvas = document.createElement("canvas");
  const ratio = window.devicePixelRatio || 1;
  canvas.width = 34 * ratio;
  canvas.height = 20 * ratio;
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  if (entry.kind === "line") {
    for (const stroke of [entry, ...(entry.over || [])]) {
      ctx.globalAlpha = stroke.opacity ?? 1;
      ctx.strokeStyle = stroke.color;
      ctx.lineWidth = Math.min(stroke.weight, 9);
      ctx.setLineDash((stroke.dashArray || "").split(",").filter(Boolean).map(Number));
      ctx.beginPath();
      ctx.moveTo(3, 10);
      ctx.lineTo(31, 10);
      ctx.stroke();
    }
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
