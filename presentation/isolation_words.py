"""What the people of a district hang on (孤立), in words: sentences, the streets, the table of a city."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from domain.tables.isolation import ISOLATION_MOST, IsolationState
from planning.block_ground import BlockGround
from planning.case import Case
from planning.isolation import Isolation, find_dependence, find_isolation, structures
from planning.plan import Plan
from presentation.grid import Grid
from presentation.hung_corners import corner_line
from presentation.hung_people import cut_off_line, hung_people, lost_of, single_streets, when_own
from presentation.names import data_kind, district_names, ward_names
from presentation.plain_text import readable_text
from presentation.plan_table import ColumnMaker, PlanTable
from presentation.street_names import street_names
from presentation.ways_share import indicator_line
from presentation.words import SMALL_COUNT, Words
from readiness.ways_out import ways_indicator

#: Streets that the page of a district lists.
_LISTED = 5
_STREET_KEYS = ("street", "persons", "lost", "blocks")


def isolation_lines(
    case: Case, plan: Plan, isolation: Isolation, dependence: pd.DataFrame | None, district_id: str,
    words: Words,
) -> list[str]:  # fmt: skip
    """Return what the people of one district hang on, a sentence each.

    Parameters
    ----------
    case, plan
        A case and its plan.
    isolation, dependence
        What ``planning.isolation`` found of the district, and perhaps of others; that the dependence is not
        known yet is said where it is None.
    district_id
        The district.
    words
        Words of the reader.
    """
    isolation = Isolation(isolation.districts.loc[[district_id]], _own(isolation.blocks, district_id))
    row: dict[Any, Any] = isolation.districts.loc[[district_id]].to_dict(orient="records")[0]
    state = IsolationState(row["state"])
    if state is not IsolationState.COUNTED:
        return [words(f"isolation.state.{state}")]
    counted = row["persons"] - row["safe_persons"] - row["unknown_persons"] - row["no_route_persons"]
    lines = [_ways_line(case, plan, row, counted, words)]
    indicator = ways_indicator(case.city, isolation.districts, case.settings).set_index("area_id")
    lines.append(indicator_line(indicator.loc[[district_id]].iloc[0], words))
    if not _is_one(row["ways"]):
        lines += single_lines(case, plan, isolation, district_id, words)
    if row["corner_persons"]:
        lines.append(corner_line(case, plan, isolation, words))
    if dependence is None:
        lines.append(words("isolation.depends_soon"))
    else:
        lines += _depends_lines(case, plan, dependence, district_id, words) or _no_dependence(case, words)
    if row["safe_persons"]:
        lines.append(words("isolation.some_safe", persons=_people(plan, row["safe_persons"], words)))
    if row["no_route_persons"]:
        lines.append(words("isolation.some_no_route", persons=_people(plan, row["no_route_persons"], words)))
    if row["unknown_persons"]:
        lines.append(words("isolation.some_unknown", persons=_people(plan, row["unknown_persons"], words)))
    return lines


def worst_lines(
    case: Case, plan: Plan, isolation: Isolation, dependence: pd.DataFrame, district_id: str, words: Words
) -> list[str]:
    """Return what cuts people of a district off, and nothing of what does not: a line each, or none.

    Parameters
    ----------
    case, plan, isolation, dependence, district_id, words
        As ``isolation_lines`` takes them.
    """
    row: dict[Any, Any] = isolation.districts.loc[[district_id]].to_dict(orient="records")[0]
    counted = row["persons"] - row["safe_persons"] - row["unknown_persons"] - row["no_route_persons"]
    lines = [] if pd.isna(row["ways"]) else [_ways_line(case, plan, row, counted, words)]
    if not _is_one(row["ways"]):
        lines += single_lines(case, plan, isolation, district_id, words, alone=not lines)
    return lines + _depends_lines(case, plan, dependence, district_id, words)


def _depends_lines(
    case: Case, plan: Plan, dependence: pd.DataFrame, district_id: str, words: Words
) -> list[str]:
    """Return who of a district gets out over the bridges or crossings of one river or railway only."""
    own = dependence[dependence["district_id"] == district_id]
    over = ("crosses", "streets", "persons", "lost_persons")
    return [
        words(
            "isolation.depends_planned" if lost < persons else "isolation.depends",
            persons=_people(plan, persons, words),
            crosses=readable_text(str(crosses)), count=f"{streets:,}",
            means=words(f"isolation.means.{_means(case, str(crosses))}"),
            cut_off=_cut_off(plan, persons, lost, "crossed", words),
        )
        for crosses, streets, persons, lost in zip(*(own[name] for name in over), strict=True)
    ]  # fmt: skip


def _no_dependence(case: Case, words: Words) -> list[str]:
    """Return that nobody has to cross one river or railway; nothing where none with a name is held."""
    streets = case.city.streets
    over = streets.loc[streets["bridge"] | streets["level_crossing"], "crosses"]
    return [words("isolation.depends_none")] if (over != "").any() else []


def single_lines(
    case: Case, plan: Plan, isolation: Isolation, district_id: str, words: Words, *, alone: bool = False
) -> list[str]:
    """Return who of a district hangs on one street only, and on which most do: a sentence, or nothing.

    Parameters
    ----------
    case, plan, isolation
        A case, its plan, and what was found of the district, and perhaps of others.
    district_id
        The district.
    words
        Words of the reader.
    alone
        Whether no sentence stands before it that it could refer to.
    """
    row = isolation.districts.loc[district_id]
    if not row["single_persons"]:
        return []
    singles = single_streets(_own(isolation.blocks, district_id))
    lost, when = row["single_lost_persons"], when_own(singles)
    return [words(
        "isolation.single_alone" if alone else "isolation.single",
        persons=_people(plan, int(row["single_persons"]), words),
        blocks=f"{row['single_blocks']:,}", streets=f"{len(singles):,}",
        where=_where(case, [int(singles.index[0])], words),
        most=hung_people(
            int(singles["persons"].iloc[0]), lost_of(singles["lost"].iloc[0]), words, rounded=plan.is_rounded
        ),
        cut_off=_cut_off(plan, int(row["single_persons"]), lost, when, words),
    )]  # fmt: skip


def single_items(case: Case, plan: Plan, blocks: pd.DataFrame, words: Words) -> list[str]:
    """Return the streets that most people hang on, each with how many do, and how many more there are.

    Parameters
    ----------
    case, plan
        A case and its plan.
    blocks
        ``BlockIsolation`` of a district.
    words
        Words of the reader.

    Returns
    -------
    list of str
        Empty where nobody hangs on one street.
    """
    singles = single_streets(blocks)
    shown = singles.head(_LISTED)
    names = street_names(case, shown.index, words)
    hung = [
        hung_people(int(persons), lost_of(lost), words, rounded=plan.is_rounded)
        for persons, lost in zip(shown["persons"], shown["lost"], strict=True)
    ]
    said = [
        words("isolation.street_people", where=name, persons=one)
        for name, one in zip(names, hung, strict=True)
    ]
    more = len(singles) - len(shown)
    return [*said, *([words("isolation.and_more", count=f"{more:,}")] if more else [])]


def _in_line(items: list[str], words: Words) -> str:
    # A name holds commas.
    return words("export.input_separator").join(items)


def _own(blocks: pd.DataFrame, district_id: str) -> pd.DataFrame:
    return blocks[blocks["district_id"] == district_id]


def district_lines(case: Case, plan: Plan, district_id: str, words: Words, ground: BlockGround) -> list[str]:
    """Return what the people of one district hang on, found for this once, with the streets in a sentence.

    Parameters
    ----------
    case, plan, district_id, words
        A case, its plan, the district, and words of the reader.
    ground
        The network under the plan.
    """
    found = find_isolation(case, plan, ground, [district_id])
    return paper_lines(case, plan, found, find_dependence(case, plan, ground), district_id, words)


def paper_lines(
    case: Case, plan: Plan, isolation: Isolation, dependence: pd.DataFrame, district_id: str, words: Words
) -> list[str]:
    """Return what ``isolation_lines`` does, and in one more the streets that a page has in a table.

    Parameters
    ----------
    case, plan, isolation, dependence, district_id, words
        As for ``isolation_lines``.
    """
    lines = isolation_lines(case, plan, isolation, dependence, district_id, words)
    streets = single_items(case, plan, _own(isolation.blocks, district_id), words)
    if not streets:
        return lines
    return [*lines, words("isolation.streets_listed", streets=_in_line(streets, words))]


def single_grid(case: Case, plan: Plan, isolation: Isolation, words: Words) -> Grid | None:
    """Return the streets that most people of a district hang on; None where nobody does.

    Parameters
    ----------
    case, plan, isolation
        A case, its plan, and what was found of the district.
    words
        Words of the reader.
    """
    singles = single_streets(isolation.blocks)
    if singles.empty:
        return None
    shown = singles.head(_LISTED)
    rows = tuple(
        (
            name,
            words.people_cell(persons, rounded=_is_rounded(plan, persons)),
            words.people_cell(lost_of(lost), rounded=_is_rounded(plan, lost_of(lost) or 0)),
            f"{count:,}",
        )
        for name, (_, persons, count, lost) in zip(
            street_names(case, shown.index, words), shown.itertuples(), strict=True
        )
    )
    more = len(singles) - len(shown)
    grid = Grid(
        headings=tuple(words(f"isolation.column.{key}") for key in _STREET_KEYS),
        rows=rows,
        numbers=(False, True, True, True),
        keys=_STREET_KEYS,
        caption=words("isolation.streets"),
        notes=(words("isolation.streets_more", count=f"{more:,}"),) if more else (),
    )
    if shown["lost"].notna().all():
        return grid
    return grid.picked([key for key in _STREET_KEYS if key != "lost"])


def isolation_table(
    case: Case, plan: Plan, isolation: Isolation, dependence: pd.DataFrame, language: str
) -> PlanTable:
    """Return what each district hangs on, as a table for files.

    Parameters
    ----------
    case, plan
        A case and its plan.
    isolation, dependence
        What ``planning.isolation`` found.
    language
        Language of headings and words.
    """
    make, words, rows = ColumnMaker(language), Words(language), isolation.districts
    names, wards = district_names(case, language), ward_names(case, language)
    indicator = ways_indicator(case.city, rows, case.settings).set_index("area_id").reindex(rows.index)
    over: dict[str, list[str]] = {}
    named = ("district_id", "crosses", "persons", "lost_persons")
    for district, name, persons, lost in zip(*(dependence[one] for one in named), strict=True):
        said = words(
            "isolation.over_some" if lost < persons else "isolation.over",
            crosses=readable_text(str(name)), persons=f"{persons:,}", lost=f"{lost:,}",
        )  # fmt: skip
        over.setdefault(str(district), []).append(said)
    columns = [
        make.texts("ward", case.city.districts["ward_code"].reindex(rows.index).map(wards)),
        make.texts("district", rows.index.to_series().map(names)),
        make.words("isolation_state", "isolation.state_short", rows["state"]),
        make.texts("isolation_ways", [_ways_cell(row, words) for row in rows.to_dict(orient="records")]),
        make.shares("isolation_two_ways", indicator["value"]),
        make.words("isolation_band", "band", indicator["band"]),
        make.texts("isolation_cut", [
            _where(case, streets, words) if streets else "" for streets in rows["street_ids"]
        ], long=True),
        # With so many ways that no streets were counted there is nothing to be without.
        make.persons(
            "isolation_cut_lost", rows["cut_lost_persons"].where(rows["ways"].notna()), unknown="export.none"
        ),
        make.persons("isolation_persons", rows["persons"]),
        make.persons("isolation_single", rows["single_persons"]),
        make.persons("isolation_single_lost", rows["single_lost_persons"]),
        make.wholes("isolation_single_blocks", rows["single_blocks"]),
        make.texts("isolation_streets", [
            _in_line(single_items(case, plan, _own(isolation.blocks, str(one)), words), words)
            for one in rows.index
        ], long=True),
        make.persons("isolation_corner", rows["corner_persons"]),
        make.persons("isolation_no_route", rows["no_route_persons"]),
        make.persons("isolation_unknown", rows["unknown_persons"]),
        make.texts(
            "isolation_over", [words.listed(over.get(str(one), ())) for one in rows.index], long=True
        ),
        make.texts("district_id", rows.index.to_series()),
    ]  # fmt: skip
    return PlanTable(
        "isolation", make.word("isolation.title"), tuple(columns), plan.data_kind,
        notes=(make.word("isolation.note"),), label=data_kind(language, plan.data_kind),
    )  # fmt: skip


def _ways_line(case: Case, plan: Plan, row: dict[Any, Any], counted: int, words: Words) -> str:
    persons = _people(plan, counted, words)
    if pd.isna(row["ways"]):
        return words("isolation.ways_many", count=ISOLATION_MOST, persons=persons)
    pieces = structures(case, row["street_ids"])
    where = _where(case, row["street_ids"], words)
    lost, is_one = row["cut_lost_persons"], len(pieces) == 1
    # "The only way" is said of those alone who have no other, whatever a plan may use.
    if pd.isna(lost) or lost == counted:
        key = "isolation.ways_one" if is_one else "isolation.ways"
    else:
        key = "isolation.ways_one_planned" if is_one else "isolation.ways_planned"
    said = words(
        key, count=len(pieces), where=where, persons=persons,
        cut_off=_cut_off(plan, counted, lost, "one" if is_one else "all", words),
    )  # fmt: skip
    crossed = _all_cross(case, row["street_ids"])
    over = words("isolation.ways_over", crosses=readable_text(crossed)) if crossed else ""
    sides = words("isolation.ways_sides") if max(_sides(case, row["street_ids"]).values()) > 1 else ""
    return said + over + sides


def _all_cross(case: Case, street_ids: Sequence[int]) -> str:
    """Return what all of some streets cross, two of them at least; empty where they do not."""
    streets = case.city.streets.loc[list(street_ids)]
    over = set(streets["crosses"].where(streets["bridge"] | streets["level_crossing"], ""))
    return str(next(iter(over))) if len(over) == 1 and len(street_ids) > 1 else ""


def _means(case: Case, crosses: str) -> str:
    """Return by what a river or railway is crossed: bridges, level crossings, or both."""
    streets = case.city.streets[case.city.streets["crosses"] == crosses]
    kinds = [kind for kind in ("bridge", "level_crossing") if streets[kind].any()]
    return kinds[0] if len(kinds) == 1 else "both"


def _ways_cell(row: dict[Any, Any], words: Words) -> str:
    if row["state"] != IsolationState.COUNTED.value:
        return words("export.none")
    if pd.isna(row["ways"]):
        return words("isolation.or_more", count=ISOLATION_MOST)
    return str(row["ways"])


def _cut_off(plan: Plan, persons: int, lost: Any, when: str, words: Words) -> str:
    return "" if pd.isna(lost) else cut_off_line(persons, int(lost), when, words, rounded=plan.is_rounded)


def _is_one(ways: Any) -> bool:
    return not pd.isna(ways) and int(ways) == 1


def _where(case: Case, street_ids: Sequence[int], words: Words) -> str:
    """Return where streets are, one of each piece; a street with two sides once, with both."""
    sides = _sides(case, street_ids)
    named = zip(street_names(case, list(sides), words), sides.values(), strict=True)
    return words.listed([words("isolation.both_sides", where=name) if on > 1 else name for name, on in named])


def _sides(case: Case, street_ids: Sequence[int]) -> "Counter[int]":
    """Return how often each of some streets counts: twice where people amid it can leave at either end."""
    return Counter(piece[0] for piece in structures(case, street_ids))


def _is_rounded(plan: Plan, persons: int) -> bool:
    # Fewer than ten may all need help.
    return plan.is_rounded or persons < SMALL_COUNT


def _people(plan: Plan, persons: int, words: Words) -> str:
    return words.persons(persons, rounded=_is_rounded(plan, persons))
