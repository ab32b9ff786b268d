"""Which kinds of walkers are told apart, who walks how, and what each of them can walk on."""

from domain.settings.parameter import StageSettings, parameter
from domain.vocabulary import Mark, ProfilesInUse, SettingUnit


class ProfileSettings(StageSettings):
    """Walking profiles beside adults and people who need support; speeds of those stand in ``movement``."""

    in_use: ProfilesInUse = parameter(
        ProfilesInUse.TWO, choices=tuple(ProfilesInUse), date="2026-11", mark=Mark.ASSUMPTION
    )
    elderly_speed_factor: float = parameter(
        0.8, ge=0.2, le=1.5, choices=(0.8, 1.0), date="2026-11", mark=Mark.ASSUMPTION
    )
    small_child_speed_m_s: float = parameter(
        0.5, unit=SettingUnit.M_S, ge=0.1, le=2.0, choices=(0.5, 0.9), date="2013", mark=Mark.FOUND_SECONDARY
    )
    wheelchair_pushed_speed_m_s: float = parameter(
        0.5, unit=SettingUnit.M_S, ge=0.1, le=2.0, choices=(0.333, 0.478, 0.5), date="2013",
        mark=Mark.FOUND_SECONDARY,
    )  # fmt: skip
    wheelchair_alone_speed_m_s: float = parameter(
        0.5, unit=SettingUnit.M_S, ge=0.1, le=2.0, choices=(0.5, 0.69), date="2013", mark=Mark.FOUND_SECONDARY
    )
    wheelchair_pushed_slope: float = parameter(0.12, ge=0.02, le=1.0, date="2026-11", mark=Mark.ASSUMPTION)
    wheelchair_alone_slope: float = parameter(0.08, ge=0.02, le=1.0, date="2006", mark=Mark.KNOWN_HIGH)
    wheelchair_width_m: float = parameter(
        1.0, unit=SettingUnit.M, ge=0.6, le=3.0, choices=(0.9, 1.0, 2.0), date="2026-11", mark=Mark.ASSUMPTION
    )
    elderly_alone_share: float = parameter(1.0, ge=0, le=1, date="2026-11", mark=Mark.ASSUMPTION)
    small_child_persons_per_child: float = parameter(0.67, ge=0, le=3, date="2026-11", mark=Mark.ASSUMPTION)
    wheelchair_pushed_share: float = parameter(0.15, ge=0, le=1, date="2026-11", mark=Mark.ASSUMPTION)
    wheelchair_alone_share: float = parameter(0.05, ge=0, le=1, date="2026-11", mark=Mark.ASSUMPTION)
