"""Table contracts: strict, named index, usable when empty."""

import pandera.errors
import pytest

from domain.tables import city, organisations, stages
from domain.tables.base import Table
from tests.each import each
from tests.toy_city import make_toy_bundle

TABLES = [
    value
    for module in (city, organisations, stages)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Table) and value is not Table
]
TOY = {
    "wards": city.Wards, "districts": city.Districts, "blocks": city.Blocks, "nodes": city.Nodes,
    "streets": city.Streets, "places": city.Places, "zones": city.Zones, "facilities": city.Facilities,
    "background": city.Background,
    "readings": city.Readings,
    "organisations": organisations.Organisations, "posts": organisations.Posts,
    "district_facts": organisations.DistrictFacts, "published": organisations.PublishedFigures,
}  # fmt: skip


@each("table", TABLES)
def test_an_empty_table_keeps_its_contract(table: type[Table]) -> None:
    empty = table.empty_in(6674)
    assert list(table.check(empty).columns) == table.columns()


@each("name", TOY)
def test_the_toy_city_keeps_the_contracts(name: str) -> None:
    TOY[name].check(make_toy_bundle().table(name))


@each("name", TOY)
def test_a_column_more_or_less_is_refused(name: str) -> None:
    table, frame = TOY[name], make_toy_bundle().table(name)
    with pytest.raises(pandera.errors.SchemaErrors):
        table.check(frame.assign(stray=1))
    with pytest.raises(pandera.errors.SchemaErrors):
        table.check(frame.drop(columns=table.columns()[0]))


def test_an_unnamed_id_is_refused() -> None:
    with pytest.raises(ValueError, match="index is named"):
        city.Wards.check(make_toy_bundle().wards.rename_axis("id"))


def test_negative_people_are_refused() -> None:
    blocks = make_toy_bundle().blocks
    with pytest.raises(pandera.errors.SchemaErrors):
        city.Blocks.check(blocks.assign(residents=-1))


def test_every_city_column_is_described_by_its_contract() -> None:
    assert all(table.__doc__ for table in TABLES)
