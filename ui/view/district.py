"""Which districts a reader can choose, and which one is shown before he does."""

from collections.abc import Iterable

import numpy as np

from planning.case import Case
from planning.plan import Plan
from presentation.names import district_names
from presentation.words import Words
from readiness.ledger_sums import ledger_sums


def district_choices(case: Case, ward_code: str, words: Words) -> dict[str, str]:
    """Return the districts of a ward by id, with their names."""
    names = district_names(case, words.language).to_dict()
    inside = case.city.districts.index[case.city.districts["ward_code"] == ward_code]
    return {str(key): str(name) for key, name in names.items() if key in inside}


def worst_district(plan: Plan, district_ids: Iterable[str]) -> str:
    """Return the district with most people without a place; then most concerned; then the first."""
    sums = ledger_sums(plan.ledgers.districts.reindex(list(district_ids)))
    unserved, concerned = sums["unserved"].to_numpy(), sums["concerned"].to_numpy()
    return str(sums.index[np.lexsort((np.arange(len(sums)), -concerned, -unserved))[0]])
