"""Which hazards concern a district: people in the area of every scenario, and kinds nobody planned."""

import numpy as np
import pandas as pd

from domain.scenario import first_days
from domain.vocabulary import HazardKind
from planning.day_time import at_day_time
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.names import covered_text, scenario_title
from presentation.words import unknown


def hazard_grid(subject: Subject, concerned: pd.DataFrame) -> Grid:
    """Return the people in the hazard area of each scenario; the shown scenario is marked.

    Later days after an earthquake concern the same people as the first, and are left out.

    Parameters
    ----------
    subject
        The district.
    concerned
        Persons concerned by district (rows) and scenario id (columns); NaN where the city holds no
        area of the scenario's kinds.
    """
    case, words = subject.case, subject.words
    row = concerned.loc[[subject.district_id]].to_numpy(dtype=np.float64)[0]
    rows = []
    first = first_days(case.city.scenarios.values(), shown=case.scenario.scenario_id)
    shown = {one.scenario_id for one in first}
    for scenario_id, persons in zip(concerned.columns, row.tolist(), strict=True):
        if scenario_id not in shown:
            continue
        # Counted at the time of day that the settings set, so named by it.
        scenario = at_day_time(case.city.scenarios[str(scenario_id)], case.settings.departure.day_time)
        here = words("profile.this_scenario") if scenario_id == case.scenario.scenario_id else ""
        rows.append((scenario_title(case.city, scenario, words.language) + here, _said(subject, persons)))
    planned = {kind for scenario in case.city.scenarios.values() for kind in scenario.kinds}
    rows += [
        (words(f"hazard_kind.{kind}"), words("indicator_status.no_layer"))
        for kind in HazardKind
        if kind not in planned
    ]
    covered = covered_text(case.city, shown, words)
    return Grid(
        headings=(words("profile.scenario"), words("ledger.concerned")),
        rows=tuple(rows),
        numbers=(False, True),
        keys=("scenario", "concerned"),
        caption=words("profile.hazards"),
        notes=(words("profile.hazards_note"), *([covered] if covered else [])),
    )


def _said(subject: Subject, persons: float) -> str:
    if unknown(persons):
        return subject.words("indicator_status.no_layer")
    return subject.people(persons) if persons else subject.words("indicator_status.not_concerned")
