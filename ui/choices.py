"""What the reader has chosen, and how it stands in an address, so that a link shows the same screen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from domain.measures import CLOSED_BRIDGES, CLOSED_CROSSINGS, CLOSED_PLACES, ONLY_PLACES, OPENED_PLACES
from domain.vocabulary import Preset
from messages.catalogue import DEFAULT_LANGUAGE, languages

#: The setting of the switch 「時間帯」.
DAY_TIME = "departure.day_time"

#: Switches of measures, each a list of what is closed, by the name they have in an address.
CLOSINGS: Mapping[str, str] = {
    "crossings": CLOSED_CROSSINGS,
    "bridges": CLOSED_BRIDGES,
    "places": CLOSED_PLACES,
}

#: What is closed, and what is open beyond the scenario: both decide which ways and places there are.
CLOSING_KEYS = (*CLOSINGS.values(), ONLY_PLACES, OPENED_PLACES)

#: Settings that have a switch of their own beside the page, by the name they have in an address.
SWITCHES: Mapping[str, str] = {"time": DAY_TIME, **CLOSINGS, "only": ONLY_PLACES}

#: What a reader may wish to see of 備えの状況, by the name that it has in an address: view, hazards, bands,
#: who acts, real data only, and the hazard by which districts are sorted.
MATRIX = ("view", "hazards", "bands", "acts", "real", "sort")

_SEPARATOR = ","
_SET = "set"

Overrides = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The second side of the page 並べて比べる; the first is what all pages show.

    Parameters
    ----------
    scenario_id, preset, overrides
        As in ``Choices``.
    """

    scenario_id: str
    preset: Preset = Preset.CURRENT
    overrides: Overrides = ()

    def with_override(self, key: str, text: str) -> Self:
        """Return the side with one setting changed; empty text takes the change away."""
        return replace(self, overrides=_with_override(self.overrides, key, text))


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that decides what a page shows.

    Parameters
    ----------
    scenario_id
        Scenario; empty for the first of the bundle.
    preset
        Set of settings that ``overrides`` change.
    overrides
        Changed settings as sorted pairs of key and text.
    language
        ``ja``, ``en`` or ``ja_easy``.
    ward_code, district_id
        Area of interest; empty for none.
    block_id
        Block that is asked for; empty for none.
    other
        What stands beside it on the page 並べて比べる; None where nothing was chosen.
    matrix
        What the reader wants to see of 備えの状況, as pairs of a name of ``MATRIX`` and text.
    """

    scenario_id: str = ""
    preset: Preset = Preset.CURRENT
    overrides: Overrides = ()
    language: str = DEFAULT_LANGUAGE
    ward_code: str = ""
    district_id: str = ""
    block_id: str = ""
    other: Side | None = None
    matrix: Overrides = ()

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Return the choices that an address holds; what it does not hold stays at its default.

        Values are checked where they are used: an unknown scenario or setting is refused in words,
        anything else unknown is told to the reader beside what is shown instead (``ui.view.address``).
        """
        overrides = {SWITCHES[name]: query[name] for name in SWITCHES if query.get(name)}
        overrides |= dict(_pairs(query.get(_SET, "")))
        language = query.get("lang", DEFAULT_LANGUAGE)
        return cls(
            scenario_id=query.get("scenario", ""),
            preset=_preset(query.get("preset", "")),
            overrides=tuple(sorted(overrides.items())),
            language=language if language in languages() else DEFAULT_LANGUAGE,
            ward_code=query.get("ward", ""),
            district_id=query.get("district", ""),
            block_id=query.get("block", ""),
            other=_side(query),
            matrix=tuple((name, query[name]) for name in MATRIX if query.get(name)),
        )

    def to_query(self) -> dict[str, str]:
        """Return the choices as an address holds them; defaults are left out."""
        overrides = dict(self.overrides)
        query = {
            "scenario": self.scenario_id,
            "preset": "" if self.preset is Preset.CURRENT else self.preset.value,
            "lang": "" if self.language == DEFAULT_LANGUAGE else self.language,
            "ward": self.ward_code,
            "district": self.district_id,
            "block": self.block_id,
        }
        query |= {name: overrides.pop(key, "") for name, key in SWITCHES.items()}
        query[_SET] = _text(overrides.items())
        if self.other is not None:
            query["other"] = self.other.scenario_id
            query["other_preset"] = "" if self.other.preset is Preset.CURRENT else self.other.preset.value
            query["other_set"] = _text(self.other.overrides)
        query |= dict(self.matrix)
        return {name: text for name, text in query.items() if text}

    def in_matrix(self, name: str) -> str:
        """Return what the reader wants to see of 備えの状況; empty for everything, in the official order."""
        return dict(self.matrix).get(name, "")

    def with_matrix(self, name: str, text: str) -> Self:
        """Return the choices with one wish for 備えの状況; empty text takes it away."""
        wishes = {**dict(self.matrix), name: text}
        return replace(self, matrix=tuple((key, wishes[key]) for key in MATRIX if wishes.get(key)))

    def override(self, key: str) -> str:
        """Return the changed value of a setting as text; empty where it is not changed."""
        return dict(self.overrides).get(key, "")

    def values(self, key: str) -> tuple[str, ...]:
        """Return the changed values of a setting that holds a list."""
        return tuple(part for part in self.override(key).split(_SEPARATOR) if part)

    def with_override(self, key: str, text: str) -> Self:
        """Return the choices with one setting changed; empty text takes the change away."""
        return replace(self, overrides=_with_override(self.overrides, key, text))

    @property
    def closings(self) -> tuple[tuple[str, str], ...]:
        """Overrides that close something, or open a place beyond the scenario."""
        return tuple(pair for pair in self.overrides if pair[0] in CLOSING_KEYS)

    def with_closings(self, closings: tuple[tuple[str, str], ...]) -> Self:
        """Return the choices with just these closings."""
        others = [pair for pair in self.overrides if pair[0] not in CLOSING_KEYS]
        return replace(self, overrides=tuple(sorted([*others, *closings])))

    def is_alike_but_closings(self, other: Self) -> bool:
        """Whether two choices ask for the same plan but for what is closed."""
        one, two = self.with_closings(()), other.with_closings(())
        return (one.scenario_id, one.preset, one.overrides) == (two.scenario_id, two.preset, two.overrides)

    def without_overrides(self) -> Self:
        """Return the choices with every setting as the preset has it."""
        return replace(self, overrides=())

    def swapped(self, other: Side) -> Self:
        """Return the choices with another side in front, and what was in front beside it."""
        behind = Side(self.scenario_id, self.preset, self.overrides)
        return replace(
            self, scenario_id=other.scenario_id, preset=other.preset, overrides=other.overrides, other=behind
        )


def _side(query: Mapping[str, str]) -> Side | None:
    scenario_id = query.get("other", "")
    if not scenario_id:
        return None
    overrides = dict(_pairs(query.get("other_set", "")))
    return Side(scenario_id, _preset(query.get("other_preset", "")), tuple(sorted(overrides.items())))


def _preset(text: str) -> Preset:
    return Preset(text) if text in set(Preset) else Preset.CURRENT


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in filter(str.strip, text.split(";")):
        key, is_pair, value = pair.partition("=")
        # Nothing after the sign changes nothing. What has no sign is no setting, which is refused as such:
        # left out, another plan would be shown than the one that was asked for.
        if value or not is_pair:
            yield key.strip(), value.strip()


def _text(overrides: Iterable[tuple[str, str]]) -> str:
    return ";".join(f"{key}={text}" if text else key for key, text in sorted(overrides))


def _with_override(overrides: Overrides, key: str, text: str) -> Overrides:
    changed = {**dict(overrides), key: text}
    return tuple(sorted((k, t) for k, t in changed.items() if t))
