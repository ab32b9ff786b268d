"""Changes between two editions of official lists, and designations that look odd, as tables of words."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from domain.vocabulary import HazardKind
from presentation.grid import Grid
from presentation.words import Words

#: Changes that name a place as such; the others name one of its flags or roles.
_ROLES = ("emergency_site", "shelter", "welfare_shelter")
#: The check that is counted and not listed: most cities have hundreds of such places.
COUNTED_CHECK = "unmarked_outside"


def flag_grid(flags: pd.DataFrame, words: Words) -> Grid:
    """Return the number of places by flag in both editions.

    Parameters
    ----------
    flags
        Index hazard: ``before``, ``after``, ``gained``, ``lost``.
    words
        Words of the reader.
    """
    keys = ("before", "after", "gained", "lost")
    return Grid(
        headings=(words("place_changes.flag"), *(words(f"place_changes.{key}") for key in keys)),
        rows=tuple(
            (words(f"hazard_kind.{flag}"), *(f"{int(row[key]):,}" for key in keys))
            for flag, row in flags.iterrows()
        ),
        numbers=(False, True, True, True, True),
        caption=words("place_changes.flags_caption"),
    )


def change_grid(changes: pd.DataFrame, words: Words) -> Grid:
    """Return every change, one a row.

    Parameters
    ----------
    changes
        ``change, place_id, name, address, flag, before, after, metres, lon, lat``.
    words
        Words of the reader.
    """
    keys = ("change", "place_id", "name", "address", "what", "lat", "lon")
    rows = [
        (
            words(f"list_change.{row['change']}"),
            str(row["place_id"]),
            str(row["name"]),
            str(row["address"]),
            what_changed(row, words),
            f"{row['lat']:.6f}",
            f"{row['lon']:.6f}",
        )
        for row in changes.to_dict("records")
    ]
    return Grid(
        headings=tuple(words(f"place_changes.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False,) * 5 + (True, True),
        keys=keys,
        caption=words("place_changes.caption"),
        wide=frozenset({3, 4}),
    )


def designation_grid(
    found: pd.DataFrame,
    unchecked: Sequence[HazardKind],
    names: Mapping[str, Mapping[str, str]],
    words: Words,
    *,
    is_model: bool,
) -> Grid:
    """Return the designations to look at; places unmarked outside every area are counted in the notes.

    Parameters
    ----------
    found
        As ``planning.designations.odd_designations``.
    unchecked
        Kinds that were not checked, for the city has no areas of them.
    names
        Names of wards and of districts by id, as ``{"ward": …, "district": …}``.
    words
        Words of the reader.
    is_model
        Whether the areas or the buildings are model data: then no real place is judged.
    """
    keys = ("check", "kind", "name", "ward", "district", "depth", "floors")
    listed = found[found["check"] != COUNTED_CHECK]
    rows = [
        (
            words(f"designation_check.{row['check']}"),
            words(f"hazard_kind.{row['kind']}"),
            str(row["name"]),
            names["ward"].get(str(row["ward_code"]), ""),
            names["district"].get(str(row["district_id"]), ""),
            _depth(row["depth_m_min"], row["depth_m_max"], words),
            words("place_changes.unknown") if pd.isna(row["floors"]) else f"{int(row['floors'])}",
        )
        for row in listed.to_dict("records")
    ]
    counted = found[found["check"] == COUNTED_CHECK].groupby("kind")["place_id"].size()
    notes = [
        words(
            "place_changes.unmarked", kind=words(f"hazard_kind.{kind.value}"), count=int(counted[kind.value])
        )
        for kind in HazardKind
        if kind.value in counted.index
    ]
    model = (words("place_changes.check_model"),) if is_model else ()
    if unchecked:
        kinds = words.listed([words(f"hazard_kind.{kind.value}") for kind in unchecked])
        notes.append(words("place_changes.unchecked", kinds=kinds))
    return Grid(
        headings=tuple(words(f"place_changes.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False,) * 5 + (True, True),
        keys=keys,
        caption=words("place_changes.check_caption_model" if is_model else "place_changes.check_caption"),
        notes=(*model, words("place_changes.check_note"), *notes),
        wide=frozenset({0}),
    )


def what_changed(row: Mapping[Hashable, Any], words: Words) -> str:
    """Return what of a place changed, beside the kind of change; empty where the kind says it all."""
    if row["change"] == "renamed":
        return f"{row['before']} → {row['after']}"
    if row["change"] == "moved":
        return words("place_changes.metres", metres=row["metres"])
    flag = str(row["flag"])
    if not flag:
        return ""
    return words(f"export.column.role_{flag}" if flag in _ROLES else f"hazard_kind.{flag}")


def _depth(low: float, high: float, words: Words) -> str:
    if not high > 0:
        return ""
    if high == float("inf"):
        return words("place_changes.depth_open", low=low)
    return words("place_changes.depth_between", low=low, high=high)
