"""The sentence on those whom the settings assume not to leave, the same on screen and on paper."""

from collections.abc import Mapping

from community.demand import not_leaving_share
from domain.vocabulary import Outcome
from planning.case import Case
from presentation.words import Words, shown_people


def staying_texts(case: Case, sums: Mapping[str, int], words: Words, *, rounded: bool) -> list[str]:
    """Return how many of an area are assumed not to leave, and how they are counted; else nothing.

    The share of the settings is of everybody who must leave. Those of them for whom no place was left
    stay counted among the people without a place; the places of the others are kept.

    Parameters
    ----------
    case
        The scenario and its settings.
    sums
        Sums of the area's ledger (``presentation.area_sums.sums_of``).
    words, rounded
        Words of the reader; whether figures rest on model data.
    """
    share = not_leaving_share(case.scenario, case.settings)
    staying, unserved = sums["assumed_not_leaving"], sums["assumed_not_leaving_unserved"]
    if share == 0 or staying == 0:
        return []
    seated = sums[Outcome.NOT_LEAVING.value]
    counts = {"must": sums["must_leave"], "staying": staying, "unserved": unserved, "seated": seated}
    said = {name: words.persons(count, rounded=rounded) for name, count in counts.items()}
    kind = "all_seated" if unserved == 0 else "none_seated" if seated == 0 else "both"
    sentence = words(f"answer.staying.{kind}", share=f"{round(100 * share, 1):g}", **said)
    shown = [shown_people(count, rounded=rounded) or 0 for count in (staying, unserved, seated)]
    if shown[0] == shown[1] + shown[2]:
        return [sentence]
    return [words("answer.staying.rounded", sentence=sentence)]
