"""Codes and words become bounds; what is not known is named and counted, never guessed or dropped."""

import numpy as np
import pandas as pd

from data.readers.area_classes import CLASS_COLUMNS, classified, code_texts
from data.readers.ksj_hazards import EDITIONS, edition_of
from domain.vocabulary import HazardKind, Severity
from tests.data.readers.area_inputs import layer
from tests.each import each


def classes(column: str, values, **more):
    table = layer([{column: value, **more} for value in values])
    table.index = range(1, len(table) + 1)
    edition = edition_of(table.columns)
    assert edition is not None
    return classified(table, edition, "a.shp")


@each(
    ("columns", "dataset", "layer_id"),
    [
        (["A31_001", "A31_002"], "A31", "flood_l1"),
        (["A31_101", "A31_102"], "A31", "flood_l1"),
        (["A31_201"], "A31", "flood_l2"),
        (["A31_301"], "A31", "flood_l2"),
        (["A31_401"], "A31", "flood_l2"),
        (["A31a_101", "A31a_102", "A31a_105"], "A31", "flood_l1"),
        (["A31a_201", "A31a_205"], "A31", "flood_l2"),
        (["A31a_305"], "A31", "flood_l2"),
        (["A31a_405"], "A31", "flood_l2"),
        (["A33_001", "A33_002"], "A33", "landslide"),
        (["A40_001", "A40_003"], "A40", "tsunami"),
        (["A49_003"], "A49", "storm_surge"),
        (["A51_005"], "A51", "inland_flood"),
        (["A46-a_001", "A46-a_004", "A46-a_005"], "A46", "landslide_prevention"),
        (["A46_001", "A46_004", "A46_005"], "A46", "landslide_prevention"),
        (["A47_001", "A47_004", "A47_005"], "A47", "steep_slope"),
    ],
)
def test_an_edition_is_known_by_its_columns(columns, dataset, layer_id):
    edition = edition_of(columns)
    assert edition is not None
    assert (edition.dataset, edition.layer) == (dataset, layer_id)


def test_other_columns_are_of_no_edition():
    assert edition_of(["KEY_CODE", "JINKO"]) is None
    assert edition_of([]) is None
    assert edition_of(["A47_001"]) is None


def test_every_code_of_every_edition_has_bounds_in_order():
    for edition in EDITIONS:
        for low, high in (edition.depth_m or edition.duration_h or {}).values():
            assert 0 <= low < high
        assert sum(one is not None for one in (edition.depth_m, edition.duration_h, edition.zones)) <= 1


def test_depth_ranks_are_metres():
    areas, faults = classes("A31a_205", ["1", 2, 3.0, "4", "5", "6"])
    assert faults == ()
    assert areas["depth_m_min"].tolist() == [0.0, 0.5, 3.0, 5.0, 10.0, 20.0]
    assert areas["depth_m_max"].tolist() == [0.5, 3.0, 5.0, 10.0, 20.0, np.inf]
    assert set(areas["kind"]) == {HazardKind.FLOOD.value}
    assert set(areas["zone_type"]) == {""}
    assert list(areas.columns) == [*CLASS_COLUMNS, "geometry"]


def test_the_two_scales_of_2012_are_apart():
    areas, _ = classes("A31_001", ["14", "24", "15", "27"])
    assert areas["depth_m_min"].tolist() == [2.0, 2.0, 5.0, 5.0]
    assert areas["depth_m_max"].tolist() == [5.0, 3.0, np.inf, np.inf]


def test_water_stays_as_long_as_its_class_may_last():
    # 3 days are the stock at home: class 3 ends there, class 4 goes beyond; class 7 has no end.
    areas, _ = classes("A31a_305", ["1", "3", "4", "7"])
    assert areas["duration_h"].tolist() == [12.0, 72.0, 168.0, 672.0]
    assert areas["depth_m_min"].isna().all()


def test_house_collapse_is_a_zone():
    areas, _ = classes("A31_401", ["1", "2", "3"])
    assert areas["zone_type"].tolist() == ["house_collapse"] * 3
    assert areas["depth_m_min"].isna().all()


def test_landslide_zones_before_designation_count_as_zones():
    areas, faults = classes("A33_002", [1, 2, 3, 4], A33_001=1, A33_005="谷")
    assert areas["zone_type"].tolist() == ["warning", "special_warning", "warning", "special_warning"]
    assert (areas["name"].tolist(), faults) == (["谷"] * 4, ())


def test_an_unknown_phenomenon_is_an_error():
    _, faults = classes("A33_002", [1], A33_001=9, A33_005="谷")
    assert [(fault.key, fault.column, fault.value, fault.expected) for fault in faults] == [
        ("class_unknown", "A33_001", "9", "1, 2, 3")
    ]


def test_an_unknown_code_is_named_with_its_first_row_and_count():
    areas, faults = classes("A31a_205", ["1", "8", "8", "９x", "8"])
    assert [(fault.value, fault.row, fault.more, fault.severity) for fault in faults] == [
        ("8", "2", 2, Severity.ERROR),
        ("９x", "4", 0, Severity.ERROR),
    ]
    assert faults[0].expected == "1, 2, 3, 4, 5, 6"
    assert areas["depth_m_min"].isna().tolist() == [False, True, True, True, True]


def test_many_unknown_texts_are_counted_with_the_last_named():
    _, faults = classes("A40_003", [f"深さ不明{n}" for n in range(30)])
    assert len(faults) == 20
    assert sum(1 + fault.more for fault in faults) == 30


def test_a_depth_without_a_class_stays_unknown_and_a_zone_without_one_is_an_error():
    areas, faults = classes("A31a_205", ["1", None, ""])
    assert [(fault.key, fault.severity, fault.more) for fault in faults] == [
        ("class_missing", Severity.WARNING, 1)
    ]
    assert areas["depth_m_max"].isna().tolist() == [False, True, True]
    _, faults = classes("A33_002", [None, 1], A33_001=1)
    assert faults[0].severity is Severity.ERROR


def test_words_of_prefectures_are_bounds():
    areas, faults = classes("A40_003", ["0.3m以上 ～ 1m未満", "5m以上", "1.0～2.0m"])
    assert faults == ()
    assert areas["depth_m_min"].tolist() == [0.3, 5.0, 1.0]
    assert areas["depth_m_max"].tolist() == [1.0, np.inf, 2.0]


def test_codes_are_one_whatever_their_type():
    mixed = pd.Series([1, "1", 1.0, " 1 ", "1.0", None, float("nan"), "1.5"], dtype=object)
    assert code_texts(mixed).tolist() == ["1", "1", "1", "1", "1", "", "", "1.5"]
