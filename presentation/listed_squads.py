"""What lists in the store say of organisations, since which version, in the same words wherever it stands."""

import datetime as dt
from collections.abc import Collection, Hashable, Mapping, Sequence

import pandas as pd

from community.namesakes import several_leaders
from community.squad_hours import hour_gaps
from domain.japan_time import JAPAN
from planning.case import Case
from presentation.words import Words, unknown


def local_minute(at: str) -> str:
    """Return a time of the store in the time of Japan, to the minute."""
    return f"{dt.datetime.fromisoformat(at).astimezone(JAPAN):%Y-%m-%d %H:%M}"


def organisation_kind(listed: pd.DataFrame, org_id: str, kind: str, words: Words) -> str:
    """Return what the counts of an organisation rest on: ``kind`` is that of the city's own data."""
    if org_id not in listed.index:
        return kind
    facts, members = (_version(listed, org_id, part, words) or kind for part in ("facts", "members"))
    return words("listed.both", facts=facts, members=members)


def squad_kind(listed: pd.DataFrame, org_id: str, kind: str, words: Words) -> str:
    """Return what the counts of an organisation's squads rest on."""
    members = "" if org_id not in listed.index else _version(listed, org_id, "members", words)
    if not members:
        return kind
    return (
        members
        if listed["needs_told"].to_dict()[org_id]
        else words("listed.need", members=members, kind=kind)
    )


def hours_texts(
    hours: pd.DataFrame, squads: Sequence[tuple[str, str]], day_time: str, words: Words
) -> list[str]:
    """Return how many of each squad (organisation and post) can come by day or by night."""
    ends = hours[[f"{day_time}_min", f"{day_time}_max"]].itertuples(index=False, name=None)
    known = dict(zip(zip(hours["org_id"], hours["post"], strict=True), ends, strict=True))
    not_surveyed = words("export.not_surveyed")
    return [
        between(int(known[squad][0]), int(known[squad][1]), words) if squad in known else not_surveyed
        for squad in squads
    ]


def between(least: int, most: int, words: Words) -> str:
    """Return a number that is known between two ends."""
    if least == most:
        return f"{least:,}"
    return words("organisation.between", least=f"{least:,}", most=f"{most:,}")


def listed_notes(case: Case, org_ids: Collection[str], words: Words) -> tuple[str, ...]:
    """Return since when lists say what they say of organisations, and which squads are too few at an hour.

    Parameters
    ----------
    case
        Case with the organisations as the reader may know them.
    org_ids
        Organisations to tell of.
    words
        Words of the reader.

    Returns
    -------
    tuple of str
        Sentences; none where no list says anything.
    """
    strength = case.strength
    names = strength.organisations["name"].to_dict()
    said = []
    listed = strength.listed[strength.listed.index.isin(list(org_ids))]
    for org_id in listed.index:
        for part in ("facts", "members"):
            version = _version(listed, str(org_id), part, words)
            if version:
                said.append(words(f"listed.{part}_note", organisation=names[org_id], version=version))
    hours = strength.squad_hours
    posts = strength.posts[strength.posts["org_id"].isin(list(org_ids))]
    gaps = hour_gaps(posts, hours[hours["org_id"].isin(list(org_ids))])
    # One sentence an organisation and hour: the paper has room for no sentence a squad.
    said += [
        words(
            f"listed.{day_time}_gap",
            organisation=names[org_id],
            squads=words("export.separator").join(
                _gap_squad(row, words) for row in rows.to_dict(orient="records")
            ),
        )
        for (org_id, day_time), rows in gaps.groupby(["org_id", "day_time"], sort=True)
    ]
    return (*said, words("listed.hours_note")) if len(gaps) else tuple(said)


def listed_person_notes(case: Case, district_id: str, words: Words) -> tuple[str, ...]:
    """Return since when lists say how many people of a district need help, have agreed and have a plan.

    Parameters
    ----------
    case
        Case with the counts as the reader may know them.
    district_id
        District.
    words
        Words of the reader.

    Returns
    -------
    tuple of str
        Sentences; none where no list of the district counts them.
    """
    listed = case.strength.listed_districts
    if district_id not in listed.index:
        return ()
    versions = [(part, _version(listed, district_id, part, words)) for part in ("persons", "plans")]
    return tuple(words(f"listed.{part}_note", version=version) for part, version in versions if version)


def several_leaders_words(members: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """Return which squads would have more than one leader; empty where none would.

    Parameters
    ----------
    members
        ``MemberRegister`` rows of whole organisations, as they would be.
    names
        Names of organisations by id.
    words
        Words of the reader.
    """
    said = [
        words(
            "listed.squad_leaders", organisation=names.get(str(row["org_id"]), row["org_id"]),
            squad=words(f"post.{row['post']}"), count=row["leaders"],
        )
        for row in several_leaders(members).to_dict(orient="records")
    ]  # fmt: skip
    return words("listed.several_leaders", squads=words("export.separator").join(said)) if said else ""


def _gap_squad(row: Mapping[Hashable, object], words: Words) -> str:
    squad = words(f"post.{row['post']}")
    return words("listed.gap_squad", squad=squad, needed=row["needed"], count=row["can_come"])


def _version(listed: pd.DataFrame, owner_id: str, part: str, words: Words) -> str:
    """Return which version of a list it is and from when; empty where there is none."""
    version = listed[f"{part}_version"].to_dict()[owner_id]
    if unknown(version):
        return ""
    made_at = str(listed[f"{part}_made_at"].to_dict()[owner_id])
    return words(f"listed.{part}", version=version, at=local_minute(made_at))
