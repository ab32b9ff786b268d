// Names along lines and beside signs, each written where it covers nothing.
// `L` is Leaflet. Zoom after zoom the places are found anew, so that there is a name in every view.
const SonaeNames = (function () {
  "use strict";

  const FONT = `12px ${SonaeSigns.FONT}`;
  const HEIGHT = 16; // of a line of text [px]
  const STEP = 28; // between two tries along a line [px]
  const EDGE = 6; // left free at the edge of the window [px]
  const SIGNS = 2; // so many small signs may be covered by a name

  // What gives or takes room; the page itself says "room" when something opens or closes upon the map.
  const ROOM = "moveend zoomend resize layeradd layerremove room";

  function meet(a, b) {
    return a.west < b.east && b.west < a.east && a.north < b.south && b.north < a.south;
  }

  function box(x, y, width, height) {
    return { west: x - width / 2, east: x + width / 2, north: y - height / 2, south: y + height / 2 };
  }

  function inside(one, size) {
    return one.west >= EDGE && one.north >= EDGE && one.east <= size.x - EDGE && one.south <= size.y - EDGE;
  }

  // Points of a line every STEP pixels, those in the window only.
  function along(points, size) {
    const found = [];
    let left = 0;
    for (let i = 1; i < points.length; i += 1) {
      const from = points[i - 1];
      const to = points[i];
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      for (; left < length; left += STEP) {
        const x = from.x + ((to.x - from.x) * left) / length;
        const y = from.y + ((to.y - from.y) * left) / length;
        if (x >= 0 && y >= 0 && x <= size.x && y <= size.y) found.push({ x: x, y: y });
      }
      left -= length;
    }
    return found;
  }

  // Where a name may stand, best first: the middle of what is seen of a line, the sides of a station.
  function candidates(points, width, size, look) {
    const gap = look.gap;
    if (look.centred) return [box(points[0].x, points[0].y, width, HEIGHT)];
    if (points.length === 1) {
      const at = points[0];
      return [
        box(at.x + gap + width / 2, at.y, width, HEIGHT), box(at.x - gap - width / 2, at.y, width, HEIGHT),
        box(at.x, at.y - gap - HEIGHT / 2, width, HEIGHT), box(at.x, at.y + gap + HEIGHT / 2, width, HEIGHT),
      ];
    }
    const seen = along(points, size);
    if (seen.length * STEP < width) return [];
    const middle = (seen.length - 1) / 2;
    return seen
      .map(function (at, i) { return { at: at, far: Math.abs(i - middle) }; })
      .sort(function (a, b) { return a.far - b.far; })
      .map(function (one) { return box(one.at.x, one.at.y, width, HEIGHT); });
  }

  // The first of the boxes that covers nothing, else the one that covers fewest small signs.
  function choose(boxes, taken, size) {
    let best = null;
    let least = SIGNS + 1;
    for (const one of boxes) {
      if (!inside(one, size)) continue;
      let cost = 0;
      for (const other of taken) {
        if (meet(one, other)) cost += other.small ? 1 : SIGNS + 1;
        if (cost >= least) break;
      }
      if (cost < least) {
        best = one;
        least = cost;
        if (cost === 0) break;
      }
    }
    return best;
  }

  // The box of an item, found once: most names are out of the window most of the time.
  function boundsOf(item) {
    item.bounds = item.bounds || L.latLngBounds(item.points);
    return item.bounds;
  }

  function write(ctx, text, at, ink) {
    const x = (at.west + at.east) / 2;
    const y = (at.north + at.south) / 2;
    ctx.strokeStyle = "rgba(255,255,255,0.92)";
    ctx.lineWidth = 3.5;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = ink;
    ctx.fillText(text, x, y);
  }

  // One canvas for all names of a map, so that they know of each other.
  const Board = L.Class.extend({
    initialize: function (map) {
      this._map = map;
      this._groups = [];
      const pane = map.createPane("names");
      pane.style.zIndex = 450;
      pane.style.pointerEvents = "none";
      this._canvas = L.DomUtil.create("canvas", "sonae-names leaflet-zoom-hide", pane);
      this._canvas.setAttribute("aria-hidden", "true");
      this._canvas.style.position = "absolute";
      map.on(ROOM, this._wait, this);
    },
    add: function (group) {
      this._groups.push(group);
      this._groups.sort(function (a, b) { return a.rank - b.rank; });
      this._wait();
    },
    remove: function (group) {
      this._groups = this._groups.filter(function (one) { return one !== group; });
      this._wait();
    },
    // Many layers come and go together: drawn once, after the last of them.
    _wait: function () {
      if (this._frame) return;
      this._frame = L.Util.requestAnimFrame(function () {
        this._frame = null;
        if (this._canvas.isConnected) this._draw();
      }, this);
    },
    _draw: function () {
      const map = this._map;
      const size = map.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._canvas, map.containerPointToLayerPoint([0, 0]).round());
      this._canvas.width = size.x * ratio;
      this._canvas.height = size.y * ratio;
      this._canvas.style.width = size.x + "px";
      this._canvas.style.height = size.y + "px";
      const ctx = this._canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      ctx.font = FONT;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      this._paint(ctx, size);
    },
    _paint: function (ctx, size) {
      const map = this._map;
      const zoom = map.getZoom();
      const around = map.getBounds();
      const items = this._groups
        .flatMap(function (group) { return group.items; })
        .filter(function (item) {
          const look = item.look;
          const first = look.sign ? Math.min(look.from_zoom, look.sign_from_zoom) : look.from_zoom;
          return zoom >= first && zoom < look.below_zoom && around.intersects(boundsOf(item));
        })
        .map(function (item) {
          const points = item.points.map(function (at) { return map.latLngToContainerPoint(at); });
          return { text: item.text, look: item.look, points: points };
        });
      const taken = this._groups.length ? this._groups[0].occupied(map, ctx) : [];
      items.forEach(function (item) {
        const sign = item.look.sign;
        if (!sign || zoom < item.look.sign_from_zoom) return;
        SonaeSigns.draw(ctx, sign, item.points[0].x, item.points[0].y, sign.radius);
        ctx.font = FONT;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        taken.push(box(item.points[0].x, item.points[0].y, 2 * sign.radius, 2 * sign.radius));
      });
      const written = [];
      items.forEach(function (item) {
        if (!item.text || zoom < item.look.from_zoom) return;
        const width = ctx.measureText(item.text).width + 6;
        const at = choose(candidates(item.points, width, size, item.look), taken, size);
        if (!at) return;
        taken.push(at);
        written.push({ at: at, text: item.text, ink: item.look.ink });
      });
      written.forEach(function (one) { write(ctx, one.text, one.at, one.ink); });
      // What stands on the map, for those who test it.
      this._canvas.dataset.names = written.map(function (one) { return one.text; }).join("\n");
    },
  });

  const Names = L.Layer.extend({
    // rank: whose names take their room first.
    // items: {points: [[latitude, longitude]…], text, look}, most important first.
    // look: {ink, from_zoom, below_zoom}; for points also gap [px], and sign with sign_from_zoom.
    // occupied(map, ctx): boxes that no name may cover; those with `small` may be, where all is full.
    initialize: function (rank, items, occupied) {
      this._group = { rank: rank, items: items, occupied: occupied };
    },
    onAdd: function (map) {
      map.sonaeNames = map.sonaeNames || new Board(map);
      map.sonaeNames.add(this._group);
    },
    onRemove: function (map) {
      map.sonaeNames.remove(this._group);
    },
  });

  return {
    box: box,
    layer: function (rank, items, occupied) { return new Names(rank, items, occupied); },
  };
})();
