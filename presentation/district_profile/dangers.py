"""Streets of a district that cannot be walked, and facilities whose users need help."""

import geopandas as gpd
import numpy as np

from domain.bundle import City
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan
from presentation.area_sums import is_timed
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.robustness_words import is_shaken
from presentation.words import Words


def danger_grid(subject: Subject) -> Grid | None:
    """Return the streets of the district that close, by reason; None where none does."""
    words, city = subject.words, subject.case.city
    streets = _streets_of(city, subject.district_id)
    exposure = subject.plan.street_exposure.reindex(streets.index)
    closing = exposure[exposure["reason"] != ""]
    if closing.empty:
        return None
    lengths = streets["length_m"].reindex(closing.index)
    rows = [
        (
            words(f"closure.{reason}"),
            f"{len(group):,}",
            words.metres(float(lengths[group.index].sum())),
            words.closing(float(group["closes_at_s"].min()), subject.case.scenario),
        )
        for reason, group in closing.groupby("reason", sort=True)
    ]
    closes_later = closing["closes_at_s"].gt(-np.inf)
    notes = (
        ("closing", closes_later.any()),
        ("closed", not closes_later.all()),
        ("shaken", is_shaken(subject.case)),
    )
    keys = ("reason", "streets", "length", "first_closing")
    return Grid(
        headings=tuple(words(f"profile.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False, True, True, False),
        keys=keys,
        caption=words("profile.dangers"),
        notes=tuple(words(f"profile.dangers_{note}_note") for note, holds in notes if holds),
    )


def no_danger_text(case: Case, plan: Plan, district_id: str, words: Words) -> str:
    """Return why no street of a district closes: none does, or nobody could know which.

    Parameters
    ----------
    case, plan
        A plan in which no street of the district closes.
    district_id
        District.
    words
        Words of the reader.
    """
    if case.city.streets.empty:
        return words("screen.district.dangers_without_streets")
    inside = plan.street_exposure["in_hazard"].reindex(_streets_of(case.city, district_id).index)
    if is_timed(case) and inside.any():
        return words("screen.district.dangers_without_arrival")
    if is_shaken(case):
        # Streets that the shaking blocks are drawn by chance elsewhere: that none closes is not known.
        return words("screen.district.dangers_of_shaking")
    return words("screen.district.no_dangers")


def _streets_of(city: City, district_id: str) -> gpd.GeoDataFrame:
    def found() -> gpd.GeoDataFrame:
        outline = city.districts.loc[[district_id]].geometry.to_numpy()[0]
        return city.streets.iloc[np.sort(city.streets.sindex.query(outline, predicate="intersects"))]

    return kept(city, "streets of a district", district_id, found)


def facility_text(subject: Subject) -> str:
    """Return how many facilities of the district there are, and how many have no plan to evacuate."""
    facilities = subject.case.city.facilities
    if subject.case.city.meta.layer("facilities") is None:
        return subject.words("profile.facilities_not_held")
    own = facilities[facilities["district_id"] == subject.district_id]
    without = int((own["plan_made"] != "yes").sum())
    return subject.words("profile.facilities", count=f"{len(own):,}", without=f"{without:,}")
