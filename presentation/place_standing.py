"""Which places have the flag of the hazard; what a place is stands in ``UsablePlaces.standing``."""

from domain.vocabulary import PlaceState

#: States of a place that has the flag of the hazard.
DESIGNATED_STATES = (PlaceState.DESIGNATED_INSIDE.value, PlaceState.DESIGNATED_OUTSIDE.value)
