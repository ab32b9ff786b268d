"""How a setting is declared: value, unit, range, date and mark in one place; words are in ``messages/``."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.vocabulary import Mark, SettingUnit


class StageSettings(BaseModel):
    """Base of the settings of one stage: frozen, nothing unknown, checked when made."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def parameter(
    default: Any,
    *,
    date: str,
    mark: Mark,
    unit: SettingUnit | None = None,
    ge: float | None = None,
    le: float | None = None,
    choices: Sequence[float | str] = (),
) -> Any:
    """Declare one setting.

    Parameters
    ----------
    default
        Value of the preset 被害想定（現状）.
    date
        Date of the publication that the value comes from; its title stands in ``messages/`` under
        ``setting_source.<group>.<name>``.
    mark
        How sure it is; ``assumption`` is shown as 仮定値.
    unit
        Unit; None for a share, a factor or a name.
    ge, le
        Allowed range.
    choices
        Values that are offered: others of the field in use, or all words of a fixed set.
    """
    extra: dict[str, Any] = {
        "unit": None if unit is None else unit.value,
        "date": date,
        "mark": mark.value,
        "choices": list(choices),
    }
    return Field(default, ge=ge, le=le, json_schema_extra=extra)


def range_text(minimum: float | None, maximum: float | None) -> str:
    """Return an allowed range as one reads it: ``0–2,592,000``; empty where it has no bounds."""
    return "" if minimum is None or maximum is None else f"{minimum:,.10g}–{maximum:,.10g}"


def value_text(value: Any) -> str:
    """Return a value as it is written in ``key=value``: ``0.8``, ``day``, ``a, b``; empty for no item."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value) if isinstance(value, str) else f"{value:g}"
