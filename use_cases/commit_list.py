"""From a list that was read to the store: what it would change, then its commit. All of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from community.namesakes import are_two
from domain.bundle import CityBundle
from domain.registers import RegisterName
from storage.store.commits import Committed
from storage.store.differences import Differences, Preview
from storage.store.errors import RefusedError
from storage.store.reader import Reader
from storage.store.store import Store, UploadedFile
from use_cases.keep_held import keep_held, lacking_columns
from use_cases.read_needs_help import NeedsHelpReading
from use_cases.register_rows import member_register, needs_help_register
from use_cases.seed_organisations import seed_organisations
from use_cases.upload_roster import RosterUpload


@dataclass(frozen=True, slots=True, eq=False)
class ReadyList:
    """A sound list in the form of its register.

    Parameters
    ----------
    register
        Register that it goes into.
    rows
        Its rows, by line of the file; persons.
    org_ids
        Organisations whose list it is, sorted; none for the support list.
    left_out
        Lines that are not written, because the user said that a line above is the same person in the
        same post.
    lacking
        Columns of the register that the file says nothing of: what is held there stays.
    apart
        Lines and records of one name in one squad that birth or age parts: they are not taken for one.
    """

    register: RegisterName
    rows: pd.DataFrame = field(repr=False)
    org_ids: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()
    lacking: frozenset[str] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


def ready_members(
    upload: RosterUpload, city: CityBundle, *, same_person: Mapping[tuple[int, int], bool] | None = None
) -> ReadyList:
    """Return a members list that can be committed.

    Parameters
    ----------
    upload
        The list as it was read.
    city
        Its districts and organisations.
    same_person
        What the user said of pairs of lines: whether they are one person. One person in one post
        stands once; in several posts she has a row for each.

    Raises
    ------
    RefusedError
        When the list has faults, or no row.
    """
    _refuse_unsound(refused=upload.refused, rows=upload.members)
    repeated = _repeated(upload.members, same_person or {})
    members = upload.members.drop(index=list(repeated))
    rows = member_register(members, city.strength.organisations, city.districts)
    lacking = lacking_columns(RegisterName.MEMBERS, upload.columns)
    return ReadyList(RegisterName.MEMBERS, rows, tuple(sorted(set(members["org_id"]))), repeated, lacking)


def ready_needs_help(reading: NeedsHelpReading, city: CityBundle, *, district_id: str = "") -> ReadyList:
    """Return a support list that can be committed.

    Parameters
    ----------
    reading
        The list as it was read.
    city
        Its districts and organisations.
    district_id
        District of the rows that name none.

    Raises
    ------
    RefusedError
        When the list has faults, or no row, or a row has no district.
    """
    _refuse_unsound(refused=reading.refused, rows=reading.people)
    people = reading.people
    named = people["district_id"].where(people["district_id"] != "", district_id)
    missing = int((named == "").sum())
    if missing:
        raise RefusedError("district_missing", rows=missing)
    people = people.assign(district_id=named.astype("str"))
    rows = needs_help_register(people, city.strength.organisations, city.districts)
    lacking = lacking_columns(RegisterName.NEEDS_HELP, reading.columns)
    return ReadyList(RegisterName.NEEDS_HELP, rows, lacking=lacking)


def look_at_list(
    store: Store | None, reader: Reader | None, city: CityBundle, ready: ReadyList, *, removes: bool = False
) -> tuple[ReadyList, Preview]:
    """Return a list with what is held in the columns that it lacks, as it goes in; and its preview.

    A namesake of another birth or age in the same squad takes nobody's place.

    Parameters
    ----------
    store, reader, city, ready, removes
        As ``preview_list`` takes them.

    Raises
    ------
    StoreError
        When the reader may not write it.
    """
    seen = preview_list(store, reader, city, ready, removes=removes)
    while two := _namesakes(ready, seen.differences):
        ready = replace(ready, apart=ready.apart | two)
        seen = preview_list(store, reader, city, ready, removes=removes)
    whole = _keeping(ready, seen.differences)
    return (
        (ready, seen)
        if whole is ready
        else (whole, preview_list(store, reader, city, whole, removes=removes))
    )


def _namesakes(ready: ReadyList, found: Differences) -> frozenset[tuple[str, str]]:
    """Return lines and records that were taken for one person, and cannot be."""
    if ready.register is not RegisterName.MEMBERS or found.after.empty:
        return frozenset()
    two = are_two(found.before, found.after).to_numpy()
    return frozenset(zip(map(str, found.after.index[two]), map(str, found.before.index[two]), strict=True))


def _keeping(ready: ReadyList, found: Differences) -> ReadyList:
    rows = keep_held(ready.rows, found, ready.lacking)
    return ready if rows is ready.rows else replace(ready, rows=rows)


def preview_list(
    store: Store | None, reader: Reader | None, city: CityBundle, ready: ReadyList, *, removes: bool = False
) -> Preview:
    """Return what a list would change. Without a store (a demonstration) everything in it is new.

    Parameters
    ----------
    store, reader
        The store and who asks; None in a demonstration, in which nothing is kept.
    city
        Gives the organisations that the store does not know yet.
    ready
        The list.
    removes
        Whether it is the whole of its organisations or districts, so that who is missing goes.

    Raises
    ------
    StoreError
        When the reader may not write it.
    """
    if store is None or reader is None:
        nothing = ready.rows.iloc[:0]
        everything = Differences(ready.rows, nothing, nothing, nothing, 0)
        return Preview(ready.org_ids, 0, everything, removes)
    seed_organisations(store, city, ready.org_ids)
    return store.preview(reader, ready.register, ready.rows, removes=removes, apart=ready.apart)


def rows_after(ready: ReadyList, seen: Preview) -> pd.DataFrame:
    """Return the rows of the lists concerned as they would be: the list, and who is missing and stays."""
    return ready.rows if seen.removes else pd.concat([ready.rows, seen.differences.removed])


def commit_list(
    store: Store, reader: Reader, ready: ReadyList, seen: Preview, *, file: UploadedFile | None = None
) -> Committed:
    """Write a list as it was shown; nothing is written where nothing differs.

    Parameters
    ----------
    store, reader
        The store and who commits.
    ready
        The list.
    seen
        Its preview. Where somebody else changed the same lists since, the list is refused, so that
        nobody's work is overwritten unseen.
    file
        File that it came in: its name, size and mark are kept, its content is not.

    Raises
    ------
    StoreError
        ``StaleError`` when somebody else was faster; else as ``Store.commit``.
    """
    return store.commit(
        reader, ready.register, ready.rows, based_on=seen.based_on, removes=seen.removes,
        apart=ready.apart, file=file,
    )  # fmt: skip


def _refuse_unsound(*, refused: bool, rows: pd.DataFrame) -> None:
    """Refuse a list with a fault: what is right of it does not go in without the rest."""
    if refused:
        raise RefusedError("list_has_faults")
    if rows.empty:
        raise RefusedError("list_empty")


def _repeated(members: pd.DataFrame, same_person: Mapping[tuple[int, int], bool]) -> tuple[int, ...]:
    """Return the lower lines of pairs that are one person in one post, sorted."""
    post = members[["org_id", "post", "role"]].apply(tuple, axis=1)
    return tuple(
        sorted({lower for (upper, lower), same in same_person.items() if same and post[upper] == post[lower]})
    )
