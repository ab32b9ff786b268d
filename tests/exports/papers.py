"""The papers of a district, as a reader gets them."""

from functools import lru_cache

import pandas as pd

from exports.district_profile_pdf import district_profile_pdf
from planning.case import Case
from planning.concerned import concerned_by_district
from planning.plan import Plan


def profile_pdf(case: Case, plan: Plan, district_id: str, language: str) -> bytes:
    """Return the 校区カルテ with the people concerned in every scenario of the case's city."""
    return district_profile_pdf(case, plan, district_id, language, _concerned(case))


@lru_cache(maxsize=4)
def _concerned(case: Case) -> pd.DataFrame:
    # Every scenario of the city is looked at: once for all papers of a case, as the dashboard does.
    return concerned_by_district(case.city, case.settings)
