"""The bundled city, read once for all tests that only look at it."""

from functools import cache
from pathlib import Path

from data.bundle import read_bundle
from domain.bundle import CityBundle

CITY_FOLDER = Path(__file__).parents[2] / "data" / "sakai"

#: Ward codes in official order: 堺 中 東 西 南 北 美原.
SAKAI, NAKA, HIGASHI, NISHI, MINAMI, KITA, MIHARA = (
    "271411",
    "271420",
    "271438",
    "271446",
    "271454",
    "271462",
    "271471",
)


@cache
def bundled_city() -> CityBundle:
    """Return the committed bundle."""
    return read_bundle(CITY_FOLDER)
