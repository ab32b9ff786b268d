"""Settings in words: name, value, unit and source of each, in the language of the reader."""

import re
from enum import StrEnum
from typing import Any

from domain.settings.parameter import value_text
from domain.settings.settings import SettingRow, Settings
from domain.vocabulary import SettingUnit
from messages.catalogue import has, text

_MINUTE_S = 60


def setting_name(key: str, language: str) -> str:
    """Return the name of a setting, or of a measure by its key; the key where nothing has a name."""
    named = (f"{group}.{key}" for group in ("setting", "measure"))
    return next((text(language, found) for found in named if has(language, found)), key)


def measure_form(key: str, language: str) -> str:
    """Return what is written under the key of a measure, and what it does."""
    return text(language, f"measure_form.{key}")


def setting_value(value: Any, language: str) -> str:
    """Return the value of a setting in words: a fixed word by its name, nothing as ―."""
    if isinstance(value, StrEnum):
        group = re.sub(r"(?<!^)(?=[A-Z])", "_", type(value).__name__).lower()
        return text(language, f"{group}.{value}")
    return value_text(value) or text(language, "export.none")


def written_value(key: str, written: str, language: str) -> str:
    """Return a value as it stands in ``key=value``, with its unit; seconds also in minutes."""
    unit = next((row.unit for row in Settings().rows() if row.key == key), None)
    if unit is None:
        return written
    said = f"{written} {text(language, f'setting_unit.{unit}')}"
    try:
        seconds = float(written)
    except ValueError:
        return said
    if unit is not SettingUnit.S or abs(seconds) < _MINUTE_S:
        return said
    return text(language, "setting_minutes", said=said, minutes=f"{seconds / _MINUTE_S:g}")


def setting_unit(row: SettingRow, language: str) -> str:
    """Return the unit of a setting; empty for a share, a factor or a name."""
    return "" if row.unit is None else text(language, f"setting_unit.{row.unit}")


def setting_source(row: SettingRow, language: str) -> str:
    """Return the publication that the standard value of a setting comes from."""
    return text(language, f"setting_source.{row.key}")


def value_with_unit(value: Any, row: SettingRow, language: str) -> str:
    """Return a value of a setting with its unit, such as 0.736 m/s."""
    return f"{setting_value(value, language)} {setting_unit(row, language)}".strip()
