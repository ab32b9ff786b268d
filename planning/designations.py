"""Designations that look odd (指定の点検): marked and inside the water without a dry floor, or the reverse.

Whether a designation is right is for the city to say; these are places to look at.
"""

from collections.abc import Sequence
from enum import StrEnum

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.bundle import City
from domain.data_kind import DataKind
from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from hazard.place_exposure import expose_places
from planning.kept_stages import kept
from shelters.floors import check_floors

_WATER = (HazardKind.FLOOD, HazardKind.STORM_SURGE, HazardKind.TSUNAMI, HazardKind.INLAND_FLOOD)
#: Kinds whose areas say where a place should not be; shaking is everywhere.
CHECKED_KINDS = (*_WATER, HazardKind.LANDSLIDE)
COLUMNS = (
    "check", "kind", "place_id", "name", "ward_code", "district_id", "depth_m_min", "depth_m_max", "floors",
)  # fmt: skip


class DesignationCheck(StrEnum):
    """What looks odd, the most urgent first; words are below ``designation_check.``."""

    NO_DRY_FLOOR = "no_dry_floor"
    INSIDE_LANDSLIDE = "inside_landslide"
    FLOORS_UNKNOWN = "floors_unknown"
    UNMARKED_OUTSIDE = "unmarked_outside"


def odd_designations(city: City, settings: Settings) -> pd.DataFrame:
    """Return the emergency sites whose designation looks odd against the hazard areas of the city.

    Parameters
    ----------
    city
        City; of each kind all its layers are laid on one another. Kinds without a layer are left out:
        where nothing is drawn, nothing is outside.
    settings
        ``hazard`` and ``capacity`` are used.

    Returns
    -------
    pandas.DataFrame
        One row a place, kind and check, by check, kind and id: ``check`` (a ``DesignationCheck``),
        ``kind``, ``place_id``, ``name``, ``ward_code``, ``district_id``, ``depth_m_min``,
        ``depth_m_max`` [m] and ``floors``.
    """
    sites = gpd.GeoDataFrame(city.places[city.places["emergency_site"]]).sort_index()
    tables = [
        _of_kind(sites, areas, city.zones, kind, settings)
        for kind in CHECKED_KINDS
        if (areas := _areas(list(city.hazards.values()), kind)) is not None
    ]
    filled = [table for table in tables if len(table)]
    if not filled:
        return pd.DataFrame(columns=list(COLUMNS))
    order = [check.value for check in DesignationCheck]
    found = pd.concat(filled, ignore_index=True)
    rank = found["check"].map({check: number for number, check in enumerate(order)})
    return (
        found.assign(rank=rank)
        .sort_values(["rank", "kind", "place_id"])
        .reset_index(drop=True)[list(COLUMNS)]
    )


def kept_designations(city: City, settings: Settings) -> pd.DataFrame:
    """Return the same as ``odd_designations``, kept for whoever asks next.

    Parameters
    ----------
    city, settings
        As there; no setting but those of ``hazard`` and ``capacity`` asks for another table.

    Returns
    -------
    pandas.DataFrame
        The table, which nobody may change.
    """
    used = (settings.hazard, settings.capacity)
    return kept(city, "designations", used, lambda: odd_designations(city, settings))


def rests_on_model(city: City) -> bool:
    """Return whether the areas or the places that are checked hold model data.

    Parameters
    ----------
    city
        City; the layers of places and of hazards are looked at.

    Returns
    -------
    bool
        True where one of them is model data, in whole or in some columns.
    """
    return any(
        layer.data_kind is DataKind.MODEL
        for layer in city.meta.layers
        if layer.layer == "places" or layer.layer.startswith("hazards/")
    )


def unchecked_kinds(city: City) -> tuple[HazardKind, ...]:
    """Return the kinds of which the city has no areas: nothing is known of them, good or bad.

    Parameters
    ----------
    city
        City.

    Returns
    -------
    tuple[HazardKind, ...]
        In the order in which they are checked.
    """
    drawn = {kind for layer in city.hazards.values() for kind in layer["kind"].unique()}
    return tuple(kind for kind in CHECKED_KINDS if kind.value not in drawn)


def _areas(layers: Sequence[gpd.GeoDataFrame], kind: HazardKind) -> gpd.GeoDataFrame | None:
    some = [layer[layer["kind"] == kind.value] for layer in layers]
    filled = [layer for layer in some if len(layer)]
    return gpd.GeoDataFrame(pd.concat(filled, ignore_index=True)) if filled else None


def _of_kind(
    sites: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    kind: HazardKind,
    settings: Settings,
) -> pd.DataFrame:
    exposure = expose_places(sites, areas, zones, [kind]).reindex(sites.index)
    inside = exposure["exposed"].to_numpy(dtype=bool)
    marked = sites[kind.value].to_numpy(dtype=bool)
    reached = {each: inside if each is kind else np.zeros(len(sites), dtype=bool) for each in HazardKind}
    floors = check_floors(sites, exposure, reached, settings)
    if kind is HazardKind.LANDSLIDE:
        checks = {DesignationCheck.INSIDE_LANDSLIDE: marked & inside}
    else:
        wet = marked & inside & floors.needed
        checks = {
            DesignationCheck.NO_DRY_FLOOR: wet & floors.below_water,
            DesignationCheck.FLOORS_UNKNOWN: wet & ~floors.below_water & ~floors.known,
        }
    checks[DesignationCheck.UNMARKED_OUTSIDE] = ~marked & ~inside
    depth = exposure[["depth_m_min", "depth_m_max"]]
    table = sites[["name", "ward_code", "district_id", "floors"]].join(depth).assign(kind=kind.value)
    rows = [table[chosen].assign(check=check.value) for check, chosen in checks.items()]
    return pd.DataFrame(pd.concat(rows).rename_axis("place_id").reset_index())[list(COLUMNS)]
