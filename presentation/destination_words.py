"""Names of destinations of a plan: what nobody has confirmed is never named without saying so."""

import pandas as pd

from domain.vocabulary import PlaceStanding
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.names import destination_names, place_names


def marked_name(name: str, standing: str, language: str) -> str:
    """Return the name of a place, with ？要確認 where its standing is to be confirmed."""
    if standing != PlaceStanding.TO_CONFIRM.value:
        return name
    return text(language, "place_name.to_confirm", name=name)


def plan_place_names(case: Case, plan: Plan, language: str) -> "pd.Series[str]":
    """Return the names of the places by id, marked where a place is to be confirmed in this plan."""
    return _marked(place_names(case.city, language), plan, language)


def plan_destination_names(case: Case, plan: Plan, language: str) -> "pd.Series[str]":
    """Return the names of destinations by id (places and ``safe_area``), marked as ``plan_place_names``."""
    return _marked(destination_names(case, language), plan, language)


def _marked(names: "pd.Series[str]", plan: Plan, language: str) -> "pd.Series[str]":
    standing = plan.usable_places["standing"].reindex(names.index).fillna("")
    said = [marked_name(str(name), str(one), language) for name, one in zip(names, standing, strict=True)]
    # A name may hold half a character, which no column of texts takes.
    return pd.Series(said, index=names.index, dtype=names.dtype)
