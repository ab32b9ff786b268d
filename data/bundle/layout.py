"""Which layers a city bundle has, in which files, by which contracts."""

from dataclasses import dataclass

from domain.tables import city, organisations
from domain.tables.base import Table

#: Version of the bundle on disk that this code writes.
SCHEMA_VERSION = 2

#: Versions that it reads. In version 1 a layer has one source, written beside its file.
READABLE_VERSIONS = (1, 2)

BUNDLE_FILE = "bundle.toml"
SCENARIO_LAYER = "scenarios"
SCENARIO_FILE = "scenarios.toml"
SETTING_LAYER = "settings"
SETTING_FILE = "settings.toml"

#: Hazard layers are named ``hazards/<name>``.
HAZARD_PREFIX = "hazards/"

_POINT = ("Point",)
_LINE = ("LineString",)
_AREA = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """One layer: its contract, its file, the shapes it may hold, whether there is no bundle without it.

    ``geometry_types`` is empty for tables without geometry, which are CSV files. ``may_lack`` are columns
    that came later: where a file has none of them, nothing of them is known.
    """

    layer: str
    contract: type[Table]
    geometry_types: tuple[str, ...]
    required: bool
    may_lack: tuple[str, ...] = ()

    @property
    def is_geographic(self) -> bool:
        """Whether the layer is GeoParquet; else it is CSV."""
        return bool(self.geometry_types)

    @property
    def file(self) -> str:
        """Usual file name below the bundle folder."""
        return f"{self.layer}.parquet" if self.is_geographic else f"{self.layer}.csv"

    @property
    def numbered(self) -> bool:
        """Whether the index is the row number, which files do not hold."""
        return self.contract.index_name() == "row"


#: The fixed layers, in the order in which they are read, written and listed.
LAYERS: tuple[LayerSpec, ...] = (
    LayerSpec("wards", city.Wards, _AREA, required=True),
    LayerSpec("districts", city.Districts, _AREA, required=False),
    LayerSpec("blocks", city.Blocks, (*_AREA, *_POINT), required=False, may_lack=city.GROUND_HEIGHT),
    LayerSpec("nodes", city.Nodes, _POINT, required=False),
    LayerSpec("streets", city.Streets, _LINE, required=False),
    LayerSpec("places", city.Places, (*_POINT, *_AREA), required=False, may_lack=city.GROUND_HEIGHT),
    LayerSpec("zones", city.Zones, _AREA, required=False),
    LayerSpec("facilities", city.Facilities, _POINT, required=False),
    LayerSpec("background", city.Background, (*_LINE, "MultiLineString", *_POINT), required=False),
    LayerSpec("readings", city.Readings, (), required=False),
    LayerSpec("organisations", organisations.Organisations, (), required=False),
    LayerSpec("posts", organisations.Posts, (), required=False),
    LayerSpec("district_facts", organisations.DistrictFacts, (), required=False),
    LayerSpec("opening_duty", organisations.OpeningDuty, (), required=False),
    LayerSpec("place_facts", organisations.PlaceFacts, (), required=False),
    LayerSpec("published", organisations.PublishedFigures, (), required=False),
)

#: Layers without which questions go unanswered: a bundle that does not list them says so when it is read.
WANTED_LAYERS = ("districts", "blocks", "streets", "places", SCENARIO_LAYER)

_BY_ID = {spec.layer: spec for spec in LAYERS}


def layer_spec(layer: str) -> LayerSpec | None:
    """Return the layout of a layer, or None where Sonae knows no such layer."""
    if layer.startswith(HAZARD_PREFIX) and len(layer) > len(HAZARD_PREFIX):
        return LayerSpec(layer, city.HazardAreas, _AREA, required=False, may_lack=city.LIQUEFACTION)
    return _BY_ID.get(layer)


def known_layers() -> tuple[str, ...]:
    """Return the names of all layers that a bundle may list."""
    return (*_BY_ID, f"{HAZARD_PREFIX}…", SCENARIO_LAYER, SETTING_LAYER)


def default_file(layer: str) -> str:
    """Return the usual file name of a layer."""
    if layer == SCENARIO_LAYER:
        return SCENARIO_FILE
    if layer == SETTING_LAYER:
        return SETTING_FILE
    spec = layer_spec(layer)
    if spec is None:
        msg = f"no layer {layer!r}"
        raise ValueError(msg)
    return spec.file
