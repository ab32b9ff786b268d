"""Strength of the organisations of a case, by district, ward and city."""

import pandas as pd

from community.organisations import combine_strength
from planning.case import Case


def strength_by_area(case: Case) -> pd.DataFrame:
    """Return what stands ready in each district, ward and the city.

    Parameters
    ----------
    case
        Its organisations and squads are counted.

    Returns
    -------
    pandas.DataFrame
        ``community.organisations.OrganisationStrength``.
    """
    city = case.city
    return combine_strength(
        case.strength.organisations, case.strength.posts, city.districts, city.blocks, city.meta.city_code
    )
