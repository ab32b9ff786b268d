"""What the searches of one plan leave for the next plan of the city (``evacuation.evacuate``).

Another plan of the city seldom changes what walking takes: a street is closed, seats are counted otherwise,
one walking profile has another speed. What is kept of each profile is compared with what the next plan asks
for, by content; where anything is otherwise, all is searched for anew.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from evacuation.destinations import Destinations
from evacuation.kept_latest import LatestTrees
from evacuation.kept_safer import SaferMemory
from evacuation.kept_trees import KeptTrees, may_follow
from evacuation.network import IntArray
from evacuation.paths import KeptPaths
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.reach import Again, Reach

#: Plans whose trees are kept for each walking profile, those used last: some tens of MB each. Beside them
#: stands the last one whose trees were mended, which shares those that are as they were.
MOST_KEPT = 2


@dataclass(slots=True, eq=False)
class _Entry:
    """What a plan found for one walking profile."""

    trees: KeptTrees
    safer: SaferMemory
    latest: LatestTrees | None = None


class SearchMemory:
    """Trees of the plans made last, on one network.

    Attributes
    ----------
    paths
        Paths and lines of the routes of the last one.
    """

    def __init__(self) -> None:
        self.paths = KeptPaths()
        self._lock = threading.Lock()
        self._entries: dict[str, OrderedDict[int, _Entry]] = {}
        self._mended: dict[str, _Entry] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        with self._lock:
            return not self._entries

    def next_plan(self) -> "Following":
        """Begin the searches of another plan.

        Returns
        -------
        Following
            What they follow.
        """
        return Following(self)

    def _followed(
        self, on_network: ProfileOnNetwork, destinations: Destinations, access_node: IntArray
    ) -> _Entry | None:
        """Return the entry, of those used last, that a search may follow; None for none."""
        with self._lock:
            profile_id = on_network.profile.profile_id
            entries = list(self._entries.get(profile_id, {}).values())
            if profile_id in self._mended:
                # Whoever closes one thing more goes on from there: the least is broken.
                entries.append(self._mended[profile_id])
        for entry in reversed(entries):
            if may_follow(entry.trees, on_network, destinations, access_node):
                return entry
        return None

    def _took(self, profile_id: str, entry: _Entry, mended: _Entry) -> None:
        """Keep what was made of an entry in place of what was mended before."""
        with self._lock:
            if entry is not self._mended.get(profile_id):
                self._put_first(profile_id, entry)
            self._mended[profile_id] = mended

    def _used(self, profile_id: str, entry: _Entry) -> None:
        """Put an entry first, and forget those used longest ago."""
        with self._lock:
            self._put_first(profile_id, entry)

    def _put_first(self, profile_id: str, entry: _Entry) -> None:
        entries = self._entries.setdefault(profile_id, OrderedDict())
        entries[id(entry)] = entry
        entries.move_to_end(id(entry))
        while len(entries) > MOST_KEPT:
            entries.popitem(last=False)


class Following:
    """The searches of one plan, and the plans whose trees they follow.

    Parameters
    ----------
    memory
        Trees of the plans before.
    """

    def __init__(self, memory: SearchMemory) -> None:
        self._memory = memory
        self._entries: dict[str, _Entry | None] = {}
        self._latest: dict[str, LatestTrees] = {}
        self.safer = SaferMemory()

    @property
    def has_trees(self) -> bool:
        """Whether trees of any plan are kept."""
        return not self._memory.is_empty

    def again(self, on_network: ProfileOnNetwork, destinations: Destinations, access_node: IntArray) -> Again:
        """Return what the search of a walking profile may take over.

        Parameters
        ----------
        on_network, destinations, access_node
            Who walks, where to, and from which nodes, ascending.

        Returns
        -------
        Again
            With nothing to take over where no plan before is like this one.
        """
        entry = self._memory._followed(on_network, destinations, access_node)
        profile_id = on_network.profile.profile_id
        self._entries[profile_id] = entry
        if entry is None:
            return Again()
        self.safer.follow(profile_id, entry.safer)
        return Again(entry.trees)

    def latest_before(self, profile_id: str) -> LatestTrees | None:
        """Return the latest departures of the plan that the search of a walking profile follows.

        Parameters
        ----------
        profile_id
            The profile.

        Returns
        -------
        LatestTrees or None
            None where none is followed.
        """
        entry = self._entries.get(profile_id)
        return None if entry is None else entry.latest

    def found_latest(self, profile_id: str, latest: LatestTrees | None) -> None:
        """Take up the latest departures of a walking profile, to be kept with its routes.

        Parameters
        ----------
        profile_id, latest
            The profile, and what was found for it.
        """
        if latest is not None:
            self._latest[profile_id] = latest

    def keep(self, reaches: dict[str, Reach]) -> None:
        """Keep what was found for the next plan.

        Parameters
        ----------
        reaches
            Routes of each walking profile, by id.
        """
        for profile_id, entry in self._entries.items():
            trees, latest = reaches[profile_id].kept, self._latest.get(profile_id)
            if entry is not None:
                if not self.safer.took_over(profile_id):
                    entry.safer = self.safer.of_profile(profile_id)
                if latest is not None and not latest.took_over:
                    entry.latest = latest
                if trees is None:
                    self._memory._used(profile_id, entry)
                else:
                    # The plan that it comes from stays: it serves who opens something again.
                    mended = _Entry(trees, self.safer.of_profile(profile_id), latest)
                    self._memory._took(profile_id, entry, mended)
            elif trees is not None:
                self._memory._used(profile_id, _Entry(trees, self.safer.of_profile(profile_id), latest))
