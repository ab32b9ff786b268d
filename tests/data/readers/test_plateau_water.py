"""PLATEAU CityGML: pieces joined, classes by the code list beside the file, hostile XML refused."""

import pytest

from data.readers.area_members import AreaFormat, area_members
from data.readers.class_map import read_class_map
from data.readers.plateau_water import read_plateau
from domain.faults import InputError
from tests.data.readers.area_inputs import LAT, LON, WITHIN, keys, zipped

RISK = {
    "fld": "WaterBodyRiverFloodingRiskAttribute",
    "tnm": "WaterBodyTsunamiRiskAttribute",
    "htd": "WaterBodyHighTideRiskAttribute",
    "ifld": "WaterBodyInlandFloodingRiskAttribute",
}


def triangle(x: float, y: float, side: float = 0.001) -> str:
    """Return a closed ring as PLATEAU writes it: latitude, longitude, height."""
    ring = [(y, x), (y, x + side), (y + side, x), (y, x)]
    return " ".join(f"{lat:.6f} {lon:.6f} 3.5" for lat, lon in ring)


def polygon(*rings: str) -> str:
    sides = ["exterior", *["interior"] * (len(rings) - 1)]
    parts = [
        f"<gml:{side}><gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing></gml:{side}>"
        for side, ring in zip(sides, rings, strict=True)
    ]
    return f"<gml:surfaceMember><gml:Polygon>{''.join(parts)}</gml:Polygon></gml:surfaceMember>"


def surface(*polygons: str) -> str:
    return f"<gml:MultiSurface>{''.join(polygons)}</gml:MultiSurface>"


def water(pieces: str, rank: str, *, kind: str = "fld", own: bool = True, scale: str = "L2") -> str:
    name = RISK[kind]
    code = f'<uro:rankOrg codeSpace="../../codelists/{name}_rankOrg.xml">{rank}</uro:rankOrg>'
    code = code if own else f'<uro:rank codeSpace="../../codelists/rank.xml">{rank}</uro:rank>'
    at = f'<uro:scale codeSpace="../../codelists/s.xml">{scale}</uro:scale>' if scale else ""
    return (
        f"<core:cityObjectMember><wtr:WaterBody><wtr:lod1MultiSurface>{surface(pieces)}</wtr:lod1MultiSurface>"
        f"<uro:floodingRiskAttribute><uro:{name}>{code}{at}</uro:{name}></uro:floodingRiskAttribute>"
        "</wtr:WaterBody></core:cityObjectMember>"
    )


def zone(pieces: str, area_type: str = "2", disaster: str = "1") -> str:
    return (
        f"<core:cityObjectMember><urf:SedimentDisasterProneArea><urf:lod1MultiSurface>{surface(pieces)}"
        f"</urf:lod1MultiSurface><urf:disasterType>{disaster}</urf:disasterType>"
        f"<urf:areaType>{area_type}</urf:areaType><urf:zoneName>谷</urf:zoneName>"
        "</urf:SedimentDisasterProneArea></core:cityObjectMember>"
    )


def model(*members: str, srs: str = "6697", head: str = "") -> bytes:
    spaces = "".join(f' xmlns:{one}="urn:{one}"' for one in ("core", "gml", "wtr", "uro", "urf"))
    envelope = f'<gml:boundedBy><gml:Envelope srsName="http://www.opengis.net/def/crs/EPSG/0/{srs}"/></gml:boundedBy>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<core:CityModel{spaces}>{envelope}{"".join(members)}'
        "</core:CityModel>"
    ).encode()


def code_list(words: dict[str, str]) -> bytes:
    entries = "".join(
        f"<gml:dictionaryEntry><gml:Definition><gml:description>{text}</gml:description>"
        f"<gml:name>{code}</gml:name></gml:Definition></gml:dictionaryEntry>"
        for code, text in words.items()
    )
    return f'<?xml version="1.0"?><gml:Dictionary xmlns:gml="urn:gml">{entries}</gml:Dictionary>'.encode()


def read(path, classes=None):
    with area_members(path) as members:
        model = next(one for one in members if one.form is AreaFormat.CITYGML)
        return read_plateau(model, WITHIN, classes)


@pytest.fixture
def file(tmp_path):
    def write(content: bytes):
        path = tmp_path / "udx" / "fld" / "a.gml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


def test_pieces_are_joined_and_classes_are_those_of_the_code_list(tmp_path):
    pieces = polygon(triangle(LON, LAT)) + polygon(triangle(LON + 0.001, LAT + 0.001, -0.001))
    words = code_list({"1": "0.5m未満", "2": "0.5m以上3m未満"})
    path = zipped(
        tmp_path / "a.zip",
        {
            "x/udx/fld/a.gml": model(water(pieces, "2"), water(polygon(triangle(LON, LAT)), "1")),
            f"x/codelists/{RISK['fld']}_rankOrg.xml": words,
        },
    )
    (one,) = read(path)
    assert (one.layer, one.rows_read, one.faults) == ("flood_l2", 2, ())
    assert one.areas["depth_m_min"].tolist() == [0.5, 0.0]
    assert one.areas["depth_m_max"].tolist() == [3.0, 0.5]
    # Two triangles of half a square each are the square of 0.001°.
    assert one.areas.geometry.iloc[0].area == pytest.approx(1e-6)
    assert one.areas.geometry.iloc[0].bounds == pytest.approx((LON, LAT, LON + 0.001, LAT + 0.001))


def test_the_code_list_beside_a_plain_file_is_found(tmp_path, file):
    path = file(model(water(polygon(triangle(LON, LAT)), "1")))
    folder = tmp_path / "codelists"
    folder.mkdir()
    (folder / f"{RISK['fld']}_rankOrg.xml").write_bytes(code_list({"1": "20m以上"}))
    assert read(path)[0].areas["depth_m_min"].tolist() == [20.0]


def test_without_the_code_list_own_classes_are_refused_and_those_of_the_standard_read(file):
    (one,) = read(file(model(water(polygon(triangle(LON, LAT)), "1"))))
    assert {fault.key for fault in one.faults} == {"code_list_missing", "class_unknown"}
    (one,) = read(file(model(water(polygon(triangle(LON, LAT)), "4", own=False))))
    assert (one.faults, one.areas["depth_m_min"].tolist()) == ((), [5.0])


def test_the_user_may_say_what_the_classes_mean(tmp_path, file):
    said = tmp_path / "map.toml"
    said.write_text('kind = "flood"\ncolumn = "rankOrg"\n[classes]\n1 = [2.0, 4.0]\n', encoding="utf-8")
    (one,) = read(file(model(water(polygon(triangle(LON, LAT)), "1"))), read_class_map(said))
    assert (one.faults, one.areas["depth_m_max"].tolist()) == ((), [4.0])


@pytest.mark.parametrize(
    ("kind", "scale", "layer"),
    [
        ("fld", "L1", "flood_l1"),
        ("fld", "1", "flood_l1"),
        ("fld", "2", "flood_l2"),
        ("fld", "", "flood_l2"),
        ("tnm", "", "tsunami"),
        ("htd", "", "storm_surge"),
        ("ifld", "", "inland_flood"),
    ],
)
def test_kinds_and_scales_are_layers(file, kind, scale, layer):
    content = model(water(polygon(triangle(LON, LAT)), "1", kind=kind, own=False, scale=scale))
    assert [one.layer for one in read(file(content))] == [layer]


def test_two_scales_in_one_file_are_two_layers(file):
    piece = polygon(triangle(LON, LAT))
    reads = read(file(model(water(piece, "1", own=False, scale="L1"), water(piece, "1", own=False))))
    assert sorted(one.layer for one in reads) == ["flood_l1", "flood_l2"]
    assert sum(one.rows_read for one in reads) == 2


def test_landslide_zones(file):
    piece = polygon(triangle(LON, LAT))
    (one,) = read(file(model(zone(piece, "1"), zone(piece, "2"), srs="6668")))
    assert (one.layer, one.areas["zone_type"].tolist()) == ("landslide", ["warning", "special_warning"])
    assert one.areas["name"].tolist() == ["谷", "谷"]
    (one,) = read(file(model(zone(piece, "9"))))
    assert [fault.value for fault in one.faults] == ["9"]


def test_a_hole_and_objects_elsewhere(file):
    far = polygon(triangle(LON + 5, LAT))
    hole = polygon(triangle(LON, LAT, 0.002), triangle(LON + 0.0002, LAT + 0.0002, 0.001))
    (one,) = read(file(model(water(far, "1", own=False), water(hole, "1", own=False))))
    assert (one.rows_read, one.areas.index.tolist()) == (2, [2])
    assert one.areas.geometry.iloc[0].area == pytest.approx((4e-6 - 1e-6) / 2)


def test_a_file_of_another_place_holds_nothing(file):
    (one,) = read(file(model(water(polygon(triangle(LON + 5, LAT)), "1", own=False))))
    assert (one.rows_read, len(one.areas), one.layer) == (1, 0, "")


@pytest.mark.parametrize("ring", ["", "1 2 3", "a b c d e f g h i j k l", f"{LAT} {LON} nan " * 4])
def test_pieces_that_are_no_rings_are_left_out_and_said(file, ring):
    content = model(water(polygon(ring) + polygon(triangle(LON, LAT)), "1", own=False))
    (one,) = read(file(content))
    assert len(one.areas) == 1
    assert "pieces_left_out" in {said.key for said in one.notes}


BOMB = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
DOOR = '<!DOCTYPE a SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("head", [BOMB, DOOR])
def test_entities_and_document_types_are_refused(file, head):
    with pytest.raises(InputError) as error:
        read(file(model(water(polygon(triangle(LON, LAT)), "1"), head=head)))
    assert keys(error) == {"xml_refused"}


def test_cut_deep_and_foreign_models_are_refused(file):
    whole = model(water(polygon(triangle(LON, LAT)), "1"))
    cases = {
        "file_unreadable": whole[: len(whole) // 2],
        "xml_refused": model("<core:a>" * 100 + "</core:a>" * 100),
        "citygml_without_hazard": model(),
        "area_crs_differs": model(water(polygon(triangle(LON, LAT)), "1"), srs="4301"),
    }
    for key, content in cases.items():
        with pytest.raises(InputError) as error:
            read(file(content))
        assert keys(error) == {key}
