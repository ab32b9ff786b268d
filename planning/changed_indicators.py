"""Which indicators of an area differ between two plans."""

import pandas as pd

from planning.plan import Plan


def changed_indicators(before: Plan, after: Plan, area_id: str) -> pd.DataFrame:
    """Return the indicators of an area whose value, or an end of what is not known of it, is another.

    Parameters
    ----------
    before, after
        Two plans of one city.
    area_id
        A district id, ward code or the city code.

    Returns
    -------
    pandas.DataFrame
        Index ``indicator`` in the order of the plan before, then those of the plan after alone; columns
        ``unit`` (key), ``before``, ``after`` (values as in ``Indicators``, NaN without one), and the
        ends of both as ``before_min``, ``before_max``, ``after_min``, ``after_max``, with
        ``before_status`` and ``after_status`` (NaN where a plan has no such indicator). Without a value
        in both is no change.
    """
    old, new = (
        plan.indicators[plan.indicators["area_id"] == area_id].set_index("indicator")
        for plan in (before, after)
    )
    every = old.index.append(new.index.difference(old.index, sort=False)).rename("indicator")
    old, new = old.reindex(every), new.reindex(every)
    unit = old["unit"].fillna(new["unit"])
    both = pd.DataFrame({"unit": unit, "before": old["value"], "after": new["value"]})
    for name in ("value_min", "value_max", "status"):
        end = name.removeprefix("value_")
        both = both.assign(**{f"before_{end}": old[name], f"after_{end}": new[name]})
    same = _same(both["before"], both["after"])
    # Who is known to be one and the same number may still be less surely so: an end alone is a change.
    for end in ("min", "max"):
        same &= _same(both[f"before_{end}"], both[f"after_{end}"])
    return both[~same]


def _same(first: "pd.Series[float]", second: "pd.Series[float]") -> "pd.Series[bool]":
    return (first == second) | (first.isna() & second.isna())
