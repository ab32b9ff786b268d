"""Every municipality gets the plane rectangular system that the notice gives it."""

import pytest

from domain.plane_zones import plane_rectangular_epsg
from tests.each import each


@each(
    ("code", "longitude", "latitude", "system"),
    [
        ("27140", 135.48, 34.57, 6),  # Sakai
        ("352021", 131.25, 33.95, 3),  # Ube
        ("13215", 139.44, 35.68, 9),  # Kunitachi
        ("42201", 129.87, 32.75, 1),  # Nagasaki
        ("40130", 130.40, 33.59, 2),
        ("37201", 134.05, 34.34, 4),
        ("31201", 134.24, 35.50, 5),
        ("17204", 136.90, 37.39, 7),  # Wajima
        ("22203", 138.86, 35.10, 8),  # Numazu
        ("04100", 140.87, 38.27, 10),
        ("01202", 140.73, 41.77, 11),  # Hakodate
        ("01100", 141.35, 43.06, 12),  # Sapporo
        ("01206", 144.38, 42.98, 13),  # Kushiro
        ("13421", 142.19, 27.09, 14),  # Ogasawara
        ("13421", 136.08, 20.42, 18),  # Okinotorishima
        ("13421", 153.98, 24.29, 19),  # Minamitorishima
        ("46201", 130.56, 31.60, 2),  # Kagoshima
        ("46222", 129.49, 28.38, 1),  # Amami
        ("46529", 129.99, 28.32, 1),  # Kikai
        ("46505", 130.53, 30.33, 2),  # Yakushima
        ("47201", 127.68, 26.21, 15),  # Naha
        ("47207", 124.16, 24.34, 16),  # Ishigaki
        ("47358", 131.23, 25.85, 17),  # Kitadaito
    ],
)
def test_a_city_lies_in_its_system(code: str, longitude: float, latitude: float, system: int):
    assert plane_rectangular_epsg(code, longitude, latitude) == 6668 + system


def test_every_prefecture_has_a_system():
    assert {plane_rectangular_epsg(f"{n:02}201", 135.0, 35.0) for n in range(1, 48)} <= set(range(6669, 6688))


def test_no_prefecture_is_no_system():
    with pytest.raises(ValueError, match="48"):
        plane_rectangular_epsg("48201", 135.0, 35.0)
