// Canvases above the offline map, and the reader of its packed lines.
const SonaeCanvas = (function () {
  "use strict";

  const UNITS = 100000;
  const PAD = 0.25;

  // Signed integers in groups of five bits (see exports/packing.py).
  function integers(packed) {
    const found = [];
    let value = 0;
    let shift = 0;
    for (let i = 0; i < packed.length; i++) {
      const chunk = packed.charCodeAt(i) - 63;
      value |= (chunk & 31) << shift;
      if (chunk & 32) {
        shift += 5;
      } else {
        found.push(value & 1 ? ~(value >> 1) : value >> 1);
        value = 0;
        shift = 0;
      }
    }
    return found;
  }

  // Lines as spherical Mercator of a world of 256 units, with the box of each line.
  function lines(packed) {
    const counts = integers(packed.counts);
    const steps = integers(packed.points);
    const xy = new Float64Array(steps.length);
    let lng = 0;
    let lat = 0;
    for (let i = 0; i < steps.length; i += 2) {
      lng += steps[i];
      lat += steps[i + 1];
      const phi = (lat / UNITS) * (Math.PI / 180);
      xy[i] = 256 * (lng / UNITS / 360 + 0.5);
      xy[i + 1] = 256 * (0.5 - Math.asinh(Math.tan(phi)) / (2 * Math.PI));
    }
    const boxes = new Float64Array(counts.length * 4);
    const starts = new Int32Array(counts.length + 1);
    counts.forEach(function (count, line) {
      starts[line + 1] = starts[line] + count;
      let box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let p = starts[line]; p < starts[line + 1]; p++) {
        box = [
          Math.min(box[0], xy[2 * p]), Math.min(box[1], xy[2 * p + 1]),
          Math.max(box[2], xy[2 * p]), Math.max(box[3], xy[2 * p + 1]),
        ];
      }
      boxes.set(box, line * 4);
    });
    return { xy: xy, boxes: boxes, starts: starts, size: counts.length };
  }

  function rings(packed) {
    const shape = lines(packed);
    const perPolygon = integers(packed.rings);
    shape.polygons = new Int32Array(perPolygon.length + 1);
    perPolygon.forEach(function (count, i) {
      shape.polygons[i + 1] = shape.polygons[i] + count;
    });
    return shape;
  }

  // One canvas above the map that is drawn anew after each move.
  const Drawing = L.Layer.extend({
    initialize: function (paint, order) {
      this._paint = paint;
      this._order = order;
    },
    onAdd: function (map) {
      this._canvas = L.DomUtil.create("canvas", "sonae-canvas", map.getPane("overlayPane"));
      this._canvas.style.zIndex = this._order;
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("moveend zoomend resize", this._draw, this);
      this._draw();
    },
    onRemove: function (map) {
      map.off("moveend zoomend resize", this._draw, this);
      this._canvas.remove();
    },
    _draw: function () {
      const map = this._map;
      const size = map.getSize();
      const ratio = window.devicePixelRatio || 1;
      const pad = size.multiplyBy(PAD).round();
      const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1)).round();
      const whole = size.add(pad.multiplyBy(2));
      const canvas = this._canvas;
      L.DomUtil.setPosition(canvas, corner);
      canvas.width = whole.x * ratio;
      canvas.height = whole.y * ratio;
      canvas.style.width = whole.x + "px";
      canvas.style.height = whole.y + "px";
      const ctx = canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      const scale = Math.pow(2, map.getZoom());
      const shift = map.getPixelOrigin().add(corner);
      const view = {
        scale: scale, dx: shift.x, dy: shift.y, zoom: map.getZoom(),
        box: [shift.x / scale, shift.y / scale, (shift.x + whole.x) / scale, (shift.y + whole.y) / scale],
      };
      this._paint(ctx, view);
    },
  });

  function visible(shape, line, view) {
    const b = shape.boxes;
    const i = line * 4;
    const v = view.box;
    return b[i] <= v[2] && b[i + 2] >= v[0] && b[i + 1] <= v[3] && b[i + 3] >= v[1];
  }

  function trace(ctx, shape, line, view) {
    for (let p = shape.starts[line]; p < shape.starts[line + 1]; p++) {
      const x = shape.xy[2 * p] * view.scale - view.dx;
      const y = shape.xy[2 * p + 1] * view.scale - view.dy;
      if (p === shape.starts[line]) {
        ctx.moveTo(x, y);
      } else {
        ctx.lineTo(x, y);
      }
    }
  }

  function strokeAll(ctx, shape, view) {
    ctx.beginPath();
    for (let line = 0; line < shape.size; line++) {
      if (visible(shape, line, view)) {
        trace(ctx, shape, line, view);
      }
    }
    ctx.stroke();
  }

  function fillAll(ctx, shape, view, fills) {
    for (let polygon = 0; polygon + 1 < shape.polygons.length; polygon++) {
      const first = shape.polygons[polygon];
      if (!visible(shape, first, view)) {
        continue;
      }
      ctx.beginPath();
      for (let ring = first; ring < shape.polygons[polygon + 1]; ring++) {
        trace(ctx, shape, ring, view);
        ctx.closePath();
      }
      fills.forEach(function (fill) {
        ctx.fillStyle = fill;
        ctx.fill("evenodd");
      });
    }
  }

  return { Drawing: Drawing, lines: lines, rings: rings, strokeAll: strokeAll, fillAll: fillAll };
})();
