"""The editions of 国土数値情報 that hold hazard areas: which column means what, and its codes as bounds.

A format is data, not code: a new edition is a new line of ``EDITIONS``.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.vocabulary import HazardKind, HazardZoneType, ZoneType

#: Bounds of the classes of depth [m] of 洪水浸水想定区域 since 2015 (電子化ガイドライン).
DEPTH_RANKS: Mapping[str, tuple[float, float]] = {
    "1": (0.0, 0.5),
    "2": (0.5, 3.0),
    "3": (3.0, 5.0),
    "4": (5.0, 10.0),
    "5": (10.0, 20.0),
    "6": (20.0, math.inf),
}
#: The two scales of the 2012 edition, of five steps (1x) and of seven (2x).
_OLD_DEPTH_CODES: Mapping[str, tuple[float, float]] = {
    "11": (0.0, 0.5),
    "12": (0.5, 1.0),
    "13": (1.0, 2.0),
    "14": (2.0, 5.0),
    "15": (5.0, math.inf),
    "21": (0.0, 0.5),
    "22": (0.5, 1.0),
    "23": (1.0, 2.0),
    "24": (2.0, 3.0),
    "25": (3.0, 4.0),
    "26": (4.0, 5.0),
    "27": (5.0, math.inf),
}
#: Classes of how long the water stays [h].
_DURATION_RANKS: Mapping[str, tuple[float, float]] = {
    "1": (0.0, 12.0),
    "2": (12.0, 24.0),
    "3": (24.0, 72.0),
    "4": (72.0, 168.0),
    "5": (168.0, 336.0),
    "6": (336.0, 672.0),
    "7": (672.0, math.inf),
}
_COLLAPSE = dict.fromkeys(("1", "2", "3"), HazardZoneType.HOUSE_COLLAPSE)
#: Zones that are not designated yet (3, 4) are zones: the survey has found them.
LANDSLIDE_ZONES: Mapping[str, HazardZoneType] = {
    "1": HazardZoneType.WARNING,
    "2": HazardZoneType.SPECIAL_WARNING,
    "3": HazardZoneType.WARNING,
    "4": HazardZoneType.SPECIAL_WARNING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassColumn:
    """What a column of hazard areas means.

    Parameters
    ----------
    column
        Column that holds the class; a file that has it is of this edition. Empty: no column does, and
        every area is of ``zone``.
    kind
        Hazard of the areas.
    layer
        Id of the layer of a bundle that they become.
    depth_m, duration_h, zones
        Bounds, or type of zone, of each code; one of the three at most.
    depth_words, duration_words
        Whether the column holds the bounds of the depth, or of how long the water stays, as words.
    zone
        Type of zone of every area, where no column tells them apart.
    marks
        Columns that a file of this edition has, where ``column`` alone does not say so.
    allowed
        Further columns that must hold one of these codes.
    provisional
        Codes of the class that are counted in the report as not designated yet.
    name
        Column with the name of the river or zone; empty where there is none.
    dataset
        Data set, such as ``A31``; empty where the user explains the file.
    note
        Key below ``import.note.`` of what the reader must know of this edition.
    """

    column: str
    kind: HazardKind
    layer: str
    dataset: str
    depth_m: Mapping[str, tuple[float, float]] | None = None
    duration_h: Mapping[str, tuple[float, float]] | None = None
    zones: Mapping[str, HazardZoneType | ZoneType] | None = None
    depth_words: bool = False
    duration_words: bool = False
    zone: HazardZoneType | ZoneType | None = None
    marks: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    provisional: tuple[str, ...] = ()
    name: str = ""
    note: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes that the column may hold; none where it holds words."""
        return tuple(self.depth_m or self.duration_h or self.zones or ())

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return tuple(dict.fromkeys(c for c in (self.column, *self.allowed, self.name) if c))


_FLOOD = HazardKind.FLOOD


def _flood_editions() -> Iterable[ClassColumn]:
    """Yield A31 by prefecture (2012, to 2020) and A31a by river (from 2022)."""
    yield ClassColumn(
        column="A31_001", kind=_FLOOD, layer="flood_l1", dataset="A31", depth_m=_OLD_DEPTH_CODES
    )
    for prefix, infix, name in (("A31", "01", ""), ("A31a", "05", "A31a_{0}02")):
        for number, layer, codes in (
            (1, "flood_l1", {"depth_m": DEPTH_RANKS}),
            (2, "flood_l2", {"depth_m": DEPTH_RANKS}),
            (3, "flood_l2", {"duration_h": _DURATION_RANKS}),
            (4, "flood_l2", {"zones": _COLLAPSE}),
        ):
            yield ClassColumn(
                column=f"{prefix}_{number}{infix}",
                kind=_FLOOD,
                layer=layer,
                dataset="A31",
                name=name.format(number),
                **codes,
            )


EDITIONS: tuple[ClassColumn, ...] = (
    *_flood_editions(),
    ClassColumn(
        column="A33_002",
        kind=HazardKind.LANDSLIDE,
        layer="landslide",
        dataset="A33",
        zones=LANDSLIDE_ZONES,
        allowed={"A33_001": ("1", "2", "3")},
        provisional=("3", "4"),
        name="A33_005",
    ),
    ClassColumn(column="A40_003", kind=HazardKind.TSUNAMI, layer="tsunami", dataset="A40", depth_words=True),
    ClassColumn(
        column="A49_003", kind=HazardKind.STORM_SURGE, layer="storm_surge", dataset="A49", depth_words=True
    ),
    ClassColumn(
        column="A51_005", kind=HazardKind.INLAND_FLOOD, layer="inland_flood", dataset="A51", depth_words=True
    ),
    *(
        ClassColumn(
            column="",
            kind=HazardKind.LANDSLIDE,
            layer=layer,
            dataset=dataset,
            zone=HazardZoneType.WARNING,
            marks=(f"{mark}_001", f"{mark}_004", f"{mark}_005"),
            name=f"{mark}_004",
            note="zone_as_warning",
        )
        for dataset, mark, layer in (
            ("A46", "A46-a", "landslide_prevention"),
            ("A46", "A46", "landslide_prevention"),
            ("A47", "A47", "steep_slope"),
        )
    ),
)


def edition_of(columns: Iterable[str]) -> ClassColumn | None:
    """Return the edition that a file with these columns is of; None where it is of none.

    Parameters
    ----------
    columns
        Names of the columns, in any order.
    """
    held = set(columns)
    for edition in EDITIONS:
        needed = {edition.column, *edition.marks} - {""}
        if needed <= held:
            return edition
    return None
