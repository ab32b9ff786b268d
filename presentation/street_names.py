"""Streets by what people know them by, and by what tells them apart: one name everywhere.

Most streets have no name, and one that has is hundreds of pieces long. A piece is told by its town, how far
and in which direction it lies from what is known near it (a place, or a bridge or level crossing of a name),
and its length; where two pieces of a city were still told alike, by its number too.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from domain.bundle import City
from planning.case import Case
from presentation.kept_parts import kept_parts
from presentation.names import place_name, town_names
from presentation.plain_text import readable_text
from presentation.words import Words

#: Directions from what is known, counter-clockwise from the east.
_DIRECTIONS = ("east", "north_east", "north", "north_west", "west", "south_west", "south", "south_east")
#: What is so near is beside it [m].
_BESIDE_M = 10.0
#: Nothing farther away helps anybody to find a street [m].
_KNOWN_WITHIN_M = 2000.0
#: Most letters of the name of what is known.
_KNOWN_LONGEST = 12


@dataclass(frozen=True, slots=True, eq=False)
class _Situation:
    """Where the streets of a city lie.

    Parameters
    ----------
    streets
        By street id: ``first`` (the lowest id of what is of one piece with it), ``known`` (row of the
        nearest known thing, −1 none), ``direction`` and ``away_m`` (from it), ``needs_number``.
    place_id, name
        Of each known thing: a place, or the name of a bridge or crossing; the other is empty.
    met
        Names of the streets at each node where any has one.
    """

    streets: pd.DataFrame
    place_id: tuple[str, ...]
    name: tuple[str, ...]
    met: dict[int, tuple[str, ...]]


def street_names(case: Case, street_ids: Iterable[Hashable], words: Words) -> list[str]:
    """Return each street by what people know it by and what tells it from every other one.

    Parameters
    ----------
    case
        The case.
    street_ids
        Streets; those of one named bridge or crossing have one name.
    words
        Words of the reader.
    """
    ids = list(street_ids)
    kind = f"names of streets, {words.language}"
    # A plan names few, most of them those of the plan before.
    return kept_parts(case.city, kind, ids, lambda rows: _names(case, [ids[row] for row in rows], words))


def _names(case: Case, ids: list[Hashable], words: Words) -> list[str]:
    situation = _situation(case.city)
    where = situation.streets.loc[ids]
    firsts = where["first"].to_numpy()
    own = ["u", "v", "name", "crosses", "bridge", "level_crossing", "length_m"]
    shown = case.city.streets.loc[firsts, own].reset_index(drop=True)
    shown = shown.assign(
        number=firsts, town=_towns(case.city, firsts, words),
        known=_known(case.city, situation, where, words), needs_number=where["needs_number"].to_numpy(),
    )  # fmt: skip
    return [_said(situation, row, words) for row in shown.to_dict(orient="records")]


def street_name(case: Case, street_id: int, words: Words) -> str:
    """Return one street as ``street_names`` does."""
    return street_names(case, [street_id], words)[0]


def _said(situation: _Situation, row: dict[Hashable, Any], words: Words) -> str:
    """Return the name of one street."""
    name, crosses = readable_text(str(row["name"])), readable_text(str(row["crosses"]))
    kind = "bridge" if row["bridge"] else "crossing" if row["level_crossing"] else ""
    structure = words(f"street.{kind}", crosses=crosses) if kind and crosses else ""
    near = words("street.near", town=row["town"]) if row["town"] else ""
    if structure and name:
        apart = [""] if crosses in name else [structure]
        return _told(name, [*apart, near], words)
    length = words("street.length", length=f"{row['length_m']:,.0f}")
    number = words("street.number", number=row["number"]) if row["needs_number"] else ""
    apart = [row["known"], length, number]
    met = dict.fromkeys([*situation.met.get(row["u"], ()), *situation.met.get(row["v"], ())])
    if structure or name or met:
        meets = words("street.meets", streets=words.listed(readable_text(one) for one in met))
        return _told(structure or name or meets, [near, *apart], words)
    head = words("street.street_near", town=row["town"]) if row["town"] else words("street.street")
    return _told(head, apart, words)


def _told(head: str, apart: list[str], words: Words) -> str:
    """Return a name with what tells it apart."""
    said = words.listed(apart)
    return words("street.told", head=head, apart=said) if said else head


def _known(city: City, situation: _Situation, where: pd.DataFrame, words: Words) -> list[str]:
    """Return how far and in which direction each street lies from what is known near it, or nothing."""
    names = {-1: ""}
    for known in set(where["known"].tolist()) - {-1}:
        place_id = situation.place_id[known]
        name = place_name(city, place_id, words.language) if place_id else situation.name[known]
        names[known] = readable_text(name)
    directions = [words(f"street.direction.{one}") for one in _DIRECTIONS]
    columns = (where[name].tolist() for name in ("known", "direction", "away_m"))
    return [
        words(
            "street.beside" if away_m < _BESIDE_M else "street.away", known=names[known],
            away=words.metres(away_m), direction=directions[direction],
        ) if known >= 0 else ""
        for known, direction, away_m in zip(*columns, strict=True)
    ]  # fmt: skip


def _towns(city: City, street_ids: np.ndarray, words: Words) -> list[str]:
    """Return the town of the block nearest to the middle of each street."""
    if city.blocks.empty:
        return [""] * len(street_ids)
    middle = _middles(city.streets.loc[street_ids])
    street, block = city.blocks.sindex.nearest(middle, return_all=True)
    # Of blocks as near the first, whatever the tree finds first.
    nearest = pd.Series(block).groupby(street).min().to_numpy()
    return [readable_text(one) for one in town_names(city, city.blocks.iloc[nearest], words.language)]


@lru_cache(maxsize=4)
def _situation(city: City) -> _Situation:
    # A city is changed by nobody and compared by being the same object.
    streets, places = city.streets, city.places
    at = shapely.get_coordinates(_middles(streets))
    # A name that is longer than a line leaves no room for what tells the street apart.
    places = places[places["name"].str.len() <= _KNOWN_LONGEST]
    is_piece = (streets["bridge"] | streets["level_crossing"]) & (streets["name"] != "")
    first = pd.Series(streets.index, streets.index)
    pieces = streets[is_piece & (streets["crosses"] != "")]
    first.loc[pieces.index] = (
        first.loc[pieces.index].groupby([pieces["name"], pieces["crosses"]]).transform("min")
    )
    named = np.flatnonzero(is_piece.to_numpy(np.bool_))
    points = np.concatenate(
        [shapely.get_coordinates(shapely.centroid(places.geometry.to_numpy())), at[named]]
    )
    away_m, known = np.full(len(streets), np.inf), np.full(len(streets), -1, np.int64)
    direction = np.zeros(len(streets), np.int64)
    if len(points) and len(streets):
        near_m, nearest = cKDTree(points).query(at)
        away_m, known = np.asarray(near_m), np.asarray(nearest, np.int64)
        east, north = (at - points[known]).T
        direction = np.round(np.arctan2(north, east) / (np.pi / 4)).astype(np.int64) % len(_DIRECTIONS)
    known = np.where(away_m <= _KNOWN_WITHIN_M, known, -1)
    told = pd.DataFrame({
        "first": first.to_numpy(), "known": known, "direction": direction,
        "away_m": np.where(known < 0, 0.0, 10 * np.round(away_m / 10)),
    }, index=streets.index)  # fmt: skip
    place_id = [str(one) for one in places.index] + [""] * named.size
    names = [""] * len(places) + [str(one) for one in streets["name"].iloc[named]]
    # Places of one name are one to the reader; where none is known, the last row stands for it.
    said = np.array([*places["name"], *names[len(places) :], ""], dtype=object)
    alike = told[["direction", "away_m"]].assign(
        name=streets["name"], crosses=streets["crosses"], length=streets["length_m"].round(),
        known=said[known],
    )  # fmt: skip
    named_streets = streets[streets["name"] != ""]
    ends = pd.concat([named_streets["name"].set_axis(named_streets[end]) for end in ("u", "v")])
    met = ends.groupby(level=0, sort=False).agg(lambda held: tuple(dict.fromkeys(held))).to_dict()
    told = told.assign(needs_number=alike.duplicated(keep=False))
    return _Situation(told, tuple(place_id), tuple(names), met)


def _middles(streets: pd.DataFrame) -> np.ndarray:
    return np.asarray(shapely.line_interpolate_point(streets["geometry"].to_numpy(), 0.5, normalized=True))
