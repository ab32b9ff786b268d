// Draws a Sonae map from packed integers on canvases; no request leaves the page.
(function () {
  "use strict";

  const Drawing = SonaeCanvas.Drawing;
  const lines = SonaeCanvas.lines;
  const rings = SonaeCanvas.rings;
  const strokeAll = SonaeCanvas.strokeAll;
  const fillAll = SonaeCanvas.fillAll;

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

  // Lines for orientation: one set below the streets, one above; pale and then gone as one comes near.
  function guides(background, kinds) {
    const parts = background.lines.filter(function (part) { return kinds.includes(part.kind); });
    const shapes = parts.map(lines);
    return function (ctx, view) {
      const pale = view.zoom >= background.pale.from ? background.pale.opacity : 1;
      shapes.forEach(function (shape, i) {
        if (view.zoom >= parts[i].below) {
          return;
        }
        parts[i].strokes.forEach(function (stroke) {
          ctx.globalAlpha = stroke.opacity * pale;
          ctx.strokeStyle = stroke.colour;
          ctx.lineWidth = stroke.width;
          ctx.setLineDash(stroke.dash);
          strokeAll(ctx, shape, view);
        });
      });
      ctx.globalAlpha = 1;
      ctx.setLineDash([]);
    };
  }

  function names(background) {
    const shape = lines(background.names);
    const items = background.names.text.map(function (text, i) {
      const points = [];
      for (let p = shape.starts[i]; p < shape.starts[i + 1]; p++) {
        points.push(L.CRS.EPSG3857.pointToLatLng(L.point(shape.xy[2 * p], shape.xy[2 * p + 1]), 0));
      }
      return { points: points, text: text, look: background.looks[background.names.look[i]] };
    });
    return SonaeNames.layer(1, items, occupied);
  }

  // Signs in the window and the panel of layers: no name of the background covers them.
  function occupied(map) {
    const around = map.getBounds();
    const frame = map.getContainer().getBoundingClientRect();
    const found = [];
    map.eachLayer(function (marker) {
      if (!(marker instanceof L.Marker) || !around.contains(marker.getLatLng())) {
        return;
      }
      const sign = marker.getElement().firstElementChild.getBoundingClientRect();
      found.push({
        west: sign.left - frame.left, east: sign.right - frame.left,
        north: sign.top - frame.top, south: sign.bottom - frame.top, small: sign.width < 14,
      });
    });
    map.getContainer().querySelectorAll(".leaflet-control").forEach(function (panel) {
      const box = panel.getBoundingClientRect();
      found.push({
        west: box.left - frame.left, east: box.right - frame.left,
        north: box.top - frame.top, south: box.bottom - frame.top,
      });
    });
    return found;
  }

  // One switch for all lines and names for orientation; no layer at all where the city has none.
  function orientation(background) {
    if (!background.lines) {
      return [];
    }
    return [L.layerGroup([
      new Drawing(guides(background, ["road"]), 2),
      new Drawing(guides(background, ["river", "coast", "railway"]), 4),
      names(background),
    ])];
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
    ].concat(orientation(data.background).map(function (layer) { return [words.background, layer]; }), [
      [words.streets, new Drawing(streets(data.streets), 3)],
      [words.zones, new Drawing(outlines(data.zones), 5)],
      [words.outlines, new Drawing(outlines(data.outlines), 6)],
      [words.flows, new Drawing(flows(data.flows, data.arrows, data.flowColour), 7)],
      [words.others, places(data.places.filter(function (item) { return !item.designated; }))],
      [words.places, places(data.places.filter(function (item) { return item.designated; }))],
      [words.people, people(data.people, data.peopleColour)],
    ]);
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
