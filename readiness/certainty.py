"""Indicators about what the plan itself rests on: unknown data and model data."""

from collections.abc import Iterator

import numpy as np

from domain.data_kind import DataKind
from domain.vocabulary import DestinationKind, IndicatorStatus, Outcome, Pillar
from readiness.areas import FloatArray, ratio
from readiness.inputs import Context
from readiness.measure import Evidence, Goal, Measure, Spec, Unit, kind_of, statuses, without_value


def measure_certainty(context: Context) -> Iterator[Measure]:
    """Yield the indicators about unknown and model data."""
    yield _unknown_data(context)
    yield _model_layers(context)


def _unknown_data(context: Context) -> Measure:
    """Return the people whose part in the plan rests on something unknown ÷ all present.

    Unknown are: the floor, depth or duration at home, and the capacity of the place they are sent
    to or turned away from; and the way, where no street is held near. Nobody is counted twice.
    """
    exposure, assignment = context.exposure, context.inputs.assignment
    capacity = context.inputs.usable_places["capacity_persons"]
    unknown_capacity = set(capacity.index[capacity.isna()]) - {DestinationKind.SAFE_AREA.value}
    doubtful = assignment["destination_id"].isin(unknown_capacity) | (
        assignment["outcome"] == Outcome.CAPACITY_UNKNOWN.value
    )
    by_capacity, by_way = (
        np.bincount(context.assigned_block, weights=assignment["persons"] * rows, minlength=len(exposure))
        for rows in (doubtful, assignment["outcome"] == Outcome.WAY_UNKNOWN.value)
    )
    present = exposure["present_persons"].to_numpy(dtype=np.float64)
    unknown: FloatArray = np.minimum(exposure["unknown_persons"].to_numpy() + by_capacity + by_way, present)
    persons, all_present = context.blocks.total(unknown), context.blocks.total(present)
    value = ratio(persons, all_present)
    status = statuses(
        context.size,
        *context.hazard_rules,
        (all_present == 0, IndicatorStatus.NOT_CONCERNED),
        (np.full(context.size, context.missing_layer), IndicatorStatus.PARTLY_UNKNOWN),
    )
    blank = without_value(status)
    return Measure(
        spec=Spec("unknown_data_share", Pillar.PUBLIC_HELP, Unit.SHARE, Goal.AT_MOST),
        value=np.where(blank, np.nan, value),
        value_min=np.where(blank, np.nan, value),
        value_max=np.where(blank | context.missing_layer, np.nan, value),
        status=status,
        target=0.0,
        evidence=(
            Evidence("unknown_data_persons", persons, "blocks", "living_floor_unknown"),
            Evidence(
                "by_unknown_capacity_persons", context.blocks.total(by_capacity), "places", "floor_area_m2"
            ),
            Evidence("present_persons", all_present, *context.population),
            *context.hazard_evidence,
            Evidence("affected_persons", np.where(blank, np.nan, persons), *context.population),
        ),
        scale=np.ones(context.size),
    )


def _model_layers(context: Context) -> Measure:
    """Return the layers with model data ÷ the layers that the plan rests on, for every area alike."""
    meta = context.inputs.city.meta
    hazards = [f"hazards/{layer}" for layer in context.inputs.scenario.layers]
    used = ["wards", "districts", "blocks", "nodes", "streets", "places", "zones", *hazards]
    held = [layer for layer in used if meta.layer(layer) is not None]
    model = [layer for layer in held if kind_of(meta, layer, "") is DataKind.MODEL]
    value = np.full(context.size, len(model) / len(held) if held else np.nan)
    status = statuses(context.size, (np.isnan(value), IndicatorStatus.NO_LAYER))
    return Measure(
        spec=Spec("model_layers_share", Pillar.PUBLIC_HELP, Unit.SHARE, Goal.NONE),
        value=value,
        value_min=value,
        value_max=value,
        status=status,
        target=np.nan,
        evidence=(
            Evidence("layers", np.full(context.size, float(len(held))), "", ""),
            *(Evidence("model_layer", None, layer) for layer in model),
        ),
    )
