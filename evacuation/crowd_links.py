"""The links that anybody walks, as the kernels of the queues take them."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evacuation.kernels.queue_state import NEVER, Ints, QueueStreets


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Routes over the links, end to end.

    Parameters
    ----------
    link
        Links of all routes, one route after the other, shape (k,).
    ticks
        Time that a person of the route takes on each link alone [0.1 s], at least 1, shape (k,).
    end
        Where each route ends in ``link``, shape (routes,).
    home
        Home where each route begins, shape (routes,).
    """

    link: Ints
    ticks: Ints
    end: Ints
    home: Ints

    @property
    def starts(self) -> Ints:
        """Where each route starts in ``link``, shape (routes,)."""
        return np.concatenate([np.zeros(1, np.int64), self.end])[:-1]


@dataclass(frozen=True, slots=True, eq=False)
class UsedLinks:
    """The links that anybody walks, and their gates; they keep their order.

    Parameters
    ----------
    streets
        These links and gates alone, and all homes.
    approach, gate
        The numbers that approaches and gates have outside.
    ways
        As the kernels take them, a row −1 after each route.
    starts
        Where each route starts in ``ways``, shape (routes,).
    shut
        Windows of the links as the kernels take them, shape (windows, 4).
    openings
        The ticks at which any of them opens, sorted.
    """

    streets: QueueStreets
    approach: Ints
    gate: Ints
    ways: np.ndarray[tuple[int, int], np.dtype[np.int32]]
    starts: Ints
    shut: Ints
    openings: Ints

    @classmethod
    def by(cls, streets: QueueStreets, ways: Ways) -> Self:
        """Return the links that routes use.

        Parameters
        ----------
        streets
            Links, gates and homes.
        ways
            The routes over the links.

        Returns
        -------
        Self
            Of all homes, whether or not a route begins there.
        """
        link, at = _renumbered(ways.link, streets.n_links)
        gate, of_gate = _renumbered(streets.link_gate[link], streets.storage.size)
        routes = np.arange(ways.end.size)
        rows = np.full((ways.link.size + routes.size, 4), -1, np.int32)
        met = np.flatnonzero(at[streets.shut_link] >= 0)
        of_window = streets.shut_link[met]
        first = np.full(streets.n_links, -1, np.int64)
        first[of_window[::-1]] = np.arange(met.size)[::-1]
        more = np.append(of_window[1:] == of_window[:-1], False)[: met.size]
        shut = np.stack(
            [streets.shut_last[met], streets.shut_until[met], streets.shut_waits[met], more], axis=1
        )
        kept = np.ones(len(rows), np.bool_)
        kept[ways.end + routes] = False
        rows[kept] = np.stack(
            [at[ways.link], ways.ticks, of_gate[streets.link_gate[ways.link]], first[ways.link]], axis=1
        )
        homes = streets.n_links + np.arange(streets.home_closes.size)
        return cls(
            QueueStreets(
                of_gate[streets.link_gate[link]], streets.storage[gate], streets.interval_in[gate],
                streets.interval_out[link], streets.opens[link], streets.closes[gate], streets.home_closes,
                at[of_window], streets.shut_last[met], streets.shut_until[met], streets.shut_waits[met],
            ),
            np.concatenate([link, homes]), gate, rows, ways.starts + routes, shut,
            np.unique(streets.shut_until[met]),
        )  # fmt: skip


def closing_ticks(streets: QueueStreets) -> Ints:
    """Return what closes at some time, with its last tick, by time, shape (c, 2).

    Parameters
    ----------
    streets
        Links, gates and homes.

    Returns
    -------
    Ints
        Gates, and −1 − approach for homes. Gates that shut for a while stand once for each window, after what
        closes for good at the same time.
    """
    shut = np.stack([streets.link_gate[streets.shut_link], streets.shut_last], axis=1)
    shut = np.unique(shut[streets.shut_last > -NEVER], axis=0)
    items = np.concatenate([
        np.arange(streets.closes.size), -1 - streets.n_links - np.arange(streets.home_closes.size), shut[:, 0]
    ])  # fmt: skip
    last = np.concatenate([streets.closes, streets.home_closes, shut[:, 1]])
    order = np.argsort(last, kind="stable")
    return np.stack([items, last], axis=1)[order[last[order] < NEVER]]


def _renumbered(numbers: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the numbers that occur, sorted, and the new number of each old one (−1 for none)."""
    kept = np.unique(numbers)
    new = np.full(count, -1, np.int64)
    new[kept] = np.arange(kept.size)
    return kept, new
