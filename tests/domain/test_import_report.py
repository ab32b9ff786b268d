"""No row of a file goes missing without a reason."""

import pytest

from domain.import_report import (
    UNVERIFIED_FORMS,
    ImportNote,
    ImportReport,
    RowCount,
    crs_assumed,
    datum_shift,
    row_count,
)
from messages.catalogue import has


def report(**changed: object) -> ImportReport:
    facts = {"file": "a.csv", "sha256": "0" * 64, "layer": "places", "form": "gsi_csv"}
    return ImportReport(**{**facts, "rows_read": 5, "rows_kept": 5, **changed})


@pytest.mark.parametrize("kept", [1, 3])
def test_a_row_neither_kept_nor_dropped_is_a_bug(kept: int):
    # Five rows, three dropped: only two may be kept.
    with pytest.raises(ValueError, match="of 5 rows"):
        report(rows_kept=kept, dropped=(RowCount("a", 2), RowCount("b", 1)))


def test_kept_and_dropped_rows_are_all_rows():
    made = report(rows_kept=2, dropped=(RowCount("a", 2), RowCount("b", 1)))
    assert made.rows_read == 5


def test_the_first_five_rows_are_named_and_all_are_counted():
    assert row_count("a", range(2, 9)) == (RowCount("a", 7, ("2", "3", "4", "5", "6")),)


def test_nothing_dropped_is_nothing_said():
    assert row_count("a", []) == ()


def test_notes_hold_texts():
    assert crs_assumed("EPSG:6668") == ImportNote("crs_assumed", (("crs", "EPSG:6668"),))
    shift = datum_shift("JGD2000", "JGD2011", "0.1 m")
    assert dict(shift.values) == {"before": "JGD2000", "after": "JGD2011", "accuracy": "0.1 m"}


def test_forms_without_a_real_file_say_so():
    # 43 rows of the city's own list were read; no flood area as its maker publishes it was at hand.
    assert not report(form="gsi_csv").is_unverified
    assert report(form="ksj_flood").is_unverified
    assert all(has("ja", f"import_form.{form}") for form in UNVERIFIED_FORMS)
