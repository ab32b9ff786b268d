"""What each person who needs help needs: how many helpers, until when, and who has agreed already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.settings.support import SupportSettings
from domain.support import HelpKind
from evacuation.network import BoolArray, FloatArray, IntArray
from planning.case import Case
from planning.support_ground import SupportGround


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """Of each person, in the order of the table.

    Parameters
    ----------
    needed
        Helpers who must be there at once.
    car_needed
        Whether one of them must have a car.
    lifts
        Whether helpers lift or push, and must not be too old for it.
    block_row
        Row of the home's block, −1 where it is not known.
    limit_s, must_leave
        Until when she must have left [s after t0], and whether she must leave at all.
    agreed
        Pairs that stand in a plan: columns ``person_id``, ``supporter_id``.
    agreed_count, agreed_cars
        How many of them count, and how many of these are known to have a car: none until they are
        held against the scenario (``counting``).
    taken
        Of each supporter, how many people have her already, on this list or on another.
    """

    needed: IntArray
    car_needed: BoolArray
    lifts: BoolArray
    block_row: IntArray
    limit_s: FloatArray
    must_leave: BoolArray
    agreed: pd.DataFrame
    agreed_count: IntArray
    agreed_cars: IntArray
    taken: IntArray

    def counting(self, person: IntArray, has_car: BoolArray) -> "Needs":
        """Return the same where these agreed pairs count, and no others.

        Parameters
        ----------
        person
            Row of the person of each pair that counts.
        has_car
            Whether its supporter is known to have a car.

        Returns
        -------
        Needs
            With other ``agreed_count`` and ``agreed_cars``.
        """
        size = self.needed.size
        return replace(
            self,
            agreed_count=np.bincount(person, minlength=size).astype(np.int64),
            agreed_cars=np.bincount(person[has_car], minlength=size).astype(np.int64),
        )

    @property
    def is_located(self) -> BoolArray:
        """Whether the home is known."""
        return np.asarray(self.block_row >= 0, np.bool_)

    @property
    def still_car(self) -> BoolArray:
        """Whether a helper with a car is still wanted."""
        return np.asarray(self.car_needed & (self.agreed_cars == 0), np.bool_)

    @property
    def still_needed(self) -> IntArray:
        """Helpers who are still wanted beside those who have agreed."""
        return np.maximum(np.maximum(self.needed - self.agreed_count, 0), self.still_car.astype(np.int64))

    @property
    def spare_wanted(self) -> IntArray:
        """One more than needed, where agreed ones do not make it up: 0 or 1."""
        return np.clip(self.needed + 1 - self.agreed_count - self.still_needed, 0, 1)

    @property
    def is_spared_already(self) -> BoolArray:
        """Whether those who have agreed are one more than needed."""
        return np.asarray((self.still_needed == 0) & (self.spare_wanted == 0), np.bool_)


def needs_of(
    case: Case,
    on_blocks: SupportGround,
    persons: pd.DataFrame,
    supporters: pd.DataFrame,
    agreed: Sequence[tuple[str, str]],
    homes: Mapping[str, Sequence[str]],
) -> Needs:
    """Return what everybody on a list needs.

    Parameters
    ----------
    case, on_blocks
        A case, and what its plan says of each block.
    persons, supporters
        ``HelpedPersons`` and ``Supporters``, sorted.
    agreed
        Pairs of person and supporter that have agreed, those of other lists among them.
    homes
        Blocks that each person may live in; the block of the table without any.

    Returns
    -------
    Needs
        What they need.
    """
    index = case.city.blocks.index
    row = index.get_indexer(pd.Index(persons["block_id"])).astype(np.int64)
    may = [
        np.append(index.get_indexer(pd.Index(list(homes.get(str(person), ())))), here)
        for person, here in zip(persons.index, row.tolist(), strict=True)
    ]
    rows = [one[one >= 0] for one in may]
    limit = np.array([on_blocks.limit_s[one].min(initial=np.inf) for one in rows], np.float64)
    leaves = np.array([bool(on_blocks.must_leave[one].any()) for one in rows], np.bool_)
    steps = np.array([bool(on_blocks.has_steps[one].any()) or not one.size for one in rows], np.bool_)
    pairs = pd.DataFrame(sorted(set(agreed)), columns=["person_id", "supporter_id"], dtype="str")
    helpers = supporters.index.get_indexer(pd.Index(pairs["supporter_id"]))
    pairs = pairs[pairs["person_id"].isin(persons.index)]
    pairs = pairs.reset_index(drop=True)
    nobody = np.zeros(len(persons), np.int64)
    kinds, settings = [HelpKind(kind) for kind in persons["kind"]], case.settings.support
    return Needs(
        needed=np.array(
            [helpers_needed(settings, kind, steps=has) for kind, has in zip(kinds, steps, strict=True)],
            np.int64,
        ),
        car_needed=np.array([kind is HelpKind.CARRY for kind in kinds], np.bool_),
        lifts=np.array([kind is not HelpKind.ACCOMPANY for kind in kinds], np.bool_),
        block_row=row, limit_s=limit, must_leave=leaves, agreed=pairs,
        agreed_count=nobody, agreed_cars=nobody,
        taken=np.bincount(helpers[helpers >= 0], minlength=len(supporters)).astype(np.int64),
    )  # fmt: skip


def helpers_needed(settings: SupportSettings, kind: HelpKind, *, steps: bool) -> int:
    """Return how many helpers a person needs at once.

    Parameters
    ----------
    settings
        Stated assumptions.
    kind
        How she moves.
    steps
        Whether her route has steps, or is not known.

    Returns
    -------
    int
        At least 1.
    """
    match kind:
        case HelpKind.ACCOMPANY:
            number = settings.helpers_accompany
        case HelpKind.WHEELCHAIR:
            number = settings.helpers_wheelchair_steps if steps else settings.helpers_wheelchair
        case HelpKind.CARRY:
            number = settings.helpers_carry
        case HelpKind.UNKNOWN:
            number = settings.helpers_unknown
    return int(number)
