"""A plan as a folder of files: tables as Parquet, routes as GeoParquet, single figures as JSON.

Pure writing and reading: which code made a plan, where it is kept and for how long is the store's
affair (``storage.plans``).
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa

from domain.bundle import LayerSource, Source, SourceFile
from domain.vocabulary import HazardKind
from planning.keys import PLAN_SCHEMA_VERSION
from planning.later import LaterTable
from planning.plan import Ledgers, Plan, PlanFacts

#: File of the single figures, and of the digests of all others.
HEAD_FILE = "plan.json"
_ARRAY_FILE = "node_latest_departure_s.npy"
_GEO_TABLES = frozenset({"routes"})
_LEDGER = "ledger_"


class PlanFilesError(Exception):
    """The folder holds no whole plan of this version."""


def save(plan: Plan, folder: Path | str) -> None:
    """Write a plan into a new folder.

    Parameters
    ----------
    plan
        Plan to write.
    folder
        Folder to make; its parent exists.

    Raises
    ------
    OSError
        When the folder exists or cannot be written.
    """
    into = Path(folder)
    into.mkdir()
    for name, table in _tables(plan):
        table.to_parquet(into / f"{name}.parquet", compression="zstd")
    np.save(into / _ARRAY_FILE, plan.node_latest_departure_s, allow_pickle=False)
    head = {
        "schema": PLAN_SCHEMA_VERSION,
        "key": plan.key,
        "facts": dataclasses.asdict(plan.facts),
        "provenance": [dataclasses.asdict(layer) for layer in plan.provenance],
        "missing_kinds": [kind.value for kind in plan.missing_kinds],
        "missing_layers": list(plan.missing_layers),
        "files": {file.name: _digest(file) for file in sorted(into.iterdir())},
    }
    # Python's own JSON keeps NaN and infinity, which figures of a plan may be.
    (into / HEAD_FILE).write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")


def load(folder: Path | str) -> Plan:
    """Read a plan that ``save`` wrote; it is equal to the one written, down to the types of columns.

    Parameters
    ----------
    folder
        Folder of the plan.

    Returns
    -------
    Plan
        The plan.

    Raises
    ------
    PlanFilesError
        When a file is missing or damaged, or the plan is of another version: never half a plan.
    """
    try:
        return _load(Path(folder))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException) as error:
        raise PlanFilesError(str(folder)) from error


def _load(folder: Path) -> Plan:
    head = json.loads((folder / HEAD_FILE).read_text(encoding="utf-8"))
    if head["schema"] != PLAN_SCHEMA_VERSION:
        msg = f"{folder}: plan of version {head['schema']}"
        raise PlanFilesError(msg)
    for name, digest in head["files"].items():
        if _digest(folder / name) != digest:
            msg = f"{folder / name}: not as it was written"
            raise PlanFilesError(msg)
    names = [field.name for field in dataclasses.fields(Plan) if field.type in _TABLE_TYPES]
    tables = {name: _table(folder, name) for name in names}
    ledgers = Ledgers(**{
        field.name: _table(folder, _LEDGER + field.name) for field in dataclasses.fields(Ledgers)
    })  # fmt: skip
    return Plan(
        key=head["key"],
        **tables,
        ledgers=ledgers,
        node_latest_departure_s=np.load(folder / _ARRAY_FILE, allow_pickle=False),
        facts=PlanFacts(**{name: _listed(value) for name, value in head["facts"].items()}),
        provenance=tuple(_source(layer) for layer in head["provenance"]),
        missing_kinds=tuple(HazardKind(kind) for kind in head["missing_kinds"]),
        missing_layers=tuple(head["missing_layers"]),
    )


_TABLE_TYPES = (pd.DataFrame, gpd.GeoDataFrame, LaterTable)


def _tables(plan: Plan) -> Iterator[tuple[str, pd.DataFrame]]:
    for field in dataclasses.fields(Plan):
        value = getattr(plan, field.name)
        if isinstance(value, pd.DataFrame):
            yield field.name, value
    for field in dataclasses.fields(Ledgers):
        yield _LEDGER + field.name, getattr(plan.ledgers, field.name)


def _table(folder: Path, name: str) -> Any:
    file = folder / f"{name}.parquet"
    table = gpd.read_parquet(file) if name in _GEO_TABLES else pd.read_parquet(file)
    # Paths of nodes and streets: lists in the file, tuples in a plan.
    paths = [column for column in table.columns if pd.api.types.is_object_dtype(table[column].dtype)]
    return table.assign(**{
        column: pd.Series([tuple(one.tolist()) for one in table[column]], index=table.index, dtype=object)
        for column in paths
    })  # fmt: skip


def _source(layer: dict[str, Any]) -> LayerSource:
    sources = tuple(
        Source(files=tuple(SourceFile(**file) for file in one.pop("files")), **_tuples(one))
        for one in layer.pop("sources")
    )
    return LayerSource(**_tuples(layer), sources=sources)


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _listed(value) for name, value in values.items()}


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
