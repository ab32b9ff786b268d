// Signs of places and people, and the names beside them.

const LABEL_FONT = '12px "Noto Sans JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif';

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
