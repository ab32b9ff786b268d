"""What the store knows of organisations, in place of what the city's own data say of them. No person."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from community.drill_record import drill_record
from community.roster_effect import apply_roster, with_vacant
from community.squad_hours import squad_hours
from domain.bundle import OrganisationStrength
from domain.tables.organisations import DistrictFacts, ListedOrganisations, OpeningDuty, Organisations
from storage.store.strength_counts import StrengthCounts

#: Columns of ``DistrictFacts`` that the support list gives, and their counts.
_OF_PERSONS = {"listed_persons": "listed", "consented_persons": "consented", "individual_plans": "planned"}


@dataclass(frozen=True, slots=True, eq=False)
class StoredStrength:
    """Strength with the lists of the store, and which organisations stand on one.

    Parameters
    ----------
    strength
        Strength of the city's organisations for one reader.
    lists
        ``district_id``, ``version``, ``made_at`` by ``org_id`` of each organisation with a members list;
        all others stand on the city's own data.
    """

    strength: OrganisationStrength
    lists: pd.DataFrame


def stored_strength(base: OrganisationStrength, counts: StrengthCounts, *, on: dt.date) -> StoredStrength:
    """Return the strength of a city with what a reader may know of the store's lists.

    Parameters
    ----------
    base
        What the city's own data say; it is not changed.
    counts
        What the store says to this reader. An organisation whose last list was undone stands on the
        city's own data again.
    on
        Last of the 12 months of which drills count.
    """
    organisations = _organisations(base.organisations, counts.organisations)
    organisations = _with_drills(organisations, counts.drills, on)
    needed = counts.needed[~counts.needed["is_seeded"]]
    squads = counts.squads[counts.squads["org_id"].isin(organisations.index)]
    posts = base.posts if squads.empty else apply_roster(base.posts, organisations, squads)
    posts = _with_needed(posts, needed, set(squads["org_id"]))
    facts = _facts(base.district_facts, counts.persons)
    duty = _opening_duty(base.opening_duty, counts.opening)
    tables = {"organisations": organisations, "posts": posts, "district_facts": facts, "opening_duty": duty}
    changed = {name for name, table in tables.items() if not table.equals(getattr(base, name))}
    lists = counts.lists[counts.lists["org_id"].isin(organisations.index)].set_index("org_id")
    listed = _listed(lists, counts.organisations, posts, needed)
    strength = base
    districts = counts.person_lists.loc[counts.person_lists.index.intersection(base.district_facts.index)]
    if changed or len(listed) or len(districts):
        strength = replace(
            base,
            **tables,
            uploaded=base.uploaded | changed,
            listed=listed,
            squad_hours=squad_hours(posts, squads),
            listed_districts=districts,
        )
    return StoredStrength(
        strength, lists.assign(district_id=organisations["district_id"].reindex(lists.index))
    )


def _organisations(base: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Return ``Organisations`` with those that an office has changed or added."""
    told = stored[~stored["is_seeded"]]
    if told.empty:
        return base
    types = {name: column.dtype.type for name, column in Organisations.to_schema().columns.items()}
    rows = told[list(types)].astype(types)
    table = pd.concat([base.drop(index=rows.index.intersection(base.index)), rows]).sort_index()
    table.index = table.index.astype("str").rename("org_id")
    return Organisations.check(table.astype(types)[base.columns])


def _listed(
    lists: pd.DataFrame, organisations: pd.DataFrame, posts: pd.DataFrame, needed: pd.DataFrame
) -> pd.DataFrame:
    """Return ``ListedOrganisations``: those with a members list, and those that an office has told of."""
    told = organisations[~organisations["is_seeded"]]
    ids = pd.Index(sorted({*lists.index, *told.index}), dtype="str", name=ListedOrganisations.index_name())
    if not len(ids):
        return ListedOrganisations.empty_in()
    known = pd.MultiIndex.from_frame(needed.dropna(subset=["needed"])[["org_id", "post"]])
    # What nobody has said is not what the city's own data say either.
    assumed = posts[
        (posts["needed"] > 0).fillna(value=False)
        & ~pd.MultiIndex.from_frame(posts[["org_id", "post"]]).isin(known)
    ]
    table = pd.DataFrame(
        {
            f"{part}_{name}": of[name].reindex(ids)
            for part, of in (("members", lists), ("facts", told))
            for name in ("version", "made_at")
        }
    )
    for name in table:
        is_text = str(name).endswith("made_at")
        table[name] = table[name].fillna("").astype("str") if is_text else table[name].astype("Int64")
    return ListedOrganisations.check(table.assign(needs_told=~ids.isin(set(assumed["org_id"]))))


def _with_drills(organisations: pd.DataFrame, drills: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """Return ``Organisations`` with the drills that lists surely place within 12 months.

    More drills with a date than the organisation states are believed, fewer take nothing from it. Who took
    part comes from the lists only where nobody has stated it, and each of these drills was counted.
    """
    own = drills[drills["org_id"].isin(organisations.index)]
    if own.empty:
        return organisations
    listed = organisations.loc[organisations.index.isin(own["org_id"])]
    record = drill_record(listed.reset_index()[["org_id", "drills_in_year", "drill_participants"]], own, on)
    record = record[record["drills_min"] > 0]
    table = organisations.copy()
    table.loc[record.index, "drills_in_year"] = record["drills_min"].astype("Int64")
    counted = record[(record["uncounted_drills"] == 0) & (record["participants"] > 0)].index
    open_ones = counted[table.loc[counted, "drill_participants"].isna().to_numpy()]
    table.loc[open_ones, "drill_participants"] = record.loc[open_ones, "participants"].astype("Int64")
    return Organisations.check(table)


def _opening_duty(base: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Return ``OpeningDuty`` with the places of which the store has a list."""
    if stored.empty:
        return base
    others = base[~base["place_id"].isin(stored["place_id"])]
    table = pd.concat([others, stored], ignore_index=True) if len(others) else stored.reset_index(drop=True)
    table.index.name = OpeningDuty.index_name()
    return OpeningDuty.check(table)


def _with_needed(posts: pd.DataFrame, needed: pd.DataFrame, listed: Collection[str]) -> pd.DataFrame:
    """Return ``Posts`` with the members that organisations say their squads need.

    A squad of an organisation with a members list (``listed``) that needs people and has none in the list,
    nor a row, is vacant. Who is in a squad of another organisation without a row is not known: it gets none.
    """
    known = needed.dropna(subset=["needed"]).drop_duplicates(["org_id", "post"], keep="last")
    if known.empty:
        return posts
    said = known.set_index(["org_id", "post"])["needed"]
    key = pd.MultiIndex.from_frame(posts[["org_id", "post"]])
    new = pd.Series(said.reindex(key).array, posts.index)
    table = posts.assign(needed=new.fillna(posts["needed"]).astype("Int64"))
    vacant = known[
        known["org_id"].isin(listed) & ~pd.MultiIndex.from_frame(known[["org_id", "post"]]).isin(key)
    ]
    return with_vacant(table, vacant)


def _facts(base: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """Return ``DistrictFacts`` with the counts of the support list where the store has one."""
    inside = persons.loc[persons.index.intersection(base.index)]
    if inside.empty:
        return base
    facts = base.copy()
    for column, name in _OF_PERSONS.items():
        facts.loc[inside.index, column] = inside[name].astype("Int64")
    return DistrictFacts.check(facts)
