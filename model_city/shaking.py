"""Model damage of two earthquakes on a 500 m mesh, fitted to the published number of evacuees.

The pattern (nearer the fault, on reclaimed land, in old rows: more) is a model; its height is set so
that Sonae's own formula gives the published city totals (堺市北区役所, 2024-03-27): 74,402 people
away from home one day after the Nankai Trough earthquake, 138,643 after the 上町断層帯 earthquake.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from domain.settings.hazards import QuakeSettings
from domain.vocabulary import HazardKind
from hazard.parts import block_parts
from model_city.areas import area_rows, join_areas
from model_city.grids import FloatArray
from model_city.ground import Ground
from model_city.towns import is_new_town

MESH_M = 500.0
NANKAI_EVACUEES = 74_402
UEMACHI_EVACUEES = 138_643
#: Published collapsed and burnt buildings give the ratio of the two shares (全壊 11,053 / 70,929 棟,
#: 焼失 3,165 / 25,637 棟).
NANKAI_BURNT_RATIO = 3_165 / 11_053
UEMACHI_BURNT_RATIO = 25_637 / 70_929
#: Half collapsed for each collapsed building (model).
HALF_RATIO = 2.4


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Mesh cells of the city, and which of them each block's middle lies in.

    Parameters
    ----------
    cells
        Squares, shape (m,).
    x, y
        Their middles [m].
    block_cell
        Position of the cell of each block.
    vulnerability
        Mean of the blocks' vulnerability per cell; 1 where nobody lives.
    """

    cells: "np.ndarray[tuple[int], np.dtype[np.object_]]"
    x: FloatArray
    y: FloatArray
    block_cell: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    vulnerability: FloatArray


def build_mesh(wards: gpd.GeoDataFrame, blocks: gpd.GeoDataFrame) -> Mesh:
    """Lay the mesh over the city."""
    city = shapely.union_all(wards.geometry.to_numpy())
    x0, y0, x1, y1 = (np.array(city.bounds) / MESH_M).round().astype(int)
    column, row = np.meshgrid(np.arange(x0 - 1, x1 + 1), np.arange(y0 - 1, y1 + 1))
    left, bottom = column.ravel() * MESH_M, row.ravel() * MESH_M
    cells = shapely.box(left, bottom, left + MESH_M, bottom + MESH_M)
    kept = shapely.intersects(cells, city)
    cells, left, bottom = cells[kept], left[kept], bottom[kept]
    middle = blocks.geometry.representative_point()
    place = {key: number for number, key in enumerate(zip(left, bottom, strict=True))}
    corner = zip(np.floor(middle.x / MESH_M) * MESH_M, np.floor(middle.y / MESH_M) * MESH_M, strict=True)
    block_cell = np.array([place[key] for key in corner], dtype=np.int64)
    weight = np.bincount(block_cell, minlength=cells.size)
    total = np.bincount(block_cell, _vulnerability(blocks), minlength=cells.size)
    vulnerability = np.divide(total, weight, out=np.ones(cells.size), where=weight > 0)
    return Mesh(cells, left + MESH_M / 2, bottom + MESH_M / 2, block_cell, vulnerability)


def _vulnerability(blocks: gpd.GeoDataFrame) -> FloatArray:
    """Old wooden rows suffer more, flats and the new town less."""
    residents = np.maximum(blocks["residents"].to_numpy(dtype=np.float64), 1.0)
    old = (blocks["age_65_74"] + blocks["age_75_plus"]).to_numpy(dtype=np.float64) / residents
    flats = (
        blocks[["living_floor_3", "living_floor_4_plus"]].sum(axis=1).to_numpy(dtype=np.float64) / residents
    )
    rows = blocks["town"].str.startswith(
        ("西湊町", "東湊町", "出島町", "昭和通", "菅原通", "春日通", "三宝町")
    )
    factor = np.clip(0.75 + 1.1 * old - 0.7 * flats, 0.3, None) * np.where(rows, 1.7, 1.0)
    return np.asarray(factor * np.where(is_new_town(blocks["town"]), 0.7, 1.0), dtype=np.float64)


def quake_nankai(
    ground: Ground, mesh: Mesh, blocks: gpd.GeoDataFrame, tsunami: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Nankai Trough earthquake: 6弱 in every ward, 6強 in spots of reclaimed land."""
    elevation = _at(ground, ground.elevation_m, mesh)
    soft = 1.0 / (1.0 + np.exp((elevation - 7.0) / 2.5))
    intensity = 5.62 + 0.30 * soft + 0.08 * np.sin(mesh.x / 2300.0) * np.cos(mesh.y / 1900.0)
    reclaimed = _at(ground, (ground.elevation_m < 3.0).astype(np.float64), mesh) > 0
    intensity = np.where(reclaimed & (mesh.x < -51_000.0), intensity + 0.15, intensity)
    parts = block_parts(blocks.geometry.to_numpy(), tsunami)
    flooded = parts.share_where(parts.hits.touched())
    water_cut = np.clip(0.35 + 0.5 * soft, 0.0, 0.9)
    wanted = NANKAI_EVACUEES - int(blocks["residents"].to_numpy() @ flooded)
    return _areas(mesh, blocks, intensity, 1.0 - flooded, wanted, NANKAI_BURNT_RATIO, water_cut)


def quake_uemachi(ground: Ground, mesh: Mesh, blocks: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """上町断層帯 earthquake: 6強 to 7 along the flexure, weaker to the south-east."""
    line = shapely.get_coordinates(ground.lines.references.geometry["uemachi_flexure"])
    first, last = line[0], line[-1]
    fault = shapely.LineString([first + (first - last), *line, last + (last - first)])
    distance = shapely.distance(shapely.points(mesh.x, mesh.y), fault)
    soft = 1.0 / (1.0 + np.exp((_at(ground, ground.elevation_m, mesh) - 10.0) / 4.0))
    intensity = np.clip(6.58 + 0.1 * soft - 0.105 * distance / 1000.0, 5.6, 6.8)
    everyone = np.ones(len(blocks))
    water_cut = np.clip(0.55 + 0.4 * (intensity - 5.6), 0.0, 0.98)
    return _areas(mesh, blocks, intensity, everyone, UEMACHI_EVACUEES, UEMACHI_BURNT_RATIO, water_cut)


def _at(ground: Ground, field: FloatArray, mesh: Mesh) -> FloatArray:
    return np.asarray(ground.grid.sample(field, mesh.x, mesh.y), dtype=np.float64)


def _areas(
    mesh: Mesh,
    blocks: gpd.GeoDataFrame,
    intensity: FloatArray,
    counted: FloatArray,
    wanted: int,
    burnt_ratio: float,
    water_cut: FloatArray,
) -> gpd.GeoDataFrame:
    """Scale the damage until the formula gives the wanted number of people in the share counted."""
    pattern = np.exp(2.6 * (intensity - 6.0)) * mesh.vulnerability
    residents = blocks["residents"].to_numpy(dtype=np.float64) * counted
    low, high = 0.0, 1.0
    for _ in range(60):
        scale = (low + high) / 2
        shares = _shares(scale * pattern, burnt_ratio)
        people = float(residents @ _lost(shares)[mesh.block_cell])
        low, high = (scale, high) if people < wanted else (low, scale)
    shares = {
        name: value.round(5) for name, value in _shares((low + high) / 2 * pattern, burnt_ratio).items()
    }
    numbers = {"intensity": intensity.round(2), "water_cut_share": water_cut.round(3), **shares}
    return join_areas(area_rows(list(mesh.cells), HazardKind.EARTHQUAKE, numbers=numbers))


def _shares(collapse: FloatArray, burnt_ratio: float) -> dict[str, FloatArray]:
    held = np.clip(collapse, 0.0, 0.55)
    return {
        "collapse_share": held,
        "half_collapse_share": np.clip(HALF_RATIO * held, 0.0, 0.9 - held),
        "burnt_share": np.clip(burnt_ratio * held, 0.0, 0.3),
    }


def _lost(shares: dict[str, FloatArray]) -> FloatArray:
    half = QuakeSettings().half_collapse_factor
    lost = shares["collapse_share"] + shares["burnt_share"] + half * shares["half_collapse_share"]
    return np.minimum(lost, 1.0)
