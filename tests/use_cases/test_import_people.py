"""The people of a census into a city: blocks that stand in place of its own, and what is not known said."""

import pytest
import shapely

from domain.faults import InputError
from tests.data.readers.boundary_inputs import write_geojson
from tests.toy_city.build import make_toy_bundle
from use_cases.import_people import import_people

HEAD = (
    "KEY_CODE,HYOSYO,CITYNAME,NAME,HTKSYORI,HTKSAKI,GASSAN,T001081001,T001081004\n,,,,,,,人口総数,世帯総数\n"
)


@pytest.fixture(scope="module")
def city():
    return make_toy_bundle()


def boundaries(path, city, *, people=40):
    """Return a file of small areas: each ward of the city as one."""
    degrees = city.wards.to_crs(6668)
    rows = [
        (
            {"KEY_CODE": f"{code[:5]}0010", "S_NAME": name, "HCODE": "8101", "JINKO": people, "SETAI": 20},
            shape,
        )
        for code, name, shape in zip(degrees.index, degrees["name"], degrees.geometry, strict=True)
    ]
    sea = ({"KEY_CODE": "271410099", "S_NAME": "海", "HCODE": "8154", "JINKO": 0, "SETAI": 0}, rows[0][1])
    return write_geojson(path, [*rows, sea])


def table(path, *lines):
    path.write_bytes((HEAD + "\n".join(lines) + "\n").encode("cp932"))
    return path


def test_blocks_hold_the_people_of_the_tables(tmp_path, city):
    files = [
        boundaries(tmp_path / "r2ka.geojson", city),
        table(
            tmp_path / "t.txt",
            "27141,1,堺区,堺区,,,,500,200",
            "271410010,2,堺区,一町,,,,500,200",
            "271420010,2,中区,二町,,,,70,30",
            "131010010,2,千代田区,丸の内,,,,9,9",
        ),
    ]
    result = import_people(city, files, date="2020-10-01")
    blocks = result.bundle.blocks
    assert blocks["residents"].sum() == 570
    assert blocks.groupby("ward_code")["residents"].sum().to_dict() == {"271411": 500, "271420": 70}
    assert blocks["residents"].max() <= 151
    assert blocks["support_persons"].isna().all()
    source = result.bundle.meta.layer("blocks")
    assert source is not None
    assert source.model_columns == ("daytime_persons",)
    by_form = {report.form: report for report in result.reports}
    assert (by_form["estat_areas"].rows_read, by_form["estat_areas"].rows_kept) == (3, 2)
    assert (by_form["estat_table"].rows_read, by_form["estat_table"].rows_kept) == (4, 2)
    notes = {one.key for one in by_form["estat_areas"].notes}
    assert {"blocks_made", "daytime_assumed", "needs_unknown", "ages_unknown"} <= notes


def test_boundaries_alone_are_enough(tmp_path, city):
    result = import_people(city, [boundaries(tmp_path / "r2ka.geojson", city)])
    assert result.bundle.blocks["residents"].sum() == 80
    assert result.before == {"blocks": len(city.blocks)}


def test_a_table_without_boundaries_is_refused(tmp_path, city):
    with pytest.raises(InputError) as refused:
        import_people(city, [table(tmp_path / "t.txt", "271410010,2,堺区,一町,,,,500,200")])
    assert refused.value.faults[0].key == "boundaries_missing"


def test_the_same_boundaries_twice_are_refused(tmp_path, city):
    files = [boundaries(tmp_path / name, city) for name in ("a.geojson", "b.geojson")]
    with pytest.raises(InputError) as refused:
        import_people(city, files)
    assert refused.value.faults[0].key == "area_in_two_files"


def test_blocks_cover_the_city_once(tmp_path, city):
    blocks = import_people(city, [boundaries(tmp_path / "r2ka.geojson", city, people=700)]).bundle.blocks
    city_area = shapely.union_all(city.wards.geometry.to_numpy()).area
    assert blocks.geometry.area.sum() == pytest.approx(city_area, rel=1e-3)
