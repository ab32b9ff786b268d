"""How far individual evacuation plans are in each ward, as counts of rows that a reader may see."""

import pandas as pd

from domain.bundle import City
from domain.registers import RegisterName
from domain.support import PlanState
from domain.vocabulary import YesNoUnknown
from storage.store.errors import ForbiddenError
from storage.store.reader import Reader
from storage.store.store import Store
from use_cases.held_plans import cannot_be_there
from use_cases.individual_plans import plan_state
from use_cases.support_list import OFFICERS

#: How far each state is; a person counts by the farthest of her plans.
_STEPS = (PlanState.CLOSED, PlanState.PROPOSED, PlanState.PERSON_AGREED, PlanState.AGREED)


def plan_progress(
    store: Store, reader: Reader, city: City, *, held: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return people and plans of each ward that the reader sees.

    Parameters
    ----------
    store, reader
        The store, and who asks; nothing personal is opened.
    city
        Gives the order of the wards.
    held
        ``held_plans`` under a scenario; without it every agreed plan counts as agreed.

    Returns
    -------
    pandas.DataFrame
        By ward code in official order: ``listed``, ``consented``, ``none``, ``proposed``,
        ``person_agreed``, ``absent`` (agreed, but supporters cannot be there in the scenario), ``agreed``;
        the last five sum to ``listed``. Wards without a row are left out.

    Raises
    ------
    ForbiddenError
        For whoever does not see the whole of a list.
    """
    if reader.role not in OFFICERS:
        raise ForbiddenError("forbidden")
    people = store.read(reader, RegisterName.NEEDS_HELP, personal=False)
    plans = store.read(reader, RegisterName.INDIVIDUAL_PLANS, personal=False)
    rows = zip(plans["person_consent"], plans["supporter_consent"], strict=True)
    step = pd.Series(
        [_STEPS.index(plan_state(*row)) for row in rows], index=plans["person_id"], dtype="int64"
    )
    farthest = step.groupby(level=0).max().reindex(people.index).fillna(0).astype(int)
    agreed = farthest == _STEPS.index(PlanState.AGREED)
    absent = agreed & people.index.isin([] if held is None else held.index[cannot_be_there(held)])
    table = pd.DataFrame(
        {
            "ward_code": people["ward_code"],
            "listed": 1,
            "consented": (people["consent"] == YesNoUnknown.YES.value).astype(int),
            "none": (farthest == 0).astype(int),
            **{state.value: (farthest == _STEPS.index(state)).astype(int) for state in _STEPS[1:-1]},
            "absent": absent.astype(int),
            "agreed": (agreed & ~absent).astype(int),
        }
    )
    sums = table.groupby("ward_code").sum()
    order = city.wards["official_order"].sort_values().index
    return sums.reindex([ward for ward in order if ward in sums.index])
