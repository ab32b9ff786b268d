// Draws each kind of layer on a canvas. `view` says where the canvas lies: {scale, dx, dy, zoom, box}.
const SonaePainters = (function () {
  "use strict";

  const CLOSED = 0.3; // of the opacity is left of the sign of a place that is not open yet

  function isSeen(shape, line, view) {
    const b = shape.boxes;
    const i = 4 * line;
    const seen = view.box;
    return b[i] <= seen[2] && b[i + 2] >= seen[0] && b[i + 1] <= seen[3] && b[i + 3] >= seen[1];
  }

  function trace(ctx, shape, line, view) {
    const xy = shape.xy;
    const end = shape.starts[line + 1];
    let p = shape.starts[line];
    ctx.moveTo(xy[2 * p] * view.scale - view.dx, xy[2 * p + 1] * view.scale - view.dy);
    for (p += 1; p < end; p += 1) {
      ctx.lineTo(xy[2 * p] * view.scale - view.dx, xy[2 * p + 1] * view.scale - view.dy);
    }
  }

  function widthAt(look, stroke, view) {
    if (look.shrinks) return stroke.width * SonaeSigns.shrink(view.zoom);
    if (!look.grows) return stroke.width;
    return Math.min(9, Math.max(0.35, stroke.width * Math.max(0.35, Math.pow(2, view.zoom - 16))));
  }

  function strokeAll(ctx, shape, members, stroke, width, view, faint) {
    ctx.globalAlpha = stroke.opacity * faint;
    ctx.strokeStyle = stroke.colour;
    ctx.lineWidth = width;
    ctx.lineCap = stroke.dash.length ? "butt" : "round";
    ctx.lineJoin = "round";
    ctx.setLineDash(stroke.dash);
    ctx.beginPath();
    for (const line of members) if (isSeen(shape, line, view)) trace(ctx, shape, line, view);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  }

  // All lower strokes first: a line that crosses another is not cut by its edge.
  function lines(ctx, layer, view) {
    const { shape, looks } = layer;
    const faint = view.zoom >= layer.paleFrom ? layer.pale : 1;
    const most = Math.max(0, ...looks.map((look) => look.strokes.length));
    for (let i = 0; i < most; i += 1) {
      for (const [style, members] of layer.groupsAt(view.time)) {
        const stroke = looks[style].strokes[i];
        if (stroke) strokeAll(ctx, shape, members, stroke, widthAt(looks[style], stroke, view), view, faint);
      }
    }
  }

  function fillArea(ctx, shape, area, view, look) {
    ctx.beginPath();
    for (let ring = shape.first[area]; ring < shape.first[area + 1]; ring += 1) {
      trace(ctx, shape, ring, view);
      ctx.closePath();
    }
    if (look.fill) {
      ctx.globalAlpha = look.opacity;
      ctx.fillStyle = look.fill;
      ctx.fill("evenodd");
      ctx.globalAlpha = 1;
    }
    if (look.hatch) {
      ctx.fillStyle = look.tile;
      ctx.fill("evenodd");
    }
  }

  function areas(ctx, layer, view) {
    const { shape, groups, looks } = layer;
    const order = [...groups.keys()].sort((a, b) => a - b);
    for (const style of order) {
      const look = looks[style];
      if (look.hatch) look.tile = SonaeSigns.pattern(ctx, look.hatch);
      for (const area of groups.get(style)) {
        if (isSeen(shape, shape.first[area], view)) fillArea(ctx, shape, area, view, look);
      }
    }
    for (const style of order) {
      for (const stroke of looks[style].strokes) {
        const rings = [];
        for (const area of groups.get(style)) {
          for (let ring = shape.first[area]; ring < shape.first[area + 1]; ring += 1) rings.push(ring);
        }
        strokeAll(ctx, shape, rings, stroke, stroke.width, view, 1);
      }
    }
  }

  function label(ctx, text, x, y) {
    ctx.font = `12px ${SonaeSigns.FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    ctx.strokeStyle = "rgba(255,255,255,0.92)";
    ctx.lineWidth = 3.5;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = "#1A1A1A";
    ctx.fillText(text, x, y);
  }

  function points(ctx, layer, view) {
    const { shape, looks, names } = layer;
    const written = names && !layer.crowded && view.zoom >= layer.textZoom;
    for (let i = 0; i < shape.size; i += 1) {
      if (!isSeen(shape, i, view)) continue;
      const x = shape.xy[2 * i] * view.scale - view.dx;
      const y = shape.xy[2 * i + 1] * view.scale - view.dy;
      const radius = layer.radiusOf(i) * SonaeSigns.shrink(view.zoom);
      const isClosed = layer.isClosedAt(i, view.time);
      if (isClosed) view.closed += 1;
      SonaeSigns.draw(ctx, looks[layer.styleAt(i, view.time)], x, y, radius, isClosed ? CLOSED : 1);
      if (written && names[i]) label(ctx, names[i], x, y + radius + 3);
    }
  }

  // Arrows turn with the walk: `angles` are degrees from east, counter-clockwise.
  function arrows(ctx, layer, view) {
    const { shape, looks, angles } = layer;
    const look = looks[0];
    for (let i = 0; i < shape.size; i += 1) {
      if (!isSeen(shape, i, view)) continue;
      ctx.save();
      ctx.translate(shape.xy[2 * i] * view.scale - view.dx, shape.xy[2 * i + 1] * view.scale - view.dy);
      ctx.rotate(Math.PI / 2 - angles[i] * (Math.PI / 180));
      SonaeSigns.draw(ctx, look, 0, 0, look.radius);
      ctx.restore();
    }
  }

  return { lines, line_refs: lines, areas, points, arrows, names() {}, on_way() {} };
})();
