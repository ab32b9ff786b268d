"""Which districts a reader can choose."""

from planning.case import Case
from presentation.names import district_names
from presentation.words import Words


def district_choices(case: Case, ward_code: str, words: Words) -> dict[str, str]:
    """Return the districts of a ward by id, with their names."""
    names = district_names(case, words.language).to_dict()
    inside = case.city.districts.index[case.city.districts["ward_code"] == ward_code]
    return {str(key): str(name) for key, name in names.items() if key in inside}
