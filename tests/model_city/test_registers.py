"""Fictitious registers: every gap of known number is found again by the rules."""

import datetime as dt

import pandas as pd
import pytest

from community.drill_record import drill_record
from community.equipment_checks import Checked, Purpose, equipment_state, unserved_purposes
from community.opening_counts import count_openers
from domain.registers import RegisterName
from domain.settings.settings import Settings
from domain.vocabulary import Severity
from model_city import registers
from tests.model_city.bundled_city import bundled_city
from use_cases.read_plain_list import FORMS, read_plain_list

ON = dt.date(2026, 11, 28)
pytestmark = pytest.mark.city


def test_places_without_anybody_and_late_at_night_are_found_again():
    city = bundled_city()
    counts = count_openers(registers.build_opening_duty(city), {})
    within = Settings().capacity.opener_within_s
    for open_class, own in counts.groupby("open_class"):
        assert len(set(city.places.index) - set(own["place_id"])) == registers.PLACES_WITHOUT_OPENER, (
            open_class
        )
        at_night, by_day = (
            own[own[f"arrival_{time}_s"] <= within].groupby("place_id")["persons"].sum()
            for time in ("night", "day")
        )
        late = set(own["place_id"]) - set(at_night.index)
        assert len(late) == registers.PLACES_LATE_AT_NIGHT
        assert late <= set(by_day.index)
        assert (by_day == 3).all()


def test_checks_overdue_and_missing_items_are_found_again():
    city = bundled_city()
    state = equipment_state(registers.build_equipment(city, on=ON), ON)
    by_org = state.groupby("org_id")
    overdue = by_org["checked"].agg(lambda checks: (checks == Checked.OVERDUE.value).all())
    assert overdue.sum() == registers.CHECKS_OVERDUE
    assert (state["checked"] == Checked.UNKNOWN.value).sum() == 0
    lacking = {org: unserved_purposes(items) for org, items in by_org["item"]}
    assert sum(found == [Purpose.FIRST_FIRE] for found in lacking.values()) == registers.WITHOUT_FIRE_ITEMS
    assert sum(bool(found) for found in lacking.values()) == registers.WITHOUT_FIRE_ITEMS


def test_drills_and_their_participants_are_those_of_the_bundle():
    city = bundled_city()
    organisations = city.strength.organisations.reset_index()
    found = drill_record(organisations, registers.build_drills(city, on=ON), ON)
    told = city.strength.organisations.reindex(found.index)
    known = told["drills_in_year"].notna()
    assert (found["drills_min"][known] == told["drills_in_year"][known]).all()
    counted = known & (told["drills_in_year"] > 0) & told["drill_participants"].notna()
    assert (found["participants"][counted] == told["drill_participants"][counted]).all()
    assert (found["drills_min"][~known] == 0).all()


def test_districts_without_a_partner_are_found_again_and_nobody_could_be_real():
    city = bundled_city()
    partners = registers.build_partners(city)
    assert len(set(city.districts.index) - set(partners["district_id"])) == registers.WITHOUT_PARTNER
    for table in (partners.rename(columns={"contact_name": "person"}),
                  registers.build_opening_duty(city).rename(columns={"name": "person"})):  # fmt: skip
        assert table["person"].str.match("(見本|模擬|架空|例題)").all()
        assert table["phone"].str.match("^072-000-").all()


def test_the_same_seed_makes_the_same_and_another_one_others():
    city = bundled_city()
    first = registers.build_opening_duty(city)
    pd.testing.assert_frame_equal(first, registers.build_opening_duty(city))
    assert not first.equals(registers.build_opening_duty(city, seed=1))


@pytest.mark.parametrize(
    "register",
    [RegisterName.OPENING_DUTY, RegisterName.EQUIPMENT, RegisterName.DRILLS, RegisterName.PARTNERS],
)
def test_what_is_written_is_read_again_without_a_fault(register: RegisterName):
    city = bundled_city()
    table = {
        RegisterName.OPENING_DUTY: registers.build_opening_duty(city),
        RegisterName.EQUIPMENT: registers.build_equipment(city, on=ON),
        RegisterName.DRILLS: registers.build_drills(city, on=ON),
        RegisterName.PARTNERS: registers.build_partners(city),
    }[register]
    found = read_plain_list(table.to_csv(index=False).encode("utf-8-sig"), "model.csv", register, city)
    assert [fault for fault in found.faults if fault.severity is Severity.ERROR] == []
    same = [one.column for one in FORMS[register]]
    pd.testing.assert_frame_equal(found.rows[same].reset_index(drop=True), table[same].reset_index(drop=True))
