// Reads packed geometry (presentation/geometry.py) into flat arrays of spherical Mercator, a world
// of 256 units wide, with the box of each line. 60,000 streets are read in a tenth of a second.
const SonaeDecode = (function () {
  "use strict";

  const UNITS = 100000; // per degree

  // Signed integers in groups of five bits.
  function integers(packed) {
    const found = new Int32Array(packed.length);
    let size = 0;
    let value = 0;
    let shift = 0;
    for (let i = 0; i < packed.length; i += 1) {
      const chunk = packed.charCodeAt(i) - 63;
      value |= (chunk & 31) << shift;
      if (chunk & 32) {
        shift += 5;
      } else {
        found[size] = value & 1 ? ~(value >> 1) : value >> 1;
        size += 1;
        value = 0;
        shift = 0;
      }
    }
    return found.slice(0, size);
  }

  // Integers that are each written as the difference from the one before.
  function rising(packed) {
    const found = integers(packed);
    for (let i = 1; i < found.length; i += 1) found[i] += found[i - 1];
    return found;
  }

  // Lines; without `counts` each point is a line of its own.
  function lines(counts, packed) {
    const steps = integers(packed);
    const sizes = counts === undefined ? new Int32Array(steps.length / 2).fill(1) : integers(counts);
    const xy = new Float64Array(steps.length);
    const boxes = new Float64Array(sizes.length * 4);
    const starts = new Int32Array(sizes.length + 1);
    let lng = 0;
    let lat = 0;
    let at = 0;
    for (let line = 0; line < sizes.length; line += 1) {
      let west = Infinity;
      let north = Infinity;
      let east = -Infinity;
      let south = -Infinity;
      for (let i = 0; i < sizes[line]; i += 1) {
        lng += steps[at];
        lat += steps[at + 1];
        const x = 256 * (lng / UNITS / 360 + 0.5);
        const y = 256 * (0.5 - Math.asinh(Math.tan((lat / UNITS) * (Math.PI / 180))) / (2 * Math.PI));
        xy[at] = x;
        xy[at + 1] = y;
        at += 2;
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      starts[line + 1] = starts[line] + sizes[line];
      boxes.set([west, north, east, south], 4 * line);
    }
    return { xy, boxes, starts, size: sizes.length };
  }

  // Areas: `first[i]` is the first ring of area i, one more than there are areas.
  function areas(file) {
    const shape = lines(file.counts, file.points);
    const rings = integers(file.rings);
    const first = new Int32Array(rings.length + 1);
    for (let i = 0; i < rings.length; i += 1) first[i + 1] = first[i] + rings[i];
    return Object.assign(shape, { first, size: rings.length });
  }

  // Cards {title, rows: [[label, value]…]} of a list of texts and the numbers that point into it.
  function cards(texts, packed) {
    const numbers = integers(packed);
    const found = [];
    let at = 0;
    while (at < numbers.length) {
      const card = { title: texts[numbers[at]], rows: [] };
      const rows = numbers[at + 1];
      at += 2;
      for (let i = 0; i < rows; i += 1) {
        card.rows.push([texts[numbers[at]], texts[numbers[at + 1]]]);
        at += 2;
      }
      found.push(card);
    }
    return found;
  }

  // Members of each style, in their order.
  function byStyle(styles) {
    const groups = new Map();
    styles.forEach(function (style, i) {
      if (!groups.has(style)) groups.set(style, []);
      groups.get(style).push(i);
    });
    return groups;
  }

  return { integers, rising, lines, areas, cards, byStyle };
})();
