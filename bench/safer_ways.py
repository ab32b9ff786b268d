"""``python -m bench.safer_ways``: what safer routes do in the bundled city (``docs/model/walking.md``).

Each scenario is planned with every term of the generalised cost at 0, and with the defaults: the tables of
that page, to be put there again when plans change. Nothing is timed.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from domain.bundle import CityBundle
from planning.pipeline import make_plan
from planning.plan import Plan
from use_cases.load_bundle import default_bundle_path, load_bundle
from use_cases.make_case import make_case

#: Every term of the generalised cost at nothing: the plain shortest routes.
PLAIN = {
    f"route.{name}": "0"
    for name in (
        "hazard_area_extra", "reentry_extra", "shore_extra", "underpass_extra", "narrow_extra",
        "dark_steps_extra",
    )
} | {"hazard.fire_narrow_factor": "1"}  # fmt: skip
SCENARIOS = (
    "nankai-tsunami-night", "nankai-tsunami-day", "yamato-flood-l2", "small-rivers-flood", "inland-147mm",
    "surge-l2", "heavy-rain-landslide", "typhoon-compound", "shinminato-fire", "nankai-quake-day1",
)  # fmt: skip
#: Margins [min] of which the page tells who is below, and of which scenarios.
_MARGINS = (10, 15, 20, 30)
_TOLD = ("nankai-tsunami-night", "nankai-tsunami-day")


def row(name: str, plain: Plan, safer: Plan, streets: pd.DataFrame) -> str:
    """Return the line of a scenario.

    Parameters
    ----------
    name
        Its id.
    plain, safer
        Its plans with plain and with safer routes.
    streets
        Streets of the city, by ``street_id``.
    """
    again = _change(*(_who(one.routes, one.routes["enters_area_again"]) for one in (plain, safer)))
    shore = _change(
        *(_who(one.routes, one.routes["shore_approach_on_way_m"] > 100) for one in (plain, safer))
    )
    under, steps = (
        _change(*(f"{_over(one.routes, streets, kind):,}" for one in (plain, safer)))
        for kind in ("underpass", "steps")
    )
    walk = _change(*(f"{one.facts.walk_time_mean_s / 60:.1f}" for one in (plain, safer)))
    longer = f"{safer.facts.extra_walk_max_s / 60:.0f} min"
    return f"| {name} | {again} | {shore} | {under} | {steps} | {walk} min | {longer} |"


def margins(plan: Plan) -> tuple[list[int], float]:
    """Return the people below each margin, and the median margin [min].

    Parameters
    ----------
    plan
        A plan.
    """
    left = (plan.routes["latest_departure_s"] - plan.routes["depart_s"]).to_numpy(np.float64) / 60
    persons = plan.routes["persons"].to_numpy()
    order = np.argsort(left, kind="stable")
    half = np.searchsorted(np.cumsum(persons[order]), persons.sum() / 2)
    return [int(persons[left < least].sum()) for least in _MARGINS], float(left[order][half])


def main(scenarios: Sequence[str] = SCENARIOS, city: CityBundle | None = None) -> None:
    """Print the table, then the margins."""
    city = load_bundle(default_bundle_path()) if city is None else city
    told = []
    for name in scenarios:
        plain, safer = (make_plan(make_case(city, name, overrides=one)) for one in (PLAIN, {}))
        print(row(name, plain, safer, city.streets), flush=True)
        if name in _TOLD:
            told.append((name, margins(plain), margins(safer)))
    for name, (before, half_before), (after, half_after) in told:
        below = " → ".join(" / ".join(f"{each:,}" for each in one) for one in (before, after))
        print(f"{name}: below {_MARGINS} min {below}; median {half_before:.0f} → {half_after:.0f}")
    six = margins(make_plan(make_case(city, _TOLD[0], overrides={"profile.in_use": "six"})))[0][0]
    print(f"{_TOLD[0]}: below {_MARGINS[0]} min with six walking profiles {six:,}")


def _who(routes: pd.DataFrame, which: "pd.Series[bool]") -> str:
    """Return people and routes."""
    persons = int(routes.loc[which, "persons"].sum())
    return f"{persons:,} ({int(which.sum()):,})" if persons else "0"


def _over(routes: pd.DataFrame, streets: pd.DataFrame, kind: str) -> int:
    """Return how many routes go over a street of a kind."""
    such = set(streets.index[streets[kind].to_numpy(bool)])
    return sum(not such.isdisjoint(path) for path in routes["street_path"])


def _change(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


if __name__ == "__main__":
    main()
