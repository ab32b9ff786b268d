"""Parts of the data page: two editions of an official list side by side, and designations to look at."""

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from data.imports.list_comparison import ListComparison
from domain.faults import InputError
from exports.grid_csv import grid_csv
from planning.case import Case
from planning.designations import kept_designations, rests_on_model, unchecked_kinds
from presentation.place_changes import change_grid, designation_grid, flag_grid
from ui import session
from ui.components import change_map, downloads, frame, table, trouble
from use_cases.compare_place_lists import compare_place_contents

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_ENDINGS = ["csv", "txt", "xlsx", "geojson", "json", "zip"]
_MOST_MEGABYTES = 40


def designations(case: Case) -> None:
    """Draw the emergency sites whose designation looks odd against the hazard areas."""
    words = session.words()
    if not case.city.places["emergency_site"].any():
        return
    is_model = rests_on_model(case.city)
    frame.section(words(f"place_changes.check_title{'_model' if is_model else ''}"), "designations")
    found, unchecked = kept_designations(case.city, case.settings), unchecked_kinds(case.city)
    names = {
        "ward": dict(case.city.wards["name"].astype(str)),
        "district": dict(case.city.districts["name"].astype(str)),
    }
    table.show(designation_grid(found, unchecked, names, words, is_model=is_model))


def editions(case: Case) -> None:
    """Let the reader give two editions of a list, and draw what changed; nothing of the city changes."""
    words = session.words()
    frame.section(words("place_changes.compare_title"), "list-changes")
    st.write(words("place_changes.compare_lead"))
    columns = st.columns(2)
    files = [
        column.file_uploader(
            words(f"place_changes.{which}_file"),
            type=_ENDINGS,
            key=f"data.list.{which}",
            max_upload_size=_MOST_MEGABYTES,
        )
        for which, column in zip(("old", "new"), columns, strict=True)
    ]
    old, new = files
    if old is None or new is None:
        return
    try:
        key = (old.file_id, new.file_id, case.city.meta.bundle_hash)
        found = session.once("data.list.compared", key, partial(_compared, case, old, new))
    except InputError as error:
        frame.bullets(trouble.lines(error, words.language))
        return
    counts = {"before": found.before, "after": found.after, "same": found.same}
    frame.bullets([words("cli.lists.counts", **counts)])
    table.show(flag_grid(found.flags, words))
    change_map.show(case, found.changes, "data.list.map")
    changes = change_grid(found.changes, words)
    table.show(changes)
    label = words("place_changes.csv")
    downloads.button(
        "list_changes", "data", partial(grid_csv, changes), "list-changes.csv", "text/csv", label=label
    )


def _compared(case: Case, old: "UploadedFile", new: "UploadedFile") -> ListComparison:
    return compare_place_contents((old.getvalue(), old.name), (new.getvalue(), new.name), case.city)
