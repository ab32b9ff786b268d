"""Names by which wards, districts and places are called: there, and told apart."""

from collections.abc import Iterable

from data.bundle.rules import Layers, row_names
from domain.faults import Fault

#: Layers whose records are called by their name on screen and paper.
_NAMED = ("wards", "districts", "places")


def name_faults(layers: Layers) -> Iterable[Fault]:
    """Yield warnings of names that are empty, and of districts of one ward with the same name.

    Parameters
    ----------
    layers
        Layers that could be read.
    """
    for layer in _NAMED:
        table = layers.tables.get(layer)
        if table is not None:
            empty = (table["name"].notna() & (table["name"].str.strip() == "")).to_numpy(dtype=bool)
            for row in row_names(layers, layer, empty):
                yield layers.warning("name_missing", layer, row, column="name")
    yield from _shared_names(layers)


def _shared_names(layers: Layers) -> Iterable[Fault]:
    districts = layers.tables.get("districts")
    if districts is None:
        return
    names = districts["name"].str.strip()
    known = names.notna() & (names != "") & districts["ward_code"].notna()
    first: dict[tuple[str, str], str] = {}
    ids = districts.index.astype("str")[known.to_numpy(dtype=bool)]
    for row, ward, name in zip(ids, districts["ward_code"][known], names[known], strict=True):
        other = first.setdefault((str(ward), str(name)), str(row))
        if other != row:
            yield layers.warning(
                "name_shared", "districts", row, column="name", value=str(name), expected=other
            )
