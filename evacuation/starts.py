"""Where a search for several targets at once begins: those that share what one may walk on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.vocabulary import TargetKind
from evacuation.network import IntArray, Network
from evacuation.reach import Roots
from evacuation.targets import Targets
from evacuation.walkers import Walkers


@dataclass(frozen=True, slots=True, eq=False)
class Starts:
    """Start of one search.

    Parameters
    ----------
    roots
        The targets on the network.
    kind
        Kind of the targets; None for places that are no targets.
    shut
        Row of ``Walkers.shut_arcs`` that nobody may take to them; −1 for none.
    """

    roots: Roots
    kind: TargetKind | None
    shut: int


def place_starts(
    network: Network, walkers: Walkers, place_row: IntArray, kind: TargetKind | None = None
) -> Iterator[Starts]:
    """Yield one start for the places that shut the same arcs; places off the network are left out."""
    rows = place_row[network.place_node[place_row] >= 0]
    shut = walkers.place_shut[rows]
    for value in np.unique(shut):
        same = rows[shut == value]
        roots = Roots(network.place_node[same], walkers.place_connector[same], walkers.place_release[same])
        yield Starts(roots, kind, int(value))


def target_starts(network: Network, walkers: Walkers, targets: Targets) -> Iterator[Starts]:
    """Yield one start for the targets of a plan that are alike in kind and shut arcs."""
    for kind in sorted(set(targets.kind)):
        chosen = np.array([one is kind for one in targets.kind], np.bool_)
        if kind is TargetKind.SAFE_AREA:
            nodes = np.concatenate([targets.nodes[i] for i in np.flatnonzero(chosen)])
            nothing = np.zeros(nodes.size, np.int64)
            yield Starts(Roots(nodes, nothing, nothing), kind, -1)
        else:
            yield from place_starts(network, walkers, targets.place_row[chosen], kind)
