"""People by mesh: rectangles by the standard, merged meshes shared, the same people never twice."""

import numpy as np
import pytest
import shapely

from data.imports.mesh_people import mesh_boxes, mesh_people
from data.readers.estat_tables import AGE_COLUMNS, read_census_table
from domain.faults import InputError

WITHIN = (135.4, 34.4, 135.6, 34.7)
HEAD = "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,T001100001,T001100002,T001100004,T001100007,T001100010,T001100034\n"
LABELS = (
    ",,,,人口（総数）,人口（総数）　男,０～１４歳人口　総数,１５～６４歳人口　総数,"
    "６５歳以上人口　総数,世帯総数\n"
)


def table(*lines, head=HEAD, labels=LABELS):
    return ("t.txt", read_census_table((head + labels + "\n".join(lines) + "\n").encode("cp932"), "t.txt"))


def test_meshes_of_a_city_become_areas_with_people():
    found = mesh_people([table("52350349,0,,,500,240,60,300,140,220", "53394611,0,,,9,4,1,5,3,4")], WITHIN)
    assert found.areas.index.tolist() == ["52350349"]
    assert found.areas["residents"].tolist() == [500]
    assert found.areas["households"].tolist() == [220]
    # 52350349: 52 / 1.5 + 0/12 + 4/120 = 34.7 …: 34.66667 + 0.03333; 135 + 3/8 + 9/80.
    assert found.areas.geometry.iloc[0].bounds == pytest.approx((135.4875, 34.7 - 1e-9, 135.5, 34.70833333))


def test_a_secret_mesh_shares_what_was_added_to_its_neighbour():
    lines = ["523503491,1,523503492,,*,*,*,*,*,*", "523503492,2,,523503491,100,50,10,60,30,40"]
    within = (135.48, 34.69, 135.51, 34.71)
    found = mesh_people([table(*lines)], within)
    assert found.areas["residents"].tolist() == [50, 50]
    assert found.areas["households"].tolist() == [20, 20]
    assert found.shared == 1


def test_ages_need_the_group_from_65_to_74():
    labels = LABELS.replace("世帯総数", "７５歳以上人口　総数")
    found = mesh_people(
        [table("52350349,0,,,500,240,60,300,140,80", labels=labels)], (135.48, 34.69, 135.51, 34.71)
    )
    assert found.areas[list(AGE_COLUMNS)].to_numpy().tolist() == [[60, 300, 60, 80]]


def test_a_plain_table_of_100_m_meshes_is_read():
    content = b"MESH_CODE,population\n5235034900,12\n5235034999,7\n"
    found = mesh_people([("p.csv", read_census_table(content, "p.csv"))], (135.48, 34.69, 135.51, 34.71))
    assert found.areas["residents"].tolist() == [12, 7]
    assert found.areas[list(AGE_COLUMNS)].isna().all().all()
    # Row and column 9 of 10: the north-east corner of the third mesh.
    assert found.areas.geometry.iloc[1].bounds[2:] == pytest.approx((135.5, 34.70833333))


def test_ten_digits_are_quarters_where_all_can_be():
    third = mesh_boxes(["52350349"])[0]
    quarter = mesh_boxes(["5235034944"])[0]
    assert quarter[2:] == pytest.approx(third[2:])
    assert quarter[2] - quarter[0] == pytest.approx((third[2] - third[0]) / 4)
    hundredths = mesh_boxes(["5235034944", "5235034900"])
    assert np.ptp(hundredths[0, [0, 2]]) == pytest.approx((third[2] - third[0]) / 10)


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (["52358349,0,,,5,2,1,3,1,2"], "mesh_code"),
        (["53394611,0,,,5,2,1,3,1,2"], "mesh_elsewhere"),
        (["52350349,0,,,5,2,1,3,1,2", "523503491,0,,,5,2,1,3,1,2"], "wrong_level"),
    ],
)
def test_what_cannot_be_placed_is_refused(lines, key):
    if key == "wrong_level":
        # In one table the larger mesh is left out as it holds the smaller: nobody twice.
        found = mesh_people([table(*lines)], (135.48, 34.69, 135.51, 34.71))
        assert found.areas["residents"].tolist() == [5]
        with pytest.raises(InputError) as refused:
            mesh_people([table(lines[0]), table(lines[1])], WITHIN)
        assert refused.value.faults[0].key == "mesh_levels_mixed"
        return
    with pytest.raises(InputError) as refused:
        mesh_people([table(*lines)], WITHIN)
    assert refused.value.faults[0].key == key


def test_meshes_side_by_side_touch_and_do_not_overlap():
    boxes = mesh_boxes(
        [f"5235034900{''}"[:8] + f"{row}{column}" for row in range(10) for column in range(10)]
    )
    whole = shapely.union_all(shapely.box(*boxes.T))
    assert whole.area == pytest.approx(shapely.area(shapely.box(*boxes.T)).sum())
    assert whole.bounds == pytest.approx(tuple(mesh_boxes(["52350349"])[0]))
