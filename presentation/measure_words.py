"""What measures are about, in words: places and streets by the names that people know."""

from domain.measures import ADDED_SEATS, CLOSED_PLACES, CLOSED_STREETS, NO_PLACE, ONLY_PLACES, OPENED_PLACES
from domain.scenario import ALL_PLACES
from planning.case import Case
from presentation.names import destination_names
from presentation.street_names import street_name
from presentation.words import Words


def measure_item(case: Case, key: str, text: str, words: Words) -> str:
    """Return what one measure is about, by name.

    Parameters
    ----------
    case
        A case of the city.
    key, text
        Key of the measure, and what is written below it (``domain.measures.measure_text``).
    words
        Words of the reader.
    """
    if key == CLOSED_STREETS:
        return street_name(case, int(text), words)
    if key not in {ONLY_PLACES, OPENED_PLACES, CLOSED_PLACES, ADDED_SEATS}:
        return text
    if key == ONLY_PLACES and text == NO_PLACE:
        return words("closing.no_place")
    place_id, colon, seats = text.rpartition(":") if key == ADDED_SEATS else (text, "", "")
    return place_or_all(case, place_id, words) + (f" +{seats}" if colon else "")


def place_or_all(case: Case, place_id: str, words: Words) -> str:
    """Return the name of a destination, or that all places are meant."""
    if place_id == ALL_PLACES:
        return words("compare.all_places")
    return str(destination_names(case, words.language)[place_id])
