"""Cities that were read and checked before, as the reader gave them: a second run need not check again.

A city is found again only by the same content of its folder and the same code that reads and checks;
anything else is read anew.
"""

import contextlib
import dataclasses
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from domain.bundle import STRENGTH_LAYERS, BundleMeta, City, CityBundle, OrganisationStrength
from domain.faults import Fault
from domain.scenario import HazardScenario
from storage.bounded import unfinished_entry
from storage.code import code_mark
from storage.home import home_dir

#: Cities that are kept; those used last stay.
KEPT = 4
#: Endings of the files that a bundle is read from.
_ENDINGS = frozenset({".toml", ".csv", ".parquet"})
_HEAD_FILE = "head.json"
_HAZARD = "hazard-"
_PACKAGES = ("data", "domain", "storage")
_LIBRARIES = ("numpy", "pandas", "geopandas", "shapely", "pyproj", "pyarrow", "pandera", "pydantic")


@dataclasses.dataclass(frozen=True, slots=True)
class _Head:
    """All of a city that is no table."""

    meta: BundleMeta
    scenarios: dict[str, HazardScenario]
    setting_overrides: dict[str, str]
    warnings: tuple[Fault, ...]
    hazards: tuple[str, ...]
    digests: dict[str, str]


class CityStore:
    """Checked cities of one computer.

    Parameters
    ----------
    folder
        Folder that holds them. Default: ``SONAE_HOME/cities``.
    code
        Mark of the code that reads and checks cities.
    """

    def __init__(self, folder: Path | None = None, *, code: str | None = None) -> None:
        self._folder = home_dir() / "cities" if folder is None else folder
        self._code = code_mark(_PACKAGES, _LIBRARIES) if code is None else code

    def read(self, folder: Path, read_and_check: Callable[[Path], CityBundle]) -> CityBundle:
        """Return the city of a bundle folder, checked now or before.

        Parameters
        ----------
        folder
            Folder of the bundle.
        read_and_check
            Reads and checks it; called where the same content was not checked before.
        """
        mark = self._mark(folder)
        kept = self._folder / mark
        try:
            return _load(kept)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException):
            city = read_and_check(folder)
        # What changed while it was read belongs to no mark.
        if self._mark(folder) == mark:
            with contextlib.suppress(OSError):  # a disk that takes nothing costs time later
                self._keep(city, kept)
        return city

    def _mark(self, folder: Path) -> str:
        """Return the hash of the code and of the content of every file that a bundle can be read from."""
        digest = hashlib.sha256(self._code.encode())
        for file in sorted(folder.rglob("*")):
            if file.suffix in _ENDINGS and file.is_file():
                digest.update(f"{file.relative_to(folder).as_posix()}\n".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()[:32]

    def _keep(self, city: CityBundle, kept: Path) -> None:
        unfinished = unfinished_entry(self._folder)
        unfinished.mkdir(parents=True)
        try:
            _save(city, unfinished)
            shutil.rmtree(kept, ignore_errors=True)
            unfinished.rename(kept)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        others = sorted(self._folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in others[KEPT:]:
            shutil.rmtree(old, ignore_errors=True)


def _tables(city: CityBundle) -> dict[str, pd.DataFrame]:
    held = {field.name: getattr(city, field.name) for field in dataclasses.fields(City)}
    held |= {layer: city.table(layer) for layer in STRENGTH_LAYERS}
    tables = {name: table for name, table in held.items() if isinstance(table, pd.DataFrame)}
    return tables | {f"{_HAZARD}{name}": table for name, table in city.hazards.items()}


def _save(city: CityBundle, folder: Path) -> None:
    digests = {}
    for name, table in _tables(city).items():
        file = folder / f"{name}.parquet"
        table.to_parquet(file, compression=None)
        digests[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    head = _Head(
        city.meta, dict(city.scenarios), dict(city.setting_overrides), city.warnings, tuple(city.hazards),
        digests,
    )  # fmt: skip
    # Python's own JSON keeps infinity, which times of a scenario may be.
    (folder / _HEAD_FILE).write_text(json.dumps(dataclasses.asdict(head), ensure_ascii=False), "utf-8")


def _load(folder: Path) -> CityBundle:
    content = json.loads((folder / _HEAD_FILE).read_text(encoding="utf-8"))
    head = TypeAdapter(_Head).validate_python(content)
    tables = {name: _table(folder / f"{name}.parquet", digest) for name, digest in head.digests.items()}
    os.utime(folder)
    strength = OrganisationStrength(**{layer: tables.pop(layer) for layer in STRENGTH_LAYERS})
    hazards = {name: gpd.GeoDataFrame(tables.pop(f"{_HAZARD}{name}")) for name in head.hazards}
    return CityBundle(
        meta=head.meta,
        **tables,
        hazards=MappingProxyType(hazards),
        scenarios=MappingProxyType(head.scenarios),
        setting_overrides=MappingProxyType(head.setting_overrides),
        warnings=head.warnings,
        strength=strength,
    )


def _table(file: Path, digest: str) -> Any:
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        msg = f"{file}: not as it was written"
        raise ValueError(msg)
    buffer = pa.BufferReader(content)
    is_layer = b"geo" in (pq.read_schema(pa.BufferReader(content)).metadata or {})
    return gpd.read_parquet(buffer) if is_layer else pd.read_parquet(buffer)
