"""Edit the scenarios of a city: check a draft, put it in, take one out. Nothing is written here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from data.bundle.layout import HAZARD_PREFIX, SCENARIO_FILE, SCENARIO_LAYER, default_file
from data.bundle.scenario_file import closed_street_faults, opening_faults, parse_scenarios, value_faults
from domain.bundle import City, CityBundle, LayerSource, Source
from domain.data_kind import DataKind
from domain.faults import Fault, InputError, has_error, sort_faults
from domain.scenario import HazardScenario
from domain.scenario_draft import ScenarioDraft, read_draft
from domain.vocabulary import ScenarioOrigin
from use_cases.propose_scenarios import PROPOSED, scenario_faults

#: What the provenance of scenarios says of those that were edited.
_EDITED = Source(
    name="この都市で編集した想定",
    licence="",
    name_en="Scenarios edited for this city",
)


class CheckedScenario(NamedTuple):
    """A scenario, and everything that is to be said against it."""

    scenario: HazardScenario
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether a city may take it: warnings stay, errors do not."""
        return not has_error(self.faults)


@dataclass(frozen=True, slots=True)
class FileOfScenarios:
    """Scenarios of a file, held against a city.

    Parameters
    ----------
    scenarios
        What is put in, by id, as the city would hold it; without those that it holds already as they are.
    faults
        Everything that is to be said against any scenario of the file.
    """

    scenarios: Mapping[str, HazardScenario]
    faults: tuple[Fault, ...]


def check_draft(
    city: CityBundle, draft: ScenarioDraft, begun_with: HazardScenario, *, former_id: str = ""
) -> CheckedScenario:
    """Return the scenario that a draft says, and everything that is to be said against it.

    Parameters
    ----------
    city
        The city whose scenario it is to be.
    draft
        The draft.
    begun_with
        What the editor began with: the scenario of the city, a proposal, or one that is copied.
    former_id
        Id of the scenario of the city that it takes the place of; empty for a new one.
    """
    is_model = rests_on_model(city, draft.layers, begun_with)
    scenario, unread = read_draft(draft, is_model=is_model, origin=ScenarioOrigin.EDITED)
    # What nobody changed stays what it was; a copy is nobody's publication.
    is_same = former_id == begun_with.scenario_id or begun_with.origin is ScenarioOrigin.PROPOSED
    as_begun = replace(scenario, scenario_id=begun_with.scenario_id, origin=begun_with.origin)
    if is_same and as_begun == replace(begun_with, is_model=is_model):
        scenario = replace(scenario, origin=begun_with.origin)
    faults = [replace(fault, file=SCENARIO_FILE) for fault in unread]
    if former_id != scenario.scenario_id and scenario.scenario_id in city.scenarios:
        faults.append(_fault("duplicate_id", scenario, column="id", value=scenario.scenario_id))
    return CheckedScenario(scenario, sort_faults([*faults, *_faults(city, scenario)]))


def check_file(city: CityBundle, content: bytes, file: str) -> FileOfScenarios:
    """Return the scenarios of a file in the form of ``scenarios.toml``, held against a city.

    A scenario of an id that the city has takes the place of that one, others are added; those that the
    file does not name stay as they are.

    Parameters
    ----------
    city
        The city.
    content, file
        Bytes and name of the file.
    """
    read, faults = parse_scenarios(content, file)
    said: list[Fault] = list(faults)
    fresh: dict[str, HazardScenario] = {}
    for key, scenario in read.items():
        former = city.scenarios.get(key)
        is_model = scenario.is_model or rests_on_model(city, scenario.layers, former)
        edited = replace(scenario, is_model=is_model)
        said += [replace(fault, file=file) for fault in _faults(city, edited)]
        if edited == former:
            continue
        # What a file calls published may not cover what was edited here.
        as_proposed = former is None and edited.origin is ScenarioOrigin.PROPOSED
        fresh[key] = edited if as_proposed else replace(edited, origin=ScenarioOrigin.EDITED)
    return FileOfScenarios(fresh, sort_faults(said))


def rests_on_model(city: City, layers: Iterable[str], former: HazardScenario | None = None) -> bool:
    """Whether a scenario rests on model data: any of its layers is, or was where nothing else is known.

    Parameters
    ----------
    city
        The city.
    layers
        Ids of the hazard layers.
    former
        What the scenario was before; its mark stays while its layers do.
    """
    ids = tuple(layers)
    held = [city.meta.layer(f"{HAZARD_PREFIX}{one}") for one in ids]
    is_model = any(one is not None and one.data_kind is DataKind.MODEL for one in held)
    return is_model or (former is not None and former.is_model and former.layers == ids)


def with_scenario(city: CityBundle, scenario: HazardScenario, *, former_id: str = "") -> CityBundle:
    """Return a city with a scenario put in: in the place of its former self, else as the last.

    Parameters
    ----------
    city
        The city.
    scenario
        The scenario.
    former_id
        Id of the scenario whose place it takes; empty for a new one.
    """
    if former_id in city.scenarios:
        held = {
            scenario.scenario_id if key == former_id else key: scenario if key == former_id else one
            for key, one in city.scenarios.items()
        }
    else:
        held = {**city.scenarios, scenario.scenario_id: scenario}
    return _renewed(city, held)


def with_file(city: CityBundle, found: FileOfScenarios) -> CityBundle:
    """Return a city with the scenarios of a file put in, each in the place of its former self."""
    return _renewed(city, {**city.scenarios, **found.scenarios}) if found.scenarios else city


def without_scenario(city: CityBundle, scenario_id: str) -> CityBundle:
    """Return a city without a scenario.

    Raises
    ------
    domain.faults.UnknownScenarioError
        When it has no such scenario.
    InputError
        When it is the last one: without any nothing can be planned.
    """
    scenario = city.scenario(scenario_id)
    if len(city.scenarios) == 1:
        raise InputError([_fault("scenario_last", scenario)])
    return _renewed(city, {key: one for key, one in city.scenarios.items() if key != scenario_id})


def _faults(city: CityBundle, scenario: HazardScenario) -> Iterable[Fault]:
    name = scenario.scenario_id
    yield from value_faults(scenario, SCENARIO_FILE, name)
    yield from scenario_faults(city, [scenario])
    yield from opening_faults({name: scenario}, city.places.index)
    yield from closed_street_faults({name: scenario}, city.streets)


def _fault(key: str, scenario: HazardScenario, *, column: str = "", value: str | None = None) -> Fault:
    return Fault(
        key, file=SCENARIO_FILE, layer=SCENARIO_LAYER, row=scenario.scenario_id, column=column, value=value
    )


def _renewed(city: CityBundle, scenarios: Mapping[str, HazardScenario]) -> CityBundle:
    """Return a city with other scenarios; its provenance says that some were proposed or edited."""
    source = city.meta.layer(SCENARIO_LAYER)
    before = () if source is None else source.sources
    marks = {one.origin for one in scenarios.values()}
    said = {ScenarioOrigin.PROPOSED: PROPOSED, ScenarioOrigin.EDITED: _EDITED}
    ours = tuple(source for origin, source in said.items() if origin in marks)
    whole = source or LayerSource(SCENARIO_LAYER, default_file(SCENARIO_LAYER), (), "", is_model=False)
    renewed = replace(
        whole,
        sources=tuple(dict.fromkeys((*before, *ours))),
        sha256="",
        is_model=any(one.is_model for one in scenarios.values()),
    )
    return replace(city, scenarios=scenarios, meta=city.meta.with_source(renewed))
