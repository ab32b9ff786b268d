"""What a map is searched for: places, districts, towns, bridges and streets, by name or reading."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import geopandas as gpd
import numpy as np

from domain.vocabulary import NameKind
from messages.catalogue import language_tag
from planning.case import Case
from presentation.block.search import search_index
from presentation.geometry import bounds_of
from presentation.local_names import said_names
from presentation.map_layers.build import district_bounds
from presentation.map_layers.street_cards import structures_of
from presentation.names import district_names, place_names, town_name, ward_names
from presentation.natural_order import natural_key
from presentation.plain_text import readable_text
from presentation.street_names import street_names
from presentation.words import Words


class GoalKind(StrEnum):
    """What is found."""

    PLACE = "place"
    DISTRICT = "district"
    TOWN = "town"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a map can go to.

    Parameters
    ----------
    kind
        What it is.
    item_ids
        Ids of the place, of the district, of a town's blocks, or of a street's pieces.
    name
        Its name, as it is shown.
    label
        Its name, how that is read, what it is and where: what a search looks at.
    """

    kind: GoalKind
    item_ids: tuple[Hashable, ...]
    name: str
    label: str


def map_goals(case: Case, words: Words) -> dict[str, Goal]:
    """Return what a map can go to, by a key that stays the same: places first, streets last."""
    found = chain(_places(case, words), _districts(case, words), _towns(case, words), _streets(case, words))
    return {goal_key(goal.kind, goal.item_ids[0]): goal for goal in found}


def unnamed_streets(case: Case, district_id: str, words: Words) -> dict[int, str]:
    """Return the streets of a district that have no name, as papers tell them, in the order of what is told.

    Parameters
    ----------
    case
        The case.
    district_id
        The district: in it, or through it.
    words
        Words of the reader.
    """
    streets = case.city.streets
    outline = case.city.districts.geometry.loc[district_id]
    own = streets.iloc[np.sort(streets.sindex.query(outline, predicate="intersects"))]
    ids = [int(str(street_id)) for street_id in own.index[own["name"] == ""]]
    told = zip(ids, street_names(case, ids, words), strict=True)
    return dict(sorted(told, key=lambda one: natural_key(one[1])))


def goal_key(kind: GoalKind, first_id: Hashable) -> str:
    """Return the key of a goal."""
    return f"{kind}:{first_id}"


def goal_bounds(case: Case, goal: Goal) -> list[list[float]]:
    """Return the corners of a goal as [latitude, longitude]."""
    city, ids = case.city, list(goal.item_ids)
    if goal.kind is GoalKind.DISTRICT:
        return district_bounds(case, str(ids[0]))
    tables = {GoalKind.PLACE: city.places, GoalKind.TOWN: city.blocks, GoalKind.STREET: city.streets}
    return bounds_of(tables[goal.kind].loc[ids].geometry)


def goal_shapes(case: Case, goal: Goal) -> gpd.GeoSeries | None:
    """Return what is marked of a goal: a town's blocks, a street's pieces, a district.

    None of a place, which has a ring of its own, and of blocks of which only a point is known.
    """
    city = case.city
    tables = {
        GoalKind.TOWN: city.blocks, GoalKind.STREET: city.streets, GoalKind.DISTRICT: city.districts,
    }  # fmt: skip
    if goal.kind not in tables:
        return None
    shapes = gpd.GeoSeries(tables[goal.kind].loc[list(goal.item_ids)].geometry)
    return None if (shapes.geom_type == "Point").all() else shapes


def _places(case: Case, words: Words) -> Iterator[Goal]:
    city, wards = case.city, ward_names(case, words.language).to_dict()
    names = place_names(city, words.language)
    order = city.places["ward_code"].map(city.wards["official_order"])
    rows = zip(city.places.index, order, city.places["name"], city.places["ward_code"], strict=True)
    for place_id, _, own, ward in sorted(
        rows, key=lambda row: (row[1], natural_key(str(row[2])), str(row[0]))
    ):
        said = said_names(city, NameKind.PLACE, str(ward), str(own))
        where = words("screen.map.goal.place", ward=wards.get(ward, ""))
        yield _goal(GoalKind.PLACE, (str(place_id),), str(names[place_id]), said, where, words)


def _districts(case: Case, words: Words) -> Iterator[Goal]:
    districts, wards = case.city.districts, ward_names(case, words.language).to_dict()
    ward_of, own_names = districts["ward_code"].to_dict(), districts["name"].to_dict()
    for district_id, name in district_names(case, words.language).to_dict().items():
        ward = str(ward_of[district_id])
        said = said_names(case.city, NameKind.DISTRICT, ward, str(own_names[district_id]))
        where = words("screen.map.goal.district", ward=wards.get(ward, ""))
        yield _goal(GoalKind.DISTRICT, (str(district_id),), str(name), said, where, words)


def _towns(case: Case, words: Words) -> Iterator[Goal]:
    wards = ward_names(case, words.language).to_dict()
    for town in search_index(case.city, words).towns:
        if not town.name:
            continue
        name = town_name(case.city, town.name, words.language, ward_code=town.ward_code)
        said = said_names(case.city, NameKind.TOWN, town.ward_code, town.name)
        where = words("screen.map.goal.town", ward=wards.get(town.ward_code, ""))
        yield _goal(GoalKind.TOWN, town.block_ids, name, said, where, words)


def _streets(case: Case, words: Words) -> Iterator[Goal]:
    """Bridges, crossings and streets that have a name, all pieces of one name together."""
    named = case.city.streets[case.city.streets["name"] != ""]
    kinds = [words(f"map.structure.{kind}") if kind else "" for kind in structures_of(named)]
    pieces: dict[tuple[str, str], list[Hashable]] = {}
    for street_id, name, kind in zip(named.index, named["name"], kinds, strict=True):
        pieces.setdefault((str(name), kind), []).append(street_id)
    for (name, kind), ids in sorted(pieces.items(), key=lambda item: (natural_key(item[0][0]), item[0][1])):
        yield _goal(GoalKind.STREET, tuple(ids), name, (), kind or words("screen.map.goal.street"), words)


def _goal(
    kind: GoalKind, ids: tuple[Hashable, ...], name: str, said: tuple[str, ...], where: str, words: Words
) -> Goal:
    # A reader of Japanese may write the reading; in English the name is in Roman letters already.
    reading = said[0] if said and language_tag(words.language) == "ja" and said[0] not in name else ""
    shown = readable_text(name)
    label = words("screen.map.goal_label", name=f"{shown} {reading}".strip(), where=where)
    return Goal(kind, ids, shown, label)
