"""Which signs an A3 sheet holds: its legend explains these and no others."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from domain.vocabulary import BackgroundKind, PlaceStanding, ZoneType
from exports.map_sheet_frame import SheetFrame
from exports.people_labels import unserved_towns
from exports.sheet_hung import hung_look
from exports.sheet_places import SheetPlaces
from planning.case import Case
from planning.plan import Plan
from presentation.map_layers.ground import background_kinds, case_zones, zone_names
from presentation.map_layers.hazard import HazardClass, hazard_classes
from presentation.map_layers.routes import HAND_CLOSURES
from presentation.styles import people, places
from presentation.styles.ground import CLOSED_BY_HAND
from presentation.styles.looks import LineLook, SignLook


@dataclass(frozen=True, slots=True, eq=False)
class SheetSigns:
    """Signs in the window of a sheet or in its list of places.

    Parameters
    ----------
    hazards
        Classes of the hazard, shallow first.
    zones
        Zones with their names.
    background
        Kinds of lines for orientation.
    standings
        What the places are.
    loads
        Rows of ``places.LOADS``: how full the destinations are.
    letters
        Letters in the signs of destinations.
    unserved
        Signs of people without a place.
    closed
        Looks of streets that a setting closes.
    hung
        Looks of streets that people hang on.
    """

    hazards: tuple[HazardClass, ...]
    zones: dict[ZoneType, str]
    background: tuple[BackgroundKind, ...]
    standings: tuple[PlaceStanding, ...]
    loads: tuple[int, ...]
    letters: frozenset[str]
    unserved: tuple[SignLook, ...]
    closed: tuple[LineLook, ...]
    hung: tuple[LineLook, ...]


def sheet_signs(frame: SheetFrame, listed: SheetPlaces) -> SheetSigns:
    """Return the signs of a sheet that lists these places."""
    city, window = frame.case.city, frame.window
    zones = case_zones(frame.case)
    shown = listed.signs.loc[city.places.intersects(window) | city.places.index.isin(list(listed.numbers))]
    planned = pd.Series(shown["look"])[shown["in_plan"].astype(bool)].tolist()
    fills = {look.fill for look in planned}
    standings = set(shown["standing"])
    return SheetSigns(
        hazards=tuple(
            item
            for item in hazard_classes(frame.case, frame.words)
            if bool(gpd.GeoSeries(item.areas).intersects(window).any())
        ),
        zones=zone_names(zones[zones.intersects(window)], frame.words),
        background=tuple(background_kinds(city.background[city.background.intersects(window)])),
        standings=tuple(one for one in places.STANDINGS if one.value in standings),
        loads=tuple(i for i, fill in enumerate(places.LOAD_FILLS) if fill in fills),
        letters=frozenset(look.mark for look in planned),
        unserved=_unserved(frame),
        closed=(CLOSED_BY_HAND,) if len(closed_streets(frame.case, frame.plan, window)) else (),
        hung=_hung(frame),
    )


def closed_streets(case: Case, plan: Plan, window: Any) -> gpd.GeoSeries:
    """Return the streets in a window that a setting closes."""
    by_hand = plan.street_exposure["reason"].isin(HAND_CLOSURES)
    shapes = gpd.GeoSeries(case.city.streets.geometry.loc[plan.street_exposure.index[by_hand]])
    return gpd.GeoSeries(shapes[shapes.intersects(window)])


def _hung(frame: SheetFrame) -> tuple[LineLook, ...]:
    streets = frame.case.city.streets.geometry
    drawn = [hung_look(one) for one in frame.hung if frame.window.intersects(streets.loc[one.street_ids[0]])]
    return tuple(look for look in people.SINGLE_STREETS if look in drawn)


def _unserved(frame: SheetFrame) -> tuple[SignLook, ...]:
    blocks = frame.case.city.blocks
    _, _, looks = unserved_towns(frame.plan, blocks[blocks["district_id"] == frame.district_id])
    return tuple(look for look in (people.UNSERVED_TIME, people.UNSERVED_SEATS) if look in looks)
