"""Spoil a bundle on disk the way files are spoilt in offices."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd


def renew_hash(folder: Path, name: str) -> None:
    """Record the file as it now is, so that its content is read without a complaint about its hash."""
    head = folder / "bundle.toml"
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    pattern = rf'(file = "{re.escape(name)}"\n(?:.+\n)*?sha256 = ")[0-9a-f]{{64}}'
    text, count = re.subn(pattern, rf"\g<1>{digest}", head.read_text(encoding="utf-8"))
    assert count == 1, name
    head.write_text(text, encoding="utf-8")


def change_layer(folder: Path, layer: str, change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]) -> None:
    """Rewrite a Parquet layer through a function, and renew its hash."""
    file = folder / f"{layer}.parquet"
    change(gpd.read_parquet(file)).to_parquet(file, index=True)
    renew_hash(folder, file.relative_to(folder).as_posix())


def change_csv(folder: Path, layer: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Rewrite a CSV layer through a function on its text cells, and renew its hash."""
    file = folder / f"{layer}.csv"
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    change(frame).to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
    renew_hash(folder, file.name)


def change_text(folder: Path, name: str, old: str, new: str) -> None:
    """Replace text in a TOML file, and renew its hash where it is a layer."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    if name != "bundle.toml":
        renew_hash(folder, name)
