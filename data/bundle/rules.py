"""What the tables of a bundle must say of each other: references, sums, parts of wholes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from data.bundle.layout import HAZARD_PREFIX
from domain.faults import Fault
from domain.vocabulary import HazardKind, Severity

#: Columns that name a record of another layer: (layer, column, other layer).
REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("districts", "ward_code", "wards"),
    ("blocks", "ward_code", "wards"),
    ("blocks", "district_id", "districts"),
    ("streets", "u", "nodes"),
    ("streets", "v", "nodes"),
    ("places", "ward_code", "wards"),
    ("places", "district_id", "districts"),
    ("facilities", "ward_code", "wards"),
    ("facilities", "district_id", "districts"),
    ("organisations", "district_id", "districts"),
    ("posts", "org_id", "organisations"),
    ("district_facts", "district_id", "districts"),
    ("opening_duty", "place_id", "places"),
)

_AGES = ("age_0_14", "age_15_64", "age_65_74", "age_75_plus")
_FLOORS = (
    "living_floor_b1",
    "living_floor_1",
    "living_floor_2",
    "living_floor_3",
    "living_floor_4_plus",
    "living_floor_unknown",
)

#: Parts and the whole they may not exceed: (layer, part, whole columns that are summed).
_PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("blocks", "support_persons", ("residents",)),
    ("blocks", "power_care_persons", ("support_persons",)),
    ("blocks", "elderly_alone", ("age_65_74", "age_75_plus")),
    ("posts", "over_75", ("filled",)),
    ("district_facts", "consented_persons", ("listed_persons",)),
    ("district_facts", "individual_plans", ("listed_persons",)),
)

_ROLES = ("emergency_site", "shelter", "welfare_shelter", "refuge_building")
#: Layers whose records lie in a ward and in a district of it.
_IN_WARD_AND_DISTRICT = ("blocks", "places", "facilities")


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """The layers of a bundle that could be read, with the file of each.

    Parameters
    ----------
    tables
        Tables by layer; ids are unique, single cells may still be missing.
    files
        File name by layer.
    rows
        How the user counts the rows of each table: lines of a CSV, ids of a layer.
    """

    tables: Mapping[str, pd.DataFrame]
    files: Mapping[str, str]
    rows: Mapping[str, Sequence[str]]

    def fault(self, key: str, layer: str, row: object = "", **values: Any) -> Fault:
        """Return a fault of a layer, naming its file."""
        return Fault(key, layer=layer, file=self.files.get(layer, ""), row=str(row), **values)

    def warning(self, key: str, layer: str, row: object = "", **values: Any) -> Fault:
        """Return a warning about a layer, naming its file."""
        return Fault(
            key, Severity.WARNING, layer=layer, file=self.files.get(layer, ""), row=str(row), **values
        )


def rule_faults(layers: Layers) -> Iterable[Fault]:
    """Yield every fault between and within the tables of a bundle."""
    yield from _reference_faults(layers)
    yield from ward_of_district_faults(layers)
    yield from _sum_faults(layers)
    yield from _part_faults(layers)
    yield from _ward_totals(layers)
    yield from _place_warnings(layers)
    yield from _empty_districts(layers)
    yield from _bound_faults(layers)
    yield from _connection_warning(layers)


def row_names(layers: Layers, layer: str, rows: npt.NDArray[np.bool_]) -> list[str]:
    """Return how the user counts the chosen rows of a layer."""
    names = layers.rows[layer]
    return [names[i] for i in np.flatnonzero(rows).tolist()]


def node_rows(nodes: pd.Index, ends: pd.Series) -> npt.NDArray[np.intp]:
    """Return the row of the node at each street end, −1 where there is no such node."""
    rows: npt.NDArray[np.intp] = nodes.get_indexer(pd.Index(ends.astype("Int64").fillna(-1).astype("int64")))
    return rows


def _reference_faults(layers: Layers) -> Iterable[Fault]:
    for layer, column, other in REFERENCES:
        table, target = layers.tables.get(layer), layers.tables.get(other)
        if table is None or target is None or column not in table:
            continue
        lost = (~table[column].isin(target.index) & table[column].notna()).to_numpy()
        values = table[column].to_numpy()[lost].tolist()
        for row, value in zip(row_names(layers, layer, lost), values, strict=True):
            yield layers.fault(
                "unknown_reference", layer, row, column=column, value=str(value), expected=other
            )


def ward_of_district_faults(layers: Layers) -> Iterable[Fault]:
    """Yield blocks, places and facilities whose ward is not that of their district.

    References that lead nowhere are faults of their own and are left out here.
    """
    districts, wards = layers.tables.get("districts"), layers.tables.get("wards")
    if districts is None or wards is None:
        return
    for layer in _IN_WARD_AND_DISTRICT:
        table = layers.tables.get(layer)
        if table is None:
            continue
        ward_of_district = table["district_id"].map(districts["ward_code"])
        known = table["ward_code"].isin(wards.index) & ward_of_district.isin(wards.index)
        wrong = (known & (table["ward_code"] != ward_of_district)).to_numpy(dtype=bool)
        columns = (table["ward_code"], table["district_id"], ward_of_district)
        said = zip(*(column.to_numpy()[wrong].tolist() for column in columns), strict=True)
        for row, (ward, district, expected) in zip(row_names(layers, layer, wrong), said, strict=True):
            value, expected_text = f"{ward} ({district})", str(expected)
            yield layers.fault(
                "ward_of_district_differs",
                layer,
                row,
                column="ward_code",
                value=value,
                expected=expected_text,
            )


def _sum_faults(layers: Layers) -> Iterable[Fault]:
    blocks = layers.tables.get("blocks")
    if blocks is None:
        return
    residents = blocks["residents"].astype("Float64")
    for parts in (_AGES, _FLOORS):
        total = blocks[list(parts)].astype("Float64").sum(axis=1, skipna=False)
        # Where a part or the total is itself at fault, the sum says nothing more. Ages may leave some
        # out: nobody knows theirs. Of floors they are counted.
        differs = total > residents if parts is _AGES else total != residents
        wrong = differs.fillna(value=False).to_numpy(dtype=bool)
        name = f"{parts[0]} … {parts[-1]}"
        sums, wholes = total.to_numpy()[wrong], residents.to_numpy()[wrong]
        for row, part, whole in zip(row_names(layers, "blocks", wrong), sums, wholes, strict=True):
            yield layers.fault(
                "sum_differs",
                "blocks",
                row,
                column=name,
                value=f"{part:g}",
                expected=f"residents = {whole:g}",
            )


def _part_faults(layers: Layers) -> Iterable[Fault]:
    for layer, part, wholes in _PARTS:
        table = layers.tables.get(layer)
        if table is None:
            continue
        value = table[part].astype("Float64")
        whole = table[list(wholes)].astype("Float64").sum(axis=1, skipna=False)
        wrong = (value > whole).fillna(value=False).to_numpy(dtype=bool)
        rows = row_names(layers, layer, wrong)
        for row, a, b in zip(rows, value.to_numpy()[wrong], whole.to_numpy()[wrong], strict=True):
            expected = f"{' + '.join(wholes)} = {b:g}"
            yield layers.fault(
                "part_exceeds_whole", layer, row, column=part, value=f"{a:g}", expected=expected
            )


def _ward_totals(layers: Layers) -> Iterable[Fault]:
    wards, blocks = layers.tables.get("wards"), layers.tables.get("blocks")
    if wards is None or blocks is None or blocks.empty:
        return
    sums = blocks["residents"].astype("Float64").groupby(blocks["ward_code"]).sum()
    for code, residents in wards["residents"].items():
        total = sums.get(code, 0)
        if pd.notna(residents) and residents != total:
            yield layers.warning(
                "ward_total_differs",
                "wards",
                code,
                column="residents",
                value=f"{total:,.0f}",
                expected=f"{residents:,}",
            )


def _place_warnings(layers: Layers) -> Iterable[Fault]:
    places = layers.tables.get("places")
    if places is None:
        return
    roles = places[list(_ROLES)].eq(other=True).any(axis=1)
    flags = places[[kind.value for kind in HazardKind]].eq(other=True).any(axis=1)
    for row in row_names(layers, "places", (~roles).to_numpy(dtype=bool)):
        yield layers.warning("place_without_role", "places", row)
    bare = places["emergency_site"].eq(other=True) & ~flags
    for row in row_names(layers, "places", bare.to_numpy(dtype=bool)):
        yield layers.warning("site_without_flag", "places", row)


def _empty_districts(layers: Layers) -> Iterable[Fault]:
    districts, blocks = layers.tables.get("districts"), layers.tables.get("blocks")
    if districts is None or blocks is None or blocks.empty:
        return
    empty = ~districts.index.isin(blocks["district_id"].dropna().unique())
    for row in row_names(layers, "districts", empty):
        yield layers.warning("district_without_people", "districts", row)


def _bound_faults(layers: Layers) -> Iterable[Fault]:
    for layer in layers.tables:
        if layer.startswith(HAZARD_PREFIX):
            yield from _order_faults(layers, layer, "depth_m_min", "depth_m_max")
    yield from _order_faults(layers, "published", "value_min", "value_max", may_be_equal=True)


def _order_faults(
    layers: Layers, layer: str, lower: str, upper: str, *, may_be_equal: bool = False
) -> Iterable[Fault]:
    table = layers.tables.get(layer)
    if table is None:
        return
    low = table[lower].to_numpy(dtype=float)
    high = table[upper].to_numpy(dtype=float)
    wrong = low > high if may_be_equal else low >= high
    for row, a, b in zip(row_names(layers, layer, wrong), low[wrong], high[wrong], strict=True):
        yield layers.fault(
            "bounds_order", layer, row, column=f"{lower}, {upper}", value=f"{a:g}", expected=f"{b:g}"
        )


def _connection_warning(layers: Layers) -> Iterable[Fault]:
    nodes, streets = layers.tables.get("nodes"), layers.tables.get("streets")
    if nodes is None or streets is None or nodes.empty:
        return
    tail, head = (node_rows(nodes.index, streets[column]) for column in ("u", "v"))
    known = (tail >= 0) & (head >= 0)
    n = len(nodes)
    links = coo_array((np.ones(known.sum()), (tail[known], head[known])), shape=(n, n))
    parts, label = connected_components(links, directed=False)
    if parts > 1:
        largest = np.bincount(label).max() / n
        yield layers.warning("network_in_parts", "streets", value=str(parts), expected=f"{largest:.1%}")
