"""The people of a census into a city: blocks that stand in place of its own, and what is not known said."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from domain.bundle import Source
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
    assert (source.assumed_columns, source.model_columns) == (("daytime_persons",), ())
    by_form = {report.form: report for report in result.reports}
    assert (by_form["estat_areas"].rows_read, by_form["estat_areas"].rows_kept) == (3, 2)
    assert (by_form["estat_table"].rows_read, by_form["estat_table"].rows_kept) == (4, 2)
    notes = {one.key for one in by_form["estat_areas"].notes}
    assert {"blocks_made", "daytime_assumed", "needs_unknown", "ages_unknown"} <= notes


def test_boundaries_alone_are_enough(tmp_path, city):
    result = import_people(city, [boundaries(tmp_path / "r2ka.geojson", city)])
    assert result.bundle.blocks["residents"].sum() == 80
    assert result.before == {"blocks": len(city.blocks)}


def test_a_file_of_one_ward_alone_says_whose_people_are_gone(tmp_path, city):
    shapes = city.wards.to_crs(6668).geometry

    def of_ward(code):
        cells = {"KEY_CODE": f"{code[:5]}0010", "S_NAME": "町", "HCODE": "8101", "JINKO": 40, "SETAI": 20}
        return write_geojson(tmp_path / f"{code}.geojson", [(cells, shapes[code])])

    one, two = (of_ward(code) for code in city.wards.index)
    said = [f for f in import_people(city, [two]).faults if f.key == "wards_without_people"]
    assert [(f.value, f.expected) for f in said] == [("1", city.wards["name"].iloc[0])]
    both = import_people(city, [one, two])
    assert "wards_without_people" not in {fault.key for fault in both.faults}


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


def mesh_codes(city):
    """Return twelve third meshes from the south-western corner of the city, and its southern bound."""
    west, south, _, _ = city.wards.to_crs(6668).total_bounds
    row, column = int(south * 1.5 * 80), int((west - 100) * 80)
    codes = []
    for north in (0, 1, 2):
        for east in (0, 1, 2, 3):
            r, c = row + north, column + east
            codes.append(f"{r // 80:02d}{c // 80:02d}{r % 80 // 10}{c % 80 // 10}{r % 10}{c % 10}")
    return codes, south


def test_meshes_alone_are_enough_and_never_beside_small_areas(tmp_path, city):
    codes, south = mesh_codes(city)
    lines = [
        "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,T1",
        ",,,,人口（総数）",
        *(f"{code},0,,,400" for code in codes),
    ]
    file = tmp_path / "mesh.txt"
    file.write_bytes(("\n".join(lines) + "\n").encode("cp932"))
    result = import_people(city, [file])
    blocks = result.bundle.blocks
    report = result.reports[0]
    assert report.form == "mesh_table"
    assert report.rows_read == 12
    assert 0 < report.rows_kept < 12
    # People of the part of a mesh that lies in the city, by ground: density is 400 a mesh everywhere.
    square_m = float(city.wards.geometry.area.sum())
    mesh_m2 = (1 / 80 * 111_320 * np.cos(np.radians(south))) * (1 / 120 * 110_950)
    assert blocks["residents"].sum() == pytest.approx(400 * square_m / mesh_m2, rel=0.02)
    with pytest.raises(InputError) as refused:
        import_people(city, [file, boundaries(tmp_path / "r2ka.geojson", city)])
    assert refused.value.faults[0].key == "mesh_and_areas"


def test_meshes_of_another_header_are_whose_the_user_says(tmp_path, city):
    codes, _ = mesh_codes(city)
    for head, name in (("KEY_CODE", "e-Stat"), ("メッシュコード", "m.csv"), ("メッシュコード", "市の推計")):
        file = tmp_path / "m.csv"
        file.write_text(
            f"{head},人口総数\n" + "\n".join(f"{code},9" for code in codes) + "\n", encoding="cp932"
        )
        maker = Source("市の推計", "CC BY 4.0") if name == "市の推計" else None
        (source,) = import_people(city, [file], date="2020", maker=maker).bundle.meta.layer("blocks").sources
        assert name in source.name
        assert source.date == "2020"


def test_blocks_made_anew_say_that_their_heights_are_gone(tmp_path, city):
    high = replace(city, blocks=city.blocks.assign(ground_elevation_m=2.0))
    result = import_people(high, [boundaries(tmp_path / "r2ka.geojson", city)])
    lost = [fault for fault in result.faults if fault.key == "heights_missing"]
    assert [(fault.layer, fault.value) for fault in lost] == [("blocks", str(len(result.bundle.blocks)))]
    plain = import_people(city, [boundaries(tmp_path / "r2ka.geojson", city)])
    assert not [fault for fault in plain.faults if fault.key == "heights_missing"]
