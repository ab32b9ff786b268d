"""The 共通ID says an address and a municipality, never a facility."""

import pytest

from domain.place_ids import address_key, is_common_id, municipality_code, same_address

YARD, GYMNASIUM, PARK = "E9900112345201", "E9900112345202", "E9900112346201"


def test_the_first_eleven_characters_are_the_address():
    assert address_key(YARD) == address_key(GYMNASIUM) == "E9900112345"
    assert address_key(PARK) == "E9900112346"


def test_letters_behind_the_municipality_code_are_a_common_id():
    assert is_common_id("E990010520000A")
    assert municipality_code("E990010520000A") == "99001"


@pytest.mark.parametrize(
    "other",
    [
        "",
        "P20-99001-1",
        "E99001123452",
        "E990011234520",
        "E99001123452011",
        "X9900112345201",
        "e9900112345201",
    ],
)
def test_other_ids_have_neither_address_nor_municipality(other: str):
    assert (is_common_id(other), address_key(other), municipality_code(other)) == (False, "", "")


def test_places_of_one_address_know_each_other_and_places_alone_are_left_out():
    assert same_address([YARD, PARK, GYMNASIUM, "P20-99001-1", "P20-99001-2"]) == {
        YARD: (GYMNASIUM,),
        GYMNASIUM: (YARD,),
    }
