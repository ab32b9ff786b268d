"""The fixed words of the field: every closed set of values that Sonae knows.

One word has one meaning everywhere. The official Japanese for each value stands in
``messages/`` under the key ``<enum name in snake case>.<value>``.
"""

from enum import StrEnum


class HazardKind(StrEnum):
    """The eight statutory kinds of phenomenon (災害対策基本法施行令 20条の4)."""

    FLOOD = "flood"
    LANDSLIDE = "landslide"
    STORM_SURGE = "storm_surge"
    EARTHQUAKE = "earthquake"
    TSUNAMI = "tsunami"
    LARGE_FIRE = "large_fire"
    INLAND_FLOOD = "inland_flood"
    VOLCANO = "volcano"


#: Kinds whose maps are envelopes of many breaches, without a time.
RAIN_WATER = frozenset({HazardKind.FLOOD, HazardKind.INLAND_FLOOD})


class Phase(StrEnum):
    """Escape 緊急避難 (hours) or stay 避難生活 (days); never mixed in one result."""

    ESCAPE = "escape"
    STAY = "stay"


class DeadlineKind(StrEnum):
    """What ends safe walking in a scenario."""

    WATER_ARRIVAL = "water_arrival"
    STORM_WIND = "storm_wind"
    LEVEL5 = "level5"
    FIRE_FRONT = "fire_front"
    NONE = "none"


class ClosedKind(StrEnum):
    """What a scenario closes by hand."""

    CROSSINGS = "crossings"
    BRIDGES = "bridges"
    UNDERPASSES = "underpasses"
    STREETS = "streets"


class ScenarioOrigin(StrEnum):
    """Where a scenario of a city comes from; what is proposed or edited never passes for published."""

    PUBLISHED = "published"
    PROPOSED = "proposed"
    EDITED = "edited"


class DestinationKind(StrEnum):
    """Kinds of destination, in the order in which a scenario may use them."""

    SAFE_AREA = "safe_area"
    EMERGENCY_SITE = "emergency_site"
    REFUGE_BUILDING = "refuge_building"
    SHELTER = "shelter"


class OpenClass(StrEnum):
    """The set of places that the city opens (Sakai: 風水害時 / 地震・津波時)."""

    WIND_WATER = "wind_water"
    EARTHQUAKE = "earthquake"


class ZoneType(StrEnum):
    """Kinds of administrative zone in ``zones``."""

    EVACUATION_ZONE = "evacuation_zone"
    ATTENTION_ZONE = "attention_zone"
    SAFE_AREA = "safe_area"


class HazardZoneType(StrEnum):
    """Kinds of hazard polygon that carry a rule beyond their depth."""

    HOUSE_COLLAPSE = "house_collapse"
    WARNING = "warning"
    SPECIAL_WARNING = "special_warning"


class PlaceState(StrEnum):
    """The four states of a place under a scenario; only the designated ones enter a plan."""

    DESIGNATED_OUTSIDE = "designated_outside"
    DESIGNATED_INSIDE = "designated_inside"
    UNDESIGNATED_OUTSIDE = "undesignated_outside"
    UNDESIGNATED_INSIDE = "undesignated_inside"


class Suitability(StrEnum):
    """Whether a place can be used: ○ yes, △ upper floors only, × no, 要確認 unknown."""

    USABLE = "usable"
    UPPER_FLOORS = "upper_floors"
    UNUSABLE = "unusable"
    TO_CONFIRM = "to_confirm"


class PlaceStanding(StrEnum):
    """What a place is in a scenario: one sign of it, on every page, map, paper and file.

    Only a destination of the plan is ○ or △; 要確認 may be one (a building that the city vouches
    for). A place that nobody may be sent to in this scenario is －, whatever its ground is like.
    """

    USABLE = "usable"
    UPPER_FLOORS = "upper_floors"
    UNUSABLE = "unusable"
    TO_CONFIRM = "to_confirm"
    NOT_DESTINATION = "not_destination"


class YesNoUnknown(StrEnum):
    """A fact that may not have been surveyed; unknown is never taken for no or yes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """What a name of the list of readings is the name of."""

    WARD = "ward"
    DISTRICT = "district"
    TOWN = "town"
    PLACE = "place"


class BackgroundKind(StrEnum):
    """What is drawn for orientation only; no plan rests on it."""

    COAST = "coast"
    RIVER = "river"
    RAILWAY = "railway"
    STATION = "station"
    ROAD = "road"


class WidthOrigin(StrEnum):
    """Where a street's width comes from."""

    MEASURED = "measured"
    CLASS_DEFAULT = "class_default"
    MODEL = "model"


class WalkingProfileId(StrEnum):
    """Ids of the walking profiles in use (``domain.profiles``)."""

    GENERAL = "general"
    ASSISTED = "assisted"
    ELDERLY_ALONE = "elderly_alone"
    SMALL_CHILD = "small_child"
    WHEELCHAIR_PUSHED = "wheelchair_pushed"
    WHEELCHAIR_ALONE = "wheelchair_alone"


class Departure(StrEnum):
    """When people start: at once, after a task, or not at all (津波避難行動の区分)."""

    DIRECT = "direct"
    AFTER_TASK = "after_task"
    NOT_LEAVING = "not_leaving"


class Outcome(StrEnum):
    """Mutually exclusive rows of the people ledger (人数内訳表)."""

    OUTSIDE = "outside"
    STAY_HOME = "stay_home"
    SAFE_AREA = "safe_area"
    EMERGENCY_SITE = "emergency_site"
    REFUGE_BUILDING = "refuge_building"
    SHELTER = "shelter"
    ELSEWHERE = "elsewhere"
    NOT_LEAVING = "not_leaving"
    NO_CAPACITY = "no_capacity"
    CAPACITY_UNKNOWN = "capacity_unknown"
    WAY_UNKNOWN = "way_unknown"
    NO_SAFE_WAY = "no_safe_way"
    TOO_LATE = "too_late"
    NO_SUITABLE_PLACE = "no_suitable_place"


#: Causes of 避難先を確保できない, in the order in which they are shown.
UNSERVED_CAUSES: tuple[Outcome, ...] = (
    Outcome.NO_CAPACITY,
    Outcome.CAPACITY_UNKNOWN,
    Outcome.WAY_UNKNOWN,
    Outcome.NO_SAFE_WAY,
    Outcome.TOO_LATE,
    Outcome.NO_SUITABLE_PLACE,
)

#: Outcomes of people who have a place to go to.
SERVED_OUTCOMES: tuple[Outcome, ...] = (
    Outcome.SAFE_AREA,
    Outcome.EMERGENCY_SITE,
    Outcome.REFUGE_BUILDING,
    Outcome.SHELTER,
)


class Pillar(StrEnum):
    """Self-help 自助, mutual help 共助, public help 公助."""

    SELF_HELP = "self_help"
    MUTUAL_HELP = "mutual_help"
    PUBLIC_HELP = "public_help"


class IndicatorStatus(StrEnum):
    """Whether an indicator has a value, and if not, why."""

    KNOWN = "known"
    PARTLY_UNKNOWN = "partly_unknown"
    NOT_SURVEYED = "not_surveyed"
    NOT_CONCERNED = "not_concerned"
    NO_LAYER = "no_layer"


class Band(StrEnum):
    """Band of an indicator against its target; never a grade of a district."""

    ON_TARGET = "on_target"
    NEAR_TARGET = "near_target"
    BELOW_TARGET = "below_target"
    UNKNOWN = "unknown"
    NOT_CONCERNED = "not_concerned"


class ReadinessBand(StrEnum):
    """How ready an area is in one scenario, best first; then what is no grade."""

    SUFFICIENT = "sufficient"
    MOSTLY = "mostly"
    PROBLEM = "problem"
    SERIOUS = "serious"
    UNDETERMINED = "undetermined"
    NOT_SURVEYED = "not_surveyed"
    NO_LAYER = "no_layer"
    NOT_CONCERNED = "not_concerned"


class ReadinessTheme(StrEnum):
    """What a readiness band is made of: indicators that measure one thing, in order of weight."""

    TIME = "time"
    ROUTE = "route"
    SEATS = "seats"
    PLACE = "place"
    OPENING = "opening"
    WALKING = "walking"
    STOCK = "stock"
    ORGANISATION = "organisation"
    DRILLS = "drills"
    SUPPORT = "support"
    FACILITIES = "facilities"
    LEAVING = "leaving"
    DATA = "data"


class Owner(StrEnum):
    """Who acts next on a weak point."""

    RESIDENTS = "residents"
    DISTRICT = "district"
    WARD = "ward"
    HEADQUARTERS = "headquarters"
    BUREAU = "bureau"


class Urgency(StrEnum):
    """What comes first: people in danger, then what is below target, then what is not known."""

    IN_DANGER = "in_danger"
    BELOW_TARGET = "below_target"
    UNKNOWN = "unknown"


class Post(StrEnum):
    """Squads of a voluntary disaster organisation (消防庁 自主防災組織の手引)."""

    HEADQUARTERS = "headquarters"
    INFORMATION = "information"
    FIRE_FIGHTING = "fire_fighting"
    RESCUE = "rescue"
    EVACUATION_GUIDANCE = "evacuation_guidance"
    FOOD_WATER = "food_water"
    CARE_SUPPORT = "care_support"


class Preset(StrEnum):
    """The two named sets of settings."""

    CURRENT = "current"
    TARGET = "target"


class DayTime(StrEnum):
    """Which population a scenario moves."""

    NIGHT = "night"
    DAY = "day"


class DayTimeChoice(StrEnum):
    """At which time of day people are counted: as the scenario says, or as the user sets it."""

    SCENARIO = "scenario"
    NIGHT = "night"
    DAY = "day"


class ProfilesInUse(StrEnum):
    """How many kinds of walkers a plan tells apart: adults and people who need support, or all six."""

    TWO = "two"
    SIX = "six"


class Snow(StrEnum):
    """What lies on the streets."""

    NONE = "none"
    THIN = "thin"
    BELOW_KNEE = "below_knee"


class DepartureSpread(StrEnum):
    """How the departures of a group are distributed around their mean."""

    RAYLEIGH = "rayleigh"
    AT_ONCE = "at_once"


class Mark(StrEnum):
    """How sure a parameter is."""

    FOUND = "found"
    FOUND_SECONDARY = "found_secondary"
    KNOWN_HIGH = "known_high"
    ASSUMPTION = "assumption"


class SettingUnit(StrEnum):
    """Units of settings."""

    M_S = "m_s"
    S = "s"
    M = "m"
    M2_PER_PERSON = "m2_per_person"
    DAYS = "days"
    FLOOR = "floor"
    TIMES = "times"
    PERSONS = "persons"
    MEALS = "meals"
    LITRES = "litres"
    YEARS = "years"
    M2 = "m2"
    PERSONS_M_S = "persons_m_s"
    PERSONS_M2 = "persons_m2"


class Severity(StrEnum):
    """A refused input (error) or one that is kept and listed (warning)."""

    ERROR = "error"
    WARNING = "warning"
