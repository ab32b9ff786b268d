"""Which indicators of an area differ between two plans."""

import pandas as pd

from planning.plan import Plan


def changed_indicators(before: Plan, after: Plan, area_id: str) -> pd.DataFrame:
    """Return the indicators of an area whose value is another after than before.

    Parameters
    ----------
    before, after
        Plans of the same scenario.
    area_id
        A district id, ward code or the city code.

    Returns
    -------
    pandas.DataFrame
        Index ``indicator`` in the order of the plan before; columns ``unit`` (key), ``before``,
        ``after`` (values as in ``Indicators``, NaN without one). Without a value in both is no change.
    """
    old, new = (
        plan.indicators[plan.indicators["area_id"] == area_id].set_index("indicator")
        for plan in (before, after)
    )
    both = pd.DataFrame(
        {"unit": old["unit"], "before": old["value"], "after": new["value"].reindex(old.index)}
    )
    same = (both["before"] == both["after"]) | (both["before"].isna() & both["after"].isna())
    return both[~same]
