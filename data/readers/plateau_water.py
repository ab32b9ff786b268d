"""PLATEAU CityGML: water of floods, tsunami and surge, and zones of landslides, read as a stream.

Water is drawn as thousands of small pieces a class; those of one object are joined. Coordinates stand
as latitude, longitude, height. A class of the city's own (``rankOrg``) means what the code list beside
the file says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.readers.area_classes import classified
from data.readers.area_crs import Bounds
from data.readers.area_members import CODE_LISTS, AreaMember
from data.readers.code_list import read_code_list
from data.readers.hazard_read import HazardRead
from data.readers.ksj_hazards import DEPTH_RANKS, LANDSLIDE_ZONES, ClassColumn
from data.readers.range_text import parse_range
from data.readers.safe_xml import SafeXml
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import ImportNote, note
from domain.vocabulary import HazardKind

_MAX_BYTES = 4_000_000_000
_MAX_PIECES = 3_000_000
_OBJECTS = frozenset({"WaterBody", "SedimentDisasterProneArea"})
#: Elements of risk in all editions of i-UR, by what their names begin with.
_RISKS: Mapping[str, tuple[HazardKind, str]] = {
    "WaterBodyRiverFloodingRisk": (HazardKind.FLOOD, "flood"),
    "WaterBodyTsunamiRisk": (HazardKind.TSUNAMI, "tsunami"),
    "WaterBodyHighTideRisk": (HazardKind.STORM_SURGE, "storm_surge"),
    "WaterBodyInlandFloodingRisk": (HazardKind.INLAND_FLOOD, "inland_flood"),
}
_SCALES = {"1": "_l1", "L1": "_l1", "2": "_l2", "L2": "_l2"}
_PLAIN = frozenset({"rank", "rankOrg", "scale", "disasterType", "areaType", "zoneName"})


@dataclass(slots=True)
class _Object:
    """One object while it is read."""

    number: int
    pieces: list[Any] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    risk: str = ""
    lists: dict[str, str] = field(default_factory=dict)


class _Gatherer:
    """Takes the objects of a document as they come; holds those that may touch the city."""

    def __init__(self, within: Bounds, shown: str) -> None:
        self._box, self._shown = within, shown
        self.rows: list[dict[str, Any]] = []
        self.read, self.srs = 0, ""
        self.bad: list[int] = []
        self._now: _Object | None = None
        self._rings: list[Any] = []
        self._pieces = 0

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if "srsName" in attributes and not self.srs:
            self.srs = str(attributes["srsName"])
        if name in _OBJECTS:
            self.read += 1
            self._now = _Object(self.read)
        if self._now is None:
            return
        if name == "Polygon":
            self._rings = []
        for prefix in _RISKS:
            if name.startswith(prefix):
                self._now.risk = prefix
        if "codeSpace" in attributes:
            self._now.lists[name] = Path(str(attributes["codeSpace"]).replace("\\", "/")).name

    def end(self, name: str, text: str) -> None:
        now = self._now
        if now is None:
            return
        if name == "posList":
            self._rings.append(text)
        elif name == "Polygon":
            self._take_piece(now)
        elif name in _PLAIN:
            now.texts[name] = text.strip()
        elif name in _OBJECTS:
            self._take_object(now, name)
            self._now = None

    def _take_piece(self, now: _Object) -> None:
        rings = [_ring(text) for text in self._rings]
        if not rings or any(ring is None for ring in rings):
            self.bad.append(now.number)
            return
        left, bottom = rings[0].min(axis=0)
        right, top = rings[0].max(axis=0)
        if right < self._box[0] or left > self._box[2] or top < self._box[1] or bottom > self._box[3]:
            return
        self._pieces += 1
        if self._pieces > _MAX_PIECES:
            limit = f"{_MAX_PIECES:,}"
            raise InputError([Fault("areas_many", file=self._shown, value=limit, expected=limit)])
        now.pieces.append(
            shapely.polygons(rings[0], [shapely.linearrings(ring) for ring in rings[1:]] or None)
        )

    def _take_object(self, now: _Object, name: str) -> None:
        if not now.pieces:
            return
        shape = shapely.union_all(shapely.make_valid(np.array(now.pieces, dtype=object)))
        self.rows.append(
            {
                "number": now.number,
                "object": name,
                "risk": now.risk,
                "list": now.lists.get("rankOrg", ""),
                "geometry": shape,
                **{key: now.texts.get(key, "") for key in _PLAIN},
            }
        )


def read_plateau(
    member: AreaMember, within: Bounds, classes: ClassColumn | None = None
) -> tuple[HazardRead, ...]:
    """Read the water and the landslide zones of a CityGML file.

    Parameters
    ----------
    member
        The file; the folder of its code lists may lie beside it.
    within
        Bounds of the city in degrees.
    classes
        What the city's own classes mean, where the user says it; else the code list decides.

    Returns
    -------
    tuple[HazardRead, ...]
        One for each layer that the file holds areas of.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, or holds neither water nor zones.
    """
    gatherer = _Gatherer(within, member.shown)
    SafeXml(gatherer.start, gatherer.end).read(member.path, member.shown, limit=_MAX_BYTES)
    if not gatherer.read:
        expected = "wtr:WaterBody, urf:SedimentDisasterProneArea"
        raise InputError([Fault("citygml_without_hazard", file=member.shown, expected=expected)])
    code = gatherer.srs.rstrip("/").rpartition("/")[2].rpartition(":")[2]
    if code not in {"6697", "6668"}:
        fault = Fault(
            "area_crs_differs", file=member.shown, value=gatherer.srs[:80], expected="EPSG:6697, EPSG:6668"
        )
        raise InputError([fault])
    table = gpd.GeoDataFrame(
        gatherer.rows,
        columns=["number", "object", "risk", "list", "geometry", *sorted(_PLAIN)],
        crs=GEOGRAPHIC_EPSG,
    ).set_index("number")
    reads = []
    for key, rows in _by_layer(table).items():
        column, faults = _column(key, rows, member, classes)
        areas, found = classified(gpd.GeoDataFrame(rows), column, member.shown)
        reads.append(
            HazardRead(
                file=member.shown,
                form="plateau",
                layer=column.layer,
                dataset="plateau",
                areas=areas,
                rows_read=len(rows),
                faults=(*faults, *found),
                notes=(note("pieces_joined"), *_left_out(gatherer)),
            )
        )
    return _with_rest(reads, gatherer, member)


def _left_out(gatherer: _Gatherer) -> tuple[ImportNote, ...]:
    bad = gatherer.bad
    return (note("pieces_left_out", count=len(bad), first=bad[0]),) if bad else ()


def _with_rest(
    reads: Sequence[HazardRead], gatherer: _Gatherer, member: AreaMember
) -> tuple[HazardRead, ...]:
    """Return the reads; objects that lie elsewhere are counted with the first one."""
    rest = gatherer.read - sum(one.rows_read for one in reads)
    if reads:
        return (replace(reads[0], rows_read=reads[0].rows_read + rest), *reads[1:])
    empty = gpd.GeoDataFrame(geometry=[], crs=GEOGRAPHIC_EPSG)
    return (
        HazardRead(
            file=member.shown, form="plateau", layer="", dataset="plateau", areas=empty, rows_read=rest
        ),
    )


def _by_layer(table: gpd.GeoDataFrame) -> dict[tuple[str, str, str], pd.DataFrame]:
    """Return the objects of each layer: by kind of risk, scale and code list."""
    keys = [
        ("landslide", "", "") if name != "WaterBody" else (risk, _SCALES.get(scale, ""), code_list)
        for name, risk, scale, code_list in zip(
            table["object"], table["risk"], table["scale"], table["list"], strict=True
        )
    ]
    order = pd.Series(keys, index=table.index)
    return {key: table[(order == key).to_numpy()] for key in dict.fromkeys(keys)}


def _column(
    key: tuple[str, str, str], rows: pd.DataFrame, member: AreaMember, said: ClassColumn | None
) -> tuple[ClassColumn, tuple[Fault, ...]]:
    """Return what the classes of the objects of a layer mean."""
    risk, scale, code_list = key
    if risk == "landslide":
        column = ClassColumn(
            column="areaType",
            kind=HazardKind.LANDSLIDE,
            layer="landslide",
            dataset="plateau",
            zones=LANDSLIDE_ZONES,
            allowed={"disasterType": ("1", "2", "3")},
            name="zoneName",
        )
        return column, ()
    if risk not in _RISKS:
        fault = Fault("citygml_without_hazard", file=member.shown, expected=", ".join(_RISKS))
        raise InputError([fault])
    kind, layer = _RISKS[risk]
    # A flood that does not say its scale is no planned one: the larger is the cautious reading.
    layer += scale or ("_l2" if kind is HazardKind.FLOOD else "")
    own = bool(rows["rankOrg"].ne("").any())
    column = ClassColumn(column="rankOrg" if own else "rank", kind=kind, layer=layer, dataset="plateau")
    if said is not None and said.depth_m is not None:
        return _with_codes(column, said.depth_m), ()
    if not own:
        return _with_codes(column, DEPTH_RANKS), ()
    file = member.path.parent / CODE_LISTS / code_list
    if not code_list or not file.is_file():
        return _with_codes(column, {}), (
            Fault("code_list_missing", file=member.shown, value=code_list or "rankOrg"),
        )
    return _with_codes(column, _bounds_of(read_code_list(file, code_list))), ()


def _with_codes(column: ClassColumn, codes: Mapping[str, tuple[float, float]]) -> ClassColumn:
    return replace(column, depth_m=dict(codes))


def _bounds_of(code_list: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    found = {code: parse_range(text) for code, text in code_list.items()}
    return {code: bounds for code, bounds in found.items() if bounds is not None}


def _ring(text: str) -> Any:
    """Return a ring as longitude and latitude, shape (n, 2); None where it is none."""
    try:
        numbers = np.array(text.split(), dtype=np.float64)
    except ValueError:
        return None
    if numbers.size < 12 or numbers.size % 3 or not np.isfinite(numbers).all():
        return None
    points = numbers.reshape(-1, 3)[:, [1, 0]]
    return points if np.array_equal(points[0], points[-1]) else np.vstack([points, points[:1]])
