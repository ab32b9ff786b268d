"""The share of people who have two ways that share no street, in words."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from domain.vocabulary import IndicatorStatus
from presentation.words import Words


def indicator_line(row: "pd.Series[Any]", words: Words) -> str:
    """Return who has two ways, against the target, in a sentence.

    Parameters
    ----------
    row
        A row of ``readiness.ways_out.ways_indicator`` of an area whose people leave.
    words
        Words of the reader.
    """
    if row["status"] == IndicatorStatus.NO_LAYER.value:
        return words("isolation.indicator_not_known")
    return words(
        "isolation.indicator", share=share_text(row, words),
        target=words("isolation.indicator_target", target=words.percent(row["target"])),
        band=words(f"band.{row['band']}"),
    )  # fmt: skip


def share_text(row: "pd.Series[Any] | Mapping[Any, Any]", words: Words) -> str:
    """Return the share of people who have two ways, or from how many to how many.

    Parameters
    ----------
    row
        As ``indicator_line`` takes it.
    words
        Words of the reader.
    """
    # Rounded down: never better than it is.
    low, high = (words.percent(np.floor(row[name] * 100 + 1e-9) / 100) for name in ("value_min", "value_max"))
    return low if low == high else words("isolation.span", low=low, high=high)
