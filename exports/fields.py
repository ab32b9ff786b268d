"""Every field of the map files, and people of crowding: meaning, unit, whether it may be null, its values.

``docs/files.md`` is written from it (``make docs``); a test holds it to the files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.vocabulary import HazardKind, HazardZoneType, Outcome, PlaceStanding, PlaceState, Suitability
from presentation.result_tables import DISTRICT_UNITS
from presentation.styles.places import LOADS

#: Whether a route has a limit: one that never closes, and one of which nobody knows, have no number.
LIMITS = ("known", "before_wind", "never", "unknown")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a file.

    Parameters
    ----------
    name
        Its name in the file.
    unit
        Key below ``field_unit.``; empty for none.
    may_be_null
        Whether null is a value of it; what null says stands in its meaning.
    values
        The values that it may have; empty where it is free.
    key
        Key of its meaning; that below ``field.`` of its name where empty.
    """

    name: str
    unit: str = ""
    may_be_null: bool = False
    values: tuple[str, ...] = ()
    key: str = ""

    @property
    def meaning(self) -> str:
        """Key of its meaning."""
        return self.key or f"field.{self.name}"


def _null(name: str, unit: str = "", values: Sequence[str] = ()) -> Field:
    return Field(name, unit, may_be_null=True, values=tuple(values))


def _people(name: str) -> Field:
    outcomes = {one.value for one in Outcome}
    return Field(name, "persons", key=f"outcome.{name}" if name in outcomes else "")


_DATA_KIND = Field("data_kind")

#: Fields of each file in their order.
MAP_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "places.geojson": (
        Field("place_id"),
        Field("name"),
        Field("address"),
        Field("ward"),
        Field("district"),
        Field("state", values=tuple(PlaceState)),
        Field("suitability", values=tuple(Suitability)),
        Field("standing", values=tuple(PlaceStanding)),
        Field("standing_label"),
        Field("load", values=LOADS),
        Field("in_plan"),
        _null("capacity_persons", "persons"),
        _null("area_per_person_m2", "m2"),
        _null("assigned_persons", "persons"),
        Field("place_data"),
        Field("capacity_data"),
        _DATA_KIND,
    ),
    "routes.geojson": (
        Field("block_id"),
        Field("destination_id"),
        _null("depart_s", "s"),
        Field("persons", "persons", may_be_null=True, key="field.persons_route"),
        _null("arrive_s", "s"),
        _null("latest_departure_s", "s"),
        Field("length_m", "m"),
        Field("walk_time_s", "duration_s"),
        Field("walk_time_mean_s", "duration_s"),
        Field("extra_walk_s", "duration_s"),
        Field("wait_s", "duration_s"),
        _null("below_reserve"),
        _null("block_reached_first"),
        _null("seaward"),
        _null("over_earlier_ground"),
        Field("enters_area_again"),
        _null("shore_approach_m", "m"),
        _null("shore_approach_on_way_m", "m"),
        Field("destination"),
        Field("limit", values=LIMITS),
        _DATA_KIND,
    ),
    "districts.geojson": (
        Field("district_id"),
        Field("name"),
        Field("ward"),
        Field("unit", values=tuple(DISTRICT_UNITS.values())),
        Field("unit_label"),
        Field("persons", "persons"),
        *(_people(outcome.value) for outcome in Outcome),
        Field("unknown_persons", "persons"),
        Field("can_leave_area", "persons"),
        Field("cannot_reach_safety", "persons"),
        Field("assumed_not_leaving", "persons"),
        Field("assumed_not_leaving_unserved", "persons"),
        Field("unconfirmed_place", "persons"),
        Field("unserved", "persons"),
        _DATA_KIND,
    ),
    "hazard.geojson": (
        Field("area_id"),
        Field("kind", values=tuple(HazardKind)),
        _null("zone_type", values=tuple(HazardZoneType)),
        _null("depth_m_min", "m"),
        _null("depth_m_max", "m"),
        _null("duration_h", "h"),
        _null("arrival_time_s", "s"),
        _null("intensity"),
        _null("collapse_share", "share"),
        _null("half_collapse_share", "share"),
        _null("burnt_share", "share"),
        _null("water_cut_share", "share"),
        _null("liquefaction_index"),
        Field("layer"),
        Field("kind_label"),
        _DATA_KIND,
    ),
}


def _walkers(name: str) -> Field:
    return Field(name, "persons", key=f"crowding_field.{name}")


#: People of the parts of ``crowding.json``: a name that two of them have counts the same people.
CROWDING_PEOPLE: Mapping[str, tuple[Field, ...]] = {
    "city": (
        _walkers("persons"),
        *(_walkers(f"{name}_persons") for name in (
            "in_time", "late", "caught", "cut_off", "at_home", "missed", "queue_missed", "waiting_most",
            "early", "turned",
        )),
    ),
    "places": (
        _walkers("walking_persons"),
        *(_walkers(f"{name}_persons") for name in ("arrived", "late")),
        _null("capacity_persons", "persons"),
        _walkers("early_persons"),
    ),
}  # fmt: skip
