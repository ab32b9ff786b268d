"""The city's people below the reserve, so told that no small number of people who need help is found from it.

Files give the people below the reserve of each district, but of so few that below ten of them may need help
nothing (``docs/privacy.md``, section 2). A total to the person would give them back: the others taken away.
"""

from dataclasses import replace

import pandas as pd

from domain.profiles import most_of_one_in_need
from planning.case import Case
from planning.limits import district_limits
from planning.plan import Plan
from presentation.plan_table import Column
from presentation.words import SMALL_COUNT, Words


def few_may_need_help(case: Case, persons: float) -> bool:
    """Whether so few people, no matter who, may be below ten who need help and whoever goes along.

    Parameters
    ----------
    case
        Its settings say how many walk for one who needs help.
    persons
        People; none at all are not few.
    """
    return 0 < persons < SMALL_COUNT * most_of_one_in_need(case.settings)


def hides_few(case: Case, of_district: "pd.Series[int]") -> bool:
    """Whether a sum over districts, told to the person, would give back a district of few.

    Parameters
    ----------
    case
        Its settings say how many walk for one who needs help.
    of_district
        People of each district.
    """
    return bool(where_few(case, of_district).any())


def where_few(case: Case, persons: "pd.Series[int]") -> "pd.Series[bool]":
    """Return where so few people, no matter who, may be below ten who need help, by the same index.

    Parameters
    ----------
    case
        Its settings say how many walk for one who needs help.
    persons
        Numbers of people; none at all are not few.
    """
    return (persons > 0) & (persons < SMALL_COUNT * most_of_one_in_need(case.settings))


def below_reserve_is_rounded(case: Case, plan: Plan) -> bool:
    """Whether the city's people below the reserve are told as a round number, model data or not.

    Parameters
    ----------
    case, plan
        A case and its plan.
    """
    total = plan.facts.below_reserve_persons
    if plan.is_rounded or few_may_need_help(case, total):
        return True
    return hides_few(case, district_limits(case, plan)["below_reserve_persons"])


def below_reserve_in_files(case: Case, plan: Plan) -> int | None:
    """Return the city's people below the reserve for a file; None where they are too few to be told.

    Parameters
    ----------
    case, plan
        A case and its plan.

    Returns
    -------
    int | None
        To the person, or to tens where a district that is not told could be found from it.
    """
    return sum_in_files(
        case, plan.facts.below_reserve_persons, district_limits(case, plan)["below_reserve_persons"]
    )


def sum_in_files(case: Case, total: int, of_parts: "pd.Series[int]") -> int | None:
    """Return a sum of people below the reserve for a file; None where they are too few to be told.

    Parameters
    ----------
    case
        Its settings say how many walk for one who needs help.
    total
        The people of all parts together.
    of_parts
        The people of each part, of which few are not told.

    Returns
    -------
    int | None
        To the person, or to tens where a part that is not told could be found from it.
    """
    if few_may_need_help(case, total):
        return None
    return _to_tens(total) if hides_few(case, of_parts) else total


def without_few(case: Case, language: str, persons: Column) -> Column:
    """Return a column of people in which few are not counted, for they may all need help.

    Fewer than ten are only that; so few that, with who goes along, below ten may need help are told in tens.

    Parameters
    ----------
    case
        Its settings say how many walk for one who needs help.
    language
        Language of the reader.
    persons
        A column of people.
    """
    words, enough = Words(language), SMALL_COUNT * most_of_one_in_need(case.settings)
    told = tuple(
        words.sensitive_cell(cell, rounded=True) if isinstance(cell, int) and 0 < cell < enough else cell
        for cell in persons.cells
    )
    return replace(persons, cells=told)


def in_tens(language: str, persons: Column, few: "pd.Series[bool]") -> Column:
    """Return a column of people in which some rows are told in tens, below ten only as that.

    Parameters
    ----------
    language
        Language of the reader.
    persons
        A column of people.
    few
        The rows that are told so, in the order of the column.
    """
    words = Words(language)
    told = tuple(
        words.sensitive_cell(cell, rounded=True) if is_few and isinstance(cell, int) else cell
        for cell, is_few in zip(persons.cells, few, strict=True)
    )
    return replace(persons, cells=told)


def below_reserve_cell(case: Case, plan: Plan, words: Words) -> int | str:
    """Return the same for a table: where they are too few, as the table of districts tells so few.

    Parameters
    ----------
    case, plan
        A case and its plan.
    words
        Words of the reader.
    """
    told = below_reserve_in_files(case, plan)
    return words.sensitive_cell(plan.facts.below_reserve_persons, rounded=True) if told is None else told


def in_tens_in_files(persons: int) -> int | None:
    """Return a number of people in tens for a file; None of fewer than ten.

    Parameters
    ----------
    persons
        People.
    """
    return None if 0 < persons < SMALL_COUNT else _to_tens(persons)


def _to_tens(persons: int) -> int:
    return 10 * ((persons + 5) // 10)
