"""Values, rows and documents as JSON knows them, the same bytes for the same content."""

import json
import math
from dataclasses import asdict, is_dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

Json: TypeAlias = dict[str, Any]


def dump(document: Json) -> bytes:
    """Return a document as canonical UTF-8 JSON: sorted keys, two blanks of indent, a last newline.

    Raises
    ------
    ValueError
        When a value is NaN or infinite: that would not be JSON.
    """
    said = json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return (said + "\n").encode("utf-8")


def json_records(frame: pd.DataFrame) -> list[Json]:
    """Return the rows of a table as JSON knows them."""
    return [
        {str(key): json_value(value) for key, value in row.items()} for row in frame.to_dict(orient="records")
    ]


def json_value(value: Any) -> Any:
    """Return a value as JSON knows it; NaN, <NA> and infinities become null."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, (list, tuple)):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): json_value(item) for key, item in value.items()}
    if isinstance(value, np.generic):
        value = value.item()
    if value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
