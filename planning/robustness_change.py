"""How many more people get through after a change, under the same luck."""

from dataclasses import dataclass

import numpy as np

from hazard.blockage import Reading
from planning.intervals import Z95
from planning.robustness import Robustness


@dataclass(frozen=True, slots=True)
class PersonsChange:
    """By how many more people get through: mean over draws, and its 95 % interval.

    Parameters
    ----------
    mean, low, high
        Persons; negative where fewer do.
    """

    mean: float
    low: float
    high: float


def persons_change(before: Robustness, after: Robustness) -> PersonsChange | None:
    """Return by how many more people of the city get through after a change.

    Draw by draw, for the same street has the same luck in both: what both suffer alike drops out, so that
    the interval is that of the change alone.

    Parameters
    ----------
    before, after
        Draws of two cases of a city with the same seed, in the adverse reading.

    Returns
    -------
    PersonsChange | None
        Over the draws that both made; None where these are fewer than two.
    """
    draws = min(before.draws, after.draws)
    if draws < 2:
        return None
    change = after.persons[Reading.ADVERSE, :draws] - before.persons[Reading.ADVERSE, :draws]
    half = Z95 * float(change.std(ddof=1)) / np.sqrt(draws)
    mean = float(change.mean())
    return PersonsChange(mean, mean - half, mean + half)
