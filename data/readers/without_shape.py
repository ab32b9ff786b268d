"""Records of a file of shapes that have none: a box around a city drops them, and they lie nowhere."""

import numpy as np
import pyogrio

from data.bounded_input import is_file
from data.readers.area_members import AreaFormat, AreaMember

#: Bytes before the first entry of a shapefile's index, and of an entry: where a record begins, its length.
_INDEX_HEAD, _ENTRY = 100, 8
#: Length of a record that says its kind and nothing else, in words of two bytes.
_EMPTY_WORDS = 2


def records_without_shape(member: AreaMember, layer: str, count: int, most: int) -> tuple[int, ...]:
    """Return the numbers of records without shape, as ``AreaTable`` counts them.

    Parameters
    ----------
    member, layer
        File and layer.
    count
        Number of its records.
    most
        Most that are named.
    """
    if member.form is AreaFormat.SHAPEFILE:
        return _of_shapefile(member, count, most)
    info = pyogrio.read_info(member.path, layer=layer)
    if member.form is AreaFormat.GEOPACKAGE:
        shape = str(info["geometry_name"]).replace('"', '""')
        found = pyogrio.raw.read(
            member.path, layer=layer, columns=[], read_geometry=False, where=f'"{shape}" IS NULL',
            return_fids=True, max_features=most,
        )[1]  # fmt: skip
        return tuple(int(number) for number in found)
    if info["capabilities"]["fast_spatial_filter"]:
        return ()  # a FlatGeobuf with an index takes no record without shape
    name = layer.replace('"', '""')
    table = pyogrio.read_dataframe(
        member.path, sql=f'SELECT rowid AS n FROM "{name}" WHERE geometry IS NULL LIMIT {most}',  # noqa: S608
        sql_dialect="SQLITE", read_geometry=False,
    )  # fmt: skip
    return tuple(int(number) + 1 for number in table["n"])


def _of_shapefile(member: AreaMember, count: int, most: int) -> tuple[int, ...]:
    """Return them by the lengths in the index beside the shapes; none where it is not whole."""
    index = member.path.with_suffix(".shx")
    if not is_file(index) or index.stat().st_size != _INDEX_HEAD + _ENTRY * count:
        return ()
    with index.open("rb") as stream:
        entries = np.fromfile(stream, dtype=">i4", offset=_INDEX_HEAD).reshape(-1, 2)
    return tuple((np.flatnonzero(entries[:, 1] == _EMPTY_WORDS)[:most] + 1).tolist())
