"""``python -m bench.streets FILE…``: an OpenStreetMap file made a walking network, by Sonae and by others.

Each runs in a process of its own, which says how long the reading took by the clock and of the processor
(imports not counted; the ratio is of the processor, for others may be at work), the most memory that it
held, and the walkable length and size of what came out. pyrosm gives segments between any two nodes and
no simplified network; OSMnx takes XML only, so a PBF is first turned into XML, which is not counted.
``town`` in place of a file is a grid of 1.8 million nodes.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

_SONAE = """
import json, resource, sys, time
from pathlib import Path
from data.readers.osm_streets import OsmReading, read_osm_streets
begin, used = time.perf_counter(), time.process_time()
found = read_osm_streets(Path(sys.argv[1]), OsmReading(int(sys.argv[2])))
seconds, cpu = time.perf_counter() - begin, time.process_time() - used
cut = [dict(one.values)["km"] for one in found.notes if one.key == "osm_parts"]
print(json.dumps({"seconds": seconds, "cpu": cpu,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    "km": found.streets["length_m"].sum() / 1000, "nodes": len(found.nodes), "edges": len(found.streets),
    "cut_off_km": "".join(cut)}))
"""

_PYROSM = """
import contextlib, io, json, resource, sys, time
import pyrosm
begin, used = time.perf_counter(), time.process_time()
with contextlib.redirect_stdout(io.StringIO()):
    nodes, edges = pyrosm.OSM(sys.argv[1]).get_network("walking", nodes=True)
print(json.dumps({"seconds": time.perf_counter() - begin, "cpu": time.process_time() - used,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    "km": float(edges["length"].sum()) / 1000, "nodes": len(nodes), "edges": len(edges)}))
"""

_OSMNX = """
import json, resource, sys, time
import osmnx
begin, used = time.perf_counter(), time.process_time()
graph = osmnx.graph_from_xml(sys.argv[1], bidirectional=False, simplify=True, retain_all=False)
graph = osmnx.convert.to_undirected(graph)
seconds, cpu = time.perf_counter() - begin, time.process_time() - used
km = sum(length for _, _, length in graph.edges(data="length")) / 1000
print(json.dumps({"seconds": seconds, "cpu": cpu,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    "km": km, "nodes": len(graph), "edges": graph.number_of_edges()}))
"""

#: Extracts are cut at their border: a way is written as the stretches whose nodes are all there, for
#: OSMnx takes no others.
_TO_XML = """
import itertools, sys
import osmium
there = {one.id for one in osmium.FileProcessor(sys.argv[1], osmium.osm.NODE)}
free = itertools.count(10**12)
writer = osmium.SimpleWriter(sys.argv[2])
for one in osmium.FileProcessor(sys.argv[1]):
    if one.is_node():
        writer.add(one)
    elif one.is_way() and "highway" in one.tags:
        number = one.id
        for inside, nodes in itertools.groupby((node.ref for node in one.nodes), there.__contains__):
            stretch = list(nodes)
            if inside and len(stretch) > 1:
                writer.add(one.replace(id=number, nodes=stretch))
                number = next(free)
writer.close()
"""

_TOWN = """
import sys
from pathlib import Path
from bench.osm_town import write_town
write_town(Path(sys.argv[1]), int(sys.argv[2]))
"""

_TOWN_SIDE = 400


def compare(file: Path, epsg: int, peers: str, folder: Path) -> None:
    """Print what each made of a file."""
    xml = folder / "peer.osm"
    xml.unlink(missing_ok=True)
    _run(peers, _TO_XML, str(file), str(xml))
    rows = {
        "sonae": _result(sys.executable, _SONAE, str(file), str(epsg)),
        "sonae (XML)": _result(sys.executable, _SONAE, str(xml), str(epsg)),
        "pyrosm": _result(peers, _PYROSM, str(file)),
        "osmnx": _result(peers, _OSMNX, str(xml)),
    }
    print(f"{file.name}, {file.stat().st_size / 1e6:.1f} MB")
    ours = rows["sonae"]
    for name, row in rows.items():
        if not row:
            print(f"  {name:12} not there, or ended with an error")
            continue
        print(
            f"  {name:12} {row['seconds']:7.2f} s, processor {row['cpu']:7.2f} s"
            f" (×{row['cpu'] / ours['cpu']:.1f})"
            f"  {row['peak']:6.0f} MB  {row['km']:10,.1f} km  {row['nodes']:9,} nodes  {row['edges']:,} edges"
        )
    print(f"  cut off by sonae: {ours.get('cut_off_km') or 0} km")


def _run(python: str, program: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603
        [python, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else ""


def _result(python: str, program: str, *arguments: str) -> dict[str, float]:
    said = _run(python, program, *arguments).strip()
    return json.loads(said.splitlines()[-1]) if said else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", help="FILE:EPSG, or town")
    parser.add_argument("--peers", default=sys.executable, help="Python with osmnx, pyrosm and osmium")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sonae-bench-") as name:
        folder = Path(name)
        for given in chosen.files:
            if given == "town":
                town = folder / "town.osm.pbf"
                _run(chosen.peers, _TOWN, str(town), str(_TOWN_SIDE))
                compare(town, 6674, chosen.peers, folder)
                continue
            path, _, epsg = given.rpartition(":")
            compare(Path(path), int(epsg), chosen.peers, folder)


if __name__ == "__main__":
    main()
