"""Who can help whom to evacuate: stated assumptions, until a city has its own."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark, SettingUnit


def _persons(default: float, *, most: float) -> float:
    number: float = parameter(
        default, unit=SettingUnit.PERSONS, ge=1, le=most, date="2026-11", mark=Mark.ASSUMPTION
    )
    return number


def _age(default: float) -> float:
    years: float = parameter(
        default, unit=SettingUnit.YEARS, ge=18, le=120, date="2026-11", mark=Mark.ASSUMPTION
    )
    return years


class SupportSettings(StageSettings):
    """Candidates for supporters (避難支援等実施者) of people who need help."""

    helpers_accompany: float = _persons(1.0, most=6)
    helpers_wheelchair: float = _persons(1.0, most=6)
    helpers_wheelchair_steps: float = _persons(2.0, most=6)
    helpers_carry: float = _persons(2.0, most=6)
    helpers_unknown: float = _persons(2.0, most=6)
    most_persons: float = _persons(2.0, most=10)
    oldest_helper_years: float = _age(74.0)
    oldest_lifter_years: float = _age(69.0)
    longest_walk_s: float = parameter(
        900.0, unit=SettingUnit.S, ge=60, le=7200, date="2026-11", mark=Mark.ASSUMPTION
    )
    prepare_s: float = parameter(
        600.0, unit=SettingUnit.S, ge=0, le=7200, date="2026-11", mark=Mark.ASSUMPTION
    )
    time_in_hand_s: float = parameter(
        1800.0, unit=SettingUnit.S, ge=0, le=14400, date="2026-11", mark=Mark.ASSUMPTION
    )
