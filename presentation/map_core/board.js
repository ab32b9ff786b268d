// The canvas of a map: draws its layers in their order, names what is on them, and answers mouse and
// keyboard. Every sign in the window is a button: Tab goes to the topmost, PageDown and PageUp from
// one to the next, Enter opens what is known of it.
const SonaeBoard = (function () {
  "use strict";

  const PAD = 0.25; // of the window, drawn beyond its edge on each side
  const BUTTONS = 400; // so many signs in the window are reached by keyboard and mouse
  const LEAST_PX = 14; // width of a button
  const BESIDE_PX = 24; // so far beside a block, on the street between blocks, the block is meant, too
  const NEAR_PX = 9; // so far from a line, or from a sign below the cross, a press still means it
  const STEPS = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };

  // Texts come from files of the city: they are put in as text, never as HTML.
  function cardBox(card, titleOnly) {
    const box = document.createElement("div");
    box.className = "sonae-card";
    const title = document.createElement("strong");
    title.textContent = card.title;
    box.appendChild(title);
    if (titleOnly) return box;
    const table = document.createElement("table");
    card.rows.forEach(function (row) {
      const line = table.insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = row[0];
      line.appendChild(head);
      line.insertCell().textContent = row[1];
    });
    if (card.rows.length) box.appendChild(table);
    return box;
  }

  // Several things at one point: a card each, one below the other.
  function cardsBox(cards) {
    const box = document.createElement("div");
    cards.forEach(function (card) { box.appendChild(cardBox(card)); });
    return box;
  }

  function spoken(card) {
    return [card.title, ...card.rows.map(function (row) { return row.filter(Boolean).join(" "); })].join("、");
  }

  const Board = L.Class.extend({
    initialize: function (map) {
      this._map = map;
      this._layers = [];
      this._buttons = new Map();
      this._time = null; // of the day in tenths of a second; null shows what holds for the whole day
      this._tooltip = L.tooltip({ direction: "top", className: "sonae-tip", opacity: 1 });
      this._popup = L.popup({ maxWidth: 340, maxHeight: 260 });
      this.onClick = function () {};
      this.onPress = null; // told of a press on ground that has no card
      this.words = { close: "×" };
      this._canvas = L.DomUtil.create("canvas", "sonae-canvas leaflet-zoom-hide", map.getPane("overlayPane"));
      this._canvas.setAttribute("aria-hidden", "true");
      const pane = map.createPane("sonaeButtons");
      pane.classList.add("leaflet-zoom-hide");
      pane.style.zIndex = 590; // above the lines, below the markers that somebody adds
      this._pane = pane;
      map.on("moveend zoomend resize", this.wait, this);
      map.on("click", this._clickArea, this);
      map.on("mousemove", this._moveOver, this);
      map.on("mouseout", this._hide, this);
      map.on("popupopen", this._nameClose, this);
      map.on("keydown", this._pressMiddle, this);
      // A cross in the middle while the map has the focus: Enter presses what is below it.
      const cross = L.DomUtil.create("div", "sonae-cross", map.getContainer());
      cross.setAttribute("aria-hidden", "true");
      this._said = L.DomUtil.create("p", "sonae-said", map.getContainer());
      this._said.setAttribute("role", "status");
    },

    add: function (layer) {
      if (this._layers.includes(layer)) return;
      this._layers.push(layer);
      this._layers.sort(function (a, b) { return a.spec.order - b.spec.order; });
      const items = layer.named();
      if (items.length) {
        const board = this;
        layer.sonaeNames = SonaeNames.layer(layer.spec.kind === "names" ? 1 : 0, items, function (map, ctx) {
          return board.taken(ctx);
        });
        layer.sonaeNames.addTo(this._map);
      }
      this.wait();
    },

    remove: function (layer) {
      this._layers = this._layers.filter(function (one) { return one !== layer; });
      if (layer.sonaeNames) layer.sonaeNames.remove();
      layer.sonaeNames = null;
      this.wait();
    },

    // Draws anew only where another number of streets has closed: a slider is dragged over this.
    showTime: function (time) {
      const before = this._time;
      this._time = time;
      const changes = this._layers.some(function (layer) {
        if (layer.latest) return true;
        return layer.at && (before === null || time === null || layer.countAt(before) !== layer.countAt(time));
      });
      if (changes) this.wait();
    },

    // Many layers come and go together: drawn once, after the last of them.
    wait: function () {
      if (this._frame) return;
      this._frame = L.Util.requestAnimFrame(function () {
        this._frame = null;
        if (this._canvas.isConnected) this.draw();
      }, this);
    },

    draw: function () {
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
      canvas.style.width = `${whole.x}px`;
      canvas.style.height = `${whole.y}px`;
      const ctx = canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      const zoom = map.getZoom();
      const scale = Math.pow(2, zoom);
      const shift = map.getPixelOrigin().add(corner);
      const view = {
        scale, zoom, dx: shift.x, dy: shift.y, time: this._time, closed: 0,
        box: [shift.x / scale, shift.y / scale, (shift.x + whole.x) / scale, (shift.y + whole.y) / scale],
      };
      const shown = this._layers.filter(function (layer) { return layer.isAt(zoom); });
      shown.forEach(function (layer) { SonaePainters[layer.spec.kind](ctx, layer, view); });
      canvas.dataset.closed = String(view.closed); // signs of places that are not open yet
      canvas.dataset.layers = shown.map(function (layer) { return layer.spec.id; }).join(" ");
      this._layButtons(shown);
    },

    // Signs in the window, those on top first: {layer, i, at, radius}.
    _signs: function (layers) {
      const map = this._map;
      const around = map.getPixelBounds();
      const scale = Math.pow(2, map.getZoom());
      const shrunk = SonaeSigns.shrink(map.getZoom());
      const found = [];
      layers.slice().reverse().forEach(function (layer) {
        if (layer.spec.kind !== "points" || !layer.isAt(map.getZoom())) return;
        for (let i = layer.shape.size - 1; i >= 0; i -= 1) {
          const at = L.point(layer.shape.xy[2 * i] * scale, layer.shape.xy[2 * i + 1] * scale);
          if (around.contains(at)) found.push({ layer, i, at, radius: layer.radiusOf(i) * shrunk });
        }
      });
      return found;
    },

    // Boxes that no name may cover: signs with their names, the legend and the controls.
    taken: function (ctx) {
      const map = this._map;
      const zoom = map.getZoom();
      const origin = map.getPixelBounds().min;
      const found = [];
      this._signs(this._layers).forEach(function (sign) {
        const at = sign.at.subtract(origin);
        const size = 2 * sign.radius;
        found.push(Object.assign(SonaeNames.box(at.x, at.y, size, size), { small: sign.radius < 6 }));
        const layer = sign.layer;
        const text = layer.names && !layer.crowded && zoom >= layer.textZoom ? layer.names[sign.i] : "";
        if (text) found.push(SonaeNames.box(at.x, at.y + sign.radius + 11, ctx.measureText(text).width, 18));
      });
      const frame = map.getContainer().getBoundingClientRect();
      const panels = (map.getContainer().parentElement || document).querySelectorAll(
        ".leaflet-control, .sonae-legend"
      );
      panels.forEach(function (panel) {
        const box = panel.getBoundingClientRect();
        found.push({
          west: box.left - frame.left, east: box.right - frame.left,
          north: box.top - frame.top, south: box.bottom - frame.top,
        });
      });
      return found;
    },

    _layButtons: function (shown) {
      const map = this._map;
      const origin = map.getPixelOrigin();
      const answering = this._signs(shown).filter(function (sign) { return sign.layer.cards; });
      const kept = new Map();
      // From the bottom up, so that the sign on top is also the button on top.
      answering.slice(0, BUTTONS).reverse().forEach(function (sign) {
        const key = `${sign.layer.spec.id}/${sign.i}`;
        const button = this._buttons.get(key) || this._button();
        button.sonae = sign;
        const size = Math.max(LEAST_PX, 2 * sign.radius + 2);
        const at = sign.at.subtract(origin);
        L.DomUtil.setPosition(button, L.point(at.x - size / 2, at.y - size / 2).round());
        button.style.width = `${size}px`;
        button.style.height = `${size}px`;
        button.setAttribute("aria-label", sign.layer.cards[sign.i].title);
        kept.set(key, button);
      }, this);
      for (const [key, button] of this._buttons) if (!kept.has(key)) button.remove();
      const focused = this._pane.contains(document.activeElement) ? document.activeElement : null;
      for (const button of kept.values()) if (button.parentNode !== this._pane) this._pane.appendChild(button);
      if (focused && focused.isConnected && document.activeElement !== focused) focused.focus();
      this._buttons = kept;
      this._oneStop(focused && focused.isConnected ? focused : this._fromTop()[0]);
    },

    _fromTop: function () {
      return [...this._buttons.values()].reverse();
    },

    // Tab stops at one sign only: hundreds of them would stand between the map and its legend.
    _oneStop: function (chosen) {
      for (const button of this._buttons.values()) button.tabIndex = button === chosen ? 0 : -1;
    },

    _goOn: function (button, step) {
      const signs = this._fromTop();
      const next = signs[(signs.indexOf(button) + step + signs.length) % signs.length];
      this._oneStop(next);
      next.focus();
    },

    _button: function () {
      const board = this;
      const button = L.DomUtil.create("button", "sonae-sign");
      button.type = "button";
      const tell = function () { board._tell(button.sonae); };
      const hide = function () { board._hide(); };
      button.addEventListener("mouseenter", tell);
      button.addEventListener("focus", tell);
      button.addEventListener("mouseleave", hide);
      button.addEventListener("blur", hide);
      button.addEventListener("click", function (event) {
        event.stopPropagation();
        const drag = board._map.dragging;
        if (event.detail && drag && drag.moved()) return; // the end of a drag is no click
        board._choose(button.sonae.layer, button.sonae.i, button.sonae.layer.latLng(button.sonae.i));
      });
      button.addEventListener("keydown", function (event) { board._press(event); });
      L.DomEvent.on(button, "dblclick", L.DomEvent.stopPropagation);
      return button;
    },

    // The map hears keys only while it has the focus itself: here they are for the sign that has it.
    _press: function (event) {
      const map = this._map;
      if (event.key === "Escape") map.closePopup();
      else if (event.key === "PageDown") this._goOn(event.currentTarget, 1);
      else if (event.key === "PageUp") this._goOn(event.currentTarget, -1);
      else if (event.key === "+" || event.key === "=") map.zoomIn();
      else if (event.key === "-") map.zoomOut();
      else if (STEPS[event.key]) map.panBy(STEPS[event.key], { animate: false });
      else return;
      event.preventDefault();
      event.stopPropagation();
    },

    _tell: function (sign) {
      if (this._map.hasLayer(this._popup)) return;
      this._tooltip.options.offset = L.point(0, -sign.radius - 2);
      this._tooltip.setLatLng(sign.layer.latLng(sign.i)).setContent(cardBox(sign.layer.cards[sign.i]));
      this._map.openTooltip(this._tooltip);
    },

    _hide: function () {
      this._over = null;
      this._map.closeTooltip(this._tooltip);
    },

    _choose: function (layer, i, at) {
      this._open([{ layer, i }], at);
    },

    // Shows what was pressed and tells of the first thing that has an id.
    _open: function (found, at) {
      this._hide();
      const cards = found.map(function (one) { return one.layer.cardOf(one.i); });
      this._popup.setLatLng(at).setContent(cardsBox(cards));
      this._map.openPopup(this._popup);
      this._said.textContent = cards.map(spoken).join("。");
      const first = found.find(function (one) { return one.layer.ids; });
      if (first) this.onClick(first.layer.spec.id, first.layer.ids[first.i], at);
    },

    // Leaflet names the button that closes a popup in English.
    _nameClose: function () {
      const close = this._map.getContainer().querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", this.words.close);
    },

    // Areas with a card below a point of the map, the topmost first: {layer, i}.
    _areasAt: function (latlng) {
      const at = L.CRS.EPSG3857.latLngToPoint(latlng, 0);
      const found = [];
      for (const layer of this._layers.slice().reverse()) {
        if (layer.spec.kind !== "areas" || !layer.cards || !layer.isAt(this._map.getZoom())) continue;
        for (let i = 0; i < layer.shape.size; i += 1) {
          if (!SonaeHits.isInside(layer.shape, i, at)) continue;
          found.push({ layer, i });
          break;
        }
        if (layer.spec.terse && !found.some(function (one) { return one.layer === layer; })) {
          const i = SonaeHits.nearestArea(layer.shape, at, BESIDE_PX / Math.pow(2, this._map.getZoom()));
          if (i >= 0) found.push({ layer, i });
        }
      }
      return found;
    },

    // The line with a card next to a point, within some pixels: [{layer, i}], or nothing.
    _lineAt: function (latlng) {
      const at = L.CRS.EPSG3857.latLngToPoint(latlng, 0);
      const zoom = this._map.getZoom();
      const within = NEAR_PX / Math.pow(2, zoom);
      for (const layer of this._layers) {
        if (layer.spec.kind !== "line_refs" || !layer.cards || !layer.isAt(zoom)) continue;
        const i = SonaeHits.nearestLine(layer.shape, layer.shape.size, at, within);
        if (i >= 0) return [{ layer, i }];
      }
      return [];
    },

    // The sign that lies below a point, the topmost of several.
    _signAt: function (latlng) {
      const at = this._map.latLngToContainerPoint(latlng);
      const origin = this._map.getPixelBounds().min;
      return this._signs(this._layers).find(function (sign) {
        return sign.layer.cards && sign.at.subtract(origin).distanceTo(at) <= Math.max(NEAR_PX, sign.radius);
      });
    },

    _pressMiddle: function (event) {
      const key = event.originalEvent;
      if (key.key !== "Enter" || key.target !== this._map.getContainer()) return;
      const middle = this._map.getCenter();
      const sign = this._signAt(middle);
      if (sign) this._choose(sign.layer, sign.i, sign.layer.latLng(sign.i));
      else this._clickArea({ latlng: middle });
    },

    _moveOver: function (event) {
      if (event.originalEvent.target.classList.contains("sonae-sign")) return;
      const found = this._areasAt(event.latlng)[0];
      if (!found || this._map.hasLayer(this._popup)) {
        this._hide();
        return;
      }
      this._tooltip.options.offset = L.point(0, -6);
      if (this._over !== found.layer.cards[found.i]) {
        this._over = found.layer.cards[found.i];
        this._tooltip.setContent(cardBox(this._over, found.layer.spec.terse));
      }
      this._tooltip.setLatLng(event.latlng);
      this._map.openTooltip(this._tooltip);
    },

    _clickArea: function (event) {
      if (this.onPress) {
        this.onPress(event.latlng);
        return;
      }
      const found = [...this._lineAt(event.latlng), ...this._areasAt(event.latlng)];
      if (found.length) this._open(found, event.latlng);
    },
  });

  return {
    of: function (map) {
      map.sonaeBoard = map.sonaeBoard || new Board(map);
      return map.sonaeBoard;
    },
  };
})();
