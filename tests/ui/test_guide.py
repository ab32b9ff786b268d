"""The guide names the buttons as the screen does."""

from pathlib import Path

import pytest

from messages.catalogue import text

_GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


@pytest.mark.parametrize(("language", "sorry"), [("ja", "申し訳ありません"), ("en", "Sorry")])
def test_the_guide_names_the_button_of_the_page_of_an_error(language: str, sorry: str) -> None:
    guide = (_GUIDE / f"{language}.md").read_text(encoding="utf-8")
    row = next(line for line in guide.splitlines() if line.startswith("| ") and sorry in line)
    assert text(language, "screen.trouble.reset") in row
    assert text(language, "screen.sidebar.reset") not in row
    assert text(language, "screen.sidebar.reset") in guide
