"""What a layer does to a set of items: the pairs that count, and reductions over them."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import HazardKind
from hazard.overlay import FloatArray, GeometryArray, IntArray, cut_pieces, touching

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Pairs of items and hazard polygons.

    Parameters
    ----------
    count
        Number of items.
    item
        Position of the item of each pair, shape (h,).
    areas
        The row of ``HazardAreas`` (without geometry) of each pair, h rows.
    """

    count: int
    item: IntArray
    areas: pd.DataFrame

    def of_kind(self, kind: HazardKind) -> "Hits":
        """Return the pairs whose polygon is of this kind."""
        return self.where((self.areas["kind"] == kind.value).to_numpy(dtype=bool))

    def of_zone(self, *zone_types: str) -> "Hits":
        """Return the pairs whose polygon is of one of these zone types (``""`` plain)."""
        return self.where(self.areas["zone_type"].isin(zone_types).to_numpy(dtype=bool))

    def where(self, mask: BoolArray) -> "Hits":
        """Return the pairs that a mask keeps."""
        return Hits(self.count, self.item[mask], self.areas[mask])

    def touched(self) -> BoolArray:
        """Whether each item meets any polygon, shape (count,)."""
        out = np.zeros(self.count, dtype=bool)
        out[self.item] = True
        return out

    def highest(self, column: str) -> FloatArray:
        """Highest known value of a column per item; NaN where none is known."""
        out = np.full(self.count, np.nan)
        np.fmax.at(out, self.item, self.areas[column].to_numpy(dtype=np.float64))
        return out

    def lowest(self, values: FloatArray) -> FloatArray:
        """Lowest value per item of one value per pair; +inf where there is none."""
        out = np.full(self.count, np.inf)
        np.minimum.at(out, self.item, values)
        return out

    def arrival_s(self) -> FloatArray:
        """Return the published arrival of each pair [s]; NaN where it is not published."""
        return self.areas["arrival_time_s"].to_numpy(dtype=np.float64)


def touch_hits(geometry: GeometryArray, areas: gpd.GeoDataFrame) -> Hits:
    """Overlay points or lines: every polygon that they touch counts."""
    item, row = touching(geometry, cut_pieces(areas.geometry.to_numpy()))
    table = pd.DataFrame(areas.drop(columns="geometry")).iloc[row].reset_index(drop=True)
    return Hits(len(geometry), item, table)


def zone_mask(geometry: GeometryArray, zones: gpd.GeoDataFrame) -> BoolArray:
    """Whether each point or line touches any of the zones, shape (n,)."""
    out = np.zeros(len(geometry), dtype=bool)
    out[touching(geometry, cut_pieces(zones.geometry.to_numpy()))[0]] = True
    return out


def filled_arrival_s(hits: Hits, layer: pd.DataFrame) -> FloatArray:
    """Arrival of each pair; an unpublished one is the layer's earliest, the cautious reading.

    Parameters
    ----------
    hits
        Pairs of one kind.
    layer
        All polygons of that kind, touched or not.

    Returns
    -------
    numpy.ndarray
        Seconds after t0, shape (h,); +inf where the layer publishes no arrival at all.
    """
    known = layer["arrival_time_s"].to_numpy(dtype=np.float64)
    known = known[~np.isnan(known)]
    earliest = float(known.min()) if known.size else np.inf
    arrival = hits.arrival_s()
    return np.where(np.isnan(arrival), earliest, arrival)


def kind_names(by_kind: Mapping[HazardKind, BoolArray], count: int) -> "pd.api.extensions.ExtensionArray":
    """Return the kinds that reach each item as values joined by commas, in the order of the enum."""
    names = np.full(count, "", dtype=object)
    for kind in HazardKind:
        if kind in by_kind:
            joined = np.where(names == "", kind.value, names + "," + kind.value)
            names = np.where(by_kind[kind], joined, names)
    return pd.array(names, dtype="str")
