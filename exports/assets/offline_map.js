// Draws a Sonae map from packed integers on canvases; no request leaves the page.
(function () {
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

  function hatch(ctx, level, colour) {
    const size = 22 - 3 * level;
    const tile = document.createElement("canvas");
    tile.width = size;
    tile.height = size;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(-1, size + 1);
    pen.lineTo(size + 1, -1);
    pen.stroke();
    return ctx.createPattern(tile, "repeat");
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

  function hazards(classes) {
    const shapes = classes.map(rings);
    return function (ctx, view) {
      shapes.forEach(function (shape, i) {
        const fills = classes[i].colour ? [classes[i].colour] : [];
        if (classes[i].hatch) {
          fills.push(hatch(ctx, classes[i].hatch, classes[i].hatchColour));
        }
        fillAll(ctx, shape, view, fills);
      });
    };
  }

  function outlines(parts) {
    const shapes = parts.map(lines);
    return function (ctx, view) {
      shapes.forEach(function (shape, i) {
        ctx.strokeStyle = parts[i].colour;
        ctx.lineWidth = parts[i].width;
        ctx.setLineDash(parts[i].dash || []);
        strokeAll(ctx, shape, view);
      });
      ctx.setLineDash([]);
    };
  }

  function streets(classes) {
    const shapes = classes.map(lines);
    return function (ctx, view) {
      const grow = Math.max(0.35, Math.pow(2, view.zoom - 16));
      shapes.forEach(function (shape, i) {
        ctx.strokeStyle = classes[i].colour;
        ctx.lineWidth = Math.min(9, Math.max(0.35, classes[i].width * grow));
        strokeAll(ctx, shape, view);
      });
    };
  }

  function flows(classes, arrows, colour) {
    const shapes = classes.map(lines);
    return function (ctx, view) {
      ctx.lineCap = "round";
      shapes.forEach(function (shape, i) {
        ctx.strokeStyle = "rgba(255,255,255,0.8)";
        ctx.lineWidth = classes[i].width + 2;
        strokeAll(ctx, shape, view);
        ctx.strokeStyle = colour;
        ctx.lineWidth = classes[i].width;
        strokeAll(ctx, shape, view);
      });
      if (view.zoom < 15) {
        return;
      }
      ctx.fillStyle = colour;
      arrows.forEach(function (arrow) {
        const phi = arrow[0] * (Math.PI / 180);
        const x = 256 * (arrow[1] / 360 + 0.5) * view.scale - view.dx;
        const y = 256 * (0.5 - Math.asinh(Math.tan(phi)) / (2 * Math.PI)) * view.scale - view.dy;
        ctx.save();
        ctx.translate(x, y);
        ctx.rotate(-arrow[2]);
        ctx.beginPath();
        ctx.moveTo(8, 0);
        ctx.lineTo(-5, -6);
        ctx.lineTo(-5, 6);
        ctx.closePath();
        ctx.fill();
        ctx.restore();
      });
    };
  }

  function popup(item) {
    const box = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = item.name;
    box.appendChild(title);
    const table = document.createElement("table");
    item.rows.forEach(function (row) {
      const line = table.insertRow();
      const head = document.createElement("th");
      head.textContent = row[0];
      line.appendChild(head);
      line.insertCell().textContent = row[1];
    });
    box.appendChild(table);
    return box;
  }

  function sign(item, className, size) {
    const box = document.createElement("span");
    box.textContent = item.sign;
    box.style.background = item.fill;
    box.style.color = item.ink;
    box.style.width = size + "px";
    box.style.height = size + "px";
    box.style.lineHeight = size - 4 + "px";
    return L.divIcon({ html: box, className: className, iconSize: [size, size] });
  }

  function places(items) {
    return L.layerGroup(items.map(function (item) {
      const icon = sign(item, item.used ? "sonae-place sonae-used" : "sonae-place", item.used ? 24 : 17);
      return L.marker(item.at, { icon: icon, title: item.name, alt: item.name, zIndexOffset: item.used ? 500 : 0 })
        .bindPopup(function () { return popup(item); });
    }));
  }

  function people(items, colour) {
    return L.layerGroup(items.map(function (item) {
      const icon = sign(
        { sign: item.sign, fill: colour, ink: "#FFFFFF" }, "sonae-people", item.size
      );
      return L.marker(item.at, { icon: icon, title: item.name, alt: item.name, zIndexOffset: 1000 })
        .bindPopup(function () { return popup(item); });
    }));
  }

  window.sonaeDraw = function (map, data) {
    const words = data.words;
    const layers = [
      [words.hazard, new Drawing(hazards(data.hazard), 1)],
      [words.streets, new Drawing(streets(data.streets), 2)],
      [words.zones, new Drawing(outlines(data.zones), 3)],
      [words.outlines, new Drawing(outlines(data.outlines), 4)],
      [words.flows, new Drawing(flows(data.flows, data.arrows, data.flowColour), 5)],
      [words.others, places(data.places.filter(function (item) { return !item.designated; }))],
      [words.places, places(data.places.filter(function (item) { return item.designated; }))],
      [words.people, people(data.people, data.peopleColour)],
    ];
    const overlays = {};
    layers.forEach(function (pair) {
      overlays[pair[0]] = pair[1];
    });
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(data.attribution);
    map.fitBounds(data.bounds);
    layers.forEach(function (pair) {
      if (pair[0] !== words.others || data.showOthers) {
        pair[1].addTo(map);
      }
    });
    function mark() {
      map.getContainer().classList.toggle("sonae-far", map.getZoom() < 14);
    }
    map.on("zoomend", mark);
    mark();
    L.control.layers(null, overlays, { collapsed: false, position: "topright" }).addTo(map);
    L.control.scale({ imperial: false, maxWidth: 160 }).addTo(map);
    const north = L.control({ position: "topleft" });
    north.onAdd = function () {
      const box = L.DomUtil.create("div", "sonae-north");
      box.textContent = words.north;
      return box;
    };
    north.addTo(map);
    document.documentElement.dataset.sonaeReady = "yes";
  };
})();
