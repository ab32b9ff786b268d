"""``python -m bench.fresh_process``: from the start of a process to the first answer.

Asked is the nearest of the places that a scenario lets people use, and the walk to it, for one block of
the city. Each way runs in processes of its own, from what it keeps on disk: Sonae from the city that it
has checked before, SciPy from GeoParquet, networkx from GraphML and from a pickle. The files of the
others hold the finished network with walking times; Sonae builds its own. Answers must be equal. Beside
them ``sonae block``, whose plan is on disk: destination, route, latest departure and reasons.

Processor time is told beside the clock, for the machine may be shared. ``hypothesis``, which pandera
imports where it finds it, is hidden: only those who develop have it.
"""

import argparse
import json
import os
import pickle
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import shapely

from bench.measure import ProcessCost, load, machine, run_process
from bench.nearest_place import walking_ticks
from domain.bundle import City
from domain.settings.settings import Settings
from evacuation.network import IntArray, Network
from planning.network import city_network
from storage.home import prepare_numba_cache
from storage.plans import PlanStore
from use_cases.load_bundle import default_bundle_path, load_bundle
from use_cases.make_case import make_case
from use_cases.plan_service import PlanService

SCENARIO = "nankai-tsunami-night"
_ROUNDS = 5
_QUESTION = "question.json"
_START = "import sys; sys.modules['hypothesis'] = None\n"

_SONAE = """
import json, sys
from pathlib import Path
from storage.home import prepare_numba_cache
prepare_numba_cache()
from use_cases.load_bundle import load_bundle
city = load_bundle(Path(sys.argv[1]))
from bench.nearest_place import nearest_by_sonae
asked = json.loads(Path(sys.argv[2], "question.json").read_text())
place, ticks = nearest_by_sonae(city, asked["block"], asked["places"])
Path(sys.argv[2], "sonae.answer").write_text(json.dumps([place, ticks]))
"""

_SCIPY = """
import json, sys
from pathlib import Path
import geopandas as gpd, numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
folder = Path(sys.argv[1])
asked = json.loads((folder / "question.json").read_text())
edges = gpd.read_parquet(folder / "edges.parquet")
count = int(max(edges["u"].max(), edges["v"].max())) + 1
matrix = csr_array((edges["ticks"].to_numpy(np.float64), (edges["u"], edges["v"])), shape=(count, count))
walk = dijkstra(matrix, indices=asked["node"])[asked["place_nodes"]]
at = int(walk.argmin())
(folder / "scipy.answer").write_text(json.dumps([asked["places"][at], round(walk[at])]))
"""

_NETWORKX = """
import json, pickle, sys
from pathlib import Path
import networkx as nx
folder = Path(sys.argv[1])
asked = json.loads((folder / "question.json").read_text())
if sys.argv[2] == "graphml":
    graph = nx.read_graphml(folder / "graph.graphml", node_type=int)
else:
    graph = pickle.loads((folder / "graph.pickle").read_bytes())
walk = nx.single_source_dijkstra_path_length(graph, asked["node"], weight="ticks")
ticks, place = min((walk[node], i) for i, node in enumerate(asked["place_nodes"]) if node in walk)
(folder / f"{sys.argv[2]}.answer").write_text(json.dumps([asked["places"][place], round(ticks)]))
"""

_BLOCK = "from sonae.cli import main; main()"


@dataclass(frozen=True, slots=True)
class FreshCost:
    """The quickest of some processes of one way, by the processor."""

    way: str
    cost: ProcessCost


def write_question(
    city: City, network: Network, block_id: str, place_ids: Sequence[str], folder: Path
) -> None:
    """Write the question, and the network in the forms that the others keep.

    Parameters
    ----------
    city, network
        The city and its network.
    block_id, place_ids
        The block, and the places that may be used; those without an access point are left out.
    folder
        Folder to write in.
    """
    node = network.place_node[city.places.index.get_indexer(list(place_ids))]
    kept = [(place, int(at)) for place, at in zip(place_ids, node, strict=True) if at >= 0]
    asked = {
        "block": block_id, "node": int(network.block_node[city.blocks.index.get_loc(block_id)]),
        "places": [place for place, _ in kept], "place_nodes": [at for _, at in kept],
    }  # fmt: skip
    (folder / _QUESTION).write_text(json.dumps(asked), encoding="utf-8")
    edges = _edges(network, walking_ticks(city, network))
    edges.set_crs(city.meta.epsg).to_parquet(folder / "edges.parquet")
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from((i, {"x": x, "y": y}) for i, (x, y) in enumerate(_points(network).tolist()))
    columns = (edges["u"].tolist(), edges["v"].tolist(), edges["ticks"].tolist())
    graph.add_edges_from((u, v, {"ticks": ticks}) for u, v, ticks in zip(*columns, strict=True))
    (folder / "graph.pickle").write_bytes(pickle.dumps(graph, protocol=pickle.HIGHEST_PROTOCOL))
    nx.write_graphml(graph, folder / "graph.graphml")


def _points(network: Network) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    return np.column_stack([network.x_m, network.y_m])


def _edges(network: Network, ticks: IntArray) -> gpd.GeoDataFrame:
    """Return one row a pair of nodes, of parallel arcs the quickest; SciPy takes 0 for no arc."""
    tail, head = network.arc_tail().astype(np.int64), network.arc_head.astype(np.int64)
    order = np.lexsort((ticks, head, tail))
    key = tail[order] * network.n_nodes + head[order]
    chosen = order[np.concatenate([[True], key[1:] != key[:-1]])]
    points = _points(network)
    lines = shapely.linestrings(np.stack([points[tail[chosen]], points[head[chosen]]], axis=1))
    time = np.where(ticks[chosen] == 0, 1e-9, ticks[chosen].astype(np.float64))
    return gpd.GeoDataFrame({"u": tail[chosen], "v": head[chosen], "ticks": time}, geometry=lines)


def refuse_difference(folder: Path) -> None:
    """Hold the answers that were written to a folder against each other.

    Raises
    ------
    RuntimeError
        When two differ.
    """
    found = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.answer"))}
    if len(set(found.values())) != 1:
        msg = f"the answers differ: {found}"
        raise RuntimeError(msg)


def measure_fresh(bundle: Path, folder: Path, block_id: str, scenario: str, rounds: int) -> list[FreshCost]:
    """Run each way several times, the ways in turn, and return the quickest of each.

    Parameters
    ----------
    bundle, folder
        The city, and the folder with the question.
    block_id, scenario
        Block and scenario that ``sonae block`` is asked for.
    rounds
        Runs of each way; one more before them fills its caches.
    """
    ways = {
        "Sonae, nearest place": [_SONAE, str(bundle), str(folder)],
        "GeoParquet + SciPy": [_SCIPY, str(folder)],
        "networkx, pickle": [_NETWORKX, str(folder), "pickle"],
        "networkx, GraphML": [_NETWORKX, str(folder), "graphml"],
        "sonae block, whole answer": [
            _BLOCK,
            "block",
            block_id,
            "--scenario",
            scenario,
            "--bundle",
            str(bundle),
        ],
    }
    costs: dict[str, list[ProcessCost]] = {way: [] for way in ways}
    for _ in range(rounds + 1):
        for way, (program, *arguments) in ways.items():
            command = [sys.executable, "-c", _START + program, *arguments]
            costs[way].append(run_process(command, dict(os.environ)))
        refuse_difference(folder)
    return [FreshCost(way, min(found[1:], key=lambda one: one.cpu_s)) for way, found in costs.items()]


def fresh_lines(costs: Sequence[FreshCost]) -> list[str]:
    """Return the costs as lines of a page."""
    rows = [f"| {one.way} | {one.cost.cpu_s:.2f} | {one.cost.seconds:.2f} |" for one in costs]
    # Its peak of memory is not told: the system counts what this process held when it started the other.
    return ["| | processor [s] | clock [s] |", "|---|---|---|", *rows]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.fresh_process", description=__doc__)
    parser.add_argument("--block", help="block of the question (default: the first with people to lead away)")
    parser.add_argument("--scenario", default=SCENARIO)
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    options = parser.parse_args(arguments)
    bundle = default_bundle_path()
    city = load_bundle(bundle)
    plan = PlanService(PlanStore()).plan(make_case(city, options.scenario))
    usable = plan.usable_places
    block_id = options.block or str(plan.assignment["block_id"].iloc[0])
    with tempfile.TemporaryDirectory(prefix="sonae-bench-") as name:
        folder = Path(name)
        network = city_network(city, Settings())
        write_question(city, network, block_id, list(usable.index[usable["in_plan"]]), folder)
        costs = measure_fresh(bundle, folder, block_id, options.scenario, options.rounds)
        answer = (folder / "sonae.answer").read_text(encoding="utf-8")
    print("\n".join([machine(), f"load {load():.1f}", f"{block_id}: {answer}", *fresh_lines(costs)]))


if __name__ == "__main__":
    prepare_numba_cache()
    main()
