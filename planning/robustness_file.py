"""What draws of blocked streets say as the bytes of one file, to be kept and read again."""

import io
import json
import zipfile
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from domain.bundle import LayerSource
from domain.zip_errors import ZIP_ERRORS
from planning.robustness import Robustness

_TABLES = ("areas", "profiles", "streets")
_ARRAYS = ("persons", "short")
_FIGURES = (
    "key", "draws", "critical_draws", "base_short", "has_unknown_damage", "has_unknown_width",
    "has_unknown_ground", "is_complete",
)  # fmt: skip


class RobustnessFileError(Exception):
    """The bytes are no whole result."""


def robustness_bytes(result: Robustness) -> bytes:
    """Return a result as the bytes of a file; its sources are left out, for a city states them anew.

    Parameters
    ----------
    result
        What draws say.

    Returns
    -------
    bytes
        A zip of tables (Parquet), arrays and figures.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in _TABLES:
            content = io.BytesIO()
            getattr(result, name).to_parquet(content, compression="zstd")
            made.writestr(f"{name}.parquet", content.getvalue())
        for name in _ARRAYS:
            content = io.BytesIO()
            np.save(content, getattr(result, name), allow_pickle=False)
            made.writestr(f"{name}.npy", content.getvalue())
        figures = {name: getattr(result, name) for name in _FIGURES} | {"shaking": list(result.shaking)}
        made.writestr("figures.json", json.dumps(figures))
    return held.getvalue()


def read_robustness(content: bytes, provenance: tuple[LayerSource, ...]) -> Robustness:
    """Read a result that ``robustness_bytes`` wrote.

    Parameters
    ----------
    content
        The bytes.
    provenance
        Sources as the city states them now (``planning.robustness.robustness_sources``).

    Returns
    -------
    Robustness
        Equal to the one written, down to the types of columns.

    Raises
    ------
    RobustnessFileError
        When they are no whole result.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as made:
            parts: dict[str, Any] = {
                name: pd.read_parquet(io.BytesIO(made.read(f"{name}.parquet"))) for name in _TABLES
            }
            parts |= {
                name: np.load(io.BytesIO(made.read(f"{name}.npy")), allow_pickle=False) for name in _ARRAYS
            }
            parts |= json.loads(made.read("figures.json"))
        return Robustness(**parts | {"shaking": tuple(parts["shaking"]), "provenance": provenance})
    except (*ZIP_ERRORS, pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise RobustnessFileError from error
