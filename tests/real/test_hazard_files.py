"""Real hazard files become layers of a city that lies where they do."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data.bundle.head import sha256_of
from domain.bundle import CityBundle
from domain.faults import InputError
from tests.toy_city import make_toy_bundle
from use_cases.import_hazard import HazardImport, HazardImportOptions, import_hazard

pytestmark = pytest.mark.real


def city_at(lon: float, lat: float, epsg: int, *, reach_m: float = 15_000) -> CityBundle:
    """Return the toy city with wards around a point; it has no scenarios there."""
    toy = make_toy_bundle()
    middle = gpd.GeoSeries([shapely.Point(lon, lat)], crs=6668).to_crs(epsg).iloc[0]

    def moved(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        shapes = [middle.buffer(reach_m)] * len(table)
        return gpd.GeoDataFrame(table.drop(columns="geometry"), geometry=shapes, crs=epsg)

    meta = replace(toy.meta, epsg=epsg)
    return replace(toy, wards=moved(toy.wards), blocks=moved(toy.blocks), scenarios={}, hazards={}, meta=meta)


NUMAZU = (138.87, 35.11, 6676)


@pytest.fixture
def take(real_file):
    """Take real files into a city."""

    def taken(city: CityBundle, *names: str, classes: Path | None = None) -> HazardImport:
        files = [real_file(f"formats/{name}") for name in names]
        return import_hazard(city, files, HazardImportOptions(classes=classes))

    return taken


def test_landslide_zones_of_numazu_are_the_same_as_ksj_and_as_citygml(take) -> None:
    city = city_at(*NUMAZU)
    ksj = take(city, "ksj/A33_layout_numazu_derived_from_plateau.geojson")
    plateau = take(city, "plateau_citygml/numazu_523857_lsld_6668_op.gml")
    for result in (ksj, plateau):
        report = result.reports[0]
        assert (report.rows_read, report.rows_kept, report.dropped) == (81, 81, ())
    one, other = (result.bundle.hazards["landslide"] for result in (ksj, plateau))
    assert one["zone_type"].value_counts().to_dict() == other["zone_type"].value_counts().to_dict()
    assert shapely.is_valid(one.geometry.to_numpy()).all()
    assert ksj.area_km2["landslide"] == pytest.approx(plateau.area_km2["landslide"], rel=1e-6)
    # 八重 crosses itself: it is mended in one form and joined from its piece in the other.
    assert {repair.key: repair.count for repair in ksj.reports[0].repairs} == {"made_valid": 1}


def test_water_of_numazu_needs_the_code_list_or_a_map(take, real_file, tmp_path: Path) -> None:
    name = "plateau_citygml/numazu_52385721_fld_6697_l1_op.gml"
    with pytest.raises(InputError) as error:
        take(city_at(*NUMAZU), name)
    assert "code_list_missing" in {fault.key for fault in error.value.faults}
    words = {"1": "0.5m未満", "2": "0.5m以上3m未満"}
    entries = "".join(
        f"<gml:dictionaryEntry><gml:Definition><gml:description>{text}</gml:description>"
        f"<gml:name>{code}</gml:name></gml:Definition></gml:dictionaryEntry>"
        for code, text in words.items()
    )
    folder = tmp_path / "udx"
    (tmp_path / "codelists").mkdir()
    folder.mkdir()
    (tmp_path / "codelists" / "WaterBodyRiverFloodingRiskAttribute_rankOrg.xml").write_text(
        f'<gml:Dictionary xmlns:gml="urn:gml">{entries}</gml:Dictionary>', encoding="utf-8"
    )
    model = folder / "fld.gml"
    model.write_bytes(real_file(f"formats/{name}").read_bytes())
    result = import_hazard(city_at(*NUMAZU), [model], HazardImportOptions())
    assert result.areas == {"flood_l1": 3}
    assert result.bundle.hazards["flood_l1"]["depth_m_max"].notna().all()


def test_tsunami_of_numazu(take, tmp_path: Path) -> None:
    classes = tmp_path / "map.toml"
    classes.write_text(
        'kind = "tsunami"\ncolumn = "rankOrg"\n[classes]\n1 = [0.0, 0.3]\n2 = [0.3, 1.0]\n3 = [1.0, 2.0]\n'
    )
    result = take(
        city_at(138.75, 35.13, 6676), "plateau_citygml/numazu_523855_tnm_6697_op.gml", classes=classes
    )
    assert result.reports[0].rows_read == result.reports[0].rows_kept == 3
    assert sorted(result.bundle.hazards["tsunami"]["depth_m_min"]) == [0.0, 0.3, 1.0]


def test_prevention_areas_and_steep_slopes_of_tottori(take, real_file) -> None:
    names = ("ksj/A46-a-21_31_landslide.geojson", "ksj/A47_31_steep_slope.geojson")
    result = take(city_at(133.9, 35.4, 6673, reach_m=120_000), *names)
    assert [(report.rows_read, report.rows_kept) for report in result.reports] == [(27, 27), (464, 464)]
    assert result.areas == {"landslide_prevention": 27, "steep_slope": 464}
    assert result.reports[0].sha256 == sha256_of(real_file(f"formats/{names[0]}").read_bytes())


def test_the_tsunami_of_noto_has_no_depth(take, tmp_path: Path) -> None:
    name = "gsi/gsi_noto_tsunami_inundation_suzu_20240110.fgb"
    with pytest.raises(InputError) as error:
        take(city_at(137.3, 37.45, 6675), name)
    assert {fault.key for fault in error.value.faults} == {"classes_needed"}
    classes = tmp_path / "map.toml"
    classes.write_text('kind = "tsunami"\n')
    result = take(city_at(137.3, 37.45, 6675, reach_m=40_000), name, classes=classes)
    table = result.bundle.hazards["tsunami"]
    assert (len(table), table["depth_m_max"].isna().all()) == (30, True)
    # Two of the 32 are crumbs of drawing below a square metre.
    assert {one.key: one.count for one in result.reports[0].dropped} == {"sliver": 2}
    assert "depth_not_said" in {note.key for note in result.reports[0].notes}


def test_a_file_of_the_census_is_no_hazard(take) -> None:
    with pytest.raises(InputError) as error:
        take(city_at(137.15, 37.3, 6675), "estat/noto_town_r2ka_small_areas.fgb")
    assert {fault.key for fault in error.value.faults} == {"classes_needed"}
