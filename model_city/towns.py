"""How many people live in each town, and on which ground."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from domain.shares import split_persons
from model_city.grids import Grid

#: Reclaimed industrial towns: nobody lives there, many work there (public knowledge of the area).
INDUSTRIAL_TOWNS: frozenset[str] = frozenset(
    {
        "匠町",
        "築港八幡町",
        "築港南町",
        "出島西町",
        "大浜西町",
        "塩浜町",
        "築港新町一丁",
        "築港新町二丁",
        "築港新町三丁",
        "築港新町四丁",
        "石津西町",
        "築港浜寺町",
        "築港浜寺西町",
    }
)

#: Names of the housing estates of 泉北ニュータウン (堺市「泉北ニュータウンの概要」2014).
NEW_TOWN_NAMES: tuple[str, ...] = (
    "赤坂台", "鴨谷台", "城山台", "新檜尾台", "高倉台", "竹城台", "茶山台", "庭代台", "原山台", "晴美台",
    "槇塚台", "御池台", "三原台", "宮山台", "桃山台", "若松台",
)  # fmt: skip

#: Blocks lie within this distance of their town's point [m].
TOWN_RADIUS_M = 800.0
#: Residents per hectare of the ground that a town's blocks are spread over, by ward and kind.
PERSONS_PER_HA = {
    "271411": 110,
    "271420": 62,
    "271438": 75,
    "271446": 68,
    "271454": 32,
    "271462": 105,
    "271471": 26,
}
NEW_TOWN_PERSONS_PER_HA = 75
#: Works of a reclaimed industrial town lie within this distance of its point [m].
INDUSTRIAL_RADIUS_M = 420.0


def is_new_town(town: pd.Series) -> npt.NDArray[np.bool_]:
    """Return which towns belong to the new town of 南区."""
    starts: npt.NDArray[np.bool_] = town.str.startswith(NEW_TOWN_NAMES).to_numpy(dtype=bool)
    return starts


def town_cells(
    towns: pd.DataFrame, grid: Grid, usable: npt.NDArray[np.object_], lands: Sequence[shapely.Geometry]
) -> pd.DataFrame:
    """Return the usable cells of each town: ``town_row``, ``x``, ``y``, ``distance_m``.

    Parameters
    ----------
    towns
        Towns with ``ward_code``, ``x``, ``y``.
    grid
        The settlement grid.
    usable
        Ward code of each cell that may be built on, empty string elsewhere.
    lands
        Pieces of land, each within one ward; a town has cells on its own piece only.
    """
    xx, yy = grid.centres()
    sites = shapely.points(towns[["x", "y"]].to_numpy())
    nearest_land = np.asarray(shapely.STRtree(list(lands)).query_nearest(sites, all_matches=False)[1])
    pieces = []
    for land in np.unique(nearest_land):
        rows = towns[nearest_land == land]
        mine = (usable == rows["ward_code"].iloc[0]) & grid.inside(lands[land])
        points = np.column_stack([xx[mine], yy[mine]])
        found = cKDTree(rows[["x", "y"]].to_numpy()).query(points)
        distance, nearest = np.asarray(found[0]), np.asarray(found[1])
        near = distance <= TOWN_RADIUS_M
        pieces.append(
            pd.DataFrame(
                {
                    "town_row": rows.index.to_numpy()[nearest[near]],
                    "x": points[near, 0],
                    "y": points[near, 1],
                    "distance_m": distance[near],
                }
            )
        )
    cells = pd.concat(pieces, ignore_index=True)
    return cells.sort_values(["town_row", "distance_m", "x", "y"], ignore_index=True)


def town_residents(
    towns: pd.DataFrame,
    cells: pd.DataFrame,
    ward_residents: pd.Series,
    district_id: npt.NDArray[np.object_],
    rng: np.random.Generator,
) -> npt.NDArray[np.int64]:
    """Return residents of each town; wards sum to the published figures.

    A town weighs more with more ground to live on, within ±60 % of its ward's mean; school
    districts are held between 0.55 and 1.8 of the mean of their ward.
    """
    ground = cells.groupby("town_row").size().reindex(towns.index, fill_value=0).to_numpy(dtype=np.float64)
    mean_ground = pd.Series(ground).groupby(towns["ward_code"].to_numpy()).transform("mean").to_numpy()
    weight = np.clip((ground / mean_ground) ** 0.7 * rng.uniform(0.75, 1.25, len(towns)), 0.4, 1.6)
    weight *= np.where(is_new_town(towns["town"]), 1.5, 1.0)
    weight[(ground == 0) | towns["town"].isin(INDUSTRIAL_TOWNS).to_numpy()] = 0.0
    for _ in range(30):
        weight = hold_districts(weight, towns["ward_code"].to_numpy(), district_id)
    residents = np.zeros(len(towns), dtype=np.int64)
    for ward_code, total in ward_residents.items():
        mine = np.flatnonzero(towns["ward_code"].to_numpy() == ward_code)
        share = weight[mine] / weight[mine].sum()
        residents[mine] = split_persons(np.array([total]), share)[0]
    return residents


def hold_districts(
    weight: npt.NDArray[np.float64],
    ward_code: npt.NDArray[np.object_],
    district_id: npt.NDArray[np.object_],
) -> npt.NDArray[np.float64]:
    """Return weights that give each school district 0.6 to 1.7 times the mean of its ward."""
    table = pd.DataFrame({"weight": weight, "ward": ward_code, "district": district_id})
    district = table.groupby(["ward", "district"])["weight"].sum()
    mean = district.groupby("ward").transform("mean")
    factor = (district.clip(0.6 * mean, 1.7 * mean) / district.where(district > 0, 1.0)).droplevel("ward")
    held: npt.NDArray[np.float64] = weight * table["district"].map(factor).to_numpy()
    return held


def settle_blocks(
    towns: pd.DataFrame,
    cells: pd.DataFrame,
    residents: npt.NDArray[np.int64],
    blocks_wanted: npt.NDArray[np.int64],
    *,
    cell_m: float,
) -> pd.DataFrame:
    """Return the blocks' points: ``town_row``, ``x``, ``y``, spread over each town's cells.

    A town fills the ground nearest to its point at the density of its ward. Points come from Lloyd's
    iteration over the cells and are moved onto the nearest one, so that no block lies on water, a
    mound or a park.
    """
    per_ha = np.where(
        is_new_town(towns["town"]), NEW_TOWN_PERSONS_PER_HA, towns["ward_code"].map(PERSONS_PER_HA).to_numpy()
    )
    ground_cells = np.ceil(residents / per_ha * 10_000 / cell_m**2).astype(np.int64)
    industrial_m2 = np.pi * INDUSTRIAL_RADIUS_M**2
    ground_cells[towns["town"].isin(INDUSTRIAL_TOWNS)] = round(industrial_m2 / cell_m**2)
    # Cells come town by town.
    town_rows, first = np.unique(cells["town_row"].to_numpy(), return_index=True)
    rows, pieces = [], []
    for town_row, own in zip(town_rows, np.split(cells[["x", "y"]].to_numpy(), first[1:]), strict=True):
        wanted = int(blocks_wanted[town_row])
        if wanted > 0:
            pieces.append(_spread(own[: max(wanted * 2, int(ground_cells[town_row]))], wanted))
            rows.append(np.full(len(pieces[-1]), town_row))
    points = pd.DataFrame(np.concatenate(pieces), columns=["x", "y"]).assign(town_row=np.concatenate(rows))
    return points.merge(towns, left_on="town_row", right_index=True, suffixes=("", "_town"))


def _spread(ground: npt.NDArray[np.float64], wanted: int) -> npt.NDArray[np.float64]:
    wanted = min(wanted, len(ground))
    order = np.lexsort([ground[:, 1], ground[:, 0]])
    centres = ground[order][np.linspace(0, len(ground) - 1, wanted).astype(np.int64)]
    for _ in range(12):
        _, owner = cKDTree(centres).query(ground)
        count = np.bincount(owner, minlength=wanted)
        sums = np.column_stack([np.bincount(owner, ground[:, axis], minlength=wanted) for axis in (0, 1)])
        centres = np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], centres)
    _, nearest = cKDTree(ground).query(centres)
    return ground[np.unique(nearest)]


def block_cells(points: pd.DataFrame, outlines: Mapping[str, shapely.Geometry]) -> list[shapely.Polygon]:
    """Return the ground of each block: the cell around its point, at most 150 m across.

    Cells are clipped to the ward; corners lie on whole metres.
    """
    xy = points[["x", "y"]].to_numpy()
    sites = np.array([shapely.Point(x, y) for x, y in xy], dtype=object)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(sites), ordered=True))
    reach = shapely.buffer(sites, 75.0, quad_segs=2)
    shapes = shapely.intersection(cells, reach)
    wards = np.array([outlines[code] for code in points["ward_code"]], dtype=object)
    outside = ~shapely.covers(wards, shapes)
    shapes[outside] = shapely.intersection(shapes[outside], wards[outside])
    return [_one_polygon(shape, site) for shape, site in zip(shapes, sites, strict=True)]


def _one_polygon(shape: shapely.Geometry, site: shapely.Point) -> shapely.Polygon:
    rounded = shapely.set_precision(shapely.simplify(shape, 2.0), 1.0)
    parts = [part for part in shapely.get_parts(rounded) if part.geom_type == "Polygon"]
    if not parts:
        return shapely.box(site.x - 5, site.y - 5, site.x + 5, site.y + 5)
    return min(parts, key=lambda part: (part.distance(site), -part.area))
