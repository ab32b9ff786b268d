"""Whom a blocked street leaves no way at all, once bars are laid anew as a plan with it closed lays them.

Nobody is led towards ground that water or fire reaches earlier. Where a street is blocked such bars are laid
anew, and a plan may lead over ground that it spared before; nor does a count of ways wait for a street that
opens again. So who hangs on a street may still have a way that the plan does not use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from evacuation.bars import bars_follow_closings
from evacuation.clock import CLOSED, closing_release, in_time
from evacuation.isolation import single_ways
from evacuation.leaving import ways_out
from evacuation.margin import latest_costs
from evacuation.network import BoolArray
from evacuation.passable import SafetySet, Starts, passable_arcs, safety_sets
from evacuation.profile_on_network import Passage, ProfileOnNetwork, put_on_network
from hazard.shut import shut_by_hand
from planning.block_ground import BlockGround
from planning.case import Case
from planning.changed_day_inputs import blocked_exposure, passage_over
from planning.plan import Plan
from planning.stage_inputs import evacuation_inputs


@dataclass(frozen=True, eq=False)
class Anew:
    """A plan whose streets are blocked, some at a time, for adults.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    """

    case: Case
    plan: Plan
    ground: BlockGround

    @cached_property
    def differs(self) -> bool:
        """Whether a closed street can open a way that a count of ways leaves out."""
        return bars_follow_closings(self.case.scenario) or self._on_network.segments is not None

    def reach(self, blocks: pd.DataFrame, street_ids: Iterable[int]) -> BoolArray:
        """Return which blocks reach a place or safe ground in time with streets closed, as a plan made anew.

        Seats and distances do not count.

        Parameters
        ----------
        blocks
            By id, on the network: ``node`` (position) and ``leave`` [0.1 s after t0].
        street_ids
            Streets that are blocked.

        Returns
        -------
        BoolArray
            Shape (blocks,).
        """
        inputs = self.ground.inputs
        earliest_s = float(self.plan.demand["departure_s"].min())
        passage = replace(self._passage(street_ids), earliest_departure_s=earliest_s)
        on_network = put_on_network(
            inputs.network, inputs.streets, passage, inputs.profiles[0], inputs.day_time, inputs.settings
        )
        row = self.case.city.blocks.index.get_indexer(blocks.index)
        leave = blocks["leave"].to_numpy(np.int64)
        costs = latest_costs(inputs.network, on_network, inputs.destinations)
        found = in_time(leave, costs.blocks(inputs.network, row))
        if inputs.safe_ground is not None:
            out = ways_out(inputs.network, on_network, inputs.safe_ground)
            found |= in_time(leave, out.cost[blocks["node"].to_numpy(np.int64)])
        return found

    def streets_on_every_way(self, blocks: pd.DataFrame) -> dict[str, frozenset[int]]:
        """Return the streets that every way takes, barred or opened later: without them there is none.

        Parameters
        ----------
        blocks
            As ``reach`` takes them; none is safe at the door.

        Returns
        -------
        dict
            Ids of streets by block.
        """
        network, (on_network, safety) = self.ground.inputs.network, self._free
        starts = Starts(blocks["node"].to_numpy(np.int64), blocks["leave"].to_numpy(np.int64))
        every = np.ones(network.n_arcs, np.bool_)
        found = single_ways(network, passable_arcs(network, on_network, every, safety, starts), starts.nodes)
        street = network.street_id[network.arc_street]
        return {
            str(block): frozenset(street[list(one.arcs)].tolist() if one else ())
            for block, one in zip(blocks.index, found, strict=True)
        }

    @property
    def _on_network(self) -> ProfileOnNetwork:
        return self.ground.on_network[self.ground.inputs.profiles[0].profile_id]

    @cached_property
    def _free(self) -> tuple[ProfileOnNetwork, tuple[SafetySet, ...]]:
        """The network without bars, and with what opens again never shut, and who is safe on it."""
        inputs, was = self.ground.inputs, self._on_network
        release = closing_release(inputs.passage.closes_at_s)[inputs.network.arc_street]
        free = replace(
            was, barred=np.zeros_like(was.barred), release=np.where(was.never_walked, CLOSED, release)
        )
        return free, safety_sets(inputs.network, free, inputs.destinations, inputs.safe_ground)

    @cached_property
    def _windows(self) -> pd.DataFrame:
        city = self.case.city
        return shut_by_hand(
            city.streets, self.case.scenario, self.case.measures, self.case.settings.hazard
        ).windows

    def _passage(self, street_ids: Iterable[int]) -> Passage:
        exposure, inputs = blocked_exposure(self.plan, street_ids, self._windows), self.ground.inputs
        if inputs.safe_ground is not None:
            return passage_over(self.case, exposure, inputs.safe_ground)
        # In a stay no ground is kept as safe.
        return evacuation_inputs(
            self.case, inputs.network, exposure, self.plan.usable_places, self.plan.demand
        ).passage


def streets_without_other_way(
    anew: Anew,
    blocks: pd.DataFrame,
    hangs_on: Mapping[str, tuple[int, ...]],
    pieces: Iterable[tuple[int, ...]],
) -> dict[str, tuple[int, ...]]:
    """Return of the streets that blocks hang on those without which they have no way at all.

    Parameters
    ----------
    anew
        The plan whose streets are blocked.
    blocks
        As ``Anew.reach`` takes them.
    hangs_on
        Streets that each block hangs on, by block: of some blocks.
    pieces
        Streets that are blocked together, as those of one bridge are; each street in one of them.

    Returns
    -------
    dict
        Ids of streets by block, in the order of ``hangs_on``.
    """
    asked = {block: streets for block, streets in hangs_on.items() if streets}
    if not asked or not anew.differs:
        return asked
    sure = anew.streets_on_every_way(blocks.loc[list(asked)])
    lost = {block: set(streets) & sure[block] for block, streets in asked.items()}
    for piece in pieces:
        open_yet = [
            block for block, streets in asked.items() if set(piece).intersection(streets) - lost[block]
        ]
        if open_yet:
            reaches = anew.reach(blocks.loc[open_yet], piece)
            for block, is_out in zip(open_yet, reaches.tolist(), strict=True):
                lost[block] |= set() if is_out else set(piece)
    return {
        block: tuple(street for street in streets if street in lost[block])
        for block, streets in asked.items()
    }
