"""The papers of a district, as a reader gets them."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from domain.bundle import City
from domain.settings.settings import Settings
from exports.district_profile_pdf import district_profile_pdf
from planning.case import Case
from planning.concerned import concerned_by_district
from planning.plan import Plan


def profile_pdf(
    case: Case, plan: Plan, district_id: str, language: str, *, isolation: Sequence[str] | None = ()
) -> bytes:
    """Return the 校区カルテ with the people concerned in every scenario of the case's city.

    What people hang on is searched for where ``isolation`` is None.
    """
    given = None if isolation is None else lambda: isolation
    return district_profile_pdf(case, plan, district_id, language, concerned_of(case), isolation=given)


def concerned_of(case: Case) -> pd.DataFrame:
    """Return who is concerned in every scenario: looked for once for all papers of a city."""
    return _concerned(case.city, case.settings)


@lru_cache(maxsize=4)
def _concerned(city: City, settings: Settings) -> pd.DataFrame:
    return concerned_by_district(city, settings)
