"""Places on a map: shape by what a place is in the scenario, fill by how full it is."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import DestinationKind, Phase, PlaceStanding
from planning.case import Case
from planning.free_seats import free_seat_reasons
from planning.limits import EarliestLimit, earliest_limits
from planning.plan import Plan
from presentation.geometry import Card, pack_cards, pack_integers, pack_points
from presentation.map_layers.layer import (
    Kind,
    LegendEntry,
    MapLayer,
    Order,
    legend_entries,
    looks_data,
)
from presentation.map_layers.routes import TICKS_PER_S
from presentation.names import place_names
from presentation.place_reason import place_remark
from presentation.plain_text import readable_text
from presentation.seats import seats_words
from presentation.styles import people as people_styles
from presentation.styles import places as styles
from presentation.styles.looks import SignLook
from presentation.told_limit import told_limit
from presentation.words import Words
from shelters.told_kind import told_kinds

#: Zoom from which names stand beside places.
_NAME_ZOOM = 15.0
#: A time before and after every line of the day [0.1 s]; the most that a map's integers hold.
_ANY_TIME = 2**30 - 1
_UNKNOWN = len(styles.LOADS) - 1


def place_layer(
    case: Case, plan: Plan, words: Words, *, place_ids: "pd.Index[Any] | None" = None
) -> MapLayer:
    """Return places with their signs, names and cards; those that people go to lie on top.

    Parameters
    ----------
    case, plan
        The case and its plan.
    words
        Words of the reader.
    place_ids
        Places of a map of one district; None for all.
    """
    signs = place_signs(case, plan)
    signs = signs if place_ids is None else signs.loc[place_ids]
    # Those of least concern are drawn first: they never cover one that counts.
    rank = signs["standing"].map({value: i for i, value in enumerate(reversed(PlaceStanding))})
    signs = signs.iloc[np.argsort(rank.to_numpy(dtype=np.int64), kind="stable")]
    places = case.city.places.loc[signs.index]
    looks = list(dict.fromkeys(signs["look"]))
    numbers = {look: i for i, look in enumerate(looks)}
    named = places["name"].where(signs["in_plan"], "")
    content = {
        "points": pack_points(places.geometry),
        "style": pack_integers([numbers[look] for look in signs["look"]]),
        "ids": [str(place) for place in places.index],
        "at": pack_integers(_opening_ticks(plan, signs)),
        "names": [readable_text(str(name)) for name in named],
        **pack_cards(place_cards(case, plan, words, places.index)),
    }
    return MapLayer(
        "places", Kind.POINTS, content, looks_data(looks), Order.PLACES, words("map.places"),
        place_legend(words), text_zoom=_NAME_ZOOM, crowded=True,
    )  # fmt: skip


def _opening_ticks(plan: Plan, signs: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return when each place opens [0.1 s after t0]; one that is not in the plan waits for no time."""
    opens_s = plan.usable_places["opens_at_s"].reindex(signs.index).to_numpy(np.float64)
    ticks = np.clip(np.round(opens_s * TICKS_PER_S), -_ANY_TIME, _ANY_TIME).astype(np.int64)
    return np.where(signs["in_plan"].to_numpy(dtype=bool), ticks, -_ANY_TIME)


def place_signs(case: Case, plan: Plan) -> pd.DataFrame:
    """Return standing, whether it is in the plan, and look of each place, by place id."""
    places = case.city.places
    usable = plan.usable_places.reindex(places.index)
    standing = usable["standing"]
    load = load_classes(case, plan)
    kinds = [DestinationKind(kind) if kind else None for kind in told_kinds(places, usable)]
    looks = [
        styles.destination_sign(PlaceStanding(one), int(number), kind)
        if planned
        else styles.STANDINGS[PlaceStanding(one)]
        for one, planned, number, kind in zip(standing, usable["in_plan"], load, kinds, strict=True)
    ]
    frame = {"standing": standing, "in_plan": usable["in_plan"], "look": pd.Series(looks, index=places.index)}
    return pd.DataFrame(frame)


def load_classes(case: Case, plan: Plan) -> npt.NDArray[np.int64]:
    """Return the class of load (row of ``styles.places.LOADS``) of each place of the city."""
    places = case.city.places.index
    persons = plan.loads["assigned_persons"].reindex(places).fillna(0).to_numpy(dtype=np.float64)
    seats = plan.usable_places["capacity_persons"].reindex(places)
    known = seats.to_numpy(dtype=np.float64, na_value=np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(persons > 0, persons / known, 0.0)
    found = np.searchsorted(styles.LOAD_UPPER_SHARE, share, side="left")
    return np.where(np.isnan(known), _UNKNOWN, found).astype(np.int64)


def place_cards(case: Case, plan: Plan, words: Words, place_ids: "pd.Index[Any]") -> list[Card]:
    """Return what the map says of each place: what it is, seats, who comes, and the latest departure."""
    names = place_names(case.city, words.language).reindex(place_ids)
    reasons = free_seat_reasons(case, plan)
    usable = plan.usable_places.reindex(place_ids)
    kinds = told_kinds(case.city.places, usable)
    usable = usable.assign(free_seats=reasons.reindex(place_ids), kind=kinds)
    standings = usable["standing"]
    loads = plan.loads.reindex(place_ids).to_dict(orient="records")
    limits, rounded = earliest_limits(case, plan, plan.routes, "destination_id"), plan.is_rounded
    return [
        (
            readable_text(str(name)),
            _rows(case, words, standing, {**row, **load, "limit": limits.get(place)}, rounded=rounded),
        )
        for place, name, standing, row, load in zip(
            place_ids, names, standings, usable.to_dict(orient="records"), loads, strict=True
        )
    ]


def place_legend(words: Words) -> tuple[LegendEntry, ...]:
    """Return the signs of places, then their fills, which say how full they are."""
    signs = legend_entries(list(styles.STANDINGS.values()), words)
    loads = [
        LegendEntry(styles.destination_sign(PlaceStanding.USABLE, i, None), words(f"map.load.{key}"))
        for i, key in enumerate(styles.LOADS)
    ]
    return (*signs, *loads)


def chosen_place_layer(case: Case, place_id: str, words: Words) -> MapLayer:
    """Return a ring around one place, so that it is found among the others."""
    look: SignLook = people_styles.CHOSEN_PLACE
    place = case.city.places.loc[[place_id]]
    content = {"points": pack_points(place.geometry), "style": pack_integers([0])}
    return MapLayer(
        "chosen-place", Kind.POINTS, content, looks_data([look]), Order.CHOSEN_PLACE,
        words("map.chosen_place"), legend_entries([look], words),
    )  # fmt: skip


def _rows(
    case: Case, words: Words, standing: str, row: Mapping[Any, Any], *, rounded: bool
) -> list[tuple[str, str]]:
    def persons(count: float) -> str:
        return words.persons(float(count), rounded=rounded)

    rows = [
        ("standing", words(f"place_standing.{standing}")),
        ("state", words(f"place_state.{row['state']}")),
    ]
    if row["in_plan"]:
        rows += [
            ("kind", words(f"destination_kind.{row['kind']}")),
            ("seats", seats_words(case, row, words, with_unit=True)),
            (
                "assigned",
                words("screen.unknown") if case.city.streets.empty else persons(row["assigned_persons"]),
            ),
        ]
    remark = place_remark(case, row, words.language)
    if remark:
        rows.append(("why_not", remark))
    if row["limit"] is not None:
        limit: EarliestLimit = row["limit"]
        clock = told_limit(case, limit.latest_s, words)
        # Who has to leave first is likely to be slow, and may need help.
        told = words.persons_beside(limit.persons, limit.others, rounded=rounded)
        rows.append(("limit", words("map.card.limit_value", time=clock, persons=told(limit.persons))))
        if limit.others > 0:
            rows.append(("", words("map.card.limit_more", persons=told(limit.others))))
    if row["walking_persons"] > 0 and case.scenario.phase is not Phase.STAY:
        rows.append(("last_arrival", words.clock(float(row["last_arrival_s"]), case.scenario)))
    return [(words(f"map.card.{key}") if key else "", said) for key, said in rows]
