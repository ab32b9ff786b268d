"""Write a city bundle: the same bundle gives the same bytes, and nothing is left half-written."""

import io
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.bundle.head import head_text, read_head, sha256_of
from data.bundle.layout import (
    BUNDLE_FILE,
    HAZARD_PREFIX,
    LAYERS,
    SCENARIO_LAYER,
    SCHEMA_VERSION,
    SETTING_LAYER,
    LayerSpec,
    default_file,
    layer_spec,
)
from data.bundle.scenario_file import scenarios_text, settings_text
from data.bundle.stand_in import are_stand_ins
from domain.bundle import BundleMeta, CityBundle, LayerSource
from domain.faults import Fault, InputError

#: Level of zstd: the bundle is written rarely and kept in version control.
_ZSTD_LEVEL = 15


def write_bundle(bundle: CityBundle, folder: Path, *, replace_existing: bool = False) -> BundleMeta:
    """Write a bundle into a folder, all of it or nothing.

    Parameters
    ----------
    bundle
        Bundle to write. Its ``meta.layers`` name source, licence and date of every layer that is
        written; files get their usual names, and the hashes are computed here.
    folder
        Folder to make.
    replace_existing
        Whether a bundle that is there already is replaced. Files that it did not list are kept.

    Returns
    -------
    BundleMeta
        Head as written, with the new hashes.

    Raises
    ------
    InputError
        When the folder exists and may not be replaced.
    """
    contents = _contents(bundle)
    layers = [
        replace(source, file=default_file(source.layer), sha256=sha256_of(contents[source.layer]))
        for source in bundle.meta.layers
        if source.layer in contents
    ]
    meta = replace(bundle.meta, schema_version=SCHEMA_VERSION, layers=tuple(layers))
    head = head_text(meta).encode("utf-8")
    with new_folder(folder, replace_existing=replace_existing) as temporary:
        for source in layers:
            file = temporary / source.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(contents[source.layer])
        (temporary / BUNDLE_FILE).write_bytes(head)
        if folder.is_dir():
            _keep_other_files(folder, temporary)
    return replace(meta, bundle_hash=sha256_of(head))


def layer_bytes(table: pd.DataFrame, spec: LayerSpec) -> bytes:
    """Return a layer as the bytes of its file: GeoParquet, or CSV with BOM."""
    # What a layer of hazards may lack and nobody knows is not written: files of before stay the same bytes.
    left_out = {
        name
        for name in (spec.may_lack if spec.layer.startswith(HAZARD_PREFIX) else ())
        if table[name].isna().all()
    }
    ordered = table.sort_index()[[name for name in spec.contract.columns() if name not in left_out]]
    if spec.is_geographic:
        buffer = io.BytesIO()
        gpd.GeoDataFrame(ordered).to_parquet(
            buffer, index=True, compression="zstd", compression_level=_ZSTD_LEVEL
        )
        return buffer.getvalue()
    shown = ordered.copy()
    for name in shown.select_dtypes(bool).columns:
        shown[name] = shown[name].map({True: "true", False: "false"})
    text = shown.to_csv(index=not spec.numbered, lineterminator="\n", na_rep="")
    return text.encode("utf-8-sig")


@contextmanager
def new_folder(folder: Path, *, replace_existing: bool = False) -> Iterator[Path]:
    """Make a folder by filling a temporary sibling and renaming it when all is well.

    Parameters
    ----------
    folder
        Folder to make.
    replace_existing
        Whether a folder of this name may be replaced; else it must not exist (or be empty).

    Yields
    ------
    pathlib.Path
        Temporary folder to fill; it vanishes when anything goes wrong.
    """
    folder = folder.resolve()
    taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if taken and not (replace_existing and folder.is_dir()):
        raise InputError([Fault("file_exists", file=str(folder))])
    mark = secrets.token_hex(4)
    temporary = folder.with_name(f".{folder.name}-{mark}-new")
    try:
        temporary.mkdir(parents=True)
    except OSError as error:
        raise InputError([Fault("folder_not_writable", file=str(folder.parent))]) from error
    try:
        yield temporary
        _exchange(temporary, folder, folder.with_name(f".{folder.name}-{mark}-old"))
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _exchange(temporary: Path, folder: Path, aside: Path) -> None:
    """Put the new folder in the place of the old one; the old one comes back if that fails."""
    if not folder.exists():
        temporary.rename(folder)
        return
    folder.rename(aside)
    try:
        temporary.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    shutil.rmtree(aside)


def _keep_other_files(folder: Path, temporary: Path) -> None:
    """Copy what the old bundle did not list (notes, a reader's own files) into the new folder."""
    old, _ = read_head(folder)
    listed = {source.file for source in old.layers} if old is not None else set()
    for root, _, names in os.walk(folder):
        for name in names:
            file = Path(root) / name
            relative = file.relative_to(folder)
            target = temporary / relative
            if relative.as_posix() not in listed and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, target)


def _contents(bundle: CityBundle) -> dict[str, bytes]:
    """Return the bytes of every layer; a layer without provenance is refused."""
    tables: dict[str, pd.DataFrame] = {spec.layer: bundle.table(spec.layer) for spec in LAYERS}
    tables |= {f"{HAZARD_PREFIX}{name}": table for name, table in bundle.hazards.items()}
    contents: dict[str, bytes] = {}
    for layer, table in tables.items():
        spec = layer_spec(layer)
        assert spec is not None
        source = bundle.meta.layer(layer)
        if source is None and not spec.required and (table.empty or _is_no_data(layer, table)):
            continue
        _check_source(layer, source)
        contents[layer] = layer_bytes(spec.contract.check(table), spec)
    if bundle.scenarios or bundle.meta.layer(SCENARIO_LAYER) is not None:
        _check_source(SCENARIO_LAYER, bundle.meta.layer(SCENARIO_LAYER))
        contents[SCENARIO_LAYER] = scenarios_text(bundle.scenarios).encode("utf-8")
    if bundle.setting_overrides:
        _check_source(SETTING_LAYER, bundle.meta.layer(SETTING_LAYER))
        contents[SETTING_LAYER] = settings_text(bundle.setting_overrides).encode("utf-8")
    return contents


def _is_no_data(layer: str, table: pd.DataFrame) -> bool:
    """Whether a table only stands in for a layer that the city does not hold."""
    return layer == "districts" and are_stand_ins(gpd.GeoDataFrame(table))


def _check_source(layer: str, source: LayerSource | None) -> None:
    if source is None:
        msg = f"layer {layer!r} has rows but no provenance in meta.layers"
        raise ValueError(msg)
