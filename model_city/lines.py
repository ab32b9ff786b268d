"""Typed readers of the facts behind the model city, as geometry in Sakai's metric CRS.

The files, their sources, terms and the meaning of ``mark`` stand in ``facts/SOURCES.md``.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from domain.crs import GEOGRAPHIC_EPSG

#: Plane rectangular CRS VI on JGD2011, in which all of Sakai's layers lie.
SAKAI_EPSG = 6674

#: Folder of the facts.
FACTS = Path(__file__).parent / "facts"


@dataclass(frozen=True, slots=True, eq=False)
class CityLines:
    """What is known of the ground of Sakai; every table in EPSG:6674.

    Parameters
    ----------
    wards
        Index ``ward_code`` (six digits); ``name``, ``managed_road_m`` (length of the roads that
        the city manages [m], a model split), ``geometry``.
    towns
        ``town``, ``ward_code`` and a point per town (町丁目), index 0…946.
    places
        ``place_id`` and each point of a designated place once; streets must reach them.
    rivers
        Index ``name``; ``width_m``, ``mark``, centre line.
    railways
        Index ``name``; ``kind`` (rail, tram, subway), line through the stations.
    stations
        ``station``, ``line`` and a point; a station of two lines has two rows.
    roads
        Index ``name``; ``highway``, ``width_m``, ``walkable``, ``mark``, centre line.
    coast
        One row: the simplified outer coast line.
    sites
        Index ``name``; ``kind`` (kofun, pond, park, campus), ``walkable``, an oriented box.
    references
        Index ``line_id``: ``tsunami_evacuation_line``, ``attention_line``, ``uemachi_flexure``,
        ``old_town_outline`` (a ring as a line).
    heights
        ``elevation_m`` at support points of the model height field, with ``what`` and ``mark``.
    """

    wards: gpd.GeoDataFrame
    towns: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame
    railways: gpd.GeoDataFrame
    stations: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    coast: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    references: gpd.GeoDataFrame
    heights: gpd.GeoDataFrame

    def barriers(self) -> gpd.GeoDataFrame:
        """Return what walkers cross at crossings only: index ``name``; ``kind``, ``width_m``, line.

        Rivers (``kind`` river) and railways (rail). The tram runs on the street and the subway
        under it, so neither bars the way.
        """
        rails = self.railways[self.railways["kind"] == "rail"].assign(width_m=12.0)
        rivers = self.rivers.assign(kind="river")
        columns = ["kind", "width_m", "geometry"]
        return gpd.GeoDataFrame(pd.concat([rivers[columns], rails[columns]]), crs=SAKAI_EPSG)

    def old_town(self) -> shapely.Polygon:
        """Return the outline of the moated old town 環濠都市."""
        return shapely.Polygon(shapely.get_coordinates(self.references.geometry["old_town_outline"]))


def read_lines(folder: Path = FACTS) -> CityLines:
    """Read all facts of a folder laid out as ``facts/``."""
    codes = _read_ward_codes(folder)
    railways = pd.read_csv(folder / "railways.csv", keep_default_na=False)
    stations = railways[railways["station"] != ""].rename(columns={"name": "line"})
    return CityLines(
        wards=_read_wards(folder, codes),
        towns=_read_towns(folder, codes),
        places=_points(_read_place_points(folder)),
        rivers=_read_polylines(folder / "rivers.csv", "name", ["width_m", "mark"]),
        railways=_read_polylines(folder / "railways.csv", "name", ["kind"]),
        stations=_points(stations[["station", "line", "lon", "lat"]].reset_index(drop=True)),
        roads=_read_polylines(folder / "roads.csv", "name", ["highway", "width_m", "walkable", "mark"]),
        coast=_read_polylines(folder / "coast.csv", None, []),
        sites=_read_sites(folder),
        references=_read_polylines(folder / "reference_lines.csv", "line_id", ["mark"]),
        heights=_points(pd.read_csv(folder / "heights.csv")),
    )


def to_metres(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return x (east) and y (north) [m] in EPSG:6674 of degrees, shape (n, 2)."""
    transformer = Transformer.from_crs(GEOGRAPHIC_EPSG, SAKAI_EPSG, always_xy=True)
    x_m, y_m = transformer.transform(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    return np.column_stack([x_m, y_m])


def _read_ward_codes(folder: Path) -> pd.Series:
    table = pd.read_csv(folder / "sakai_ward_codes.csv", dtype=str)
    return table.set_index("jis_code5")["lg_code6"]


def _read_wards(folder: Path, codes: pd.Series) -> gpd.GeoDataFrame:
    table = pd.read_csv(folder / "sakai_ward_outlines.csv", dtype={"ward_code": str})
    table["ward_code"] = table["ward_code"].map(codes)
    table[["x_m", "y_m"]] = to_metres(table["lon"].to_numpy(), table["lat"].to_numpy())
    shapes = {code: _polygons(rows) for code, rows in table.groupby("ward_code")}
    names = table.drop_duplicates("ward_code").set_index("ward_code")["ward"]
    roads = pd.read_csv(folder / "managed_roads.csv", dtype={"ward_code": str})
    length_m = roads.set_index(roads["ward_code"].map(codes))["length_km"] * 1000.0
    frame = pd.DataFrame({"name": names, "managed_road_m": length_m}).sort_index()
    frame.index.name = "ward_code"
    geometry = [shapes[code] for code in frame.index]
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=SAKAI_EPSG)


def _polygons(rows: pd.DataFrame) -> shapely.MultiPolygon:
    """Return the parts of one ward; the rings of a part come outer ring first."""
    parts = []
    for _, part in rows.groupby("part"):
        rings = [ring[["x_m", "y_m"]].to_numpy() for _, ring in part.groupby("ring")]
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    # Rounding to about a metre can make a ring touch itself.
    valid = shapely.make_valid(shapely.union_all(parts))
    polygons = [part for part in shapely.get_parts(valid) if isinstance(part, shapely.Polygon)]
    return shapely.MultiPolygon(polygons)


def _read_place_points(folder: Path) -> pd.DataFrame:
    """Return each point once: several facilities of one address need one street."""
    table = pd.read_csv(folder / "sakai_places.csv")[["place_id", "lon", "lat"]]
    return table.drop_duplicates(["lon", "lat"], ignore_index=True)


def _read_towns(folder: Path, codes: pd.Series) -> gpd.GeoDataFrame:
    table = pd.read_csv(folder / "sakai_town_points.csv", dtype={"ward_code": str})
    table["ward_code"] = table["ward_code"].map(codes)
    return _points(table[["town", "ward_code", "lon", "lat"]])


def _read_polylines(path: Path, key: str | None, columns: list[str]) -> gpd.GeoDataFrame:
    table = pd.read_csv(path, keep_default_na=False)
    groups = table[key] if key is not None else pd.Series("coast", index=table.index)
    position, names = pd.factorize(groups)
    xy_m = to_metres(table["lon"].to_numpy(), table["lat"].to_numpy())
    geometry = shapely.linestrings(xy_m, indices=position)
    frame = table[columns].groupby(position).first()
    frame.index = pd.Index(names, name=key or "name")
    if "walkable" in frame:
        frame["walkable"] = frame["walkable"].astype(bool)
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=SAKAI_EPSG)


def _read_sites(folder: Path) -> gpd.GeoDataFrame:
    table = pd.read_csv(folder / "sites.csv")
    centre = to_metres(table["lon"].to_numpy(), table["lat"].to_numpy())
    bearing = np.deg2rad(table["bearing_deg"].to_numpy())
    along = np.column_stack([np.sin(bearing), np.cos(bearing)]) * table[["length_m"]].to_numpy() / 2
    across = np.column_stack([np.cos(bearing), -np.sin(bearing)]) * table[["width_m"]].to_numpy() / 2
    corners = np.stack([centre + a * along + b * across for a, b in ((1, 1), (1, -1), (-1, -1), (-1, 1))], 1)
    frame = table[["name", "kind"]].assign(walkable=table["walkable"].astype(bool)).set_index("name")
    return gpd.GeoDataFrame(frame, geometry=shapely.polygons(corners), crs=SAKAI_EPSG)


def _points(table: pd.DataFrame) -> gpd.GeoDataFrame:
    xy_m = to_metres(table["lon"].to_numpy(), table["lat"].to_numpy())
    frame = table.drop(columns=["lon", "lat"])
    return gpd.GeoDataFrame(frame, geometry=shapely.points(xy_m), crs=SAKAI_EPSG)
