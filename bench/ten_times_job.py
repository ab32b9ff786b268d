"""J1 and J2 on ten times the network: mirrored copies of it in a row, joined where they touch.

The others are given some of the places, and their times are scaled; every corner's walk to these is compared.
"""

from dataclasses import replace

from bench import nearest_job, trees_job
from bench.job_line import JobLine
from bench.town import Town, lines_town

TILES = 10
#: Places that the others are given: one search of networkx takes seconds.
GIVEN = {"networkx": 2, "scipy": 12}
#: A network with more corners than this is several already (``--tiles``).
_LARGEST = 200_000


def run(town: Town) -> list[JobLine]:
    """Measure; places and homes are drawn on the large network, as on one from a file."""
    if town.network.n_nodes > _LARGEST:
        return []
    large = lines_town(town.name, town.streets[["geometry"]], TILES)
    nodes = f"{large.network.n_nodes:,} nodes"
    lines = [*nearest_job.run(large), trees_job.compare(large, GIVEN)]
    return [replace(one, job=f"{TILES}× {one.job}", size=f"{one.size}, {nodes}") for one in lines]
