"""A bundle as one GeoPackage, for QGIS and other programs that read no Parquet."""

import secrets
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from data.bundle.layout import LAYERS
from domain.bundle import CityBundle
from domain.faults import Fault, InputError

#: Table that says where every layer comes from; it travels with the data.
SOURCE_TABLE = "sources"


def export_geopackage(bundle: CityBundle, file: Path) -> Path:
    """Write all layers of a bundle and their sources into one GeoPackage.

    Parameters
    ----------
    bundle
        Bundle to export; geometry stays in its metric CRS.
    file
        File to make, ending in ``.gpkg``; it must not exist.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    InputError
        When the file exists or cannot be written.
    """
    file = file.resolve()
    if file.exists():
        raise InputError([Fault("file_exists", file=str(file))])
    temporary = file.with_name(f".{secrets.token_hex(4)}-{file.name}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for name, table in geopackage_tables(bundle).items():
            pyogrio.write_dataframe(
                table, temporary, layer=name, driver="GPKG", append=temporary.exists(), promote_to_multi=False
            )
        temporary.rename(file)
    except OSError as error:
        raise InputError([Fault("folder_not_writable", file=str(file))]) from error
    finally:
        if temporary.exists():
            temporary.unlink()
    return file


def geopackage_tables(bundle: CityBundle) -> dict[str, pd.DataFrame]:
    """Return the tables of the GeoPackage by name; empty ones are left out."""
    tables: dict[str, pd.DataFrame] = {spec.layer: bundle.table(spec.layer) for spec in LAYERS}
    tables |= {f"hazards_{name}": table for name, table in bundle.hazards.items()}
    shown = {name: _plain(table) for name, table in tables.items() if not table.empty}
    return {**shown, SOURCE_TABLE: _sources(bundle)}


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Move the id into a column; a field named fid would clash with GeoPackage's own."""
    plain = table.reset_index()
    return gpd.GeoDataFrame(plain) if "geometry" in plain else plain


def _sources(bundle: CityBundle) -> pd.DataFrame:
    """Return one row for each source of each layer."""
    rows = [(layer, source) for layer in bundle.meta.layers for source in layer.sources]
    return pd.DataFrame(
        {
            "layer": [layer.layer for layer, _ in rows],
            "source": [source.name for _, source in rows],
            "licence": [source.licence for _, source in rows],
            "date": [source.date for _, source in rows],
            "is_model": [layer.is_model for layer, _ in rows],
            "model_columns": [", ".join(layer.model_columns) for layer, _ in rows],
            "assumed_columns": [", ".join(layer.assumed_columns) for layer, _ in rows],
            "notices": ["\n".join(source.notices) for _, source in rows],
            "files": ["\n".join(f"{one.name} {one.sha256}" for one in source.files) for _, source in rows],
        }
    )
