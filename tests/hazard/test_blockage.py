"""How likely a street is blocked: the formulae of Tokyo 2022, and what is not known."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, box

from domain.settings.blockage import BlockageSettings
from hazard.blockage import Reading, StreetClass, blocked_share, damage_share, street_groups, street_odds

SETTINGS = BlockageSettings()


def streets(**columns):
    """Streets of 100 m, one after the other along x."""
    count = len(next(iter(columns.values())))
    usual = dict.fromkeys(("bridge", "tunnel", "underpass", "level_crossing"), [False] * count)
    usual["length_m"] = [100.0] * count
    lines = [LineString([(100 * i, 0), (100 * i + 100, 0)]) for i in range(count)]
    return gpd.GeoDataFrame({"width_m": [6.0] * count} | usual | columns, geometry=lines, crs=6674)


def areas(*rows):
    """Meshes: x from, x to, collapsed, half collapsed, intensity."""
    names = ("collapse_share", "half_collapse_share", "intensity")
    columns = {name: [float(row[2 + i]) for row in rows] for i, name in enumerate(names)}
    shapes = [box(row[0], -10, row[1], 10) for row in rows]
    kept = {"kind": ["earthquake"] * len(rows), "liquefaction_index": [np.nan] * len(rows), **columns}
    return gpd.GeoDataFrame(kept, geometry=shapes, crs=6674)


@pytest.mark.parametrize(("damage", "narrow", "middle", "wide"), [
    # The table of the estimate: 0.9009 x + 19.845, 0.3514 x + 13.189, 0.2229 x − 1.5026 [%].
    (0.10, 0.28854, 0.16703, 0.007264), (0.30, 0.46872, 0.23731, 0.051844),
    (0.80, 0.91917, 0.41301, 0.163294),
    # Below 10 % in proportion; nothing at no damage; no more than everything.
    (0.05, 0.14427, 0.083515, 0.003632), (0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 0.48329, 0.207874),
])  # fmt: skip
def test_formulae_by_width(damage: float, narrow: float, middle: float, wide: float) -> None:
    found = blocked_share(np.array([damage]), factor=1.0, settings=SETTINGS)[0]
    np.testing.assert_allclose(found, [narrow, middle, wide, 0.0], atol=1e-9)
    halved = blocked_share(np.array([damage]), factor=0.5, settings=SETTINGS)[0]
    np.testing.assert_allclose(halved, found / 2)


def test_half_collapses_count_half_and_what_is_not_given_counts_none_or_the_most() -> None:
    rows = ((0, 1, 0.2, 0.4, 6), (0, 1, 0.1, np.nan, 6), (0, 1, np.nan, 0.4, 6), (0, 1, 0.9, np.nan, 6))
    # Not given: none of them, or the 40 % of the other mesh; no more than what has not collapsed.
    expected = [[0.4, 0.1, np.nan, 0.9], [0.4, 0.3, np.nan, 0.95]]
    np.testing.assert_allclose(damage_share(areas(*rows)), expected)
    # Of no mesh: all that has not collapsed may be half collapsed.
    np.testing.assert_allclose(damage_share(areas(rows[1])), [[0.1], [0.55]])


def test_classes_begin_at_their_width_and_unknown_widths_are_read_in_two_ways() -> None:
    odds = street_odds(streets(width_m=[3.4, 3.5, 5.4, 5.5, 12.9, 13.0, np.nan]), areas((0, 1, 0.1, 0, 6)))
    narrow, middle, wide, free = StreetClass.NARROW, StreetClass.MIDDLE, StreetClass.WIDE, StreetClass.OPEN
    known = [narrow, middle, middle, wide, wide, free]
    assert odds.street_class[Reading.ADVERSE].tolist() == [*known, narrow]
    assert odds.street_class[Reading.FAVOURABLE].tolist() == [*known, free]


def test_on_bridges_and_under_the_ground_no_building_stands() -> None:
    found = street_odds(
        streets(bridge=[True, False, False], tunnel=[False, True, False], underpass=[False, False, True]),
        areas((0, 1, 0.1, 0, 6)),
    ).street_class
    assert found.tolist() == [[StreetClass.BRIDGE, StreetClass.OPEN, StreetClass.OPEN]] * 2


def test_the_worst_mesh_counts_and_beyond_the_layer_nothing_or_its_worst() -> None:
    # The first street touches two meshes, the second the other one only, the third none.
    shaken = areas((0, 50, 0.1, 0, 6.4), (50, 199.5, 0.3, 0, 6.1))
    water = shaken.assign(kind="tsunami", collapse_share=0.9).iloc[[0]].set_geometry([box(0, -10, 300, 10)])
    odds = street_odds(streets(width_m=[4.0] * 3), gpd.GeoDataFrame(pd.concat([shaken, water]), crs=6674))
    np.testing.assert_allclose(odds.damage, [[0.3, 0.3, 0.0], [0.3, 0.3, 0.3]])
    np.testing.assert_allclose(odds.intensity, [[6.4, 6.1, -np.inf], [6.4, 6.1, 6.4]])
    assert odds.has_unknown_ground
    assert np.isposinf(odds.liquefaction).all()


def test_a_street_partly_where_nothing_is_known_is_no_better_than_the_worst_on_the_bad_side() -> None:
    # Street 0 lies in two meshes, of which the second leaves out what is asked; 1 goes on beyond the layer;
    # 2 ends within the rounding of its rim.
    city = streets(width_m=[4.0] * 3)
    rows = (0, 60, 0.1, 0, 5.0), (60, 99.5, 0.2, 0, 5.5), (100.5, 150, 0.1, 0, 5.0), (199, 299.5, 0.1, 0, 5.0)
    shaken = areas(*rows, (900, 999, 0.3, 0, 6.4)).assign(liquefaction_index=[3.0, 4.0, 3.0, 3.0, 15.0])
    low, high = Reading.FAVOURABLE, Reading.ADVERSE

    def left_out(column: str):
        return street_odds(city, shaken.assign(**{column: shaken[column].where(shaken.index != 1)}))

    whole = street_odds(city, shaken)
    assert whole.damage[low].tolist() == [0.2, 0.1, 0.1]
    assert whole.damage[high].tolist() == [0.2, 0.3, 0.1]
    assert whole.intensity.tolist() == [[5.5, 5.0, 5.0], [5.5, 6.4, 5.0]]
    assert whole.liquefaction.tolist() == [4.0, 15.0, 3.0]
    assert left_out("collapse_share").damage[:, 0].tolist() == [0.1, 0.3]
    assert left_out("intensity").intensity[:, 0].tolist() == [5.0, 6.4]
    assert left_out("liquefaction_index").liquefaction[0] == 15.0
    # What another polygon of the same ground says is known.
    twice = gpd.GeoDataFrame(pd.concat([shaken.assign(liquefaction_index=np.nan), shaken]), crs=6674)
    assert street_odds(city, twice).liquefaction.tolist() == whole.liquefaction.tolist()
    inside = street_odds(city.iloc[[0]], shaken)
    assert not inside.has_unknown_ground
    assert (inside.damage[low] == inside.damage[high]).all()


def test_streets_alike_in_damage_shaking_and_cell_are_one_group() -> None:
    shaken = areas((0, 299.5, 0.1, 0, 6.4), (300.5, 399.5, 0.1, 0, 6.4))
    odds = street_odds(streets(width_m=[4.0] * 7), shaken.assign(liquefaction_index=[3.0, 12.0]))
    found = street_groups(odds, np.array([0, 0, 1, 1, 1, 1, 1]))
    # 0 and 1 alike; 2 in another cell; 3 on soft ground; 4 to 6 beyond the layer.
    group = found.group
    assert group[0] == group[1]
    assert group[4] == group[5] == group[6]
    assert len(set(group[[0, 2, 3, 4]])) == 4
    for name in ("damage", "intensity", "liquefaction"):
        assert getattr(found, name)[..., group].tolist() == getattr(odds, name).tolist()
    assert found.cell[group].tolist() == [0, 0, 1, 1, 1, 1, 1]
