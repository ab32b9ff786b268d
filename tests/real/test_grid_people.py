"""People on a plain grid: all of them placed, no block too full, nothing claimed that is not known."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.real.grid_people import MOST_PERSONS, GridArea, grid_blocks

AREA = GridArea("990012", "990012-00001")


def nodes(points: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"elevation_m": 1.0}, index=range(len(points)), geometry=shapely.points(points), crs=6674
    )


@settings(deadline=None, max_examples=25)
@given(
    persons=st.integers(0, 20_000),
    points=st.lists(
        st.tuples(st.integers(-900, 900), st.integers(-900, 900)), min_size=12, max_size=60, unique=True
    ),
)
def test_everybody_is_placed_once(persons: int, points: list[tuple[float, float]]):
    blocks = grid_blocks(nodes(points), persons, AREA)
    assert blocks["residents"].sum() == persons
    assert (
        blocks[["age_0_14", "age_15_64", "age_65_74", "age_75_plus"]].sum(axis=1) == blocks["residents"]
    ).all()
    # Nothing is known of floors, so nothing is claimed.
    assert (blocks["living_floor_unknown"] == blocks["residents"]).all()
    assert blocks["residents"].max() - blocks["residents"].min() <= 1


def test_cells_are_halved_until_no_block_is_too_full():
    # Four corners in one cell of 100 m hold 300 people only when they are told apart.
    blocks = grid_blocks(nodes([(10, 10), (90, 10), (10, 90), (90, 90)]), 300, AREA)
    assert len(blocks) == 4
    assert blocks["residents"].max() <= MOST_PERSONS
    assert blocks.area.to_numpy() == pytest.approx([2500.0] * 4)


def test_the_order_of_corners_does_not_matter():
    points = [(0, 0), (250, 0), (990, 400), (-50, -70)]
    assert grid_blocks(nodes(points), 100, AREA).equals(grid_blocks(nodes(points[::-1]), 100, AREA))
