"""What a list would change, and the history of lists, as tables of words."""

from collections.abc import Mapping, Sequence

import pandas as pd

from domain.registers import RegisterName
from presentation.grid import Grid
from presentation.listed_squads import local_minute
from presentation.words import Words
from storage.store.differences import Differences, Preview
from storage.store.uploads import Upload

#: Columns of each list by which its reader knows a person.
_SHOWN = {
    RegisterName.MEMBERS: ("org_id", "post", "role", "name", "phone"),
    RegisterName.NEEDS_HELP: ("district_id", "name", "born_on", "address", "consent"),
}


def counts_grid(seen: Preview, words: Words) -> Grid:
    """Return how many people a list adds, changes, leaves as they are, and lacks."""
    found = seen.differences
    missing = "removed" if seen.removes else "kept"
    rows = (
        (words("roster_change.added"), f"{len(found.added):,}"),
        (words("roster_change.changed"), f"{len(found.after):,}"),
        (words("roster_change.unchanged"), f"{found.unchanged:,}"),
        (words(f"roster_change.{missing}"), f"{len(found.removed):,}"),
    )
    return Grid(
        headings=(words("upload.change"), words("upload.people")),
        rows=rows,
        numbers=(False, True),
        caption=words("upload.counts_caption"),
    )


def rows_grid(
    rows: pd.DataFrame,
    register: RegisterName,
    names: Mapping[str, str],
    words: Words,
    *,
    what: str,
    shown: int,
) -> Grid:
    """Return rows of a list for whoever may see them.

    Parameters
    ----------
    rows
        Rows of the register.
    register
        Register.
    names
        Names of organisations and districts by id.
    words
        Words.
    what
        ``RosterChange`` of these rows.
    shown
        How many rows at most.
    """
    columns = _SHOWN[register]
    cells = tuple(
        tuple(_cell(name, value, names, words) for name, value in zip(columns, row, strict=True))
        for row in rows[list(columns)].head(shown).itertuples(index=False)
    )
    more = len(rows) - len(cells)
    return Grid(
        headings=tuple(words(f"upload.column.{name}") for name in columns),
        rows=cells,
        numbers=(False,) * len(columns),
        caption=words(f"roster_change.{what}"),
        notes=(words("upload.more_rows", count=f"{more:,}"),) if more > 0 else (),
    )


def person_words(rows: pd.DataFrame, key: int | str, words: Words) -> str:
    """Return a member in words by which two of one name are told apart: squad, role, birth, telephone.

    Parameters
    ----------
    rows
        Members, with ``born_on``.
    key
        Index of the member.
    words
        Words.
    """
    row = rows.loc[[key]].iloc[0]
    known = [words(f"post.{row['post']}"), words(f"upload.role.{row['role']}")]
    known += [str(row[name]) for name in ("born_on", "phone") if row[name]]
    return f"{row['name']} ({', '.join(known)})"


def cells_grid(found: Differences, names: Mapping[str, str], words: Words, *, shown: int) -> Grid:
    """Return each cell that changes: whose, which, before and after."""
    cells = found.cells()
    who = found.after["name"]
    rows = tuple(
        (
            str(who.loc[row]),
            words(f"upload.column.{column}"),
            _cell(column, before, names, words),
            _cell(column, after, names, words),
        )
        for row, column, before, after in cells.head(shown).itertuples(index=False)
    )
    more = len(cells) - len(rows)
    return Grid(
        headings=(
            words("upload.column.name"),
            words("upload.cell"),
            words("screen.organisations.before"),
            words("screen.organisations.after"),
        ),
        rows=rows,
        numbers=(False,) * 4,
        caption=words("roster_change.changed"),
        notes=(words("upload.more_rows", count=f"{more:,}"),) if more > 0 else (),
    )


def history_grid(
    history: pd.DataFrame, files: Sequence[Upload], names: Mapping[str, str], words: Words
) -> Grid:
    """Return each version of the lists that a reader sees, the newest first.

    Parameters
    ----------
    history
        As ``Store.history`` gives it.
    files
        Files of the versions.
    names
        Names of accounts, organisations and districts by id.
    words
        Words.
    """
    of_version = {upload.version: upload for upload in files}
    rows = []
    for version, group in history.groupby("version_id", sort=False):
        first, file = group.iloc[0], of_version.get(int(str(version)))
        undoes = first["undoes"]
        what = words("upload.undoes", version=undoes) if pd.notna(undoes) else (file.name if file else "")
        lists = [names.get(str(scope), str(scope)) for scope in group["scope_id"]]
        rows.append((
            str(version),
            local_minute(str(first["made_at"])),
            names.get(str(first["account"]), str(first["account"])),
            lists[0] if len(lists) == 1 else words("upload.lists", first=lists[0], count=len(lists)),
            *[f"{int(group[name].sum()):,}" for name in ("added", "changed", "removed")],
            what,
            f"{file.size_bytes / 1000:,.1f} kB" if file else "",
        ))  # fmt: skip
    keys = ("version", "made_at", "account", "list", "added", "changed", "removed", "file", "size")
    return Grid(
        headings=tuple(words(f"upload.history.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(True, False, False, False, True, True, True, False, True),
        caption=words("upload.history.caption"),
        notes=(words("upload.history.numbers"),),
    )


def status_grid(lists: pd.DataFrame, names: Mapping[str, str], words: Words) -> Grid:
    """Return the organisations whose counts rest on a list, with its version and time.

    Parameters
    ----------
    lists
        As ``StoredStrength.lists``.
    names
        Names of organisations and districts by id.
    words
        Words.
    """
    rows = tuple(
        (
            names.get(str(row.district_id), str(row.district_id)),
            names.get(str(org_id), str(org_id)),
            str(row.version),
            local_minute(str(row.made_at)),
        )
        for org_id, row in zip(lists.index, lists.itertuples(index=False), strict=True)
    )
    return Grid(
        headings=(
            words("upload.column.district_id"),
            words("upload.column.org_id"),
            words("upload.history.version"),
            words("upload.history.made_at"),
        ),
        rows=rows,
        numbers=(False, False, True, False),
        caption=words("upload.status.caption"),
    )


def _cell(column: str, value: object, names: Mapping[str, str], words: Words) -> str:
    if value is None or value is pd.NA or value == "":
        return ""
    if column in {"org_id", "district_id"}:
        return names.get(str(value), str(value))
    if column == "post":
        return words(f"post.{value}")
    if column == "role":
        return words(f"upload.role.{value}")
    if column in {"day", "night"}:
        return words(f"upload.available.{value}")
    return words(f"upload.consent.{value}") if column == "consent" else str(value)
