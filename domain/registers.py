"""Words of the registers: what the store keeps of organisations, people and their rights.

A *register* is one kind of list that the store keeps with its history: organisations, members,
people who need help and so on. The contracts of their columns are ``domain.tables.registers``.
"""

from enum import StrEnum


class RegisterName(StrEnum):
    """Registers of the store; the value is the name of its table."""

    ORGANISATIONS = "organisations"
    SQUADS = "squads"
    EQUIPMENT = "equipment"
    DRILLS = "drills"
    MEMBERS = "members"
    OPENING_DUTY = "opening_duty"
    PARTNERS = "partners"
    NEEDS_HELP = "needs_help"
    INDIVIDUAL_PLANS = "individual_plans"


class Role(StrEnum):
    """Who reads and writes the store (災害対策基本法 49条の11 names the receivers of the support list)."""

    HEADQUARTERS = "headquarters"
    WARD_OFFICER = "ward_officer"
    ORGANISATION_LEADER = "organisation_leader"
    WELFARE_COMMISSIONER = "welfare_commissioner"
    SOCIAL_WELFARE_COUNCIL = "social_welfare_council"
    FIRE = "fire"
    POLICE = "police"
    VIEWER = "viewer"


class MemberRole(StrEnum):
    """What a member is in the squad."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"


class DutyKind(StrEnum):
    """Who opens a place."""

    CITY_STAFF = "city_staff"
    FACILITY_MANAGER = "facility_manager"
    KEY_HOLDER = "key_holder"


class PartnerKind(StrEnum):
    """Who helps without being a voluntary disaster organisation."""

    SCHOOL = "school"
    COMPANY = "company"
    SOCIAL_WELFARE_COUNCIL = "social_welfare_council"
    CARE_FACILITY = "care_facility"
    OTHER = "other"


class PaperReceiver(StrEnum):
    """Who is given the support list on paper (災害対策基本法 49条の11)."""

    ORGANISATION = "organisation"
    WELFARE_COMMISSIONER = "welfare_commissioner"
    SOCIAL_WELFARE_COUNCIL = "social_welfare_council"
    FIRE = "fire"
    POLICE = "police"


class PaperStep(StrEnum):
    """What becomes of a paper copy after it is printed, in this order; the last one ends it."""

    RECEIVED = "received"
    RETURNED = "returned"
    SHREDDED = "shredded"
