"""How likely a street is blocked after an earthquake, and how many draws are made of it."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark, SettingUnit


def _assumed(
    value: float, *, ge: float, le: float, choices: tuple[float, ...] = (), unit: SettingUnit | None = None
) -> float:
    number: float = parameter(
        value, unit=unit, ge=ge, le=le, choices=choices, date="2026-11", mark=Mark.ASSUMPTION
    )
    return number


class BlockageSettings(StageSettings):
    """Streets blocked after an earthquake (東京都 首都直下地震等による東京の被害想定 2022)."""

    on_foot_factor: float = _assumed(0.5, ge=0, le=1, choices=(0.3, 0.5, 1.0))
    wheelchair_factor: float = _assumed(1.0, ge=0, le=1, choices=(0.5, 1.0))
    full_damage_share: float = _assumed(0.1, ge=0.001, le=0.5)
    reference_length_m: float = _assumed(50.0, ge=10, le=500, choices=(50.0, 100.0), unit=SettingUnit.M)
    walls_per_segment: float = _assumed(2.2, ge=0, le=20, choices=(0.0, 2.2, 5.4))
    liquefaction_share: float = _assumed(0.05, ge=0, le=1, choices=(0.0, 0.05, 0.1))
    liquefaction_intensity: float = _assumed(5.0, ge=4, le=7, choices=(5.0, 5.5))
    low_on_foot_factor: float = _assumed(0.1, ge=0, le=1, choices=(0.0, 0.1, 0.5))
    bridge_share: float = parameter(0.082, ge=0, le=1, date="2022-05", mark=Mark.FOUND)
    bridge_intensity: float = parameter(6.0, ge=5, le=7, date="2022-05", mark=Mark.FOUND)
    crossing_intensity: float = _assumed(4.5, ge=4, le=7, choices=(4.5, 5.0, 5.5))
    event_deviation: float = _assumed(0.2, ge=0, le=1)
    field_deviation: float = _assumed(0.3, ge=0, le=1)
    damage_deviation: float = _assumed(0.4, ge=0.05, le=2)
    correlation_m: float = _assumed(
        8500.0, ge=100, le=100_000, choices=(8500.0, 25700.0, 40700.0), unit=SettingUnit.M
    )
    half_width: float = _assumed(0.05, ge=0.005, le=0.5, choices=(0.03, 0.05, 0.1))
    most_draws: int = parameter(1000, ge=25, le=100_000, date="2026-11", mark=Mark.ASSUMPTION)
    critical_draws: int = parameter(25, ge=1, le=1000, date="2026-11", mark=Mark.ASSUMPTION)
    seed: int = parameter(1, ge=0, le=1_000_000, date="2026-11", mark=Mark.ASSUMPTION)
