"""Layers of a plan as GeoJSON in degrees (JGD2011, EPSG:6668), longitude first, six decimals."""

import json
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.data_kind import DataKind
from domain.vocabulary import UNSERVED_CAUSES
from exports.fields import LIMITS
from exports.json_values import json_value
from messages.catalogue import text
from planning.case import Case
from planning.limits import water_may_come_first
from planning.plan import Plan
from presentation.destination_words import plan_destination_names
from presentation.heading import headline, model_notice, source_lines
from presentation.map_layers.places import load_classes
from presentation.names import (
    capacity_is_model,
    data_kind,
    district_names,
    layer_is_model,
    place_names,
    ward_names,
)
from presentation.plain_text import readable_text
from presentation.result_tables import DISTRICT_UNITS, walked_routes
from presentation.styles.places import LOADS

#: JGD2011 in degrees: the datum of Japanese maps.
EPSG_DEGREES = 6668
#: Six decimals of a degree are about 0.1 m.
_DECIMALS = 6


def plan_geojson(case: Case, plan: Plan, language: str) -> dict[str, bytes]:
    """Return places, routes, districts with their ledger, and hazard areas, by file name."""
    return {
        "places.geojson": _file(_places(case, plan, language), case, plan, language, ("places",)),
        "routes.geojson": _file(
            _routes(case, plan, language), case, plan, language, ("blocks", "streets", "places")
        ),
        "districts.geojson": _file(
            _districts(case, plan, language), case, plan, language, ("districts", "blocks")
        ),
        "hazard.geojson": _file(_hazard(case, language), case, plan, language, ("hazards",)),
    }


def in_degrees(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer in degrees (EPSG:6668), rounded to six decimals."""
    moved = frame.to_crs(EPSG_DEGREES)
    rounded = shapely.transform(
        moved.geometry.to_numpy(), lambda points: np.round(points, _DECIMALS), include_z=False
    )
    return moved.set_geometry(gpd.GeoSeries(rounded, index=moved.index, crs=EPSG_DEGREES))


def _places(case: Case, plan: Plan, language: str) -> gpd.GeoDataFrame:
    places = case.city.places
    usable = plan.usable_places.reindex(places.index)
    standing = usable["standing"]
    loads = plan.loads.reindex(places.index)
    frame = {
        "place_id": places.index.astype("str"),
        "name": place_names(case.city, language),
        "address": places["address"],
        "ward": places["ward_code"].map(ward_names(case, language)),
        "district": places["district_id"].map(district_names(case, language)),
        "state": usable["state"],
        "suitability": usable["suitability"],
        "standing": standing,
        "standing_label": _labels("place_standing", standing, language),
        "load": [LOADS[i] for i in load_classes(case, plan)],
        "in_plan": usable["in_plan"],
        "capacity_persons": usable["capacity_persons"],
        "area_per_person_m2": usable["area_per_person_m2"],
        "assigned_persons": loads["assigned_persons"],
        "place_data": data_kind(language, DataKind.of_model(layer_is_model(case, "places"))),
        "capacity_data": data_kind(language, DataKind.of_model(capacity_is_model(case))),
    }
    return gpd.GeoDataFrame(frame, geometry=places.geometry, crs=places.crs)


def _routes(case: Case, plan: Plan, language: str) -> gpd.GeoDataFrame:
    rows = walked_routes(case, plan)
    # A few people who need help and nobody else: their number would point at them.
    persons = rows["persons"].astype("Int64").mask(rows["small"])
    limits = rows["latest_departure_s"]
    # JSON has no infinity: null alone could be a way that never closes, or one of which nobody knows.
    # Of one that counts to the storm wind nobody knows whether rivers and drains wait for it.
    known, before_wind, never, unknown = LIMITS
    state = np.select(
        [limits.isna(), np.isposinf(limits)], [unknown, never],
        before_wind if water_may_come_first(case) else known,
    )  # fmt: skip
    rows = rows.assign(
        persons=persons,
        destination=rows["destination_id"].map(plan_destination_names(case, plan, language)),
        limit=state,
    )
    # Metres and seconds of arithmetic, to the tenth: what is measured is not known any better.
    tenths = [name for name in rows.columns if str(name).endswith(("_m", "_s"))]
    return rows.assign(**{name: rows[name].astype("float64").round(1) for name in tenths}).drop(
        columns="small"
    )


def _districts(case: Case, plan: Plan, language: str) -> gpd.GeoDataFrame:
    districts = case.city.districts
    ledger = plan.ledgers.districts.reindex(districts.index)
    causes = [cause.value for cause in UNSERVED_CAUSES]
    units = [DISTRICT_UNITS[unit] for unit in districts["unit"]]
    frame = pd.DataFrame(
        {
            "district_id": districts.index.astype("str"),
            "name": district_names(case, language).reindex(districts.index),
            "ward": districts["ward_code"].map(ward_names(case, language)),
            "unit": units,
            "unit_label": [text(language, f"export.district_unit.{unit}") for unit in units],
        }
    )
    frame = pd.concat([frame, ledger], axis=1)
    frame["unserved"] = ledger[causes].sum(axis=1)
    return gpd.GeoDataFrame(frame, geometry=districts.geometry, crs=districts.crs)


def _hazard(case: Case, language: str) -> gpd.GeoDataFrame:
    found = []
    for layer in [name for name in case.scenario.layers if name in case.city.hazards]:
        areas = case.city.hazards[layer]
        kinds = _labels("hazard_kind", areas["kind"], language)
        zones = areas["zone_type"].where(areas["zone_type"] != "", None)
        found.append(areas.assign(zone_type=zones, layer=layer, kind_label=kinds.to_numpy()).reset_index())
    if not found:
        return gpd.GeoDataFrame({"layer": []}, geometry=[], crs=case.city.meta.epsg)
    return gpd.GeoDataFrame(pd.concat(found, ignore_index=True), crs=case.city.meta.epsg)


def _labels(prefix: str, values: "pd.Series[Any]", language: str) -> "pd.Series[Any]":
    said = {value: text(language, f"{prefix}.{value}") for value in values.unique()}
    return values.map(said)


def _file(frame: gpd.GeoDataFrame, case: Case, plan: Plan, language: str, layers: tuple[str, ...]) -> bytes:
    shapes = [json.loads(item) for item in shapely.to_geojson(in_degrees(frame).geometry.to_numpy())]
    kind = data_kind(language, plan.data_kind)
    records = frame.drop(columns=frame.geometry.name).to_dict(orient="records")
    features = [
        {
            "type": "Feature",
            "properties": {
                **{str(k): json_value(v) for k, v in record.items()},
                "data_kind": kind,
            },
            "geometry": shape,
        }
        for record, shape in zip(records, shapes, strict=True)
    ]
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{EPSG_DEGREES}"}},
        "about": dict(headline(case, plan, language)),
        "model_notice": model_notice(plan, language),
        "sources": source_lines(plan, layers, language),
        "features": features,
    }
    said = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return (readable_text(said) + "\n").encode("utf-8")
