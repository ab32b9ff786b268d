"""The places of a district, and those elsewhere that its people are sent to."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from domain.vocabulary import DestinationKind, PlaceStanding
from planning.free_seats import free_seat_reasons
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.names import destination_names
from presentation.place_reason import place_remark
from presentation.seats import seats_words

_SAFE = DestinationKind.SAFE_AREA.value
_KEYS = ("sign", "place", "seats", "assigned", "seats_from_here", "walkers_from_here", "remark")


@dataclass(frozen=True, slots=True)
class DistrictPlaces:
    """The places of a district in reading order.

    Parameters
    ----------
    grid
        Every place, destinations first.
    kept
        Rows from the top that no paper leaves out: destinations in the district and elsewhere, and
        shelters of the district that people would go to out of habit although they cannot.
    listed
        Rows from the top that a paper lists where it has room; the others are neither designated
        for this hazard nor a shelter.
    """

    grid: Grid
    kept: int
    listed: int


def district_places(subject: Subject) -> DistrictPlaces:
    """Return the places of a district with their sign, their seats, and who comes from here."""
    table = _table(subject)
    names = {
        str(key): str(name) for key, name in destination_names(subject.case, subject.words.language).items()
    }
    ids = table.rows.index.astype(str)
    records = zip(ids, _records(table.rows), strict=True)
    rows = [_row(subject, place_id, row, names) for place_id, row in records]
    words = subject.words
    grid = Grid(
        headings=tuple(words(f"profile.place_{key}") for key in _KEYS),
        rows=tuple(rows),
        numbers=(False, False, True, True, True, True, False),
        keys=_KEYS,
        caption=words("profile.places"),
        notes=(words("profile.sign_note"), words("profile.places_note")),
        wide=frozenset({_KEYS.index("remark")}),
    )
    return DistrictPlaces(grid, kept=table.kept, listed=table.listed)


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Rows of places in reading order, and how many of them a paper keeps and lists."""

    rows: pd.DataFrame
    kept: int
    listed: int


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict(orient="records")]


def _table(subject: Subject) -> _Places:
    """Return the places with what decides their order: who goes there, then where habit leads."""
    plan, places = subject.plan, subject.case.city.places
    coming = _coming(subject)
    own = subject.places
    elsewhere = [str(one) for one in coming.index if one in places.index and one not in own]
    ids = pd.Index([*own, *elsewhere], dtype="str")
    usable = plan.usable_places.reindex(ids)
    frame = usable.assign(
        here=ids.isin(own),
        assigned_persons=plan.loads["assigned_persons"].reindex(ids),
        walking_persons=plan.loads["walking_persons"].reindex(ids),
        free_seats=free_seat_reasons(subject.case, plan).reindex(ids),
    ).join(coming.reindex(ids).fillna(0).astype("int64"))
    shelter = places["shelter"].reindex(ids).to_numpy(dtype=bool)
    destination = frame["seats"].to_numpy() > 0
    habit = shelter & ~frame["in_plan"].to_numpy(dtype=bool)
    in_plan = frame["in_plan"].to_numpy(dtype=bool)
    known = in_plan | (frame["standing"] != PlaceStanding.NOT_DESTINATION.value).to_numpy()
    # The most important key is the last.
    order = np.lexsort(
        (ids.to_numpy().astype(str), ~known, ~in_plan, ~habit, -frame["seats"].to_numpy(), ~destination)
    )
    ordered = frame.iloc[order]
    kept, listed = destination | habit, destination | habit | known
    if _SAFE in coming.index:
        ordered = pd.concat([_safe_row(coming), ordered])
    extra = int(_SAFE in coming.index)
    return _Places(ordered, int(kept.sum()) + extra, int(listed.sum()) + extra)


def _coming(subject: Subject) -> pd.DataFrame:
    """Return by destination the seats kept for people of the district, and who of them walks there."""
    rows = subject.of_blocks(subject.plan.assignment)
    rows = rows[rows["destination_id"] != ""]
    walking = rows["persons"].where(rows["walk_time_s"].notna(), 0)
    sums = (
        rows.assign(seats=rows["persons"], walkers=walking)
        .groupby("destination_id")[["seats", "walkers"]]
        .sum()
    )
    return sums.sort_values("seats", ascending=False, kind="stable")


def _safe_row(coming: pd.DataFrame) -> pd.DataFrame:
    row = coming.loc[[_SAFE]].assign(
        standing=PlaceStanding.USABLE.value, here=True, in_plan=True, why_not="", for_care=False
    )
    row.index = pd.Index([_SAFE], dtype="str")
    return row


def _row(subject: Subject, place_id: str, row: dict[str, Any], names: dict[str, str]) -> tuple[str, ...]:
    words = subject.words
    is_safe = place_id == _SAFE
    # Nobody was looked for a route of: who is sent to a usable place is not known, and a zero would say so.
    unknown = words("screen.unknown") if subject.case.city.streets.empty and row["in_plan"] else ""
    name = names[place_id] + ("" if row["here"] else words("profile.elsewhere_mark"))
    seats = words("profile.no_seats_needed") if is_safe else seats_words(subject.case, row, words)
    return (
        words(f"place_standing.{row['standing']}").split()[0],
        name,
        seats,
        "" if is_safe else unknown or subject.people(row["assigned_persons"]),
        unknown or subject.people(row["seats"]),
        unknown or subject.people(row["walkers"]),
        "" if is_safe else _remark(subject, row),
    )


def _remark(subject: Subject, row: dict[str, Any]) -> str:
    state = subject.words(f"place_state.{row['state']}")
    reason = place_remark(subject.case, row, subject.words.language)
    return subject.words("profile.place_reason", state=state, reason=reason) if reason else state
