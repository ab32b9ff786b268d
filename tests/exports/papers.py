"""The papers of a district, as a reader gets them."""

from exports.district_profile_pdf import district_profile_pdf
from planning.case import Case
from planning.concerned import concerned_by_district
from planning.plan import Plan


def profile_pdf(case: Case, plan: Plan, district_id: str, language: str) -> bytes:
    """Return the 校区カルテ with the people concerned in every scenario of the case's city."""
    concerned = concerned_by_district(case.city, case.settings)
    return district_profile_pdf(case, plan, district_id, language, concerned)
