"""Areas within a city: cut, repaired and joined, every record counted once."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data.imports.hazard_layers import cut_read, hazard_table, zone_table
from data.readers.area_classes import CLASS_COLUMNS
from data.readers.hazard_read import HazardRead
from domain.tables.city import Zones

EPSG = 6674
X, Y = -47_000.0, -158_000.0
GROUND = shapely.box(X, Y, X + 1_000, Y + 1_000)


def box(left, bottom, right, top):
    return shapely.box(X + left, Y + bottom, X + right, Y + top)


def read_of(*shapes, more=None, **changes):
    """Return a read of shapes on the plane, which come back from degrees to a millimetre."""
    plain = dict.fromkeys(CLASS_COLUMNS, np.nan)
    plain |= {"kind": "flood", "zone_type": "", "name": "", "depth_m_min": 0.5, "depth_m_max": 3.0}
    rows = [{**plain, **one} for one in (more or [{}] * len(shapes))]
    areas = gpd.GeoDataFrame(rows, geometry=list(shapes), crs=EPSG).to_crs(6668)
    areas.index = range(1, len(areas) + 1)
    read = HazardRead(
        file="a", form="plateau", layer="flood_l2", dataset="", areas=areas, rows_read=len(areas)
    )
    return replace(read, **changes)


def counts(cut):
    return {one.key: one.count for one in (*cut.dropped, *cut.repairs)}


def test_every_record_is_kept_or_left_out_for_one_reason():
    bow = shapely.Polygon([(X, Y), (X + 100, Y + 100), (X + 100, Y), (X, Y + 100)])
    flat = shapely.Polygon([(X, Y), (X + 9, Y), (X + 5, Y), (X, Y)])
    cut = cut_read(
        read_of(
            box(10, 10, 20, 20), box(900, 0, 1_100, 100), box(2_000, 0, 2_100, 100), bow, flat,
            box(1_000, 0, 1_100, 100), box(999.999, 0, 1_100, 100), box(0, 0, 0.9, 1),
        ),
        GROUND,
        EPSG,
    )  # fmt: skip
    # Kept: inside, cut in half, mended. A line, a millimetre at the edge and 0.9 m² are crumbs.
    assert cut.rows_kept == 3
    assert cut.areas.geometry.area.tolist() == pytest.approx([100, 10_000, 5_000], rel=1e-4)
    assert counts(cut)["made_valid"] == 1
    assert sum(one.count for one in cut.dropped) == 5
    assert counts(cut)["sliver"] >= 3
    assert {one.key: one.rows for one in cut.repairs} == {"made_valid": ("4",)}


def test_records_that_were_not_read_lie_outside():
    cut = cut_read(read_of(box(0, 0, 10, 10), rows_read=7, not_areas=(2, 5)), GROUND, EPSG)
    assert (cut.rows_kept, counts(cut)) == (1, {"outside_city": 4, "not_area": 2})


def test_cells_of_one_class_become_one_area_and_others_stay():
    cells = [box(n * 10, 0, n * 10 + 10, 10) for n in range(4)]
    classes = [{}, {}, {"arrival_time_s": 600.0}, {"name": "BP002"}]
    cut = cut_read(read_of(*cells, more=classes, is_cells=True), GROUND, EPSG)
    assert (cut.rows_kept, len(cut.areas)) == (4, 3)
    assert sorted(cut.areas.geometry.area) == pytest.approx([100, 100, 200], rel=1e-4)
    assert dict(cut.notes[0].values) == {"cells": "4", "areas": "3"}


def test_touching_edges_leave_no_lines():
    # Two squares joined by a cut along the edge of the ground.
    ell = shapely.union_all([box(900, 0, 1_100, 100), box(1_000, 100, 1_100, 300)])
    cut = cut_read(read_of(ell), GROUND, EPSG)
    assert set(cut.areas.geom_type) <= {"Polygon", "MultiPolygon"}


def test_ids_run_in_the_order_of_class_and_position():
    deep = {"depth_m_min": 3.0, "depth_m_max": 5.0}
    reads = [read_of(box(50, 0, 60, 10), box(0, 0, 10, 10), more=[deep, deep]), read_of(box(20, 0, 30, 10))]
    cuts = [cut_read(read, GROUND, EPSG) for read in reads]
    table = hazard_table(cuts, EPSG)
    again = hazard_table(cuts[::-1], EPSG)
    assert table.equals(again)
    assert table.index.tolist() == [1, 2, 3]
    assert table["depth_m_min"].tolist() == [0.5, 3.0, 3.0]
    assert table.geometry.bounds["minx"].round().tolist() == [X + 20, X, X + 50]


def test_nothing_gives_an_empty_layer():
    assert hazard_table([cut_read(read_of(box(5_000, 0, 5_100, 10)), GROUND, EPSG)], EPSG).empty


def test_zones_of_one_kind_and_type_are_renewed():
    before = gpd.GeoDataFrame(
        {
            "kind": ["tsunami", "tsunami"],
            "zone_type": ["safe_area", "evacuation_zone"],
            "name": ["高台", "旧"],
        },
        geometry=[box(0, 0, 10, 10), box(20, 0, 30, 10)],
        crs=EPSG,
        index=["s", "e"],
    ).rename_axis("zone_id")
    Zones.check(before)
    new = {"kind": "tsunami", "zone_type": "evacuation_zone", "name": "新"}
    cut = cut_read(read_of(box(40, 0, 50, 10), more=[new], layer="zones"), GROUND, EPSG)
    zones = zone_table([cut], before, EPSG)
    assert zones["name"].tolist() == ["高台", "新"] or sorted(zones["name"]) == ["新", "高台"]
    assert zones.loc["s", "name"] == "高台"
    assert zone_table([], before, EPSG) is before
