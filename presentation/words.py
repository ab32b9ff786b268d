"""Words of one language: keys, numbers of people, times and lengths, the same on screen and on paper."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from domain.profiles import FEW_IN_NEED
from domain.scenario import HazardScenario
from domain.vocabulary import DeadlineKind
from messages import catalogue

#: Below this many people a count of people who need help is not told (要支援者などの人数).
SMALL_COUNT = FEW_IN_NEED

_MINUTE_S = 60

#: Zeros of a clock that come without warning: nobody can have left before them.
_SUDDEN = frozenset({"earthquake", "ignition"})

#: Alerts upon which people leave, the first one first (``community.demand``).
_ORDERS = ("level3", "level4")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language; called with a key it gives the text of that key.

    Parameters
    ----------
    language
        Language of the texts.
    names_start
        Whether each moment names what the clock starts with; a narrow table below a head that names
        it says 「起点から」 instead.
    """

    language: str
    names_start: bool = True

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of a key with its fields filled."""
        return catalogue.text(self.language, key, **values)

    def either(self, *keys: str) -> str:
        """Return the text of the first key that the catalogue holds, or the last key itself."""
        for key in keys:
            if catalogue.has(self.language, key):
                return self(key)
        return keys[-1]

    def name(self, japanese: str, english: str) -> str:
        """Return the name in the reader's language; many proper names have no English."""
        return english if catalogue.language_tag(self.language) != "ja" and english else japanese

    def scenario(self, scenario: HazardScenario) -> str:
        """Return the name of a scenario."""
        if self.language == "ja_easy" and scenario.name_easy:
            return scenario.name_easy
        return self.name(scenario.name, scenario.name_en)

    def listed(self, parts: Iterable[str]) -> str:
        """Return words one after another, such as 「洪水、高潮」; empty ones are left out."""
        return self("export.separator").join(part for part in parts if part)

    # ------------------------------------------------------------------------------------ people

    def persons(self, count: float | None, *, rounded: bool) -> str:
        """Return a number of people for a sentence, such as 「約1,200人」.

        Parameters
        ----------
        count
            People; None, NaN or <NA> where unknown, which is never shown as zero.
        rounded
            Whether the number rests on model data or assumptions: to 10 below 1,000, else to 100,
            marked 約; 1 to 9 people are 「10人未満」, for a rounded zero would deny them.
        """
        return self._people(
            count, rounded=rounded, keys=("screen.exact", "screen.about", "screen.fewer_than")
        )

    def persons_beside(self, *counts: int, rounded: bool) -> Callable[[int], str]:
        """Return how each of some numbers of people is told that stand side by side.

        Where one of them is so small that it would point at persons, none is exact: from the others it could
        be found. So give every number that is told, and those that they are found by subtraction from.

        Parameters
        ----------
        counts
            The numbers.
        rounded
            Whether they rest on model data or assumptions.
        """
        all_rounded = rounded or any(is_small(count) for count in counts)
        return lambda count: self.persons(count, rounded=all_rounded)

    def people_cell(self, count: float | None, *, rounded: bool) -> str:
        """Return a number of people for a cell of a table, without the word for people."""
        return self._people(count, rounded=rounded, keys=("", "screen.about_bare", "screen.fewer_than_bare"))

    def narrow_cell(self, count: float | None, *, rounded: bool) -> str:
        """Return a number of people where room is scarce: rounded alike, without 約."""
        return self._people(count, rounded=rounded, keys=("", "", "screen.fewer_than_narrow"))

    def sensitive_cell(self, count: float | None, *, rounded: bool) -> str:
        """Return a count of people who need help; below ten only that it is below ten."""
        if is_small(count):
            return self("screen.fewer_than_bare", count=SMALL_COUNT)
        return self.people_cell(count, rounded=rounded)

    def people_change(self, change: float, *, rounded: bool) -> str:
        """Return by how many people two plans differ, such as 「+約30」, without the word for people.

        Parameters
        ----------
        change
            The exact difference: that of two rounded numbers would hide or invent people.
        rounded
            Whether it is rounded, as any number of people; fewer than ten are 「10未満の差」.
        """
        if rounded and is_small(abs(change)):
            return self("compare.small_change")
        sign = "+" if change > 0 else "−" if change < 0 else ""
        return sign + self.people_cell(abs(change), rounded=rounded)

    def _people(self, count: float | None, *, rounded: bool, keys: tuple[str, str, str]) -> str:
        exact, about, fewer = keys
        if unknown(count):
            return self("screen.unknown")
        assert count is not None
        shown = shown_people(count, rounded=rounded)
        if shown is None:
            return self(fewer, count=SMALL_COUNT)
        key = about if rounded and shown else exact
        return self(key, count=f"{shown:,}") if key else f"{shown:,}"

    # -------------------------------------------------------------------------------------- time

    def minutes(self, seconds: float | None) -> str:
        """Return the time that is left in whole minutes, cautious: rounded towards less time."""
        return self._minutes(seconds, math.floor)

    def mean_walk(self, seconds: float | None) -> str:
        """Return a mean walking time in whole minutes, rounded to the nearest."""
        return self._minutes(seconds, lambda minutes: math.floor(minutes + 0.5))

    def walk(self, seconds: float | None) -> str:
        """Return how long a walk takes in whole minutes, cautious: rounded towards more time."""
        return self._minutes(seconds, math.ceil)

    def wait(self, seconds: float | None) -> str:
        """Return how long somebody waits like ``walk``; below a minute only that it is: never 「0分」."""
        if seconds is not None and 0 <= seconds < _MINUTE_S:
            return self("screen.under_a_minute")
        return self.walk(seconds)

    def _minutes(self, seconds: float | None, whole: Callable[[float], int]) -> str:
        if unknown(seconds):
            return self("screen.unknown")
        assert seconds is not None
        if math.isinf(seconds):
            # Of time that is left: where nothing ends it, none is told.
            return self("screen.stays_open") if seconds > 0 else self("screen.never")
        # The tenth decimal is noise of the arithmetic, no second of anybody's.
        return self("screen.minutes", count=f"{whole(round(seconds / 60, 9)):,}")

    def clock(self, seconds: float | None, scenario: HazardScenario) -> str:
        """Return a moment as time after the scenario's zero, such as 「地震発生から43分後」.

        One that never comes is no deadline of a stay; in an escape only the way stays open: "no limit"
        would read there as time to spare.
        """
        if unknown(seconds):
            return self("screen.unknown")
        assert seconds is not None
        if math.isinf(seconds):
            ends = scenario.deadline is not DeadlineKind.NONE
            endless = self("screen.stays_open" if ends else "screen.no_limit")
            return endless if seconds > 0 else self("screen.never")
        zero = self(f"clock.{scenario.t0 if self.names_start else 'start'}")
        whole = math.floor(round(seconds / 60, 9))
        if whole < 0:
            return self("screen.before_zero", zero=zero, time=self._span(-whole))
        return self("screen.after_zero", zero=zero, time=self._span(whole))

    def departure(
        self,
        seconds: float,
        scenario: HazardScenario,
        alert_s: float,
        *,
        beside_limit: bool = False,
        told: bool = False,
    ) -> str:
        """Return when people leave, as time after the alert that they wait for.

        Whoever is to leave an hour after level 4 listens for level 4: four hours after level 3 are hers
        only where the alerts come as the scenario has them. The hour is what the plan counts until the
        mean of them leaves: to whoever leaves it is told as the end of the time to leave, never as a wait.

        Parameters
        ----------
        seconds
            When they leave [s after t0].
        scenario
            The scenario.
        alert_s
            Their alert (``community.demand.alerts_s``) [s after t0].
        beside_limit
            Whether a limit on the scenario's clock stands beside it: then that clock is told, too.
        told
            Whether it is told to whoever leaves: 「…から60分後までに」, for a sentence that goes on with
            leaving.
        """
        said = self.clock(seconds, scenario)
        own = next((one for one in _ORDERS if scenario.alerts_s.get(one) == alert_s), "")
        zero = self(f"clock.{own or (scenario.t0 if self.names_start else 'start')}")
        whole = math.floor(round((seconds - (alert_s if own else 0.0)) / 60, 9))
        clock = said if beside_limit and own not in {"", scenario.t0} else ""
        if told:
            return self._within(whole, zero, clock)
        if own in {"", scenario.t0}:
            return said
        after = self("screen.after_zero", zero=zero, time=self._span(whole))
        return self("screen.after_alert", after=after, clock=clock) if clock else after

    def _within(self, whole_minutes: int, zero: str, clock: str) -> str:
        """Return within how many minutes of an alert, or of what the clock starts with, people leave."""
        if whole_minutes < 0:
            return self("screen.by_before", zero=zero, time=self._span(-whole_minutes))
        key = "within" if whole_minutes else "right_after"
        key = f"{key}_clock" if clock else key
        return self(f"screen.{key}", zero=zero, time=self._span(whole_minutes), clock=clock)

    def limit(self, seconds: float | None, scenario: HazardScenario) -> str:
        """Return a latest safe departure (避難開始の限界時刻).

        A limit before an earthquake or an outbreak of fire is no moment that anybody could keep: who
        leaves is late, whenever he does.
        """
        if not unknown(seconds) and seconds is not None:
            sudden = scenario.t0 in _SUDDEN and seconds < 0
            if sudden or seconds == -math.inf:
                return self("screen.always_late")
        return self.clock(seconds, scenario)

    def closing(self, seconds: float | None, scenario: HazardScenario) -> str:
        """Return when a street closes: from the start, or a moment."""
        return self("screen.from_start") if seconds == -math.inf else self.clock(seconds, scenario)

    def _span(self, whole_minutes: int) -> str:
        if whole_minutes < 180:
            return self("screen.minutes", count=f"{whole_minutes:,}")
        # To the minute: a tenth of an hour would tell a limit up to three minutes too late.
        hours, minutes = divmod(whole_minutes, 60)
        key = "screen.hours_minutes" if minutes else "screen.hours"
        return self(key, count=hours, minutes=minutes)

    # ------------------------------------------------------------------------- lengths and shares

    def metres(self, length_m: float | None) -> str:
        """Return a length, to 10 m below one kilometre, else to 0.1 km."""
        if unknown(length_m):
            return self("screen.unknown")
        assert length_m is not None
        if length_m < 1000:
            return f"{10 * round(length_m / 10):,.0f} m"
        return f"{length_m / 1000:,.1f} km"

    def percent(self, share: float | None) -> str:
        """Return a share as a whole percentage."""
        return self("screen.unknown") if unknown(share) else f"{100 * float(share or 0):.0f} %"

    def depth(self, low_m: float, high_m: float) -> str:
        """Return a class of depth, such as 「0.5〜3.0 m」."""
        if high_m <= 0:
            return self("screen.dry")
        if math.isinf(high_m):
            return self("screen.depth_from", low=f"{low_m:g}")
        if low_m <= 0:
            return self("screen.depth_below", high=f"{high_m:g}")
        return self("screen.depth_between", low=f"{low_m:g}", high=f"{high_m:g}")


def shown_people(count: float, *, rounded: bool) -> int | None:
    """Return the number that is shown for a number of people; None where it is only 「10未満」."""
    whole = round(float(count))
    if not rounded or whole == 0:
        return whole
    if 0 < whole < SMALL_COUNT:
        return None
    step = 10 if whole < 1000 else 100
    # Halves go up: people in need are not rounded away.
    return step * math.floor(whole / step + 0.5)


def is_small(count: float | None) -> bool:
    """Whether a count of people is so small that it would point at persons (1 to 9)."""
    return not unknown(count) and count is not None and 0 < float(count) < SMALL_COUNT


def unknown(value: object) -> bool:
    """Whether a value of a table is unknown (None, NaN or <NA>)."""
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]
