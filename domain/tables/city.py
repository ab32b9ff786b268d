"""Contracts of the layers of a city bundle. Geometry is in the bundle's metric CRS."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Geometry, Table
from domain.tables.ranges import (
    BUILT_YEARS,
    ELEVATION_M,
    LEAST_DEPTH_MAX_M,
    MOST_AREA_M2,
    MOST_ARRIVAL_S,
    MOST_DEPTH_M,
    MOST_DURATION_H,
    MOST_ELEVATION_ERROR_M,
    MOST_FLOORS,
    MOST_PERSONS,
    MOST_WARDS,
    STREET_LENGTH_M,
    STREET_WIDTH_M,
)
from domain.vocabulary import (
    BackgroundKind,
    HazardKind,
    HazardZoneType,
    NameKind,
    WidthOrigin,
    YesNoUnknown,
    ZoneType,
)

#: Height of the ground [m] and its standard error at most [m]; NaN unknown. Bundles may lack them.
GROUND_HEIGHT = ("ground_elevation_m", "ground_elevation_error_m")

#: Index of liquefaction (PL); NaN unknown. Bundles may lack it.
LIQUEFACTION = ("liquefaction_index",)

_YES_NO = [value.value for value in YesNoUnknown]


class Wards(Table):
    """Wards in their official order; residents and households as published, <NA> where not known."""

    ward_code: Index[str] = pa.Field(unique=True, str_matches=r"^\d{6}$")
    name: Series[str]
    name_en: Series[str]
    official_order: Series[int] = pa.Field(ge=1, le=MOST_WARDS, unique=True)
    residents: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    households: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    geometry: Geometry


class Districts(Table):
    """School districts (校区). ``unit`` says what the outline is; 推定 is not official."""

    district_id: Index[str] = pa.Field(unique=True)
    name: Series[str]
    name_en: Series[str]
    ward_code: Series[str]
    unit: Series[str] = pa.Field(isin=["自治連合会区域", "通学区域", "推定"])
    geometry: Geometry


class Blocks(Table):
    """Blocks of at most about 150 people; the smallest unit that walks together.

    The ``living_floor_*`` columns sum to ``residents``, the age columns to ``residents`` or less: the
    rest is of unknown age. A living floor is the highest floor of the home that its people can use:
    ``living_floor_1`` is a one-storey home. ``support_persons`` (避難行動要支援者) and
    ``power_care_persons`` (who depend on power or care at home; part of ``support_persons``) are
    attributes, not further people. <NA> is not known, and never zero. ``ground_elevation_m`` is the ground
    at a point inside, ``ground_elevation_error_m`` its standard error at most; no plan rests on them.
    """

    block_id: Index[str] = pa.Field(unique=True)
    town: Series[str]
    district_id: Series[str]
    ward_code: Series[str]
    residents: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    daytime_persons: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    households: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    age_0_14: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    age_15_64: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    age_65_74: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    age_75_plus: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    support_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    power_care_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    elderly_alone: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    living_floor_b1: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    living_floor_1: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    living_floor_2: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    living_floor_3: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    living_floor_4_plus: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    living_floor_unknown: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    ground_elevation_m: Series[float] = pa.Field(nullable=True, ge=ELEVATION_M[0], le=ELEVATION_M[1])
    ground_elevation_error_m: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_ELEVATION_ERROR_M)
    geometry: Geometry


class Nodes(Table):
    """Street corners and ends."""

    node_id: Index[int] = pa.Field(unique=True)
    elevation_m: Series[float] = pa.Field(nullable=True, ge=ELEVATION_M[0], le=ELEVATION_M[1])
    geometry: Geometry


class Streets(Table):
    """Streets that can be walked; one row a street, walked both ways.

    ``slope`` is rise over run, signed from u to v. ``crosses`` names the railway or river that a
    bridge, underpass or level crossing takes the street over, under or across; empty elsewhere.
    """

    street_id: Index[int] = pa.Field(unique=True)
    u: Series[int]
    v: Series[int]
    length_m: Series[float] = pa.Field(ge=STREET_LENGTH_M[0], le=STREET_LENGTH_M[1])
    width_m: Series[float] = pa.Field(nullable=True, ge=STREET_WIDTH_M[0], le=STREET_WIDTH_M[1])
    width_origin: Series[str] = pa.Field(isin=[value.value for value in WidthOrigin])
    highway: Series[str]
    name: Series[str]
    bridge: Series[bool]
    tunnel: Series[bool]
    underpass: Series[bool]
    steps: Series[bool]
    level_crossing: Series[bool]
    crosses: Series[str]
    slope: Series[float] = pa.Field(ge=-1, le=1)
    geometry: Geometry


class Places(Table):
    """Designated places: roles, the eight flags, what is known of size and building.

    A capacity is the whole place's; NaN (or <NA>) is unknown and never zero. The two floor areas
    are gross and lie in different phases: ``floor_area_m2`` for staying, ``refuge_area_m2`` for
    hours of refuge (from the third floor up in a refuge building); ``open_area_m2`` is ground.
    ``ground_elevation_m`` is the ground at its point, as of ``Blocks``; no plan rests on it.
    """

    place_id: Index[str] = pa.Field(unique=True)
    name: Series[str]
    address: Series[str]
    ward_code: Series[str]
    district_id: Series[str]
    facility_type: Series[str]
    emergency_site: Series[bool]
    shelter: Series[bool]
    welfare_shelter: Series[bool]
    refuge_building: Series[bool]
    flood: Series[bool]
    landslide: Series[bool]
    storm_surge: Series[bool]
    earthquake: Series[bool]
    tsunami: Series[bool]
    large_fire: Series[bool]
    inland_flood: Series[bool]
    volcano: Series[bool]
    floor_area_m2: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_AREA_M2)
    refuge_area_m2: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_AREA_M2)
    open_area_m2: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_AREA_M2)
    floors: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_FLOORS)
    structure: Series[str]
    built_year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=BUILT_YEARS[0], le=BUILT_YEARS[1])
    refuge_capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    stay_capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    official_capacity_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    official_capacity_standard: Series[str]
    direct_admission: Series[str] = pa.Field(isin=_YES_NO)
    ground_elevation_m: Series[float] = pa.Field(nullable=True, ge=ELEVATION_M[0], le=ELEVATION_M[1])
    ground_elevation_error_m: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_ELEVATION_ERROR_M)
    geometry: Geometry


class HazardAreas(Table):
    """Polygons of one hazard layer; classes carry bounds, what does not apply is NaN or empty.

    ``depth_m_min`` ≤ depth < ``depth_m_max`` (inf for an open class). ``arrival_time_s`` counts
    from the scenario's t0 (first wetting; fire front). ``intensity`` is the JMA instrumental
    intensity, ``liquefaction_index`` the PL value of the ground in this earthquake; the ``*_share``
    columns are shares of buildings (collapse, half collapse, burnt) or of people (water cut). A
    share that some areas leave empty is between 0 and the highest of the layer there; one that all
    leave empty is not counted, and the check of the bundle says so.
    """

    area_id: Index[int] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=[value.value for value in HazardKind])
    zone_type: Series[str] = pa.Field(isin=["", *[value.value for value in HazardZoneType]])
    depth_m_min: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_DEPTH_M)
    depth_m_max: Series[float] = pa.Field(nullable=True, ge=LEAST_DEPTH_MAX_M, le_or_open=MOST_DEPTH_M)
    duration_h: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_DURATION_H)
    arrival_time_s: Series[float] = pa.Field(nullable=True, ge=-MOST_ARRIVAL_S, le=MOST_ARRIVAL_S)
    intensity: Series[float] = pa.Field(nullable=True, ge=0, le=7.5)
    collapse_share: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    half_collapse_share: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    burnt_share: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    water_cut_share: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    liquefaction_index: Series[float] = pa.Field(nullable=True, ge=0, le=100)
    geometry: Geometry


class Zones(Table):
    """Administrative zones of one kind: evacuation zone, attention zone, safe area."""

    zone_id: Index[str] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=[value.value for value in HazardKind])
    zone_type: Series[str] = pa.Field(isin=[value.value for value in ZoneType])
    name: Series[str]
    geometry: Geometry


class Facilities(Table):
    """Facilities whose users cannot leave alone (要配慮者利用施設); <NA> users are not known."""

    facility_id: Index[str] = pa.Field(unique=True)
    name: Series[str]
    facility_type: Series[str] = pa.Field(isin=["care", "medical", "school", "nursery"])
    ward_code: Series[str]
    district_id: Series[str]
    users_day: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    users_night: Series[pd.Int64Dtype] = pa.Field(nullable=True, coerce=True, ge=0, le=MOST_PERSONS)
    plan_made: Series[str] = pa.Field(isin=_YES_NO)
    drill_reported: Series[str] = pa.Field(isin=_YES_NO)
    geometry: Geometry


class Readings(Table):
    """How names are read (よみ), with the English name where there is one; index runs from 0.

    ``reading`` is hiragana; a space stands between parts that are read apart (もず うめまち). The name
    of a town stands without the number of its 丁 or 丁目. A name that is not listed has no reading:
    it is never read off its letters. No plan rests on it.
    """

    row: Index[int] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=[value.value for value in NameKind])
    ward_code: Series[str]
    name: Series[str]
    reading: Series[str] = pa.Field(str_matches=r"^[ぁ-ゖー]+( [ぁ-ゖー]+)*$")
    name_en: Series[str]
    source: Series[str]


class Background(Table):
    """Lines and stations that help to find one's way on a map; no plan rests on them.

    A ``station`` is a point, every other kind a line. ``name`` is empty where nothing is written.
    """

    feature_id: Index[str] = pa.Field(unique=True)
    kind: Series[str] = pa.Field(isin=[value.value for value in BackgroundKind])
    name: Series[str]
    geometry: Geometry
