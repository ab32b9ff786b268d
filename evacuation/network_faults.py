"""What makes a network wrong: said in words when it is built, for no search may meet it."""

import geopandas as gpd
import numpy as np
import shapely

from evacuation.network import BoolArray

#: Faults that are named; the others are counted.
_NAMED = 5


def refuse_wrong_network(nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame) -> None:
    """Raise where nodes and streets make no network, with every fault at once.

    Parameters
    ----------
    nodes, streets
        Layers of the bundle (``domain.tables.city``). A city may have neither.

    Raises
    ------
    ValueError
        Which streets and nodes, what is wrong with them, and what is expected.
    """
    point, of = shapely.get_coordinates(nodes.geometry.to_numpy(), return_index=True)
    placed = np.zeros(len(nodes), np.bool_)
    placed[of[np.isfinite(point).all(axis=1)]] = True
    faults = [_fault("nodes", nodes, ~placed, "no point", "a point with finite coordinates")]
    for column, expected in (("length_m", "metres, 0 or more"), ("slope", "rise over run")):
        values = streets[column].to_numpy(np.float64, na_value=np.nan)
        bad = ~np.isfinite(values) | ((values < 0) & (column == "length_m"))
        faults.append(
            _fault("streets", streets, bad, _shown(column, values[bad]), f"{expected}, a finite number")
        )
    if "width_m" in streets:
        width = streets["width_m"].to_numpy(np.float64, na_value=np.nan)
        shown = _shown("width_m", width[width < 0])
        faults.append(_fault("streets", streets, width < 0, shown, "metres, or none if unknown"))
    for end in ("u", "v"):
        bad = ~streets[end].isin(nodes.index).to_numpy(np.bool_)
        unknown = _shown(end, streets[end].to_numpy()[bad])
        faults.append(_fault("streets", streets, bad, unknown, f"one of the {len(nodes):,} nodes"))
    faults.append(_fault("nodes", nodes, nodes.index.duplicated(), "the same id twice", "each id once"))
    faults.append(_fault("streets", streets, streets.index.duplicated(), "the same id twice", "each id once"))
    line = shapely.get_type_id(streets.geometry.to_numpy()) == shapely.GeometryType.LINESTRING
    faults.append(_fault("streets", streets, ~line, "no line", "a line from u to v"))
    found = [one for one in faults if one]
    if found:
        raise ValueError("wrong network: " + "; ".join(found))


def _fault(layer: str, frame: gpd.GeoDataFrame, bad: BoolArray, what: str, expected: str) -> str:
    if not bad.any():
        return ""
    ids = ", ".join(map(str, frame.index[bad][:_NAMED]))
    more = f" and {int(bad.sum()) - _NAMED} more" if bad.sum() > _NAMED else ""
    return f"{layer} {ids}{more}: {what} (expected: {expected})"


def _shown(column: str, values: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]") -> str:
    return f"{column} is {', '.join(map(str, values[:_NAMED].tolist()))}"
