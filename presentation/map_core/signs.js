// Draws signs and patterns as presentation/styles/ describes them: on the map and in the legend alike.
const SonaeSigns = (function () {
  "use strict";

  const FONT = '"Noto Sans JP", "Noto Sans CJK JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif';

  // Shapes tell signs apart first, colours second: they survive a grey print.
  const OUTLINES = {
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
    bar(ctx, x, y, r) { ctx.rect(x - r, y - 0.4 * r, 2 * r, 0.8 * r); },
    arrow(ctx, x, y, r) {
      ctx.moveTo(x, y - 1.3 * r);
      ctx.lineTo(x + 0.85 * r, y + 0.9 * r);
      ctx.lineTo(x, y + 0.35 * r);
      ctx.lineTo(x - 0.85 * r, y + 0.9 * r);
      ctx.closePath();
    },
    cross(ctx, x, y, r) {
      ctx.moveTo(x - r, y - r);
      ctx.lineTo(x + r, y + r);
      ctx.moveTo(x + r, y - r);
      ctx.lineTo(x - r, y + r);
    },
  };

  function outline(ctx, look, x, y, r, colour, width) {
    ctx.beginPath();
    OUTLINES[look.shape](ctx, x, y, r);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }

  // `faint` is what is left of the opacity of a sign that does not count yet.
  function draw(ctx, look, x, y, r, faint) {
    ctx.globalAlpha = look.opacity * (faint === undefined ? 1 : faint);
    ctx.setLineDash([]);
    ctx.lineCap = "round";
    // A white line below the dark one keeps a sign legible on every colour of water.
    if (look.halo) outline(ctx, look, x, y, r, "#FFFFFF", look.width + 3);
    if (look.fill) {
      ctx.beginPath();
      OUTLINES[look.shape](ctx, x, y, r);
      ctx.fillStyle = look.fill;
      ctx.fill();
    }
    outline(ctx, look, x, y, r, look.edge, look.width);
    if (look.mark && r >= 5.5) {
      ctx.fillStyle = look.ink;
      ctx.font = `bold ${Math.round(1.3 * r)}px ${FONT}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillText(look.mark, x, y + (look.shape === "triangle" ? 0.2 * r : 0.06 * r));
    }
    ctx.globalAlpha = 1;
  }

  const tiles = new Map();

  // A tile of a pattern that joins with itself on every side.
  function tile(hatch, ratio) {
    const key = JSON.stringify([hatch, ratio]);
    if (tiles.has(key)) return tiles.get(key);
    const size = Math.max(3, Math.round(hatch.gap * ratio));
    const canvas = document.createElement("canvas");
    canvas.width = size;
    canvas.height = size;
    const pen = canvas.getContext("2d");
    pen.globalAlpha = hatch.opacity;
    pen.strokeStyle = hatch.colour;
    pen.fillStyle = hatch.colour;
    pen.lineWidth = ratio;
    pen.beginPath();
    if (hatch.pattern === "dots") {
      pen.arc(size / 2, size / 2, 0.9 * ratio, 0, 2 * Math.PI);
      pen.fill();
    }
    if (hatch.pattern === "level") {
      pen.moveTo(0, size / 2);
      pen.lineTo(size, size / 2);
    }
    const rising = hatch.pattern === "rising" || hatch.pattern === "crossed";
    const falling = hatch.pattern === "falling" || hatch.pattern === "crossed";
    for (const shift of [-size, 0, size]) {
      if (rising) {
        pen.moveTo(shift - 1, size + 1);
        pen.lineTo(shift + size + 1, -1);
      }
      if (falling) {
        pen.moveTo(shift - 1, -1);
        pen.lineTo(shift + size + 1, size + 1);
      }
    }
    pen.stroke();
    tiles.set(key, canvas);
    return canvas;
  }

  function pattern(ctx, hatch) {
    const ratio = window.devicePixelRatio || 1;
    const made = ctx.createPattern(tile(hatch, ratio), "repeat");
    made.setTransform(new DOMMatrix().scale(1 / ratio));
    return made;
  }

  // Signs that fit a street map would hide a whole city.
  function shrink(zoom) {
    return Math.min(1, Math.max(0.5, 1 - 0.18 * (14 - zoom)));
  }

  return { draw, pattern, shrink, FONT };
})();
