"""A city in memory: its geography, and who is organised in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Self

import geopandas as gpd
import pandas as pd

from domain.data_kind import DataKind, least_sure
from domain.faults import Fault, UnknownScenarioError
from domain.scenario import HazardScenario
from domain.tables.city import Background, Readings
from domain.tables.organisations import (
    ListedDistricts,
    ListedOrganisations,
    OpeningDuty,
    PlaceFacts,
    SquadHours,
)

#: Before the name of a table in which lists of users stand, where an indicator names what it rests on.
UPLOADED = "uploaded/"
#: Layers of a bundle folder that hold who is organised, not the geography.
STRENGTH_LAYERS = ("organisations", "posts", "district_facts", "opening_duty", "place_facts")
#: Tables beside them that only lists in the store fill; no bundle folder holds them.
LISTED_TABLES = ("listed", "squad_hours", "listed_districts")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that data came in, as it was given.

    Parameters
    ----------
    name
        Name of the file; of an archive the archive's.
    sha256
        Hash of all of it.
    is_unverified
        Whether its reader was never tried on a file of its maker (未検証).
    """

    name: str
    sha256: str
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One origin of the data of a layer.

    Parameters
    ----------
    name
        Whose data it is, as it must be named.
    licence
        Terms under which it may be passed on.
    date
        Date of the data (ISO, year or year-month); empty where nobody has said it.
    notices
        Cautions that must be passed on with the data.
    name_en, licence_en, date_en, notices_en
        The same in English, the Japanese name with it; empty where nobody has translated it.
    notices_easy
        The cautions in やさしい日本語; empty where nobody has written them.
    files
        The files that it came in; empty where nobody has kept them.
    former_date
        Where the date is not known: that of the data which it took the place of. It is never its own.
    """

    name: str
    licence: str
    date: str = ""
    notices: tuple[str, ...] = ()
    name_en: str = ""
    licence_en: str = ""
    date_en: str = ""
    notices_en: tuple[str, ...] = ()
    notices_easy: tuple[str, ...] = ()
    files: tuple[SourceFile, ...] = ()
    former_date: str = ""


@dataclass(frozen=True, slots=True)
class LayerSource:
    """Provenance of one layer of a bundle, as ``bundle.toml`` states it.

    Parameters
    ----------
    layer
        Layer id, such as ``places`` or ``hazards/tsunami``.
    file
        Path below the bundle folder.
    sources
        Where the layer comes from, one or more, each with its own terms, date and notices.
    sha256
        Hash of the file.
    is_model
        True where the whole layer is model data (模擬データ).
    model_columns
        Columns that are model data in a layer that is otherwise real.
    assumed_columns
        Columns that nobody counted, filled by a stated assumption (仮定値).
    name, name_en
        What the layer is called on pages and papers, such as the title of the official map; empty
        where its id says enough.
    """

    layer: str
    file: str
    sources: tuple[Source, ...]
    sha256: str
    is_model: bool
    model_columns: tuple[str, ...] = ()
    name: str = ""
    name_en: str = ""
    assumed_columns: tuple[str, ...] = ()

    @property
    def data_kind(self) -> DataKind:
        """The least sure of its columns."""
        if self.is_model or self.model_columns:
            return DataKind.MODEL
        return DataKind.ASSUMED if self.assumed_columns else DataKind.REAL

    def column_kind(self, column: str) -> DataKind:
        """Return what a column is; of an empty name the least sure of all."""
        if not column or self.is_model:
            return self.data_kind
        if column in self.model_columns:
            return DataKind.MODEL
        return DataKind.ASSUMED if column in self.assumed_columns else DataKind.REAL

    @property
    def source(self) -> str:
        """Names of all sources in one text, each once."""
        return _joined(source.name for source in self.sources)

    @property
    def licence(self) -> str:
        """Terms of all sources in one text, each once; all of them hold."""
        return _joined(source.licence for source in self.sources)

    @property
    def date(self) -> str:
        """Dates of all sources in one text, each once."""
        return _joined(source.date for source in self.sources)

    @property
    def source_en(self) -> str:
        """Names of all sources in English, where there is one."""
        return _joined((source.name_en or source.name for source in self.sources), "; ")

    @property
    def licence_en(self) -> str:
        """Terms of all sources in English, where there are any."""
        return _joined((source.licence_en or source.licence for source in self.sources), "; ")

    @property
    def date_en(self) -> str:
        """Dates of all sources in English."""
        return _joined((source.date_en or source.date for source in self.sources), "; ")

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Files of all sources, each once."""
        return tuple(dict.fromkeys(one for source in self.sources for one in source.files))

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices of all sources, each once."""
        return tuple(dict.fromkeys(notice for source in self.sources for notice in source.notices))


def _joined(texts: Iterable[str], between: str = "；") -> str:
    return between.join(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True, slots=True)
class BundleMeta:
    """Head of a bundle: identity, CRS and the provenance of every layer."""

    schema_version: int
    bundle_hash: str
    city_code: str
    name: str
    name_en: str
    epsg: int
    layers: tuple[LayerSource, ...]

    @property
    def is_model(self) -> bool:
        """Whether any layer or column of the bundle is model data."""
        return self.data_kind is DataKind.MODEL

    @property
    def data_kind(self) -> DataKind:
        """The least sure of its layers."""
        return least_sure(layer.data_kind for layer in self.layers)

    def with_source(self, source: LayerSource) -> Self:
        """Return the head with the provenance of a layer put in place of the one it has, or added."""
        others = tuple(one for one in self.layers if one.layer != source.layer)
        at = next((i for i, one in enumerate(self.layers) if one.layer == source.layer), len(others))
        return replace(self, layers=(*others[:at], source, *others[at:]))

    def layer(self, layer_id: str) -> LayerSource | None:
        """Return the provenance of a layer, or None where the bundle does not hold it."""
        return next((layer for layer in self.layers if layer.layer == layer_id), None)


def _no_background() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(Background.empty_in())


def _no_readings() -> pd.DataFrame:
    return Readings.empty_in()


def _nobody_on_duty() -> pd.DataFrame:
    return OpeningDuty.empty_in()


def _no_place_facts() -> pd.DataFrame:
    return PlaceFacts.empty_in()


def _none_listed() -> pd.DataFrame:
    return ListedOrganisations.empty_in()


def _no_districts_listed() -> pd.DataFrame:
    return ListedDistricts.empty_in()


def _no_squad_hours() -> pd.DataFrame:
    return SquadHours.empty_in()


@dataclass(frozen=True, eq=False)
class OrganisationStrength:
    """What changes from week to week: organisations, their squads, and counts per district. No person.

    Parameters
    ----------
    organisations, posts
        ``Organisations`` and ``Posts``: voluntary disaster organisations and their squads as counts.
    district_facts
        ``DistrictFacts``: support list, individual plans, stock and associations per district.
    uploaded
        Names of the tables that a user put in place of the city's own; shown beside every figure.
    opening_duty, place_facts
        ``OpeningDuty``: who opens which place, as counts; ``PlaceFacts``: toilets. Both may be empty: not
        surveyed.
    listed, squad_hours
        ``ListedOrganisations``: of which organisations lists in the store say something, and since when;
        ``SquadHours``: who of their squads can come by day and by night. No list: empty.
    listed_districts
        ``ListedDistricts``: of which districts lists in the store count the people who need help.
    """

    organisations: pd.DataFrame
    posts: pd.DataFrame
    district_facts: pd.DataFrame
    uploaded: frozenset[str] = frozenset()
    opening_duty: pd.DataFrame = field(default_factory=_nobody_on_duty)
    place_facts: pd.DataFrame = field(default_factory=_no_place_facts)
    listed: pd.DataFrame = field(default_factory=_none_listed)
    squad_hours: pd.DataFrame = field(default_factory=_no_squad_hours)
    listed_districts: pd.DataFrame = field(default_factory=_no_districts_listed)

    def with_posts(self, posts: pd.DataFrame) -> Self:
        """Return the strength with other squads, marked as uploaded where they differ.

        They stand on no list of the store: what lists say of squads is left out.
        """
        if posts.equals(self.posts):
            return self
        return replace(
            self, posts=posts, uploaded=self.uploaded | {"posts"}, listed=_none_listed(),
            squad_hours=_no_squad_hours(),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class City:
    """The geography of a city. Tables follow ``domain.tables``; rows sorted by id.

    Parameters
    ----------
    meta
        Identity and provenance.
    wards, districts, blocks, nodes, streets, places, zones, facilities
        Layers with geometry, all in the bundle's one metric CRS.
    hazards
        Hazard layers by id (``tsunami``, ``yamato_flood`` …).
    published
        Published official figures to stand beside ours.
    scenarios
        Scenarios by id.
    setting_overrides
        Setting keys and values of the bundle's ``settings.toml``.
    warnings
        Faults of severity warning that the bundle was read with; listed on the data page.
    background
        Coast, rivers, railways, stations and main roads, drawn for orientation; may be empty.
    readings
        How names of wards, districts, towns and places are read; may be empty.
    """

    meta: BundleMeta
    wards: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    blocks: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    zones: gpd.GeoDataFrame
    facilities: gpd.GeoDataFrame
    hazards: Mapping[str, gpd.GeoDataFrame]
    published: pd.DataFrame
    scenarios: Mapping[str, HazardScenario]
    setting_overrides: Mapping[str, str]
    warnings: tuple[Fault, ...] = ()
    background: gpd.GeoDataFrame = field(default_factory=_no_background)
    readings: pd.DataFrame = field(default_factory=_no_readings)

    def scenario(self, scenario_id: str) -> HazardScenario:
        """Return a scenario by id.

        Raises
        ------
        UnknownScenarioError
            When the bundle has no scenario of this id.
        """
        try:
            return self.scenarios[scenario_id]
        except KeyError:
            raise UnknownScenarioError(scenario_id, tuple(self.scenarios)) from None


@dataclass(frozen=True, eq=False, kw_only=True)
class CityBundle(City):
    """What the folder of a city holds: its geography, and the strength of its organisations.

    Parameters
    ----------
    strength
        Organisations, squads and counts per district, as the folder holds them.
    """

    strength: OrganisationStrength

    @cached_property
    def city(self) -> City:
        """The geography alone; the same object each time."""
        return City(**{one.name: getattr(self, one.name) for one in fields(City)})

    def table(self, layer: str) -> pd.DataFrame:
        """Return the table of a layer by its id, such as ``places`` or ``posts``."""
        held: pd.DataFrame = getattr(self.strength if layer in STRENGTH_LAYERS else self, layer)
        return held
