"""The data page: designations to look at, and two editions of a list side by side."""

import pytest
from streamlit.testing.v1 import AppTest

from messages.catalogue import text
from tests.data.readers.place_inputs import site, sites_csv
from tests.ui.screen import open_screen, shown_text

A, B = "E2714000998201", "E2714000999201"


def uploads(screen: AppTest):
    """The two editions; the files of the city stand before them."""
    return [one for one in screen.get("file_uploader") if str(one.key).startswith("data.list.")]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_designations_stand_on_the_data_page(language: str) -> None:
    said = shown_text(open_screen("data", lang=language))
    assert text(language, "place_changes.check_title_model") in said
    assert text(language, "place_changes.compare_title") in said
    assert "⟦" not in said


def test_two_uploads_are_compared_and_faults_are_said() -> None:
    screen = open_screen("data")
    old = sites_csv(site(A, "校"))
    new = sites_csv(site(A, "校", flags="1,,,1,,,,"), site(B, "園", point=(34.6, 135.5)))
    for at, (name, content) in enumerate((("old.csv", old), ("new.csv", new))):
        uploads(screen)[at].set_value((name, content, "text/csv"))
    screen.run()
    said = shown_text(screen)
    assert "前の一覧 1 か所、後の一覧 2 か所" in said
    assert "災害の指定が加わった" in said
    assert text("ja", "place_changes.map_title") in said
    uploads(screen)[1].set_value(("new.csv", b"a,b\n1,2\n", "text/csv"))
    screen.run()
    assert not screen.exception
    assert "new.csv" in shown_text(screen)
