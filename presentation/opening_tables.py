"""Tables of places to open: the order, and the list with who comes from where."""

from collections.abc import Sequence

import pandas as pd

from domain.data_kind import DataKind
from domain.tables.opening import SeatLimit
from domain.vocabulary import HazardKind
from planning.case import Case
from planning.opening_effect import OpeningEffect
from planning.opening_needs import place_needs
from planning.opening_order import PlaceOrder
from planning.openings import Opening
from presentation.assignment_words import worth_texts
from presentation.grid import Grid, grid_from
from presentation.names import capacity_is_model, data_kind, district_names, place_names, ward_names
from presentation.opening_words import said_names
from presentation.plan_table import Column, ColumnMaker, PlanTable
from presentation.words import Words

#: Districts that a place names; the others are summed up.
_NAMED_DISTRICTS = 3
_LIMITS = {
    SeatLimit.OFFICIAL: "official_seats",
    SeatLimit.AREA: "area_seats",
    SeatLimit.TOILETS: "toilet_seats",
    SeatLimit.OPENERS: "openers",
}
_ROLES = ("emergency_site", "shelter", "welfare_shelter", "refuge_building")


def order_table(case: Case, opening: Opening, order: PlaceOrder, language: str) -> PlanTable:
    """Return in which order to open places: what each adds, what is left, and the bound.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    order
        Order of opening.
    language
        Language of headings and words.
    """
    make = ColumnMaker(language)
    steps = order.steps
    places = case.city.places.reindex(steps["place_id"])
    usable = opening.usable.reindex(steps["place_id"])
    columns = [
        make.wholes("opening_step", pd.Series(steps.index)),
        make.texts("place", place_names(case.city, language).reindex(places.index)),
        make.texts("ward", places["ward_code"].map(ward_names(case, language))),
        make.texts("district", places["district_id"].map(district_names(case, language))),
        make.words("standing", "place_standing", usable["standing"]),
        make.persons("capacity", usable["capacity_persons"]),
        make.wholes(
            "opening_openable_max",
            opening.seats["seats_max"].reindex(steps["place_id"]),
            unknown="export.not_surveyed",
        ),
        make.persons("opening_added", steps["added_persons"]),
        make.persons("opening_served", steps["served_persons"]),
        make.persons("opening_unserved", steps["unserved_persons"]),
        make.persons("opening_bound", steps["bound_persons"]),
        make.persons("opening_gap", steps["bound_persons"] - steps["served_persons"]),
        make.wholes("opening_staff", steps["staff_persons"]),
        make.texts("place_id", list(steps["place_id"])),
        make.constant("data_kind", data_kind(language, opening.data_kind), len(steps)),
    ]
    notes = (make.word("export.note.opening_order"),)
    title = make.word("export.table.opening_order")
    return PlanTable("opening_order", title, tuple(columns), opening.data_kind, notes)


def place_choice_table(
    case: Case,
    opening: Opening,
    effect: OpeningEffect,
    language: str,
    *,
    place_ids: Sequence[str] = (),
    order: PlaceOrder | None = None,
) -> PlanTable:
    """Return the places that could be open: what they are, their seats, who comes, and what they need.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    effect
        What the present choice does.
    language
        Language of headings and words.
    place_ids
        Places to list, in this order; all by ward and district where empty.
    order
        Order of opening, of which each place has its step; None for no such column.
    """
    make, words = ColumnMaker(language), Words(language)
    ids = pd.Index(list(place_ids) or places_in_order(case, opening), dtype="str")
    places, usable = case.city.places.reindex(ids), opening.usable.reindex(ids)
    coming = effect.places.reindex(ids)
    taken = coming["assigned_persons"].fillna(0).astype("int64")
    free = usable["capacity_persons"] - taken
    needs = place_needs(case, opening, effect)
    need = needs.places.reindex(ids)
    not_surveyed = make.word("export.not_surveyed")
    one_more = worth_texts(case, effect.one_more, words)
    columns = [
        make.flags("opening_open", pd.Series([one in effect.is_open for one in ids])),
        make.texts("place", place_names(case.city, language).reindex(places.index)),
        make.texts("ward", places["ward_code"].map(ward_names(case, language))),
        make.texts("district", places["district_id"].map(district_names(case, language))),
        make.texts("opening_kinds", _kinds(places, words), long=True),
        make.words("standing", "place_standing", usable["standing"]),
        make.persons("capacity", usable["capacity_persons"]),
        make.words("capacity_standard", "capacity_standard", usable["capacity_standard"]),
        make.decimals("area_per_person", usable["area_per_person_m2"], digits=2, unknown="export.none"),
        make.persons("assigned", taken),
        make.persons("free_seats", free),
        make.texts("opening_one_more", one_more.reindex(ids, fill_value=""), long=True),
        make.texts("opening_coming", _coming(case, effect, ids, words, opening.is_model), long=True),
        make.minutes("walk_time_mean", coming["walk_time_s"]),
        make.wholes("walk_length_mean", _tens(coming["walk_length_m"]), unknown="export.none"),
        *_openable(opening.seats.reindex(ids), make, words),
        make.wholes("opening_place_staff", _same(case.settings.capacity.opening_staff_persons, ids)),
        make.constant("opening_keys", not_surveyed, len(ids)),
        make.wholes("opening_at_night", need["open_at_night"], unknown="export.not_surveyed"),
        make.wholes("opening_meals", need["meals"]),
        make.wholes("opening_district_meals", need["district_meals"]),
        make.wholes("opening_stock_meals", need["stock_meals"], unknown="export.not_surveyed"),
        make.wholes("opening_water", need["water_l"].round()),
        make.wholes("opening_district_water", need["district_water_l"].round()),
        make.wholes("opening_stock_water", need["stock_water_l"].round(), unknown="export.not_surveyed"),
        make.wholes("opening_toilets", need["toilets"]),
        make.wholes(
            "opening_toilets_there",
            case.strength.place_facts["toilets"].reindex(ids),
            unknown="export.not_surveyed",
        ),
        make.texts("place_id", list(ids)),
        make.constant("data_kind", data_kind(language, opening.data_kind), len(ids)),
        make.constant(
            "capacity_data", data_kind(language, DataKind.of_model(capacity_is_model(case))), len(ids)
        ),
    ]
    if order is not None:
        step = pd.Series(order.steps.index, pd.Index(order.steps["place_id"])).reindex(ids)
        columns.insert(4, make.wholes("opening_step", step, unknown="export.none"))
    notes = (
        make.word("export.note.opening_places", days=f"{needs.days:g}"),
        make.word("assignment.one_more_note"),
    )
    title = make.word("export.table.opening_places")
    return PlanTable("opening_places", title, tuple(columns), opening.data_kind, notes)


def places_in_order(case: Case, opening: Opening) -> list[str]:
    """Return the ids of the places that could be open: by ward in official order, district and name."""
    places = case.city.places.loc[sorted(opening.every)]
    order = places["ward_code"].map(case.city.wards["official_order"])
    rows = places.assign(order=order).sort_values(["order", "district_id", "name"], kind="stable")
    return [str(one) for one in rows.index]


def _tens(metres: "pd.Series[float]") -> "pd.Series[float]":
    """Return lengths to ten metres."""
    return (metres / 10).round() * 10


def _openable(seats: pd.DataFrame, make: ColumnMaker, words: Words) -> list[Column]:
    """Return the seats that can be opened at both ends, and what binds or is not surveyed.

    While any of the limits is not surveyed nothing is told as the least.
    """
    unsurveyed = {limit: seats[column].isna() for limit, column in _LIMITS.items()}
    open_end = ~seats["is_surveyed"].astype(bool)
    said = [
        words(
            "opening.limit_unsurveyed", limit=words(f"seat_limit.{limit}") if limit else "", missing=missing
        )
        if missing
        else words(f"seat_limit.{limit}")
        for limit, missing in zip(
            seats["limit"],
            (
                words.listed(words(f"seat_limit.{name}") for name in _LIMITS if unsurveyed[name].iloc[i])
                for i in range(len(seats))
            ),
            strict=True,
        )
    ]
    least = seats["seats_min"].astype("Int64").mask(open_end)
    return [
        make.wholes("opening_openable_min", least, unknown="export.not_surveyed"),
        make.wholes("opening_openable_max", seats["seats_max"], unknown="export.not_surveyed"),
        make.texts("opening_openable_limit", said, long=True),
    ]


def _same(value: int, ids: pd.Index) -> "pd.Series[int]":
    return pd.Series([value] * len(ids), ids)


def _kinds(places: pd.DataFrame, words: Words) -> list[str]:
    """Return the roles of each place, and the kinds of hazard that it is designated for."""
    said = []
    for row in places.to_dict(orient="records"):
        roles = words.listed(words(f"export.column.role_{role}") for role in _ROLES if row[role])
        kinds = words.listed(words(f"hazard_kind.{kind}") for kind in HazardKind if row[kind.value])
        said.append(words("opening.kinds", roles=roles, kinds=kinds) if kinds else roles)
    return said


def _coming(case: Case, effect: OpeningEffect, ids: pd.Index, words: Words, is_model: bool) -> list[str]:
    """Return from which districts people come, most people first."""
    names = district_names(case, words.language).to_dict()
    by_place = dict(list(effect.coming.groupby("place_id")))
    said = []
    for place_id in ids:
        rows = by_place.get(place_id)
        parts = [] if rows is None else list(zip(rows["district_id"], rows["persons"].tolist(), strict=True))
        told = [
            words("opening.from", district=names[one], persons=words.persons(count, rounded=is_model))
            for one, count in parts[:_NAMED_DISTRICTS]
        ]
        rest = parts[_NAMED_DISTRICTS:]
        if rest:
            persons = words.persons(sum(count for _, count in rest), rounded=is_model)
            told.append(words("opening.from_others", count=len(rest), persons=persons))
        said.append(words.listed(told))
    return said


def paper_grid(
    case: Case, opening: Opening, order: PlaceOrder, is_open: frozenset[str], words: Words
) -> Grid:
    """Return the order as a list to tick on paper, with a column to write in who opens each place.

    Parameters
    ----------
    case, opening, order
        The case, what could be opened in it, and in which order.
    is_open
        Ids of the places that are ticked: they have a mark.
    words
        Words of the reader.
    """
    grid = grid_from(order_table(case, opening, order, words.language), words)
    at = {key: i for i, key in enumerate(grid.keys)}
    names = said_names(case, opening, list(order.steps["place_id"]), words)
    columns = (
        "district",
        "capacity",
        "opening_added",
        "opening_unserved",
        "opening_staff",
    )
    rows = tuple(
        (
            _BOX,
            _chosen(place_id in is_open),
            row[at["opening_step"]],
            name,
            *(row[at[key]] for key in columns),
            "",
        )
        for place_id, name, row in zip(order.steps["place_id"], names, grid.rows, strict=True)
    )
    return _to_tick(rows, words, words("export.note.opening_sheet"), grid.caption)


def unknown_seats_grid(
    case: Case, opening: Opening, candidates: frozenset[str], is_open: frozenset[str], words: Words
) -> Grid:
    """Return the places whose seats are not known, which are in no order, as a list to tick on paper.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    candidates
        Ids of the places to choose from.
    is_open
        Ids of the places that are ticked.
    words
        Words of the reader.
    """
    known = set(opening.openable.destinations.destination_id)
    places = case.city.places
    names = place_names(case.city, words.language).to_dict()
    districts = district_names(case, words.language).to_dict()
    home = places["district_id"].to_dict()
    unknown = words("export.unknown")
    rows = tuple(
        (
            _BOX,
            _chosen(one in is_open),
            "",
            str(names[one]),
            str(districts[home[one]]),
            unknown,
            "",
            "",
            "",
            "",
        )
        for one in places_in_order(case, opening)
        if one in candidates and one not in known
    )
    return _to_tick(rows, words, words("export.note.opening_unknown"), words("opening.unknown_seats"))


#: A box to tick with a pen when the place is open.
_BOX = "□"
_PAPER = ("box", "chosen", "step", "place", "district", "seats", "added", "unserved", "staff", "who")


def _to_tick(rows: tuple[tuple[str, ...], ...], words: Words, note: str, caption: str) -> Grid:
    return Grid(
        headings=tuple(words(f"opening.paper_{key}") for key in _PAPER),
        rows=rows,
        numbers=(False, False, True, False, False, True, True, True, True, False),
        keys=_PAPER,
        caption=caption,
        notes=(note,),
    )


def _chosen(ticked: bool) -> str:
    return "○" if ticked else ""
