"""What of an address the city does not have, and what is shown in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.bundle import City, CityBundle
from domain.faults import SettingError
from domain.vocabulary import Preset
from messages.catalogue import languages
from presentation.words import Words
from ui.choices import Choices
from use_cases.make_case import run_settings

#: Longer values are cut before they are told.
_TOLD_LENGTH = 40

# Field of the choices behind each name of an address.
_FIELDS = {
    "lang": "language",
    "preset": "preset",
    "ward": "ward_code",
    "district": "district_id",
    "ward_of_district": "ward_code",
    "block": "block_id",
    "other_preset": "other",
}


@dataclass(frozen=True, slots=True)
class Missed:
    """One value of an address that could not be shown.

    Parameters
    ----------
    name
        Message key below ``screen.address.``: the value's name in the address, or
        ``ward_of_district`` for a ward that the district of the same address is not in.
    value
        Value as the address gives it; anybody may have written it.
    """

    name: str
    value: str

    def is_open(self, settled: Choices, now: Choices) -> bool:
        """Whether the reader has chosen nothing else since; afterwards nobody need tell him."""
        field = _FIELDS[self.name]
        return bool(getattr(settled, field) == getattr(now, field))


def settle(query: Mapping[str, str], choices: Choices, city: City) -> tuple[Choices, tuple[Missed, ...]]:
    """Return choices that the city has, and what of the address it has not.

    A district alone brings its ward along. Scenarios and settings are not looked at: a page cannot be
    drawn without them, so a wrong one is refused with those that exist.

    Parameters
    ----------
    query, choices
        Address, and the choices read from it.
    city
        City with its wards and districts.
    """
    missed = []
    if query.get("lang") and query["lang"] not in languages():
        missed.append(Missed("lang", query["lang"]))
    if query.get("preset") and query["preset"] not in set(Preset):
        missed.append(Missed("preset", query["preset"]))
    if choices.other and query.get("other_preset") and query["other_preset"] not in set(Preset):
        missed.append(Missed("other_preset", query["other_preset"]))
    ward, district = choices.ward_code, choices.district_id
    if ward and ward not in city.wards.index:
        missed.append(Missed("ward", ward))
        ward = ""
    if district and district not in city.districts.index:
        missed.append(Missed("district", district))
        district = ""
    if district:
        own = str(city.districts["ward_code"].to_dict()[district])
        if ward and ward != own:
            missed.append(Missed("ward_of_district", ward))
        ward = own
    block = choices.block_id
    if block and block not in city.blocks.index:
        missed.append(Missed("block", block))
        block = ""
    return replace(choices, ward_code=ward, district_id=district, block_id=block), tuple(missed)


def choices_in(chosen: Choices, city: CityBundle) -> Choices:
    """Return choices without a scenario, or closings and settings, that another city does not have."""
    if chosen.scenario_id not in city.scenarios:
        chosen = replace(chosen, scenario_id="")
    try:
        run_settings(city, preset=chosen.preset, overrides=dict(chosen.overrides))
    except SettingError:  # such as a bridge that this city does not have
        chosen = chosen.without_overrides()
    return chosen


def missed_line(missed: Missed, choices: Choices, city: City, words: Words) -> str:
    """Return one sentence: what was not found, and what is shown instead."""
    wards = city.wards.sort_values("official_order")
    code = choices.ward_code or str(wards.index[0])
    ward = words.name(wards["name"].to_dict()[code], wards["name_en"].to_dict()[code])
    value = missed.value if len(missed.value) <= _TOLD_LENGTH else missed.value[:_TOLD_LENGTH] + "…"
    preset = words(f"preset.{Preset.CURRENT}")
    return words(f"screen.address.{missed.name}", value=value, ward=ward, preset=preset)
