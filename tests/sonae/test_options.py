"""The command speaks the language that is asked for, else that of the terminal, else Japanese."""

import pytest
import typer

from sonae.options import make_printer


@pytest.mark.parametrize(
    ("set_to", "spoken"),
    [
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en"}, "en"),
        # The first of the three that is set decides, and an empty one is not set.
        ({"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_GB.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        # No language of the catalogue, or none at all: the city's.
        ({"LANG": "fr_FR.UTF-8"}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({}, "ja"),
        # A terminal has no やさしい日本語: that is asked for.
        ({"LANG": "ja_easy"}, "ja"),
    ],
)
def test_without_a_word_results_come_in_the_language_of_the_terminal(
    set_to: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in set_to.items():
        monkeypatch.setenv(name, value)
    assert make_printer(None, as_json=False).language == spoken


@pytest.mark.parametrize("asked", ["ja", "en", "ja_easy"])
def test_the_language_that_is_asked_for_is_spoken(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert make_printer(asked, as_json=False).language == asked


def test_an_unknown_language_is_refused_with_those_that_exist() -> None:
    with pytest.raises(typer.BadParameter, match="ja, en, ja_easy"):
        make_printer("fr", as_json=False)
