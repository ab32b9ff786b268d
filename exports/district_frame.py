"""What an A3 sheet is about."""

from dataclasses import dataclass

from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class SheetFrame:
    """What the sheet is about."""

    case: Case
    plan: Plan
    district_id: str
    language: str
    scale: int
    is_cut: bool

    def word(self, key: str, **values: object) -> str:
        """Return words in the language of the sheet."""
        return text(self.language, key, **values)
