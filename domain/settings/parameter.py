"""How a setting is declared: value, unit, range, source, date and mark in one place."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.vocabulary import Mark


class StageSettings(BaseModel):
    """Base of the settings of one stage: frozen, nothing unknown, checked when made."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def parameter(
    default: Any,
    *,
    unit: str,
    source: str,
    date: str,
    mark: Mark,
    ge: float | None = None,
    le: float | None = None,
    choices: Sequence[float | str] = (),
) -> Any:
    """Declare one setting.

    Parameters
    ----------
    default
        Value of the preset 被害想定（現状）.
    unit
        Unit as users read it; ``""`` for a share or a name.
    source, date
        Publication the value comes from, and its date.
    mark
        How sure it is; ``assumption`` is shown as 仮定値.
    ge, le
        Allowed range.
    choices
        Values that are offered: others of the field in use, or all words of a fixed set.
    """
    extra: dict[str, Any] = {
        "unit": unit,
        "source": source,
        "date": date,
        "mark": mark.value,
        "choices": list(choices),
    }
    return Field(default, ge=ge, le=le, json_schema_extra=extra)


def value_text(value: Any) -> str:
    """Return a value as it is written in ``key=value``: ``0.8``, ``day``, ``a, b``; empty for no item."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value) if isinstance(value, str) else f"{value:g}"
