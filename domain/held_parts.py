"""What a city holds, and which question needs what: what is missing is named, never taken for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.bundle import City, CityBundle, OrganisationStrength

#: Columns that tell how many people a place takes.
_SEATS = (
    "refuge_capacity_persons",
    "stay_capacity_persons",
    "official_capacity_persons",
    "floor_area_m2",
    "refuge_area_m2",
    "open_area_m2",
)


class Part(StrEnum):
    """Parts of a city that a question may need."""

    BLOCKS = "blocks"
    HAZARDS = "hazards"
    SCENARIOS = "scenarios"
    STREETS = "streets"
    PLACES = "places"
    SEATS = "seats"
    DISTRICTS = "districts"
    ORGANISATIONS = "organisations"


class Question(StrEnum):
    """What Sonae is asked."""

    WHO_LEAVES = "who_leaves"
    MARGIN = "margin"
    ASSIGNMENT = "assignment"
    CARDS = "cards"
    READINESS = "readiness"


_WHO = (Part.BLOCKS, Part.HAZARDS, Part.SCENARIOS)
_WAY = (*_WHO, Part.STREETS)

#: What each question needs: without one of these there is no answer.
NEEDS: Mapping[Question, tuple[Part, ...]] = {
    Question.WHO_LEAVES: _WHO,
    Question.MARGIN: _WAY,
    Question.ASSIGNMENT: (*_WAY, Part.PLACES, Part.SEATS),
    Question.CARDS: (*_WAY, Part.PLACES),
    Question.READINESS: (*_WAY, Part.PLACES, Part.SEATS, Part.DISTRICTS, Part.ORGANISATIONS),
}


@dataclass(frozen=True, slots=True)
class QuestionState:
    """Whether a city can answer a question.

    Parameters
    ----------
    question
        The question.
    missing
        Parts without which it has no answer, in the order in which they are best brought in.
    """

    question: Question
    missing: tuple[Part, ...]


def missing_parts(city: City, strength: OrganisationStrength) -> tuple[Part, ...]:
    """Return the parts that a city does not hold, in the order of ``Part``.

    Seats are missing where there are places and nobody has said of any of them how many it takes.
    Districts are missing where the bundle lists no such layer: the whole wards that stand in for
    them are none.
    """
    meta = city.meta
    is_held = {
        Part.BLOCKS: not city.blocks.empty,
        Part.HAZARDS: bool(city.hazards),
        Part.SCENARIOS: bool(city.scenarios),
        Part.STREETS: not city.streets.empty,
        Part.PLACES: not city.places.empty,
        Part.SEATS: bool(city.places[list(_SEATS)].notna().to_numpy().any()),
        Part.DISTRICTS: meta.layer("districts") is not None,
        Part.ORGANISATIONS: not strength.organisations.empty,
    }
    return tuple(part for part in Part if not is_held[part])


def question_states(bundle: CityBundle) -> tuple[QuestionState, ...]:
    """Return every question with what a city lacks for it."""
    missing = missing_parts(bundle.city, bundle.strength)
    return tuple(
        QuestionState(question, tuple(part for part in missing if part in needs))
        for question, needs in NEEDS.items()
    )
