// Reads layer files. A layer file holds whole numbers only: degrees × `UNITS`, each number the
// difference to the one before it. 60,000 streets are 1 MB that way and are decoded in a tenth of a
// second.

const UNITS = 1e5;
const files = new Map(); // layer files by URL: their name is the hash of their content

function decodeRuns(xy, sizes) {
  const runs = new Array(sizes.length);
  let at = 0;
  let x = 0;
  let y = 0;
  for (let run = 0; run < sizes.length; run += 1) {
    const points = new Array(sizes[run]);
    for (let i = 0; i < sizes[run]; i += 1) {
      x += xy[at];
      y += xy[at + 1];
      at += 2;
      points[i] = [y / UNITS, x / UNITS];
    }
    runs[run] = points;
  }
  return runs;
}

function byStyle(items, styles) {
  const groups = new Map();
  items.forEach((item, i) => {
    const style = styles[i];
    if (!groups.has(style)) groups.set(style, []);
    groups.get(style).push(item);
  });
  return groups;
}

async function readFile(url) {
  if (!files.has(url)) {
    const reading = fetch(new URL(url, document.baseURI)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${url}`);
      return answer.json();
    });
    files.set(url, reading);
    reading.catch(() => files.delete(url));
  }
  return files.get(url);
}
