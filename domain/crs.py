"""Coordinate reference systems: one metric CRS per bundle, degrees only in exports."""

#: JGD2011 longitude and latitude.
GEOGRAPHIC_EPSG = 6668

#: The nineteen plane rectangular systems of Japan on JGD2011 (平面直角座標系 I–XIX).
PLANE_RECTANGULAR_EPSG: tuple[int, ...] = tuple(range(6669, 6688))

#: Where Japan lies in degrees: numbers like these in a metric layer are latitudes and longitudes.
JAPAN_LON = (122.0, 154.0)
JAPAN_LAT = (20.0, 46.0)


def is_plane_rectangular(epsg: int | None) -> bool:
    """Whether the code is one of the plane rectangular systems that a bundle may use."""
    return epsg in PLANE_RECTANGULAR_EPSG
