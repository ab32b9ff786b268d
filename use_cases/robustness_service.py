"""How likely people get through after an earthquake, made when somebody asks and kept for the next."""

from collections.abc import Callable

from domain.faults import Fault, InputError
from planning.case import Case
from planning.robustness import Robustness, assess_robustness, robustness_key
from planning.shaking import follows_earthquake, shaking_layers
from use_cases.result_memory import ResultMemory, Shelf

#: Told how many draws are made, and how many there are at most.
Tell = Callable[[int, int], None]


class RobustnessService:
    """Draws blocked streets, for everybody in this process.

    Parameters
    ----------
    memory
        Keeps results; one of its own where None.
    """

    def __init__(self, *, memory: ResultMemory | None = None) -> None:
        self._results: Shelf[Robustness] = Shelf(memory or ResultMemory(), "robustness")

    def known(self, case: Case) -> Robustness | None:
        """Return the result of a case where it is made already."""
        return self._results.get(robustness_key(case))

    def result(self, case: Case, tell: Tell | None = None) -> Robustness:
        """Return the result of a case; it is made once, however many ask at the same time.

        Raises
        ------
        domain.faults.InputError
            When nothing is known of any shaking.
        """
        refuse_without_shaking(case)
        return self._results.made(robustness_key(case), lambda: assess_robustness(case, tell=tell))


def missing_shaking(case: Case) -> str:
    """Return why nothing can be drawn: ``no_earthquake``, ``no_shaking`` (未収録), or empty.

    Parameters
    ----------
    case
        The case.
    """
    if not follows_earthquake(case.scenario):
        return "no_earthquake"
    return "" if shaking_layers(case.city, case.scenario) and len(case.city.streets) else "no_shaking"


def refuse_without_shaking(case: Case) -> None:
    """Refuse a case of which nothing can be drawn.

    Raises
    ------
    domain.faults.InputError
        When its scenario follows no earthquake, or the bundle lacks shaking or streets.
    """
    missing = missing_shaking(case)
    if missing:
        raise InputError([Fault(f"robustness_{missing}", value=case.scenario.scenario_id)])
