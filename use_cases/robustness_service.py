"""How likely people get through after an earthquake, made when somebody asks and kept for the next."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.faults import Fault, InputError
from planning.case import Case
from planning.draws import DrawInputs, Tally, draw_inputs
from planning.robustness import Robustness, robustness_key, robustness_of, robustness_sources
from planning.robustness_file import RobustnessFileError, read_robustness, robustness_bytes
from planning.shaking import follows_earthquake, shaking_layers
from planning.sweep import is_enough, more_draws, on_threads
from storage.results import ResultStore
from use_cases.result_memory import ResultMemory, Shelf

#: Told how many draws are made, and how many there are at most.
Tell = Callable[[int, int], None]


#: Draws after which the first answers are shown; then after every further round of a hundred.
_FIRST_STOPS = (5, 25, 50)
_STEP = 50
_KIND = "robustness"


@dataclass(frozen=True, slots=True, eq=False)
class _Begun:
    """Draws of a case that are not all made."""

    inputs: DrawInputs
    tally: Tally | None


class RobustnessService:
    """Draws blocked streets, for everybody in this process.

    Parameters
    ----------
    memory
        Keeps results; one of its own where None.
    store
        Keeps complete results on disk; None keeps none there.
    """

    def __init__(self, *, memory: ResultMemory | None = None, store: ResultStore | None = None) -> None:
        memory = memory or ResultMemory()
        self._results: Shelf[Robustness] = Shelf(memory, _KIND)
        self._begun: Shelf[_Begun] = Shelf(memory, "robustness.begun")
        self._store = store
        # Two cases at once on two cores would both be late.
        self._one_at_a_time = threading.Lock()

    def known(self, case: Case) -> Robustness | None:
        """Return the result of a case as far as it is made, from memory or disk."""
        key = robustness_key(case)
        found = self._results.get(key) or self._stored(case, key)
        if found is None:
            return None
        sources = robustness_sources(case)
        return found if found.provenance == sources else replace(found, provenance=sources)

    def advance(self, case: Case, tell: Tell | None = None) -> Robustness:
        """Make some more draws of a case, and return what all of them say; few at first.

        Whoever is told may end the wait by an exception: what was drawn until then is kept.

        Raises
        ------
        domain.faults.InputError
            When nothing is known of any shaking.
        """
        refuse_without_shaking(case)
        key = robustness_key(case)
        with self._one_at_a_time:
            known = self.known(case)
            if known is not None and known.is_complete:
                return known
            return self._advance(case, key, tell)

    def result(self, case: Case, tell: Tell | None = None) -> Robustness:
        """Return the complete result of a case; it is made once, however many ask at the same time.

        Raises
        ------
        domain.faults.InputError
            When nothing is known of any shaking.
        """
        found = self.known(case)
        while found is None or not found.is_complete:
            found = self.advance(case, tell)
        return found

    def _stored(self, case: Case, key: str) -> Robustness | None:
        content = None if self._store is None else self._store.get(_KIND, key)
        if content is None:
            return None
        try:
            found = read_robustness(content, robustness_sources(case))
        except RobustnessFileError:
            return None
        self._results.put(key, found)
        return found

    def _advance(self, case: Case, key: str, tell: Tell | None) -> Robustness:
        begun = self._begun.get(key) or _Begun(draw_inputs(case), None)
        inputs, tally = begun.inputs, begun.tally
        most = case.settings.blockage.most_draws
        make, before = on_threads(inputs), 0 if tally is None else tally.draws
        stop = next((one for one in _FIRST_STOPS if one > before), (before // 100 + 1) * 100)
        while tally is None or tally.draws < min(stop, most):
            until = min(stop, (0 if tally is None else tally.draws) + _STEP)
            tally = more_draws(make, tally, until=until, most=most)
            self._begun.put(key, _Begun(inputs, tally))
            if tell is not None:
                tell(tally.draws, most)
        is_complete = is_enough(inputs, tally, most)
        found = robustness_of(case, inputs, tally, is_complete=is_complete)
        self._results.put(key, found)
        if is_complete:
            self._begun.drop(key)
            if self._store is not None:
                self._store.put(_KIND, key, robustness_bytes(found))
        return found


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
