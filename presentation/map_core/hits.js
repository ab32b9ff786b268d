// What lies at or next to a point of a map, in Mercator units: shapes are those of decode.js.
const SonaeHits = (function () {
  "use strict";

  // The area whose edge is nearest to a point, or -1 where none is within a distance (Mercator units).
  function nearestArea(shape, at, within) {
    const ring = nearestLine(shape, shape.first[shape.size], at, within);
    if (ring < 0) return -1;
    let area = 0;
    while (shape.first[area + 1] <= ring) area += 1;
    return area;
  }

  // The first `count` lines (or rings of areas): the one nearest to a point within a distance, or -1.
  function nearestLine(shape, count, at, within) {
    const b = shape.boxes;
    let best = -1;
    let least = within * within;
    for (let line = 0; line < count; line += 1) {
      const i = 4 * line;
      if (at.x < b[i] - within || at.x > b[i + 2] + within) continue;
      if (at.y < b[i + 1] - within || at.y > b[i + 3] + within) continue;
      for (let p = shape.starts[line] + 1; p < shape.starts[line + 1]; p += 1) {
        const far = squareTo(shape.xy, p, at);
        if (far > least || (far === least && best >= 0)) continue;
        least = far;
        best = line;
      }
    }
    return best;
  }

  // Square of the distance from a point to the stretch of a line that ends at vertex p.
  function squareTo(xy, p, at) {
    const x = xy[2 * p - 2];
    const y = xy[2 * p - 1];
    const dx = xy[2 * p] - x;
    const dy = xy[2 * p + 1] - y;
    const square = dx * dx + dy * dy;
    const along = square > 0 ? Math.max(0, Math.min(1, ((at.x - x) * dx + (at.y - y) * dy) / square)) : 0;
    const awayX = at.x - x - along * dx;
    const awayY = at.y - y - along * dy;
    return awayX * awayX + awayY * awayY;
  }

  // Even-odd rule over all rings of an area.
  function isInside(shape, area, at) {
    const box = 4 * shape.first[area];
    const b = shape.boxes;
    if (at.x < b[box] || at.x > b[box + 2] || at.y < b[box + 1] || at.y > b[box + 3]) return false;
    let inside = false;
    for (let ring = shape.first[area]; ring < shape.first[area + 1]; ring += 1) {
      let last = shape.starts[ring + 1] - 1;
      for (let p = shape.starts[ring]; p < shape.starts[ring + 1]; p += 1) {
        const x = shape.xy[2 * p];
        const y = shape.xy[2 * p + 1];
        const lastX = shape.xy[2 * last];
        const lastY = shape.xy[2 * last + 1];
        if (y > at.y !== lastY > at.y && at.x < ((lastX - x) * (at.y - y)) / (lastY - y) + x) inside = !inside;
        last = p;
      }
    }
    return inside;
  }

  return { isInside, nearestArea, nearestLine };
})();
