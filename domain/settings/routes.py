"""Which of several routes in time people are led by: what counts beyond the walk itself."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark, SettingUnit


def _extra(default: float) -> float:
    """Declare metres that one metre counts more; 0 leaves the plain shortest route."""
    metres: float = parameter(default, ge=0, le=10, date="2026-11", mark=Mark.ASSUMPTION)
    return metres


class RouteSettings(StageSettings):
    """Generalised cost of a route: metres that a metre counts more; it never decides who is in time."""

    hazard_area_extra: float = _extra(0.2)
    reentry_extra: float = _extra(2.0)
    shore_extra: float = _extra(3.0)
    underpass_extra: float = _extra(9.0)
    narrow_extra: float = _extra(0.1)
    narrow_width_m: float = parameter(
        3.5, unit=SettingUnit.M, ge=1, le=15, choices=(3.5, 4.0, 5.5), date="2022-05", mark=Mark.FOUND
    )
    longest_extra_s: float = parameter(
        900.0, unit=SettingUnit.S, ge=0, le=7200, choices=(300.0, 900.0, 1800.0), date="2026-11",
        mark=Mark.ASSUMPTION,
    )  # fmt: skip
    dark_steps_extra: float = _extra(2.0)
