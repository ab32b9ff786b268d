"""What the reader has chosen, and how it stands in an address, so that a link shows the same screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from domain.measures import CLOSED_BRIDGES, CLOSED_CROSSINGS, CLOSED_PLACES, OPENED_PLACES
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
CLOSING_KEYS = (*CLOSINGS.values(), OPENED_PLACES)

#: Settings that have a switch of their own beside the page, by the name they have in an address.
SWITCHES: Mapping[str, str] = {"time": DAY_TIME, **CLOSINGS}

_SEPARATOR = ","
_SET = "set"


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
    """

    scenario_id: str = ""
    preset: Preset = Preset.CURRENT
    overrides: tuple[tuple[str, str], ...] = ()
    language: str = DEFAULT_LANGUAGE
    ward_code: str = ""
    district_id: str = ""
    block_id: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Return the choices that an address holds; what it does not hold stays at its default.

        Values are checked where they are used: an unknown scenario or setting is refused in words,
        anything else unknown is told to the reader beside what is shown instead (``ui.view.address``).
        """
        overrides = {SWITCHES[name]: query[name] for name in SWITCHES if query.get(name)}
        for pair in query.get(_SET, "").split(";"):
            key, _, text = pair.partition("=")
            if key and text:
                overrides[key.strip()] = text.strip()
        language = query.get("lang", DEFAULT_LANGUAGE)
        preset = query.get("preset", Preset.CURRENT)
        return cls(
            scenario_id=query.get("scenario", ""),
            preset=Preset(preset) if preset in set(Preset) else Preset.CURRENT,
            overrides=tuple(sorted(overrides.items())),
            language=language if language in languages() else DEFAULT_LANGUAGE,
            ward_code=query.get("ward", ""),
            district_id=query.get("district", ""),
            block_id=query.get("block", ""),
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
        query[_SET] = ";".join(f"{key}={text}" for key, text in sorted(overrides.items()))
        return {name: text for name, text in query.items() if text}

    def override(self, key: str) -> str:
        """Return the changed value of a setting as text; empty where it is not changed."""
        return dict(self.overrides).get(key, "")

    def values(self, key: str) -> tuple[str, ...]:
        """Return the changed values of a setting that holds a list."""
        return tuple(part for part in self.override(key).split(_SEPARATOR) if part)

    def with_override(self, key: str, text: str) -> Self:
        """Return the choices with one setting changed; empty text takes the change away."""
        overrides = {**dict(self.overrides), key: text}
        return replace(self, overrides=tuple(sorted((k, t) for k, t in overrides.items() if t)))

    @property
    def closings(self) -> tuple[tuple[str, str], ...]:
        """Overrides that close something, or open a place beyond the scenario."""
        return tuple(pair for pair in self.overrides if pair[0] in CLOSING_KEYS)

    def with_closings(self, closings: tuple[tuple[str, str], ...]) -> Self:
        """Return the choices with just these closings."""
        others = [pair for pair in self.overrides if pair[0] not in CLOSING_KEYS]
        return replace(self, overrides=tuple(sorted([*others, *closings])))

    def without_overrides(self) -> Self:
        """Return the choices with every setting as the preset has it."""
        return replace(self, overrides=())
