"""Faults of input: one record for every kind, and the errors that carry them.

```
SonaeError
├── InputError(faults)      a file or table of the user is at fault
│   └── BundleError         a city bundle is at fault
├── UnknownScenarioError    no such scenario in the bundle
├── UnknownBlockError       no single block of this name in the bundle
├── UnknownStreetError      no street of this name or number in the bundle
└── SettingError            no such setting, or a value out of its range
```

A fault holds a message key and values, never words: words are made from ``messages/`` at the
edges. Personal values never enter a fault.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.vocabulary import Severity

_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input.

    Parameters
    ----------
    key
        Message key below ``fault.``, such as ``negative_number``; the catalogue holds its text,
        what was expected and the remedy, in every language.
    severity
        ``error`` refuses the input, ``warning`` keeps it.
    file, layer, column
        Where it is; empty when it does not apply.
    row
        Row as the user counts it: the 1-based line of a CSV (header = 1), or the id of a record
        in a layer; empty when the fault concerns the whole file.
    value
        The offending value as text; None where it is missing or personal.
    expected
        What was expected, as data (a range, a list of allowed values), empty if the key says it.
    more
        Further rows with the same fault in the same column that are counted and not listed.
    """

    key: str
    severity: Severity = Severity.ERROR
    file: str = ""
    layer: str = ""
    row: str = ""
    column: str = ""
    value: str | None = None
    expected: str = ""
    more: int = 0

    def sort_key(self) -> tuple[str, str, str, int, str, str]:
        """Order of a list of faults: by file, layer, severity, row number, row, column."""
        # Longer digits are no number that anybody counts to, and Python refuses very long ones.
        is_number = self.row.isascii() and self.row.isdigit() and len(self.row) <= _DIGITS
        number = int(self.row) if is_number else 0
        return (self.file, self.layer, self.severity, number, self.row, self.column)


def sort_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults in reading order, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=Fault.sort_key))


def has_error(faults: Iterable[Fault]) -> bool:
    """Whether any fault refuses the input."""
    return any(fault.severity is Severity.ERROR for fault in faults)


def count_faults(faults: Iterable[Fault], severity: Severity) -> int:
    """Return how many faults of a severity there are, those not listed included."""
    return sum(1 + fault.more for fault in faults if fault.severity is severity)


class SonaeError(Exception):
    """Base of every error that a user can mend."""


class InputError(SonaeError, ValueError):
    """One or more faults in what a user gave."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sort_faults(faults)
        keys = ", ".join(sorted({fault.key for fault in self.faults}))
        super().__init__(f"{len(self.faults)} fault(s): {keys}")


class BundleError(InputError):
    """A city bundle cannot be used."""


class UnknownScenarioError(SonaeError, KeyError):
    """The bundle has no scenario of this id."""

    def __init__(self, scenario_id: str, known: Sequence[str]) -> None:
        self.scenario_id = scenario_id
        self.known = tuple(known)
        super().__init__(scenario_id)


class UnknownBlockError(SonaeError, KeyError):
    """A name that means no block of the bundle, or several."""

    def __init__(self, asked: str, near: Sequence[str], *, more: int = 0) -> None:
        self.asked = asked
        self.near = tuple(near)
        self.more = more
        super().__init__(asked)


class UnknownStreetError(SonaeError, KeyError):
    """The bundle has no street of this name or number."""

    def __init__(self, asked: str, near: Sequence[str], *, more: int = 0) -> None:
        self.asked = asked
        self.near = tuple(near)
        self.more = more
        super().__init__(asked)


class SettingError(SonaeError, ValueError):
    """A setting does not exist, or its value is not allowed."""

    def __init__(self, key: str, value: str, expected: str) -> None:
        self.key = key
        self.value = value
        self.expected = expected
        super().__init__(f"{key}={value!r}; expected {expected}")


class UnknownSettingError(SettingError):
    """No setting or measure has this key."""

    def __init__(self, key: str, value: str = "") -> None:
        super().__init__(key, value, "sonae settings list")
