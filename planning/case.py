"""A case: all that one plan is made of, and the key that its content decides."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from domain.bundle import City, CityBundle, OrganisationStrength
from domain.measures import Measure
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import Preset
from planning.day_time import at_day_time
from planning.keys import case_key

if TYPE_CHECKING:
    from evacuation.network import Network


@dataclass(frozen=True, eq=False)
class Case:
    """All inputs of one plan.

    Parameters
    ----------
    city
        Geography, published figures, and the scenarios and settings that the city itself states.
    strength
        Organisations, squads and counts per district; replaceable alone.
    scenario
        The scenario, by content. It stands at the time of day that ``departure.day_time`` sets.
    settings
        Settings of the run.
    preset
        Name of the set that the settings started from; shown, not used.
    measures
        What is done to the city for this plan, in order: places opened or not, crossings and bridges
        closed, seats added.
    """

    city: City
    strength: OrganisationStrength
    scenario: HazardScenario
    settings: Settings
    preset: Preset = Preset.CURRENT
    measures: tuple[Measure, ...] = ()

    def __post_init__(self) -> None:
        at_its_time = at_day_time(self.scenario, self.settings.departure.day_time)
        object.__setattr__(self, "scenario", at_its_time)

    @classmethod
    def of(
        cls,
        bundle: CityBundle,
        scenario: HazardScenario,
        settings: Settings,
        *,
        preset: Preset = Preset.CURRENT,
        strength: OrganisationStrength | None = None,
        measures: tuple[Measure, ...] = (),
    ) -> Self:
        """Return the case of a bundle, with its own organisations where no others are given.

        Parameters
        ----------
        bundle
            What the folder of a city holds.
        scenario
            Scenario as the city states it, or changed.
        settings, preset
            Settings of the run, and the name of the set that they started from.
        strength
            Organisations in place of the bundle's, such as after a roster.
        measures
            What is done to the city for this plan.

        Returns
        -------
        Self
            The case.
        """
        return cls(bundle.city, strength or bundle.strength, scenario, settings, preset, measures)

    @cached_property
    def key(self) -> str:
        """Hash of the content: equal keys, equal plans."""
        return case_key(self.city, self.scenario, self.settings, self.strength, self.measures)

    @property
    def network(self) -> "Network":
        """The walking network of the city, built once for all its cases."""
        # Imported when it is asked for: to look up a stored plan takes neither solver nor kernels.
        from planning.network import city_network  # noqa: PLC0415

        return city_network(self.city, self.settings)
