"""All settings of a run, the two presets, and overrides by key."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from typing import Any, Self

from pydantic import ValidationError

from domain.faults import SettingError, UnknownSettingError
from domain.settings.blockage import BlockageSettings
from domain.settings.crowding import CrowdingSettings
from domain.settings.hazards import HazardSettings, QuakeSettings
from domain.settings.parameter import StageSettings, range_text
from domain.settings.places import CapacitySettings, ReadinessSettings
from domain.settings.profiles import ProfileSettings
from domain.settings.routes import RouteSettings
from domain.settings.support import SupportSettings
from domain.settings.walking import DepartureSettings, MovementSettings
from domain.vocabulary import Mark, Preset, SettingUnit

#: What the preset 計画（目標） changes (内閣府 2012: 早期避難者比率が高い場合; 消防庁 2013: 1.0 m/s).
_TARGET_OVERRIDES: Mapping[str, str] = {
    "movement.adult_speed_m_s": "1.0",
    "departure.direct_share": "0.7",
    "departure.after_task_share": "0.2",
}

#: Keys of earlier versions, as they stand in addresses and files, and what they are called now.
_RENAMED: Mapping[str, str] = {
    # Kept before every deadline since 2026-11, no longer before the tsunami only.
    "hazard.tsunami_reserve_s": "movement.reserve_s",
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as it is listed: key, value, unit, allowed range, date, mark."""

    key: str
    value: Any
    default: Any
    unit: SettingUnit | None
    minimum: float | None
    maximum: float | None
    choices: tuple[float | str, ...]
    date: str
    mark: Mark

    @property
    def changed(self) -> bool:
        """Whether the value differs from the default of the preset 被害想定（現状）."""
        return bool(self.value != self.default)


class Settings(StageSettings):
    """Settings of a run, one group per stage; keys are ``group.name``."""

    movement: MovementSettings = MovementSettings()
    departure: DepartureSettings = DepartureSettings()
    profile: ProfileSettings = ProfileSettings()
    route: RouteSettings = RouteSettings()
    hazard: HazardSettings = HazardSettings()
    capacity: CapacitySettings = CapacitySettings()
    quake: QuakeSettings = QuakeSettings()
    readiness: ReadinessSettings = ReadinessSettings()
    support: SupportSettings = SupportSettings()
    crowding: CrowdingSettings = CrowdingSettings()
    blockage: BlockageSettings = BlockageSettings()

    @classmethod
    def preset(cls, preset: Preset) -> Self:
        """Return the settings of a preset: 被害想定（現状） or 計画（目標）."""
        base = cls()
        return base if preset is Preset.CURRENT else base.with_overrides(_TARGET_OVERRIDES)

    def with_overrides(self, overrides: Mapping[str, str]) -> Self:
        """Return settings with values replaced by key.

        Raises
        ------
        SettingError
            When a key is unknown or a value does not fit its type or range.
        """
        changed = self
        for key, text in overrides.items():
            changed = changed._with(_RENAMED.get(key, key), text)
        shares = changed.departure.direct_share + changed.departure.after_task_share
        if shares > 1 + 1e-9:
            raise SettingError("departure.after_task_share", f"{shares:g}", "direct + after_task ≤ 1")
        return changed

    def _with(self, key: str, text: str) -> Self:
        group_name, _, name = key.partition(".")
        if group_name not in type(self).model_fields:
            raise UnknownSettingError(key, text)
        group: StageSettings = getattr(self, group_name)
        if name not in type(group).model_fields:
            raise UnknownSettingError(key, text)
        try:
            new_group = type(group).model_validate({**group.model_dump(), name: text})
        except ValidationError as error:
            raise SettingError(key, text, _expected(group, name)) from error
        return self.model_copy(update={group_name: new_group})

    def rows(self) -> Iterator[SettingRow]:
        """Yield every setting with its value, unit and range, in a stable order."""
        for group_name in type(self).model_fields:
            group: StageSettings = getattr(self, group_name)
            for name, row in _rows_of(group_name, type(group)):
                yield row(value=getattr(group, name))

    def changed(self) -> dict[str, Any]:
        """Return the settings that differ from the defaults, by key."""
        groups = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {
            f"{group_name}.{name}": getattr(group, name)
            for group_name, group in groups
            for name, info in type(group).model_fields.items()
            if getattr(group, name) != info.default
        }


@cache
def _rows_of(group_name: str, group: type[StageSettings]) -> list[tuple[str, Callable[..., SettingRow]]]:
    """Return the rows of a group by its fields, all but their values: a page lists them many times."""
    rows: list[tuple[str, Callable[..., SettingRow]]] = []
    for name, info in group.model_fields.items():
        extra = info.json_schema_extra
        assert isinstance(extra, dict)
        minimum, maximum = _bounds(info.metadata)
        row = partial(
            SettingRow,
            key=f"{group_name}.{name}",
            default=info.default,
            unit=None if extra["unit"] is None else SettingUnit(str(extra["unit"])),
            minimum=minimum,
            maximum=maximum,
            choices=tuple(extra["choices"]),  # type: ignore[arg-type]
            date=str(extra["date"]),
            mark=Mark(str(extra["mark"])),
        )
        rows.append((name, row))
    return rows


def _bounds(metadata: list[Any]) -> tuple[float | None, float | None]:
    minimum = next((m.ge for m in metadata if hasattr(m, "ge")), None)
    maximum = next((m.le for m in metadata if hasattr(m, "le")), None)
    return minimum, maximum


def _expected(group: StageSettings, name: str) -> str:
    info = type(group).model_fields[name]
    if isinstance(info.annotation, type) and issubclass(info.annotation, StrEnum):
        return ", ".join(info.annotation)
    minimum, maximum = _bounds(info.metadata)
    if minimum is None or maximum is None:
        return getattr(info.annotation, "__name__", str(info.annotation))
    if info.annotation is int:
        return f"{minimum}, {minimum + 1}, … {maximum}"
    return range_text(minimum, maximum)
