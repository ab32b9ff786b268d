"""Propose scenarios for the hazard layers of a city, and hold its scenarios against their sense."""

from collections.abc import Iterable
from dataclasses import replace

from data.bundle.arrivals import finite_arrivals
from data.bundle.layout import HAZARD_PREFIX, SCENARIO_LAYER, default_file
from data.imports.scenario_proposals import propose_scenarios
from domain.bundle import CityBundle, LayerSource, Source
from domain.faults import Fault
from domain.scenario import HazardScenario
from domain.scenario_sense import sense_faults

#: What the provenance of scenarios says of those that were proposed.
PROPOSED = Source(
    name="取り込んだハザード区域からの案（時刻は仮定値）",
    licence="",
    name_en="Proposed from the imported hazard areas (times are assumptions)",
)


def hazard_kinds(bundle: CityBundle) -> dict[str, frozenset[str]]:
    """Return the kinds of hazard that each layer of a city holds."""
    return {layer: frozenset(table["kind"].unique()) for layer, table in bundle.hazards.items()}


def first_arrivals(bundle: CityBundle) -> dict[str, float]:
    """Return the first time of arrival of each hazard layer that states any [s after t0]."""
    return {
        layer: float(times.min())
        for layer, table in bundle.hazards.items()
        if (times := finite_arrivals(table)).size
    }


def proposed_scenarios(bundle: CityBundle) -> tuple[HazardScenario, ...]:
    """Return scenarios for the hazard layers of a city that no scenario overlays yet."""
    named = {
        layer.layer.removeprefix(HAZARD_PREFIX): (layer.name, layer.name_en or layer.name)
        for layer in bundle.meta.layers
        if layer.layer.startswith(HAZARD_PREFIX)
    }
    return propose_scenarios(hazard_kinds(bundle), named, bundle.scenarios)


def with_scenarios(bundle: CityBundle, proposed: Iterable[HazardScenario]) -> CityBundle:
    """Return a city with further scenarios; its provenance says that they are proposals."""
    fresh = {scenario.scenario_id: scenario for scenario in proposed}
    if not fresh:
        return bundle
    source = bundle.meta.layer(SCENARIO_LAYER)
    before = () if source is None else source.sources
    renewed = LayerSource(
        layer=SCENARIO_LAYER,
        file=default_file(SCENARIO_LAYER),
        sources=tuple(dict.fromkeys((*before, PROPOSED))),
        sha256="",
        is_model=False if source is None else source.is_model,
    )
    kept = tuple(layer for layer in bundle.meta.layers if layer.layer != SCENARIO_LAYER)
    return replace(
        bundle,
        scenarios={**bundle.scenarios, **fresh},
        meta=replace(bundle.meta, layers=(*kept, renewed)),
    )


def scenario_faults(bundle: CityBundle, scenarios: Iterable[HazardScenario]) -> list[Fault]:
    """Return what does not make sense in scenarios, held against the layers of a city."""
    kinds, arrivals = hazard_kinds(bundle), first_arrivals(bundle)
    file = default_file(SCENARIO_LAYER)
    return [fault for scenario in scenarios for fault in sense_faults(scenario, kinds, arrivals, file=file)]
