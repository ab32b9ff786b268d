"""``python -m bench.large_geojson``: a large GeoJSON of areas cut to a city, beside pyogrio (GDAL).

The file is made here: polygons with wavy outlines over a land of nine by nine cities, so that few of them
lie in the city that is asked for. Sonae reads head and areas; pyogrio reads what its ``bbox`` lets
through. Both are cut to the same outline and must give the same areas.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from bench.measure import load, machine, timed_on_processor
from data.readers.area_file import area_heads, read_areas
from data.readers.area_members import area_members

#: Middle of the city [degrees], its half side, and how many cities the land is wide.
_MIDDLE, _HALF, _WIDE = (135.48, 34.56), 0.06, 9
#: Largest difference of the areas that both give, as a share: degrees are written with nine digits.
_SAME = 1e-6
_COLUMN = "A31_201"


@dataclass(frozen=True, slots=True)
class GeojsonCost:
    """Areas in the file and in the city, size of the file [MB], and times on the processor and clock [s]."""

    areas: int
    inside: int
    size_mb: float
    ours_cpu_s: float
    gdal_cpu_s: float
    ours_s: float
    gdal_s: float


def write_areas(file: Path, count: int, corners: int, *, seed: int = 1) -> None:
    """Write polygons with wavy outlines.

    Parameters
    ----------
    file
        GeoJSON to write.
    count, corners
        Polygons, and corners of each.
    seed
        Of their places.
    """
    random = np.random.default_rng(seed)
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    middles = random.uniform(-1, 1, (count, 2)) * _HALF * _WIDE + _MIDDLE
    with file.open("w", encoding="utf-8") as out:
        out.write('{"type": "FeatureCollection", "features": [\n')
        for number, middle in enumerate(middles):
            reach = 0.002 * (1 + 0.3 * np.sin(7 * turn + number))
            ring = (middle + np.column_stack([np.cos(turn), np.sin(turn)]) * reach[:, None]).round(9).tolist()
            feature = {
                "type": "Feature", "properties": {_COLUMN: number % 6 + 1},
                "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
            }  # fmt: skip
            out.write(f"{',' if number else ''}{json.dumps(feature)}\n")
        out.write("]}\n")


def compare_geojson(file: Path, *, repeats: int = 2) -> GeojsonCost:
    """Read and cut a file with both, and hold the areas against each other.

    Raises
    ------
    RuntimeError
        When number or size of the areas differ.
    """
    outline = shapely.Point(_MIDDLE).buffer(_HALF)
    (count, ours), *our_times = timed_on_processor(lambda: _ours(file, outline), repeats=repeats)
    theirs, *their_times = timed_on_processor(lambda: _gdal(file, outline), repeats=repeats)
    refuse_difference(ours, theirs)
    times = (our_times[0], their_times[0], our_times[1], their_times[1])
    return GeojsonCost(count, len(ours), file.stat().st_size / 1e6, *times)


def refuse_difference(ours: gpd.GeoDataFrame, theirs: gpd.GeoDataFrame) -> None:
    """Hold what both gave against each other, class by class.

    Raises
    ------
    RuntimeError
        When number or size of the areas of a class differ.
    """
    sums = [
        found.assign(size=shapely.area(found.geometry.to_numpy()))
        .groupby(_COLUMN)["size"]
        .agg(["count", "sum"])
        for found in (ours, theirs)
    ]
    alike = sums[0].shape == sums[1].shape and np.allclose(sums[0], sums[1], rtol=_SAME, atol=0)
    if not alike:
        msg = f"the areas differ: {len(ours)} and {len(theirs)}"
        raise RuntimeError(msg)


def _ours(file: Path, outline: shapely.Geometry) -> tuple[int, gpd.GeoDataFrame]:
    with area_members(file) as members:
        head = area_heads(members[0])[0]
        read = read_areas(members[0], head, [_COLUMN], outline.bounds)
    return read.read, _cut(read.areas, outline)


def _gdal(file: Path, outline: shapely.Geometry) -> gpd.GeoDataFrame:
    return _cut(pyogrio.read_dataframe(file, bbox=outline.bounds, columns=[_COLUMN]), outline)


def _cut(areas: gpd.GeoDataFrame, outline: shapely.Geometry) -> gpd.GeoDataFrame:
    shapes = shapely.intersection(areas.geometry.to_numpy(), outline)
    kept = ~shapely.is_empty(shapes)
    return gpd.GeoDataFrame({_COLUMN: areas[_COLUMN].astype(str).to_numpy()[kept]}, geometry=shapes[kept])


def geojson_lines(costs: Sequence[GeojsonCost]) -> list[str]:
    """Return the costs as lines of a page."""
    rows = [
        f"| {one.areas:,} | {one.size_mb:.0f} MB | {one.inside:,} | {one.ours_cpu_s:.2f} "
        f"| {one.gdal_cpu_s:.2f} | {one.gdal_cpu_s / one.ours_cpu_s:.1f}× "
        f"| {one.ours_s:.2f} | {one.gdal_s:.2f} |"
        for one in costs
    ]
    return [
        "| areas | file | in the city | Sonae, processor [s] | pyogrio | | by the clock | pyogrio |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.large_geojson", description=__doc__)
    parser.add_argument("--areas", type=int, default=20_000)
    parser.add_argument("--corners", type=int, default=200)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sonae-bench-") as name:
        file = Path(name) / "areas.geojson"
        write_areas(file, options.areas, options.corners)
        cost = compare_geojson(file)
    print("\n".join([machine(), f"load {load():.1f}", *geojson_lines([cost])]))


if __name__ == "__main__":
    main()
