"""Indicators about voluntary disaster organisations and the people who need their help."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from domain.bundle import UPLOADED
from domain.vocabulary import IndicatorStatus, Pillar, YesNoUnknown
from readiness.areas import BoolArray, FloatArray, Members
from readiness.inputs import Context
from readiness.measure import Evidence, Goal, Measure, Spec, Unit, without_value
from readiness.surveyed import SurveyedRatio, surveyed_ratio

#: Everyone, every post, every facility (消防庁 自主防災組織の手引; 内閣府 取組指針; 水防法).
_ALL = 1.0


def measure_organised(context: Context) -> Iterator[Measure]:
    """Yield the indicators about organisations, support and facilities."""
    yield from _organisations(context)
    yield from _posts(context)
    yield from _support(context)
    yield from _facilities(context)


def _organisations(context: Context) -> Iterator[Measure]:
    """Yield coverage, membership of neighbourhood associations, drills."""
    readiness = context.inputs.settings.readiness
    organisations = context.inputs.strength.organisations
    members = context.areas.members(organisations["district_id"])
    households = context.of_districts(context.households)
    residents = context.of_districts(context.residents)
    layer = _layer(context, "organisations")

    covered, partly = _per_district(context, members, organisations["households_covered"])
    found = surveyed_ratio(context.district_rows, covered, households, bounded=True, incomplete=partly)
    yield _measure(
        context,
        Spec("coverage_share", Pillar.MUTUAL_HELP, Unit.SHARE, Goal.AT_LEAST),
        found,
        _ALL,
        Evidence("households_covered", found.part, layer, "households_covered"),
        Evidence("households", context.households, "blocks", "households"),
    )
    yield _association(context, households)
    drills = _numbers(organisations["drills_in_year"])
    found = surveyed_ratio(members, drills, np.ones(len(drills)), bounded=False)
    yield _measure(
        context,
        Spec("drills_in_year", Pillar.MUTUAL_HELP, Unit.TIMES, Goal.AT_LEAST),
        found,
        readiness.drills_in_year,
        Evidence("drills", found.part, layer, "drills_in_year"),
        Evidence("organisations", found.units, layer, "name"),
    )
    taking_part, partly = _per_district(context, members, organisations["drill_participants"])
    found = surveyed_ratio(context.district_rows, taking_part, residents, bounded=False, incomplete=partly)
    yield _measure(
        context,
        Spec("drill_participation_share", Pillar.SELF_HELP, Unit.SHARE, Goal.AT_LEAST),
        found,
        readiness.drill_participation_share,
        Evidence("drill_participants", found.part, layer, "drill_participants"),
        Evidence("residents", context.residents, "blocks", "residents"),
    )


def _association(context: Context, households: FloatArray) -> Measure:
    """Return the households that belong to a neighbourhood association ÷ all; no target is set."""
    facts = context.inputs.strength.district_facts.reindex(context.areas.districts)
    joined = _numbers(facts["association_share"]) * households
    found = surveyed_ratio(context.district_rows, joined, households, bounded=True)
    return _measure(
        context,
        Spec("association_share", Pillar.MUTUAL_HELP, Unit.SHARE, Goal.NONE),
        found,
        np.nan,
        Evidence("association_households", found.part, "district_facts", "association_share"),
        Evidence("households", context.households, "blocks", "households"),
    )


def _posts(context: Context) -> Iterator[Measure]:
    """Yield how far the squads are filled, led and doubled.

    Where a list does not say the age of a leader, how many of the organisation's are 75 or older is not
    known; where nobody has said how many people a squad needs, neither is the organisation's need. An
    organisation without a row of squads is not surveyed. Where a need is unknown, both ends of a share of
    posts are open.
    """
    organisations, posts = context.inputs.strength.organisations, context.inputs.strength.posts
    members = context.areas.members(organisations["district_id"])
    layer = _layer(context, "posts")
    is_less = (posts["filled"] < posts["needed"]).fillna(value=False)
    filled = posts["needed"].mask(is_less, posts["filled"])
    led = posts["has_leader"]
    shares: tuple[tuple[str, pd.Series, pd.Series, Goal, float, str], ...] = (
        ("posts_filled_share", filled, posts["needed"], Goal.AT_LEAST, _ALL, "filled"),
        ("leaders_share", led, led | True, Goal.AT_LEAST, _ALL, "has_leader"),
        ("deputies_share", posts["has_deputy"], led | True, Goal.AT_LEAST, _ALL, "has_deputy"),
        (
            "leaders_over_75_share",
            led & posts["leader_over_75"],
            led,
            Goal.AT_MOST,
            context.inputs.settings.readiness.leaders_over_75_share,
            "leader_over_75",
        ),
    )
    for indicator, part, whole, goal, target, column in shares:
        part_of = _per_organisation(part, posts["org_id"], organisations.index)
        whole_of = _per_organisation(whole, posts["org_id"], organisations.index)
        found = surveyed_ratio(members, part_of, whole_of, bounded=True)
        yield _measure(
            context,
            Spec(indicator, Pillar.MUTUAL_HELP, Unit.SHARE, goal),
            found,
            target,
            Evidence(f"{indicator}_part", found.part, layer, column),
            Evidence(
                f"{indicator}_whole", found.whole, layer, "needed" if column == "filled" else "has_leader"
            ),
            scale=np.ones(context.size),
        )


def _support(context: Context) -> Iterator[Measure]:
    """Yield consent to share the list of people who need help, and individual plans made."""
    facts = context.inputs.strength.district_facts.reindex(context.areas.districts)
    listed, layer = _numbers(facts["listed_persons"]), _layer(context, "district_facts")
    for indicator, pillar, column in (
        ("support_consented_share", Pillar.SELF_HELP, "consented_persons"),
        ("individual_plans_share", Pillar.MUTUAL_HELP, "individual_plans"),
    ):
        found = surveyed_ratio(context.district_rows, _numbers(facts[column]), listed, bounded=True)
        without = np.where(found.unknown_units > 0, np.nan, np.maximum(found.whole - found.part, 0.0))
        yield _measure(
            context,
            Spec(indicator, pillar, Unit.SHARE, Goal.AT_LEAST),
            found,
            _ALL,
            Evidence(column, found.part, layer, column),
            Evidence("listed_persons", found.whole, layer, "listed_persons"),
            Evidence("affected_persons", without, layer, column),
        )


def _facilities(context: Context) -> Iterator[Measure]:
    """Yield facilities with an evacuation plan, and with a reported drill."""
    facilities = context.inputs.city.facilities
    members = context.areas.members(facilities["district_id"], facilities["ward_code"])
    for indicator, column in (
        ("facilities_with_plan_share", "plan_made"),
        ("facilities_drill_share", "drill_reported"),
    ):
        answer = facilities[column].to_numpy()
        yes = np.where(
            answer == YesNoUnknown.UNKNOWN, np.nan, (answer == YesNoUnknown.YES).astype(np.float64)
        )
        found = surveyed_ratio(members, yes, np.ones(len(yes)), bounded=True)
        yield _measure(
            context,
            Spec(indicator, Pillar.PUBLIC_HELP, Unit.SHARE, Goal.AT_LEAST),
            found,
            _ALL,
            Evidence(indicator + "_part", found.part, "facilities", column),
            Evidence("facilities", found.units, "facilities", "name"),
            Evidence("facilities_unknown", found.unknown_units, "facilities", column),
            none_is_not_concerned=True,
        )


def _measure(
    context: Context,
    spec: Spec,
    found: SurveyedRatio,
    target: float,
    *evidence: Evidence,
    scale: FloatArray | None = None,
    none_is_not_concerned: bool = False,
) -> Measure:
    """Return a surveyed ratio as an indicator."""
    layer = evidence[0].layer
    status = found.status
    if _is_missing(context, layer):
        status = np.full(context.size, IndicatorStatus.NO_LAYER.value)
    elif none_is_not_concerned:
        status = np.where(found.units == 0, IndicatorStatus.NOT_CONCERNED.value, status)
    blank = without_value(status)
    unsurveyed = Evidence("units_not_surveyed", found.unknown_units, layer, evidence[0].column)
    return Measure(
        spec=spec,
        value=np.where(blank, np.nan, found.value),
        value_min=np.where(blank, np.nan, found.low),
        value_max=np.where(blank, np.nan, found.high),
        status=status,
        target=target,
        evidence=(*_blanked(evidence, blank), unsurveyed),
        scale=scale,
    )


def _blanked(evidence: tuple[Evidence, ...], blank: BoolArray) -> tuple[Evidence, ...]:
    """Return the evidence with the first input unknown where the indicator has no value."""
    first = evidence[0]
    if first.amounts is None:
        return evidence
    values = np.where(blank, np.nan, first.amounts)
    return (Evidence(first.name, values, first.layer, first.column), *evidence[1:])


def _is_missing(context: Context, layer: str) -> bool:
    """Whether the bundle has no such layer at all (未収録), rather than an empty one."""
    city, strength = context.inputs.city, context.inputs.strength
    tables = {
        "organisations": strength.organisations,
        "posts": strength.posts,
        "district_facts": strength.district_facts,
        "facilities": city.facilities,
    }
    return layer in tables and city.meta.layer(layer) is None and tables[layer].empty


def _layer(context: Context, layer: str) -> str:
    """Return the layer's id, or ``uploaded/…`` where a user's table stands in its place."""
    return f"{UPLOADED}{layer}" if layer in context.inputs.strength.uploaded else layer


def _per_district(context: Context, members: Members, values: pd.Series) -> tuple[FloatArray, BoolArray]:
    """Return the known sum of a count of organisations per district, and where part is unknown.

    A district without an organisation in the table is not surveyed (NaN), never 0.
    """
    number = _numbers(values)
    known = context.of_districts(members.total(~np.isnan(number)))
    unknown = context.of_districts(members.total(np.isnan(number)))
    total = np.where(known > 0, context.of_districts(members.total(number)), np.nan)
    return total, unknown > 0


def _per_organisation(values: pd.Series, org_id: pd.Series, organisations: pd.Index) -> FloatArray:
    """Return a sum over the squads of each organisation; NaN where it has none, or one is not known."""
    number, at = _numbers(values), organisations.get_indexer(pd.Index(org_id))
    number, at = number[at >= 0], at[at >= 0]
    squads, unknown, total = (
        np.bincount(at, weights=weights, minlength=len(organisations))
        for weights in (np.ones(at.size), np.isnan(number), np.nan_to_num(number))
    )
    return np.where((squads > 0) & (unknown == 0), total, np.nan)


def _numbers(values: pd.Series) -> FloatArray:
    """Return a nullable column as floats, NaN where not surveyed."""
    return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
