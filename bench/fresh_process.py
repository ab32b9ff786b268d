"""J8: from the start of a process to the first answer, on the processor.

Asked is the nearest of the city's places, and the walk to it, for its first block. Each way runs in
processes of its own, from the finished network with walking times on disk: the search of Sonae from arrays,
SciPy from GeoParquet, networkx from GraphML and from a pickle. Beside them Sonae from the city that it has
checked before, which it reads whole, and builds its network.

``hypothesis``, which pandera imports where it finds it, is hidden: only those who develop have it. Bytecode
lies ready for all ways, as after an installation, whether or not this process may write it.
"""

import json
import os
import pickle
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import shapely

from bench.job_line import JobLine
from bench.measure import ProcessCost, run_process
from bench.nearest_place import walking_ticks
from bench.town import Town
from domain.bundle import City
from evacuation.network import IntArray, Network
from use_cases.load_bundle import default_bundle_path

_ROUNDS = 5
_QUESTION = "question.json"
#: Hides what only those who develop have.
START = "import sys; sys.modules['hypothesis'] = None\n"

_SEARCH = """
import json, sys
from pathlib import Path
from storage.home import prepare_numba_cache
prepare_numba_cache()
import numpy as np
from evacuation.kernels.search import read_labels
from evacuation.measures import measure_arcs
from evacuation.network import Network
from evacuation.searching import EndNodes, Limits, Searching
folder = Path(sys.argv[1])
asked = json.loads((folder / "question.json").read_text())
fields = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in Network.__dataclass_fields__}
network, nothing = Network(**fields), np.zeros(1, np.int64)
searching, start = Searching(network), EndNodes(np.array([asked["node"]]), nothing, nothing)
open_always = np.zeros(network.n_arcs, np.int64)
# The search goes back; with the times of the opposite arcs it gives the walks from the block.
ticks = np.load(folder / "ticks.npy")[network.arc_reverse]
measure = measure_arcs(searching.graph_for(start), ticks, open_always, open_always.astype(bool))
searching.label(measure, start, Limits(wanted=np.array(asked["place_nodes"])), by_latest=False)
_, walk, _ = read_labels(searching.labels, measure.graph.number[asked["place_nodes"]], False)
at = int(walk.argmin())
(folder / "sonae.answer").write_text(json.dumps([asked["places"][at], int(walk[at])]))
"""

_CITY = """
import json, sys
from pathlib import Path
from storage.home import prepare_numba_cache
prepare_numba_cache()
from use_cases.load_bundle import load_bundle
folder, bundle = map(Path, sys.argv[1:])
city = load_bundle(bundle)
from bench.nearest_place import nearest_by_sonae
asked = json.loads((folder / "question.json").read_text())
place, ticks = nearest_by_sonae(city, asked["block"], asked["places"])
(folder / "city.answer").write_text(json.dumps([place, ticks]))
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

#: Program of each way, and what it is given after the folder.
_WAYS = {
    "sonae": (_SEARCH, ()),
    "scipy": (_SCIPY, ()),
    "networkx pickle": (_NETWORKX, ("pickle",)),
    "networkx graphml": (_NETWORKX, ("graphml",)),
    "sonae city": (_CITY, (str(default_bundle_path()),)),
}


def run(town: Town) -> list[JobLine]:
    """Measure in a folder that is thrown away; nothing for a network without a city."""
    if town.city is None:
        return []
    network = town.network
    reached = np.flatnonzero(network.block_node >= 0)
    places = [str(one) for one in town.city.places.index[network.place_node >= 0]]
    with tempfile.TemporaryDirectory(prefix="sonae-bench-") as name:
        folder = Path(name)
        write_question(town.city, network, str(town.city.blocks.index[reached[0]]), places, folder)
        costs = measure_fresh(folder, _ROUNDS)
        equal = answers_equal(folder)
    seconds = {way: cost.cpu_s for way, cost in costs.items()}
    return [JobLine("J8", town.name, seconds, equal, "processor time of a fresh process")]


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
    ticks = walking_ticks(city, network)
    np.save(folder / "ticks.npy", ticks)
    for name in Network.__dataclass_fields__:
        np.save(folder / f"{name}.npy", getattr(network, name))
    edges = _edges(network, ticks)
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


def answers_equal(folder: Path) -> bool:
    """Whether all answers that were written to a folder are equal, and there is one of each way.

    Parameters
    ----------
    folder
        The folder.
    """
    found = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.answer"))]
    return len(found) == len(_WAYS) and len(set(found)) == 1


def measure_fresh(folder: Path, rounds: int) -> dict[str, ProcessCost]:
    """Run each way several times, the ways in turn, and return the quickest of each.

    Parameters
    ----------
    folder
        The folder with the question.
    rounds
        Runs of each way; one more before them fills its caches.
    """
    costs: dict[str, list[ProcessCost]] = {way: [] for way in _WAYS}
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(rounds + 1):
        for way, (program, more) in _WAYS.items():
            command = [sys.executable, "-c", START + program, str(folder), *more]
            costs[way].append(run_process(command, environment))
    return {way: min(found[1:], key=lambda one: one.cpu_s) for way, found in costs.items()}
