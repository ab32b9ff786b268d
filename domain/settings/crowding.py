"""How people hinder each other on the way: capacities of streets and doors, and their speed when alone."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark, SettingUnit


class CrowdingSettings(StageSettings):
    """Queues in streets and at doors; used by the crowding result alone (docs/model/crowding.md)."""

    street_flow: float = parameter(
        1.22, unit=SettingUnit.PERSONS_M_S, ge=0.3, le=2.0, choices=(1.22, 1.3), date="1993",
        mark=Mark.FOUND_SECONDARY,
    )  # fmt: skip
    steps_flow: float = parameter(
        0.88, unit=SettingUnit.PERSONS_M_S, ge=0.3, le=2.0, choices=(0.88, 1.1), date="2016", mark=Mark.FOUND
    )  # fmt: skip
    street_edges_m: float = parameter(
        0.4, unit=SettingUnit.M, ge=0, le=2, date="2002", mark=Mark.KNOWN_HIGH
    )  # fmt: skip
    least_width_m: float = parameter(
        0.4, unit=SettingUnit.M, ge=0.1, le=1.0, date="2026-11", mark=Mark.ASSUMPTION
    )  # fmt: skip
    street_density: float = parameter(
        4.0, unit=SettingUnit.PERSONS_M2, ge=1, le=6, choices=(4.0, 5.4), date="2026-11", mark=Mark.ASSUMPTION
    )  # fmt: skip
    free_speed_factor: float = parameter(
        1.34, ge=1.0, le=2.0, choices=(1.0, 1.34), date="1993", mark=Mark.FOUND_SECONDARY
    )  # fmt: skip
    door_flow: float = parameter(
        1.3, unit=SettingUnit.PERSONS_M_S, ge=0.3, le=2.0, choices=(1.3, 1.5), date="2016", mark=Mark.FOUND
    )  # fmt: skip
    door_width_m: float = parameter(
        1.8, unit=SettingUnit.M, ge=0.6, le=20, date="2026-11", mark=Mark.ASSUMPTION
    )  # fmt: skip
    forecourt_m2: float = parameter(
        500.0, unit=SettingUnit.M2, ge=0, le=100_000, choices=(0.0, 500.0, 5000.0), date="2026-11",
        mark=Mark.ASSUMPTION,
    )  # fmt: skip
