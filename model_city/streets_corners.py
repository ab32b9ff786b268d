"""Corners of the model streets: lattices per town, loops of the new town, points along main roads."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import KDTree
from shapely.geometry.base import BaseGeometry

from model_city.lines import CityLines
from model_city.shapes import (
    barrier_beds,
    city_ground,
    closed_ground,
    coordinates_m,
    distances_m,
    is_inside,
)
from model_city.streets_patterns import LAYOUTS, SPACING_M, Pattern, town_groups, town_patterns
from model_city.streets_roads import ROAD_MARGIN_M, RoadSamples, forest_y_m

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

#: Two corners are never nearer than this [m].
CLOSEST_M = 17.0

#: Corners keep this distance from the bank or the track of a barrier [m].
BANK_M = 6.0

#: Corners keep this distance from the border of the city and of closed sites [m].
EDGE_M = 8.0

#: A town without a corner this near gets one of its own [m].
LONELY_M = 150.0

#: Corners of valley villages lie this near their town's point, or near a road [m].
VALLEY_REACH_M = (520.0, 170.0)

#: Fields and ponds without streets: number per km² and radius [m] by ward. Model.
HOLES = {"271420": 2.6, "271438": 1.6, "271454": 2.0, "271462": 0.8, "271471": 3.2}
HOLE_RADIUS_M = (45.0, 125.0)


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """Corners before any street is drawn; arrays aligned, shape (n,).

    Parameters
    ----------
    xy_m
        Coordinates [m], shape (n, 2).
    town
        Row of the town that the corner belongs to.
    row, column
        Number of the lattice line (row, column) through the corner, −1 where there is none.
    """

    xy_m: FloatArray
    town: IntArray
    row: IntArray
    column: IntArray

    def take(self, keep: npt.NDArray[np.bool_]) -> "Corners":
        """Return the corners where ``keep`` is true."""
        return Corners(self.xy_m[keep], self.town[keep], self.row[keep], self.column[keep])


def build_corners(lines: CityLines, samples: RoadSamples, rng: np.random.Generator) -> Corners:
    """Build all corners: points of roads first, then those of the lattices that keep clear of them."""
    towns = KDTree(coordinates_m(lines.towns.geometry))
    lattice = _lattices(lines, towns, rng)
    lattice = lattice.take(_is_free(lattice, lines, samples, towns, rng))
    roads = Corners(samples.xy_m, _nearest(towns, samples.xy_m), *_no_lines(len(samples.xy_m)))
    corners = _without_close(_join(roads, lattice), n_fixed=len(samples.xy_m))
    return _with_lonely_towns(corners, lines)


def _lattices(lines: CityLines, towns: KDTree, rng: np.random.Generator) -> Corners:
    """Return the lattice of each group of towns, cut to the ground nearest to them."""
    groups = town_groups(lines.towns)
    patterns = np.array([pattern.value for pattern in town_patterns(lines)])
    centres = np.asarray(towns.data)
    inside_old_town = is_inside(lines.old_town().buffer(400.0), centres)
    parts = []
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        pattern = Pattern(patterns[members[0]])
        spacing_m = SPACING_M[lines.towns["ward_code"].iloc[members[0]]]
        draw = _rings if pattern is Pattern.NEW_TOWN else _grid
        part = draw(pattern, spacing_m, centres[members], rng)
        part = _own_ground(part, groups, int(group), towns)
        if inside_old_town[members].any():
            part = part.take(~is_inside(lines.old_town(), part.xy_m))
        parts.append(part)
    parts.append(_old_grid(lines, towns, rng))
    return _join(*_with_own_numbers(parts))


def _own_ground(part: Corners, groups: IntArray, group: int, towns: KDTree) -> Corners:
    town = _nearest(towns, part.xy_m)
    own = Corners(part.xy_m, town, part.row, part.column)
    return own.take(groups[town] == group)


def _old_grid(lines: CityLines, towns: KDTree, rng: np.random.Generator) -> Corners:
    """Return the strict grid inside the moats."""
    outline = lines.old_town()
    part = _grid(Pattern.OLD_GRID, SPACING_M["271411"], np.asarray(outline.exterior.coords), rng)
    part = Corners(part.xy_m, _nearest(towns, part.xy_m), part.row, part.column)
    return part.take(is_inside(outline, part.xy_m))


def _grid(pattern: Pattern, spacing_m: float, centres: FloatArray, rng: np.random.Generator) -> Corners:
    """Return a turned, jittered lattice that covers 1.2 km around the centres."""
    layout = LAYOUTS[pattern]
    middle = np.round(centres.mean(axis=0), 1)
    reach_m = float(np.abs(centres - middle).max()) * 1.5 + 1200.0
    along_m, across_m = layout.along * spacing_m, layout.across * spacing_m
    rows = np.arange(-int(reach_m / across_m), int(reach_m / across_m) + 1)
    columns = np.arange(-int(reach_m / along_m), int(reach_m / along_m) + 1)
    row, column = (index.ravel() for index in np.meshgrid(rows, columns, indexing="ij"))
    free_deg = rng.uniform(0.0, 90.0)
    bearing = np.deg2rad(free_deg if layout.bearing_deg is None else layout.bearing_deg)
    shift = rng.uniform(-layout.jitter, layout.jitter, size=(row.size, 2)) * spacing_m
    u, v = column * along_m + shift[:, 0], row * across_m + shift[:, 1]
    x = u * np.sin(bearing) + v * np.cos(bearing)
    y = u * np.cos(bearing) - v * np.sin(bearing)
    none = np.full(row.size, -1, dtype=np.int64)
    xy = np.round(middle + np.column_stack([x, y]), 1)
    return Corners(xy, none, row - rows[0], column - columns[0])


def _rings(pattern: Pattern, spacing_m: float, centres: FloatArray, rng: np.random.Generator) -> Corners:
    """Return loops around the middle of a quarter (住区), a little longer than wide."""
    layout = LAYOUTS[pattern]
    gap_m, step_m = layout.across * spacing_m, layout.along * spacing_m
    turn = rng.uniform(0.0, np.pi)
    xy_parts, rows, columns = [], [], []
    for ring in range(1, int(1300.0 / gap_m)):
        radius_m = ring * gap_m
        n = max(5, round(2.0 * np.pi * radius_m / step_m))
        angle = 2.0 * np.pi * (np.arange(n) + rng.random()) / n
        shift = rng.uniform(-layout.jitter, layout.jitter, size=(n, 2)) * spacing_m
        xy_parts.append(np.column_stack([1.12 * np.cos(angle), 0.9 * np.sin(angle)]) * radius_m + shift)
        rows.append(np.full(n, ring, dtype=np.int64))
        # Ways across the loops are numbered by their direction, one each 15 degrees.
        columns.append((angle / (np.pi / 12.0)).astype(np.int64))
    xy = np.concatenate(xy_parts)
    x = xy[:, 0] * np.cos(turn) - xy[:, 1] * np.sin(turn)
    y = xy[:, 0] * np.sin(turn) + xy[:, 1] * np.cos(turn)
    none = np.full(len(xy), -1, dtype=np.int64)
    middle = np.round(centres.mean(axis=0), 1)
    placed = np.round(middle + np.column_stack([x, y]), 1)
    return Corners(placed, none, np.concatenate(rows), np.concatenate(columns))


def _is_free(
    corners: Corners, lines: CityLines, samples: RoadSamples, towns: KDTree, rng: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Whether a corner lies on ground of the city that carries streets, clear of the main roads."""
    city = city_ground(lines).buffer(-EDGE_M)
    free = is_inside(city, corners.xy_m) & ~is_inside(_bare_ground(lines), corners.xy_m)
    free &= ~is_inside(_holes(lines, rng), corners.xy_m)
    to_road_m = distances_m(corners.xy_m, shapely.union_all(samples.lines))
    free &= to_road_m >= ROAD_MARGIN_M
    patterns = np.array([pattern.value for pattern in town_patterns(lines)])[corners.town]
    to_town_m = towns.query(corners.xy_m)[0]
    valley = patterns == Pattern.VALLEY.value
    free &= ~valley | (to_town_m < VALLEY_REACH_M[0]) | (to_road_m < VALLEY_REACH_M[1])
    in_forest = corners.xy_m[:, 1] < forest_y_m()
    return free & (~in_forest | (to_road_m < 90.0) | (to_town_m < 150.0))


def _bare_ground(lines: CityLines) -> BaseGeometry:
    """Return ground without corners: burial mounds, ponds, river beds and tracks."""
    return shapely.union(closed_ground(lines).buffer(EDGE_M), barrier_beds(lines, BANK_M))


def _holes(lines: CityLines, rng: np.random.Generator) -> BaseGeometry:
    """Return model fields and ponds: discs that keep away from the points of towns."""
    parts = []
    for code, per_km2 in HOLES.items():
        west, south, east, north = lines.wards.geometry[code].bounds
        n = round(per_km2 * (east - west) * (north - south) / 1e6)
        xy = rng.uniform((west, south), (east, north), size=(n, 2))
        radius_m = rng.uniform(*HOLE_RADIUS_M, size=n)
        inside = is_inside(lines.wards.geometry[code], xy)
        parts.append(shapely.buffer(shapely.points(xy[inside]), radius_m[inside]))
    holes = shapely.union_all(np.concatenate(parts))
    return shapely.difference(holes, shapely.union_all(lines.towns.buffer(90.0).to_numpy()))


def _without_close(corners: Corners, *, n_fixed: int) -> Corners:
    """Drop the later one of two corners that lie too near; the first ``n_fixed`` stay."""
    pairs = KDTree(corners.xy_m).query_pairs(CLOSEST_M, output_type="ndarray")
    pairs = np.sort(pairs, axis=1)
    drop = np.zeros(len(corners.xy_m), dtype=bool)
    for first, second in pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].tolist():
        if second >= n_fixed and not drop[first]:
            drop[second] = True
    return corners.take(~drop)


def _with_lonely_towns(corners: Corners, lines: CityLines) -> Corners:
    """Add the point of every town that has no corner nearby."""
    xy = np.round(coordinates_m(lines.towns.geometry), 1)
    lonely = KDTree(corners.xy_m).query(xy)[0] > LONELY_M
    lonely &= ~is_inside(_bare_ground(lines), xy)
    town = np.flatnonzero(lonely)
    return _join(corners, Corners(xy[town], town, *_no_lines(town.size)))


def _with_own_numbers(parts: list[Corners]) -> list[Corners]:
    """Return the parts with lattice lines numbered so that no two lattices share one."""
    numbered, offset = [], 0
    for part in parts:
        numbered.append(Corners(part.xy_m, part.town, part.row + offset, part.column + offset))
        offset += int(max(part.row.max(initial=0), part.column.max(initial=0))) + 1
    return numbered


def _nearest(towns: KDTree, xy_m: FloatArray) -> IntArray:
    return np.asarray(towns.query(xy_m)[1], dtype=np.int64)


def _no_lines(n: int) -> tuple[IntArray, IntArray]:
    return np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)


def _join(*parts: Corners) -> Corners:
    return Corners(
        np.concatenate([part.xy_m for part in parts]),
        np.concatenate([part.town for part in parts]),
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.column for part in parts]),
    )
