"""What the district page says (校区カルテ): people, places, time, dangers, organisation, weak points."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, DeadlineKind, Outcome, WalkerGroup
from planning.case import Case
from planning.day_time import at_day_time
from planning.plan import Plan
from presentation.grid import Grid, grid_from
from presentation.names import (
    capacity_is_model,
    district_names,
    district_title,
    scenario_title,
    target_names,
    ward_names,
)
from presentation.readiness_tables import indicator_table, organisation_table, squad_table, weak_point_table
from presentation.second_move import second_move_text
from presentation.words import SMALL_COUNT, Words, unknown
from ui.view.outside import attention_lines, not_concerned_line

_AGES = ("age_0_14", "age_15_64", "age_65_74", "age_75_plus")
_NEEDS = ("support_persons", "power_care_persons", "elderly_alone")
_TOP_GAPS = 3


def district_choices(case: Case, ward_code: str, words: Words) -> dict[str, str]:
    """Return the districts of a ward by id, with their names."""
    names = district_names(case, words.language).to_dict()
    inside = case.city.districts.index[case.city.districts["ward_code"] == ward_code]
    return {str(key): str(name) for key, name in names.items() if key in inside}


def worst_district(plan: Plan, district_ids: Iterable[str]) -> str:
    """Return the district with most people without a place; then most concerned; then the first."""
    ledger = plan.ledgers.districts.reindex(list(district_ids))
    unserved = ledger[[cause.value for cause in UNSERVED_CAUSES]].sum(axis=1).to_numpy()
    concerned = (ledger["persons"] - ledger[Outcome.OUTSIDE.value]).to_numpy()
    return str(ledger.index[np.lexsort((np.arange(len(ledger)), -concerned, -unserved))[0]])


def answer_lines(case: Case, plan: Plan, district_id: str, words: Words) -> list[str]:
    """Return the district's answer: who is concerned, who has no place, and why."""
    frame = plan.ledgers.districts.loc[[district_id]]
    row = {str(name): int(value) for name, value in zip(frame.columns, frame.to_numpy()[0], strict=True)}
    rounded = plan.is_model
    concerned = row["persons"] - row[Outcome.OUTSIDE.value]
    if concerned == 0:
        first = not_concerned_line(plan, "screen.district.not_concerned", words)
        return [first, *attention_lines(case, plan, "district_id", district_id, words)]
    unserved = sum(row[cause.value] for cause in UNSERVED_CAUSES)
    lines = [
        words(
            "screen.district.answer",
            concerned=words.persons(concerned, rounded=rounded),
            stay=words.persons(row[Outcome.STAY_HOME.value], rounded=rounded),
            unserved=words.persons(unserved, rounded=rounded),
        )
    ]
    if row[Outcome.NOT_LEAVING.value] > 0:
        count = words.persons(row[Outcome.NOT_LEAVING.value], rounded=rounded)
        lines.append(words("screen.city.not_leaving_line", persons=count))
    lines += [
        words(
            "screen.city.cause_line",
            cause=words(f"outcome.{cause}"),
            persons=words.persons(row[cause.value], rounded=rounded),
            why=words(f"screen.why.{cause}"),
        )
        for cause in UNSERVED_CAUSES
        if row[cause.value] > 0
    ]
    if row[Outcome.REFUGE_BUILDING.value] > 0:
        count = words.persons(row[Outcome.REFUGE_BUILDING.value], rounded=rounded)
        area = district_title(case, district_id, words.language)
        lines.append(second_move_text(case, area, count, words.language))
    if row["unknown_persons"] > 0:
        count = words.persons(row["unknown_persons"], rounded=rounded)
        lines.append(words("screen.city.unknown_line", persons=count))
    return [*lines, *attention_lines(case, plan, "district_id", district_id, words)]


def hazard_grid(concerned: pd.DataFrame, case: Case, plan: Plan, district_id: str, words: Words) -> Grid:
    """Return the people concerned in each scenario.

    Parameters
    ----------
    concerned
        Persons concerned by district (rows) and scenario id (columns); NaN where the bundle holds
        no area of the scenario's kinds.
    plan, district_id, words
        Plan, district, and words of the reader.
    """
    row = concerned.loc[[district_id]].to_numpy(dtype=np.float64)[0]
    rows = []
    for scenario_id, persons in zip(concerned.columns, row.tolist(), strict=True):
        scenario = case.city.scenarios[str(scenario_id)]
        if unknown(persons):
            said = words("indicator_status.no_layer")
        elif persons == 0:
            said = words("indicator_status.not_concerned")
        else:
            said = words.people_cell(persons, rounded=plan.is_model)
        here = words("screen.district.this_scenario") if scenario_id == case.scenario.scenario_id else ""
        # Counted at the time of day that the settings set, so named by it.
        counted = at_day_time(scenario, case.settings.departure.day_time)
        rows.append((scenario_title(case.city, counted, words.language) + here, said))
    return Grid(
        headings=(words("screen.column.scenario"), words("screen.column.concerned")),
        rows=tuple(rows),
        numbers=(False, True),
        caption=words("screen.district.hazards_caption"),
    )


def people_grid(case: Case, district_id: str, words: Words) -> Grid:
    """Return residents by age and need; counts of people who need help below ten stay unsaid."""
    blocks = case.city.blocks
    sums = blocks[blocks["district_id"] == district_id].sum(numeric_only=True).to_dict()
    rounded = _layer_is_model(case, "blocks")
    plain = ("residents", "daytime_persons", "households", *_AGES)
    rows = [
        (words(f"screen.people.{key}"), words.people_cell(float(sums[key]), rounded=rounded)) for key in plain
    ]
    rows += [
        (words(f"screen.people.{key}"), words.sensitive_cell(float(sums[key]), rounded=rounded))
        for key in _NEEDS
    ]
    return Grid(
        headings=(words("screen.column.people"), words("screen.column.count")),
        rows=tuple(rows),
        numbers=(False, True),
        caption=words("screen.district.people_caption"),
        notes=(words("screen.district.people_note"),),
    )


def place_grid(case: Case, plan: Plan, district_id: str, words: Words) -> Grid:
    """Return the places of the district, and those elsewhere that its people are led to."""
    coming = _coming(case, plan, district_id)
    places = case.city.places
    own = places.index[places["district_id"] == district_id]
    others = [place for place in coming.index if place in places.index and place not in own]
    shown = [*own, *others]
    usable = plan.usable_places.reindex(shown)
    loads = plan.loads.reindex(shown)
    names = target_names(case, words.language).to_dict()
    rounded, seats_rounded = plan.is_model, capacity_is_model(case)
    rows = [
        (
            names[place] + ("" if place in own else words("screen.district.elsewhere_mark")),
            words(f"place_standing.{standing}"),
            words(f"place_state.{state}"),
            _seat_words(seats, standard, area, words, rounded=seats_rounded),
            words.people_cell(None if unknown(assigned) else float(assigned), rounded=rounded),
            words.people_cell(float(coming.get(place, 0)), rounded=rounded),
            words(f"why_not.{why}") if why else "",
        )
        for place, standing, state, seats, standard, area, assigned, why in zip(
            shown,
            usable["standing"],
            usable["state"],
            usable["capacity_persons"],
            usable["capacity_standard"],
            usable["area_per_person_m2"],
            loads["assigned_persons"],
            usable["why_not"],
            strict=True,
        )
    ]
    safe = float(coming.get("safe_area", 0))
    if safe > 0:
        said = words.people_cell(safe, rounded=rounded)
        rows.append((names["safe_area"], "", "", words("screen.district.no_seats_needed"), "", said, ""))
    keys = ("place", "suitability", "state", "seats", "assigned", "from_here", "why_not")
    return Grid(
        headings=tuple(words(f"screen.column.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False, False, False, True, True, True, False),
        caption=words("screen.district.places_caption"),
        notes=(words("screen.district.places_note"),),
    )


def time_lines(case: Case, plan: Plan, district_id: str, words: Words) -> list[str]:
    """Return by when people must have left, and who cannot; or why that is not computed."""
    if case.scenario.deadline is DeadlineKind.NONE:
        return [words("screen.city.no_deadline")]
    if not plan.facts.margin_known:
        return [words("screen.margin_unknown")]
    blocks = plan.demand.loc[plan.demand["district_id"] == district_id, "block_id"]
    margin = plan.margin[plan.margin["block_id"].isin(blocks)]
    if margin.empty:
        return [words("screen.district.nobody_leaves")]
    late = late_persons(plan, district_id)
    # Below ten who need help no figure is exact: neither theirs nor the one it could be found from.
    few = 0 < late.get(WalkerGroup.ASSISTED.value, 0) < SMALL_COUNT
    lines = []
    for walker, rows in margin.groupby("walker", sort=True):
        lines.append(
            words(
                "screen.district.margin_line",
                walker=words(f"walker_group.{walker}"),
                departure=words.clock(float(rows["departure_s"].min()), case.scenario),
                latest=words.clock(float(rows["best_latest_departure_s"].min()), case.scenario),
                margin=words.minutes(float(rows["best_margin_s"].min())),
                persons=words.persons(late[str(walker)], rounded=plan.is_model or few),
            )
        )
    return lines


def late_persons(plan: Plan, district_id: str) -> dict[str, int]:
    """Return the people of a district who leave after their latest safe departure, by walker group.

    Counted by the departure of each, so that it sums to ``negative_margin_persons``: the margin of
    a block is that of those who leave first. Without any way (−inf) is another cause than too late.
    """
    demand = plan.demand[plan.demand["district_id"] == district_id]
    rows = demand.merge(
        plan.margin[["block_id", "walker", "best_latest_departure_s"]], on=["block_id", "walker"], how="left"
    )
    late = np.isfinite(rows["best_latest_departure_s"]) & (
        rows["departure_s"] > rows["best_latest_departure_s"]
    )
    persons = rows["persons"].where(late, 0).groupby(rows["walker"]).sum()
    return {str(walker): int(count) for walker, count in persons.items()}


def danger_grid(case: Case, plan: Plan, district_id: str, words: Words) -> Grid | None:
    """Return the streets of the district that cannot be walked, by reason; None where all can."""
    outline = case.city.districts.loc[[district_id]].geometry.to_numpy()[0]
    rows_inside = case.city.streets.sindex.query(outline, predicate="intersects")
    streets = case.city.streets.iloc[np.sort(rows_inside)]
    exposure = plan.street_exposure.reindex(streets.index)
    closing = exposure[exposure["reason"] != ""]
    if closing.empty:
        return None
    lengths = streets["length_m"].reindex(closing.index)
    rows = []
    for reason, group in closing.groupby("reason", sort=True):
        first = float(group["closes_at_s"].min())
        rows.append(
            (
                words(f"closure.{reason}"),
                f"{len(group):,}",
                words.metres(float(lengths[group.index].sum())),
                words("screen.from_start") if np.isneginf(first) else words.clock(first, case.scenario),
            )
        )
    keys = ("reason", "streets", "length", "first_closing")
    return Grid(
        headings=tuple(words(f"screen.column.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False, True, True, False),
        caption=words("screen.district.dangers_caption"),
    )


def gap_grid(case: Case, plan: Plan, district_id: str, words: Words) -> Grid:
    """Return the three worst weak points with cause, next action and owner."""
    gaps = plan.gaps[(plan.gaps["district_id"] == district_id) & (plan.gaps["rank"] <= _TOP_GAPS)]
    keys = (
        "rank", "indicator", "value", "target_value", "unit", "affected", "cause", "next_action", "owner",
        "data_kind",
    )  # fmt: skip
    shown = replace(plan, gaps=gaps)
    return grid_from(weak_point_table(case, shown, words.language), words, keys=keys)


def organisation_grids(case: Case, district_id: str, words: Words) -> list[Grid]:
    """Return the district's organisation and its squads."""
    name, ward = _names(case, district_id, words)
    organisation = (
        "organisation", "households_covered", "drills", "drill_participants", "district_plan",
        "open_at_night", "posts_needed", "posts_filled", "posts_over_75", "data_kind",
    )  # fmt: skip
    squads = (
        "squad",
        "posts_needed",
        "posts_filled",
        "posts_over_75",
        "has_leader",
        "has_deputy",
        "data_kind",
    )
    return [
        grid_from(made, words, keys=keys, keep=lambda row: row[:2] == (ward, name))
        for made, keys in (
            (organisation_table(case, words.language), organisation),
            (squad_table(case, words.language), squads),
        )
    ]


def indicator_grid(case: Case, plan: Plan, area_id: str, words: Words) -> Grid:
    """Return every indicator of an area with its inputs."""
    # Only the rows of this area are worded: the city has thousands.
    own = replace(plan, indicators=plan.indicators[plan.indicators["area_id"] == area_id])
    keys = (
        "indicator", "pillar", "value", "value_min", "value_max", "unit", "target_value", "band", "status",
        "inputs", "data_kind",
    )  # fmt: skip
    return grid_from(indicator_table(case, own, words.language), words, keys=keys)


def _coming(case: Case, plan: Plan, district_id: str) -> "pd.Series[int]":
    blocks = case.city.blocks
    inside = blocks.index[blocks["district_id"] == district_id]
    rows = plan.assignment[plan.assignment["block_id"].isin(inside) & (plan.assignment["target_id"] != "")]
    return rows.groupby("target_id")["persons"].sum().sort_values(ascending=False, kind="stable")


def _seat_words(seats: object, standard: str, area_m2: float, words: Words, *, rounded: bool) -> str:
    count = words.people_cell(None if unknown(seats) else float(str(seats)), rounded=rounded)
    if unknown(seats):
        return count
    rule = words(f"capacity_standard.{standard}") if standard else ""
    if not unknown(area_m2):
        rule = words("screen.district.area_rule", area=f"{area_m2:g}")
    return words("screen.district.seats", seats=count, rule=rule) if rule else count


def _names(case: Case, district_id: str, words: Words) -> tuple[str, str]:
    ward_code = case.city.districts["ward_code"].to_dict()[district_id]
    name = district_names(case, words.language).to_dict()[district_id]
    return str(name), str(ward_names(case, words.language).to_dict()[ward_code])


def _layer_is_model(case: Case, layer_id: str) -> bool:
    layer = case.city.meta.layer(layer_id)
    return layer is not None and (layer.is_model or bool(layer.model_columns))
