"""Supplies that people in shelters need, beside what is in stock."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from types import MappingProxyType

from domain.settings.places import ReadinessSettings

#: Blankets a person (大阪府域 救援物資対策協議会の方針, 2015).
_BLANKETS_PER_PERSON = 2
#: People a toilet after a period (内閣府 避難所運営の取組指針, 2024-12); at first as the setting says.
_PERSONS_PER_TOILET_LATER = 20
#: Uses of a toilet a person and day, the measure of portable toilet bags (内閣府; 大阪市 2024-12).
_TOILET_USES_PER_DAY = 5


class Supply(StrEnum):
    """Kinds of supply."""

    WATER_L = "water_l"
    MEALS = "meals"
    BLANKETS = "blankets"
    TOILETS_AT_FIRST = "toilets_at_first"
    TOILETS_LATER = "toilets_later"
    TOILET_BAGS = "toilet_bags"


_NO_STOCK: Mapping[Supply, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SupplyNeed:
    """One supply: what is needed, in stock and missing; None where the stock is not surveyed."""

    supply: Supply
    needed: float
    in_stock: float | None
    missing: float | None


def needed_supplies(
    persons: int, days: float, settings: ReadinessSettings, stock: Mapping[Supply, float] = _NO_STOCK
) -> tuple[SupplyNeed, ...]:
    """Return what people need for some days, beside the stock.

    Parameters
    ----------
    persons
        People in shelters.
    days
        Days to hold out.
    settings
        Water [L] and meals a person and day, people a toilet at first.
    stock
        What is in stock; a supply that is not in it is not surveyed, never zero.

    Returns
    -------
    tuple[SupplyNeed, ...]
        Amounts by item.

    Raises
    ------
    ValueError
        When persons or days are negative.
    """
    if persons < 0 or days < 0:
        raise ValueError(f"persons and days must not be negative, got {persons} and {days}")
    needed = {
        Supply.WATER_L: persons * days * settings.water_l_per_day,
        Supply.MEALS: float(ceil(persons * days * settings.meals_per_day)),
        Supply.BLANKETS: float(persons * _BLANKETS_PER_PERSON),
        Supply.TOILETS_AT_FIRST: float(ceil(persons / settings.persons_per_toilet)),
        Supply.TOILETS_LATER: float(ceil(persons / _PERSONS_PER_TOILET_LATER)),
        Supply.TOILET_BAGS: float(ceil(persons * days * _TOILET_USES_PER_DAY)),
    }
    return tuple(_need(supply, amount, stock.get(supply)) for supply, amount in needed.items())


def _need(supply: Supply, amount: float, in_stock: float | None) -> SupplyNeed:
    missing = None if in_stock is None else max(amount - in_stock, 0.0)
    return SupplyNeed(supply, amount, in_stock, missing)
