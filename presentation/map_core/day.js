// The line of the day: a slider below a map that shows which streets have closed by a time, and the
// people on the way. Every number and word comes with the file (presentation/day_words.py); nothing is
// asked of anybody while it is dragged.
const SonaeDay = (function () {
  "use strict";

  const TICKS = 10; // per second, as times are packed
  const SAY_AFTER = 400; // ms without a move after which the time is read out
  const PLAY_STEP = 700; // ms from one time to the next while it plays
  const SHORTEST = 2; // px, and the largest radius of a dot
  const LARGEST = 8;

  function element(parent, tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  // The people of a plan with their lines: lengths along each line are summed once.
  function walkers(file) {
    const shape = SonaeDecode.lines(file.counts, file.points);
    const along = new Float64Array(shape.xy.length / 2);
    for (let line = 0; line < shape.size; line += 1) {
      for (let p = shape.starts[line] + 1; p < shape.starts[line + 1]; p += 1) {
        const dx = shape.xy[2 * p] - shape.xy[2 * p - 2];
        const dy = shape.xy[2 * p + 1] - shape.xy[2 * p - 1];
        along[p] = along[p - 1] + Math.hypot(dx, dy);
      }
    }
    return {
      shape, along,
      line: SonaeDecode.integers(file.line),
      depart: SonaeDecode.integers(file.depart),
      arrive: SonaeDecode.integers(file.arrive),
      persons: SonaeDecode.integers(file.persons),
    };
  }

  // Where one is who has walked a share of a line, in Mercator units.
  function pointAt(all, line, share) {
    const { shape, along } = all;
    const first = shape.starts[line];
    const last = shape.starts[line + 1] - 1;
    const wanted = along[last] * share;
    let low = first;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (along[middle] <= wanted) low = middle;
      else high = middle;
    }
    const length = along[high] - along[low];
    const part = length > 0 ? (wanted - along[low]) / length : 0;
    const xy = shape.xy;
    return [
      xy[2 * low] + (xy[2 * high] - xy[2 * low]) * part,
      xy[2 * low + 1] + (xy[2 * high + 1] - xy[2 * low + 1]) * part,
    ];
  }

  // 0 for who has not left, 1 for who is on the way, -1 for who has arrived.
  function stateAt(all, i, time) {
    if (time < all.depart[i]) return 0;
    return time < all.arrive[i] ? 1 : -1;
  }

  const Dots = L.Class.extend({
    initialize: function (map, all, looks) {
      this._map = map;
      this._all = all;
      this._looks = looks;
      this._time = null;
      const pane = map.getPane("sonaeDay") || map.createPane("sonaeDay");
      pane.style.zIndex = 440; // above lines and signs, below names
      pane.style.pointerEvents = "none";
      this._canvas = L.DomUtil.create("canvas", "sonae-dots leaflet-zoom-hide", pane);
      this._canvas.setAttribute("aria-hidden", "true");
      this._canvas.style.position = "absolute";
      map.on("moveend zoomend resize", this.draw, this);
    },

    show: function (time) {
      this._time = time;
      this.draw();
    },

    draw: function () {
      if (!this._canvas.isConnected) return;
      const map = this._map;
      const size = map.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._canvas, map.containerPointToLayerPoint([0, 0]).round());
      this._canvas.width = size.x * ratio;
      this._canvas.height = size.y * ratio;
      this._canvas.style.width = `${size.x}px`;
      this._canvas.style.height = `${size.y}px`;
      if (this._time === null) return;
      const ctx = this._canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      const drawn = [0, 1].map(function (state) { return this._paint(ctx, size, state); }, this);
      this._canvas.dataset.onWay = String(drawn[1]);
    },

    // Those on the way lie above those who have not left.
    _paint: function (ctx, size, state) {
      const map = this._map;
      const all = this._all;
      const scale = Math.pow(2, map.getZoom());
      const origin = map.getPixelBounds().min;
      const look = this._looks[1 - state];
      const shrunk = SonaeSigns.shrink(map.getZoom());
      let count = 0;
      for (let i = 0; i < all.line.length; i += 1) {
        if (stateAt(all, i, this._time) !== state) continue;
        count += 1;
        const share = state ? (this._time - all.depart[i]) / (all.arrive[i] - all.depart[i]) : 0;
        const at = pointAt(all, all.line[i], share);
        const x = at[0] * scale - origin.x;
        const y = at[1] * scale - origin.y;
        if (x < -LARGEST || y < -LARGEST || x > size.x + LARGEST || y > size.y + LARGEST) continue;
        const radius = Math.min(LARGEST, Math.max(SHORTEST, 0.8 * Math.sqrt(all.persons[i])));
        SonaeSigns.draw(ctx, look, x, y, (state ? radius : look.radius) * shrunk);
      }
      return count;
    },
  });

  // Fills `box` with the slider of a file; looks are those of people on the way and not yet left.
  // Returns {show(), hide()}: while it is shown, the map shows the chosen time.
  function fill(box, map, spec, file, words) {
    const day = file.day;
    const dots = new Dots(map, walkers(file), spec.looks);
    box.replaceChildren();
    box.classList.add("sonae-day-body");
    const line = element(box, "label", "line");
    element(line, "span", "", words.day_slider);
    const slider = element(line, "input");
    slider.type = "range";
    slider.min = "0";
    slider.max = String(day.times.length - 1);
    slider.step = "1";
    slider.value = "0";
    const play = element(box, "button", "play", words.day_play);
    play.type = "button";
    play.setAttribute("aria-pressed", "false");
    let playing = 0;
    const facts = element(box, "dl", "facts");
    const cells = day.rows.map(function (row) {
      const pair = element(facts, "div");
      element(pair, "dt", "", row.label);
      return element(pair, "dd");
    });
    const spoken = element(box, "p", "spoken");
    spoken.setAttribute("role", "status");
    element(box, "p", "head", words.day_moments);
    const moments = element(box, "div", "moments");
    day.moments.forEach(function (moment) {
      const button = element(moments, "button", "", moment.text);
      button.type = "button";
      button.addEventListener("click", function () { choose(moment.step); });
    });
    day.signs.forEach(function (said, i) {
      const entry = element(box, "div", "entry");
      entry.append(SonaeLegend.picture(spec.looks[i]), said);
    });
    day.notes.forEach(function (note) { element(box, "p", "note", note); });
    let waiting = 0;

    function show() {
      const step = Number(slider.value);
      day.rows.forEach(function (row, i) {
        cells[i].textContent = row.texts.length === 1 ? row.texts[0] : row.texts[step];
      });
      slider.setAttribute("aria-valuetext", cells[0].textContent);
      const time = day.times[step] * TICKS;
      dots.show(time);
      SonaeBoard.of(map).showTime(time);
      window.clearTimeout(waiting);
      waiting = window.setTimeout(say, SAY_AFTER);
    }

    function say() {
      const said = day.rows.map(function (row, i) { return `${row.label} ${cells[i].textContent}`; });
      spoken.textContent = said.join("、");
    }

    function choose(step) {
      slider.value = String(step);
      show();
    }

    function stop() {
      window.clearInterval(playing);
      playing = 0;
      play.textContent = words.day_play;
      play.setAttribute("aria-pressed", "false");
    }

    function goOn() {
      const step = Number(slider.value);
      if (step >= day.times.length - 1 || !box.isConnected) stop();
      else choose(step + 1);
    }

    play.addEventListener("click", function () {
      if (playing) {
        stop();
        return;
      }
      if (Number(slider.value) >= day.times.length - 1) choose(0);
      playing = window.setInterval(goOn, PLAY_STEP);
      play.textContent = words.day_pause;
      play.setAttribute("aria-pressed", "true");
    });

    function hide() {
      stop();
      dots.show(null);
      SonaeBoard.of(map).showTime(null);
    }

    slider.addEventListener("input", show);
    return { show, hide };
  }

  return { fill };
})();
