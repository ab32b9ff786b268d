// The legend: what lies on top of the map stands on top of it. With switches, layers are shown and
// hidden here; the pictures are drawn by what draws the map.
const SonaeLegend = (function () {
  "use strict";

  const WIDTH = 34;
  const HEIGHT = 20;

  function drawLine(ctx, look) {
    for (const stroke of look.strokes) {
      ctx.globalAlpha = stroke.opacity;
      ctx.strokeStyle = stroke.colour;
      ctx.lineWidth = Math.min(stroke.width, 9);
      ctx.setLineDash(stroke.dash);
      ctx.beginPath();
      ctx.moveTo(3, HEIGHT / 2);
      ctx.lineTo(WIDTH - 3, HEIGHT / 2);
      ctx.stroke();
    }
  }

  function drawArea(ctx, look) {
    const box = [4, 3, WIDTH - 8, HEIGHT - 6];
    ctx.globalAlpha = look.opacity;
    ctx.fillStyle = look.fill || "transparent";
    ctx.fillRect(...box);
    ctx.globalAlpha = 1;
    if (look.hatch) {
      ctx.fillStyle = SonaeSigns.pattern(ctx, look.hatch);
      ctx.fillRect(...box);
    }
    const edge = look.strokes[0] || { colour: "#555555", width: 0.8, dash: [] };
    ctx.strokeStyle = edge.colour;
    ctx.lineWidth = edge.width;
    ctx.setLineDash(edge.dash);
    ctx.strokeRect(...box);
  }

  function picture(look) {
    const canvas = document.createElement("canvas");
    const ratio = window.devicePixelRatio || 1;
    canvas.width = WIDTH * ratio;
    canvas.height = HEIGHT * ratio;
    canvas.setAttribute("aria-hidden", "true");
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    if (look.kind === "line") drawLine(ctx, look);
    else if (look.kind === "area") drawArea(ctx, look);
    else SonaeSigns.draw(ctx, look, WIDTH / 2, HEIGHT / 2, Math.min(look.radius, 7));
    return canvas;
  }

  // Whether the only entry says no more than its head: then its picture stands in the head.
  function isOne(group) {
    return group.entries.length === 1 && group.entries[0].label === group.label;
  }

  function heading(group, switches) {
    const line = document.createElement(switches ? "label" : "div");
    line.className = "layer";
    if (switches) {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.dataset.layer = group.id;
      box.checked = switches.isShown(group.id);
      box.addEventListener("change", function () { switches.show(group.id, box.checked); });
      line.appendChild(box);
    }
    if (isOne(group)) {
      line.classList.add("alone");
      line.appendChild(picture(group.entries[0].look));
    }
    line.appendChild(document.createTextNode(group.label));
    return line;
  }

  // panel: an empty element; groups: {id, label, entries: [{look, label}]} from the top of the map down.
  // switches: {isShown(id), show(id, shown)}, or null where the map has a control of its own.
  function fill(panel, groups, notes, switches) {
    panel.replaceChildren();
    panel.classList.add("sonae-legend-body");
    groups.forEach(function (group) {
      panel.appendChild(heading(group, switches));
      if (isOne(group)) return;
      group.entries.forEach(function (entry) {
        const row = document.createElement("div");
        row.className = "entry";
        const words = document.createElement("span");
        words.textContent = entry.label;
        row.append(picture(entry.look), words);
        panel.appendChild(row);
      });
    });
    notes.forEach(function (note) {
      const line = document.createElement("p");
      line.className = "note";
      line.textContent = note;
      panel.appendChild(line);
    });
  }

  return { fill, picture };
})();
