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
        """Return the pairs whose polygon is of this kind.

        Parameters
        ----------
        kind
            Kind of polygon.

        Returns
        -------
        Hits
            Pairs of that kind, of the same items.
        """
        return self.where((self.areas["kind"] == kind.value).to_numpy(dtype=bool))

    def of_zone(self, *zone_types: str) -> "Hits":
        """Return the pairs whose polygon is of one of these zone types (``""`` plain).

        Parameters
        ----------
        *zone_types
            Zone types.

        Returns
        -------
        Hits
            Pairs of these types, of the same items.
        """
        return self.where(self.areas["zone_type"].isin(zone_types).to_numpy(dtype=bool))

    def where(self, mask: BoolArray) -> "Hits":
        """Return the pairs that a mask keeps.

        Parameters
        ----------
        mask
            Pairs to keep, shape (h,).

        Returns
        -------
        Hits
            Pairs kept, of the same items.
        """
        return Hits(self.count, self.item[mask], self.areas[mask])

    def touched(self) -> BoolArray:
        """Whether each item meets any polygon, shape (count,).

        Returns
        -------
        BoolArray
            Shape (count,).
        """
        out = np.zeros(self.count, dtype=bool)
        out[self.item] = True
        return out

    def highest(self, column: str) -> FloatArray:
        """Highest known value of a column per item; NaN where none is known.

        Parameters
        ----------
        column
            Column of ``HazardAreas`` that holds numbers.

        Returns
        -------
        FloatArray
            In the unit of the column, shape (count,).
        """
        out = np.full(self.count, np.nan)
        np.fmax.at(out, self.item, self.areas[column].to_numpy(dtype=np.float64))
        return out

    def lowest(self, values: FloatArray) -> FloatArray:
        """Lowest value per item of one value per pair; +inf where there is none.

        Parameters
        ----------
        values
            A value per pair, shape (h,).

        Returns
        -------
        FloatArray
            In the unit of the values, shape (count,).
        """
        out = np.full(self.count, np.inf)
        np.minimum.at(out, self.item, values)
        return out

    def arrival_s(self) -> FloatArray:
        """Return the published arrival of each pair [s]; NaN where it is not published.

        Returns
        -------
        FloatArray
            Seconds after t0, shape (h,).
        """
        return self.areas["arrival_time_s"].to_numpy(dtype=np.float64)


def touch_hits(geometry: GeometryArray, areas: gpd.GeoDataFrame) -> Hits:
    """Overlay points or lines: every polygon that they touch counts.

    Parameters
    ----------
    geometry
        Points or lines in the CRS of the areas, shape (count,).
    areas
        ``HazardAreas``.

    Returns
    -------
    Hits
        Pairs of items and polygons.
    """
    item, row = touching(geometry, cut_pieces(areas.geometry.to_numpy()))
    table = pd.DataFrame(areas.drop(columns="geometry")).iloc[row].reset_index(drop=True)
    return Hits(len(geometry), item, table)


def zone_mask(geometry: GeometryArray, zones: gpd.GeoDataFrame) -> BoolArray:
    """Whether each point or line touches any of the zones, shape (n,).

    Parameters
    ----------
    geometry
        Points or lines in the CRS of the zones, shape (n,).
    zones
        Polygons.

    Returns
    -------
    BoolArray
        Shape (n,).
    """
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
    """Return the kinds that reach each item as values joined by commas, in the order of the enum.

    Parameters
    ----------
    by_kind
        Items that each kind reaches, shape (count,) each.
    count
        Number of items.

    Returns
    -------
    pd.api.extensions.ExtensionArray
        Texts, shape (count,); empty where no kind reaches.
    """
    names = np.full(count, "", dtype=object)
    for kind in HazardKind:
        if kind in by_kind:
            joined = np.where(names == "", kind.value, names + "," + kind.value)
            names = np.where(by_kind[kind], joined, names)
    return pd.array(names, dtype="str")
