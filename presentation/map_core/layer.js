// One layer of a map as a layer of Leaflet: it may stand in a feature group, a layer control or alone.
// `spec` is presentation/map_layers/layer.py as data, `file` its content, `base` the layer of lines
// that the rows of a layer of the kind "line_refs" mean.
const SonaeLayer = (function () {
  "use strict";

  const Layer = L.Layer.extend({
    initialize: function (spec, file, base) {
      this.spec = spec;
      this.looks = spec.looks;
      this.paleFrom = spec.pale_from;
      this.pale = spec.pale;
      this.textZoom = spec.text_zoom;
      this.crowded = spec.crowded;
      this.ids = file.ids;
      this.names = file.names;
      this.cards = file.cards ? SonaeDecode.cards(file.texts, file.cards) : null;
      this._read(file, base);
    },

    _read: function (file, base) {
      const kind = this.spec.kind;
      this.styles = file.style === undefined ? null : SonaeDecode.integers(file.style);
      if (kind === "line_refs") {
        this.shape = base.shape;
        const rows = SonaeDecode.rising(file.rows);
        this.groups = new Map();
        for (const [style, members] of SonaeDecode.byStyle(this.styles)) {
          this.groups.set(style, members.map(function (member) { return rows[member]; }));
        }
        this.at = file.at ? SonaeDecode.rising(file.at) : null;
        this.rows = rows;
        if (this.cards) this._cardRows(base);
        return;
      }
      this.shape = kind === "areas" ? SonaeDecode.areas(file) : SonaeDecode.lines(file.counts, file.points);
      if (kind === "points") {
        this.radii = file.radius ? SonaeDecode.integers(file.radius) : null;
        this.at = file.at ? SonaeDecode.integers(file.at) : null;
        this.latest = file.latest ? SonaeDecode.integers(file.latest) : null;
        this.upper = file.upper || [];
      } else if (kind === "arrows") this.angles = SonaeDecode.integers(file.angles);
      else this.groups = SonaeDecode.byStyle(this.styles);
    },

    // Cards of lines: first those of most lines of each style of the base, then those of single rows.
    _cardRows: function (base) {
      const usual = base.looks.length;
      this.own = new Map();
      this.rows.forEach(function (row, i) { this.own.set(row, usual + i); }, this);
      this.baseStyles = base.styles;
    },

    // The card of an item; of a layer whose rows mean lines of another, the card of that line.
    cardOf: function (i) {
      if (!this.own) return this.cards[i];
      return this.cards[this.own.has(i) ? this.own.get(i) : this.baseStyles[i]];
    },

    // Members of each style; of what has a time (tenths of a second) those that have come by it.
    groupsAt: function (time) {
      if (time === null || !this.at) return this.groups;
      const count = this.countAt(time);
      if (!this._then || this._then.count !== count) {
        const kept = new Map();
        this.rows.forEach(function (row, i) {
          if (this.at[i] > time) return;
          if (!kept.has(this.styles[i])) kept.set(this.styles[i], []);
          kept.get(this.styles[i]).push(row);
        }, this);
        this._then = { count, groups: kept };
      }
      return this._then.groups;
    },

    // Whether the sign of what opens at a time (tenths of a second) stands for something not open yet.
    isClosedAt: function (i, time) {
      return Boolean(this.at) && time !== null && this.at[i] > time;
    },

    countAt: function (time) {
      return this.at ? this.at.reduce(function (sum, at) { return sum + (at <= time ? 1 : 0); }, 0) : 0;
    },

    // The look of a sign; of one that can be left until a latest time, by what is left at a time (both in
    // tenths of a second): its class by the upper bounds.
    styleAt: function (i, time) {
      if (time === null || !this.latest) return this.styles[i];
      const left = this.latest[i] - time;
      let style = 0;
      while (style < this.upper.length && left >= this.upper[style]) style += 1;
      return style;
    },

    // Half of the width of a sign [px] at a zoom that shows streets.
    radiusOf: function (i) {
      return this.radii ? this.radii[i] / 10 : this.looks[this.styles[i]].radius;
    },

    isAt: function (zoom) {
      return zoom >= this.spec.from_zoom && zoom < this.spec.below_zoom;
    },

    // What the names of this layer are, for the board of names.
    named: function () {
      const layer = this;
      const looks = layer.looks;
      if (layer.spec.kind === "names") {
        return layer.names.map(function (text, i) {
          return { points: layer._degrees(i), text: text, look: looks[layer.styles[i]] };
        });
      }
      if (!layer.crowded) return [];
      return layer.names.map(function (text, i) {
        const look = {
          ink: "#1A1A1A", from_zoom: Math.max(layer.textZoom, layer.spec.from_zoom),
          below_zoom: layer.spec.below_zoom, gap: layer.radiusOf(i) + 3,
        };
        return { points: layer._degrees(i), text: text, look: look };
      }).filter(function (item) { return item.text; }).reverse(); // what is drawn last, on top, comes first
    },

    _degrees: function (line) {
      const found = [];
      for (let p = this.shape.starts[line]; p < this.shape.starts[line + 1]; p += 1) found.push(this.latLng(p));
      return found;
    },

    latLng: function (point) {
      const xy = this.shape.xy;
      return L.CRS.EPSG3857.pointToLatLng(L.point(xy[2 * point], xy[2 * point + 1]), 0);
    },

    onAdd: function (map) {
      SonaeBoard.of(map).add(this);
    },

    onRemove: function (map) {
      SonaeBoard.of(map).remove(this);
    },
  });

  return { make: function (spec, file, base) { return new Layer(spec, file, base); } };
})();
