"""What an A3 sheet is about."""

from dataclasses import dataclass
from typing import Any

from planning.case import Case
from planning.plan import Plan
from presentation.hung_on import HungOn
from presentation.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class SheetFrame:
    """What the sheet is about.

    Parameters
    ----------
    case, plan, district_id
        What is drawn.
    words
        Words of the reader.
    scale
        Scale of the map, as 1 to this.
    is_cut
        Whether a part of the district lies beyond the map.
    window
        The map's window on the ground [m].
    hung
        What people of the district hang on.
    more_hung
        How many more they hang on, in words; empty where ``hung`` is all.
    """

    case: Case
    plan: Plan
    district_id: str
    words: Words
    scale: int
    is_cut: bool
    window: Any
    hung: tuple[HungOn, ...] = ()
    more_hung: str = ""

    @property
    def language(self) -> str:
        """Language of the sheet."""
        return self.words.language

    def word(self, key: str, **values: object) -> str:
        """Return words in the language of the sheet."""
        return self.words(key, **values)
