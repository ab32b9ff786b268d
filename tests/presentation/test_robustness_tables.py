"""Tables of a sweep: exact shares, streets by ward and rank, no count of people who need help."""

from presentation.grid import grid_from
from presentation.robustness_tables import (
    area_table,
    block_table,
    listed_streets,
    robustness_tables,
    street_table,
)
from presentation.robustness_words import summary_lines
from presentation.words import Words
from tests.planning.test_robustness import result


def cells(table, key):
    return next(column.cells for column in table.columns if column.key == key)


def test_the_city_then_wards_then_districts() -> None:
    case, _, found = result()
    table = area_table(case, found, "ja")
    assert cells(table, "area_level") == ("全市", "区", "区", "校区", "校区")
    assert cells(table, "area_name")[:3] == ("模擬市", "甲区", "乙区")
    shares = cells(table, "chance")
    assert shares[0] == round(float(found.areas["chance"].iloc[0]), 4)
    shown = grid_from(table, Words("ja"), keys=("area_name", "chance"))
    assert shown.rows[0] == ("模擬市", f"{shares[0] * 100:.1f}%")
    # The table beside a sentence has the sentence's own figure.
    said = cells(table, "chance_said")
    assert all(said)
    assert f"見込みは{said[0]}です" in summary_lines(case, found, Words("ja"))[0]
    assert table.is_model


def test_a_district_has_a_chance_by_profile_and_a_block_has_none() -> None:
    case, _, found = result()
    by_profile = ["見込み（支援が必要な人と付き添う人）", "見込み（一般）"]
    table = block_table(case, found, "ja")
    for one, wanted in ((area_table(case, found, "ja"), by_profile), (table, [])):
        assert [heading for heading in one.headings if heading.startswith("見込み（")] == wanted
    by_block = dict(zip(cells(table, "block_id"), cells(table, "detour"), strict=True))
    assert by_block["M271411-G"] == "―"
    assert (
        "（街区 G）"
        in dict(zip(cells(table, "block_id"), cells(table, "block_name"), strict=True))["M271411-G"]
    )


def test_a_ward_has_its_own_list() -> None:
    case, _, found = result()
    every, own = (listed_streets(case, found, ward) for ward in ("", "271411"))
    assert set(own["ward_code"]) == {"271411"}
    assert len(own) < len(every)
    assert list(own["rank"]) == list(range(1, len(own) + 1))
    assert cells(street_table(case, found, "ja", "271411"), "street_id") == tuple(map(str, own.index))
    assert [one.table_id for one in robustness_tables(case, found, "en")] == [
        "robustness_areas", "critical_streets", "robustness_blocks",
    ]  # fmt: skip
