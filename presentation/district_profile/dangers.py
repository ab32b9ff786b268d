"""Streets of a district that cannot be walked, and facilities whose users need help."""

import numpy as np

from presentation.district_profile.subject import Subject
from presentation.grid import Grid


def danger_grid(subject: Subject) -> Grid | None:
    """Return the streets of the district that close, by reason; None where none does."""
    words, city = subject.words, subject.case.city
    outline = city.districts.loc[[subject.district_id]].geometry.to_numpy()[0]
    inside = np.sort(city.streets.sindex.query(outline, predicate="intersects"))
    streets = city.streets.iloc[inside]
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
    notes = (("closing", closes_later.any()), ("closed", not closes_later.all()))
    keys = ("reason", "streets", "length", "first_closing")
    return Grid(
        headings=tuple(words(f"profile.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False, True, True, False),
        keys=keys,
        caption=words("profile.dangers"),
        notes=tuple(words(f"profile.dangers_{note}_note") for note, holds in notes if holds),
    )


def facility_text(subject: Subject) -> str:
    """Return how many facilities of the district there are, and how many have no plan to evacuate."""
    facilities = subject.case.city.facilities
    if subject.case.city.meta.layer("facilities") is None:
        return subject.words("profile.facilities_not_held")
    own = facilities[facilities["district_id"] == subject.district_id]
    without = int((own["plan_made"] != "yes").sum())
    return subject.words("profile.facilities", count=f"{len(own):,}", without=f"{without:,}")
