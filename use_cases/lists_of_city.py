"""Lists of the store that belong to the city that is shown; those of districts that it does not have stay."""

from dataclasses import replace

import pandas as pd

from domain.bundle import CityBundle
from storage.store.strength_counts import StrengthCounts


def lists_of_city(counts: StrengthCounts, city: CityBundle) -> StrengthCounts:
    """Return the counts of lists whose district, or place, the city has.

    Parameters
    ----------
    counts
        What the store says to a reader; it is not changed.
    city
        City that is shown; another may have been shown when the lists were saved.
    """
    organisations = counts.organisations
    own = organisations[organisations["district_id"].isin(city.districts.index)]
    persons = counts.persons[counts.persons.index.isin(city.districts.index)]
    opening = counts.opening[counts.opening["place_id"].isin(city.places.index)]
    return replace(
        counts,
        organisations=own,
        needed=_of(counts.needed, own),
        squads=_of(counts.squads, own),
        lists=_of(counts.lists, own),
        persons=persons,
        opening=opening,
        drills=_of(counts.drills, own),
    )


def districts_without_city(counts: StrengthCounts, city: CityBundle) -> dict[str, int]:
    """Return the districts with lists that a city does not have, and how many organisations have one there.

    Parameters
    ----------
    counts
        What the store says to a reader who sees all of it.
    city
        City that is to be shown.
    """
    listed = counts.organisations[~counts.organisations["is_seeded"]].index.union(
        pd.Index(counts.lists["org_id"])
    )
    districts = counts.organisations.loc[counts.organisations.index.isin(listed), "district_id"]
    found = districts[~districts.isin(city.districts.index)].value_counts()
    lost = {str(name): int(count) for name, count in found.items()}
    for name in counts.persons.index:
        if name not in city.districts.index:
            lost.setdefault(str(name), 0)
    return dict(sorted(lost.items()))


def _of(table: pd.DataFrame, organisations: pd.DataFrame) -> pd.DataFrame:
    return table[table["org_id"].isin(organisations.index)]
