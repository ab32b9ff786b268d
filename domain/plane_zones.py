"""Which of the nineteen plane rectangular systems (平面直角座標系) is a place's own.

By 平成14年国土交通省告示第9号: by prefecture, and within Hokkaido, Tokyo, Kagoshima and Okinawa by
position. The borders inside Hokkaido run along offices of the prefecture; here the system with the
nearest central meridian is taken, which is the same but for the rim, and is stated where it is used.
"""

from domain.crs import PLANE_RECTANGULAR_EPSG

#: System of each prefecture (two-digit code) that lies in one.
_OF_PREFECTURE = {
    **dict.fromkeys(("42",), 1),
    **dict.fromkeys(("40", "41", "43", "44", "45"), 2),
    **dict.fromkeys(("35", "32", "34"), 3),
    **dict.fromkeys(("37", "38", "36", "39"), 4),
    **dict.fromkeys(("28", "31", "33"), 5),
    **dict.fromkeys(("26", "27", "18", "25", "24", "29", "30"), 6),
    **dict.fromkeys(("17", "16", "21", "23"), 7),
    **dict.fromkeys(("15", "20", "19", "22"), 8),
    **dict.fromkeys(("07", "09", "08", "11", "12", "10", "14"), 9),
    **dict.fromkeys(("02", "05", "06", "03", "04"), 10),
}

_HOKKAIDO, _TOKYO, _KAGOSHIMA, _OKINAWA = "01", "13", "46", "47"
#: Central meridians of the systems of Hokkaido [degrees].
_HOKKAIDO_MERIDIANS = {11: 140.25, 12: 142.25, 13: 144.25}
#: North of this Tokyo is in system IX [degrees]; south of it the meridians decide.
_TOKYO_SOUTH = 28.0
_TOKYO_BORDERS = (140.5, 143.0)
_OKINAWA_BORDERS = (126.0, 130.0)
#: Islands of Kagoshima in system I lie south of this and west of these [degrees].
_KAGOSHIMA_NORTH, _KAGOSHIMA_EAST, _AMAMI_NORTH, _AMAMI_EAST = 32.0, 130.0, 29.0, 130.0 + 13 / 60


def plane_rectangular_epsg(municipality: str, longitude: float, latitude: float) -> int:
    """Return the EPSG code of the plane rectangular system (JGD2011) of a municipality.

    Parameters
    ----------
    municipality
        Code of five or six digits.
    longitude, latitude
        A point of it [degrees].

    Raises
    ------
    ValueError
        When the first two digits are no prefecture.
    """
    prefecture = municipality[:2]
    system = _OF_PREFECTURE.get(prefecture) or _by_position(prefecture, longitude, latitude)
    return PLANE_RECTANGULAR_EPSG[system - 1]


def _by_position(prefecture: str, longitude: float, latitude: float) -> int:
    if prefecture == _HOKKAIDO:
        return min(_HOKKAIDO_MERIDIANS, key=lambda system: abs(_HOKKAIDO_MERIDIANS[system] - longitude))
    if prefecture == _TOKYO:
        if latitude >= _TOKYO_SOUTH:
            return 9
        west, east = _TOKYO_BORDERS
        return 18 if longitude < west else 19 if longitude > east else 14
    if prefecture == _KAGOSHIMA:
        east = _AMAMI_EAST if latitude < _AMAMI_NORTH else _KAGOSHIMA_EAST
        return 1 if latitude < _KAGOSHIMA_NORTH and longitude < east else 2
    if prefecture == _OKINAWA:
        west, east = _OKINAWA_BORDERS
        return 16 if longitude < west else 17 if longitude > east else 15
    msg = f"{prefecture!r} is no prefecture"
    raise ValueError(msg)
