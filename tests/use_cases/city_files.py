"""Files of a whole city as their makers publish them, made for the toy city."""

from dataclasses import replace
from pathlib import Path

from domain.bundle import CityBundle
from tests.data.readers.area_inputs import geojson
from tests.toy_city.build import make_toy_bundle


def unorganised_city() -> CityBundle:
    """Return the toy city without organisations: their districts are those it had."""
    bundle = make_toy_bundle()
    strength = bundle.strength
    empty = replace(
        strength,
        organisations=strength.organisations.iloc[:0],
        posts=strength.posts.iloc[:0],
        district_facts=strength.district_facts.iloc[:0],
    )
    return replace(bundle, strength=empty)


def a27(path: Path, city: CityBundle) -> Path:
    """Write elementary-school districts: one a ward, 東 and 西."""
    degrees = city.wards.to_crs(6668)
    rows = [
        (
            {
                "A27_001": code[:5],
                "A27_002": "模擬市立",
                "A27_003": f"B12721000001{i}",
                "A27_004": f"{name}小学校",
            },
            shape,
        )
        for i, (code, name, shape) in enumerate(
            zip(degrees.index, ["東", "西"], degrees.geometry, strict=True)
        )
    ]
    return geojson(path, rows)


def small_areas(path: Path, city: CityBundle, people: int = 40) -> Path:
    """Write small areas of e-Stat: one a ward, with so many people each."""
    degrees = city.wards.to_crs(6668)
    rows = [
        (
            {
                "KEY_CODE": f"{code[:5]}0010",
                "S_NAME": f"{i}町",
                "HCODE": "8101",
                "JINKO": people,
                "SETAI": 20,
            },
            shape,
        )
        for i, (code, shape) in enumerate(zip(degrees.index, degrees.geometry, strict=True), start=1)
    ]
    return geojson(path, rows)
