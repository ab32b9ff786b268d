"""The table of words of places' lists: every form once, roles by the longest word."""

from itertools import chain

import pytest

from data.readers.place_words import (
    FLAG_HEADERS,
    HEADERS,
    HEADERS_LEFT,
    KIND_WORDS,
    known_headers,
    roles_in,
)
from data.readers.text_header import header_form
from domain.vocabulary import HazardKind


def test_no_header_means_two_things():
    texts = list(chain.from_iterable([*HEADERS.values(), *FLAG_HEADERS.values()]))
    meanings = [
        (header_form(text), name)
        for table in (HEADERS, FLAG_HEADERS)
        for name, words in table.items()
        for text in words
    ]
    by_form: dict[str, set[str]] = {}
    for form, name in meanings:
        by_form.setdefault(form, set()).add(str(name))
    assert {form: names for form, names in by_form.items() if len(names) > 1} == {}
    assert len(known_headers()) == len({header_form(text) for text in texts})
    assert not HEADERS_LEFT & set(known_headers())


def test_every_hazard_has_headers():
    assert set(FLAG_HEADERS) == set(HazardKind)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("一時避難場所・避難所", {"emergency_site", "shelter"}),
        ("広域避難場所", {"emergency_site"}),
        ("指定福祉避難所", {"welfare_shelter"}),
        ("福祉避難所・避難所", {"welfare_shelter", "shelter"}),
        ("津波避難ビル", {"refuge_building"}),
        ("公園", set()),
    ],
)
def test_roles_are_those_of_the_longest_words(text: str, roles: set[str]):
    assert roles_in(text, KIND_WORDS) == roles
