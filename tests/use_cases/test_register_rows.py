"""What a list says of a person stands in the register, each thing in its column and once."""

import pandas as pd

from domain.registers import RegisterName
from storage.store.registers import REGISTERS
from tests.toy_city import make_toy_bundle
from use_cases.read_needs_help import read_needs_help
from use_cases.register_rows import (
    member_register,
    needs_help_register,
    organisation_register,
    squad_register,
)
from use_cases.upload_roster import upload_roster

CITY = make_toy_bundle()
ORGANISATIONS, DISTRICTS = CITY.strength.organisations, CITY.districts
FIRST = DISTRICTS.index[0]


def members(header: str, *rows: str) -> pd.DataFrame:
    content = "\n".join([header, *rows]).encode()
    found = upload_roster(content, CITY.strength, year=2026)
    assert not found.refused, found.faults
    return member_register(found.members, ORGANISATIONS, DISTRICTS)


def people(header: str, *rows: str) -> pd.DataFrame:
    content = "\n".join([header, *rows]).encode()
    names = dict(DISTRICTS["name"].items())
    found = read_needs_help(content, names, year=2026)
    assert not found.refused, found.faults
    return needs_help_register(found.people, ORGANISATIONS, DISTRICTS)


def kept(register: RegisterName, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows after the register's own contract has taken them."""
    return REGISTERS[register].contract.check(
        rows.set_axis(rows.index.map(str).astype("str").rename("record_id"))
    )


def test_a_member_stands_in_the_area_of_her_organisation():
    rows = kept(RegisterName.MEMBERS, members("組織ID,班,役割,氏名", "org-1,本部班,班長,見本 一子"))
    district = ORGANISATIONS.loc["org-1", "district_id"]
    assert rows[["org_id", "district_id", "ward_code"]].iloc[0].tolist() == [
        "org-1", district, DISTRICTS.loc[district, "ward_code"],
    ]  # fmt: skip
    assert rows[["name", "role", "post"]].iloc[0].tolist() == ["見本 一子", "leader", "headquarters"]


def test_the_mobile_telephone_comes_first_and_the_other_stays():
    rows = members(
        "組織ID,班,役割,氏名,電話番号,携帯電話,メール",
        "org-1,本部班,班長,甲,072-000-0001,090-0000-0001,a@example.jp",
        "org-1,本部班,班員,乙,072-000-0002,,",
        "org-1,本部班,班員,丙,,090-0000-0003,",
    )
    assert rows["phone"].tolist() == ["090-0000-0001", "072-000-0002", "090-0000-0003"]
    assert rows["other_contact"].tolist() == ["072-000-0001 / a@example.jp", "", ""]


def test_a_decade_is_kept_where_no_birth_is_known_and_nothing_where_neither_is():
    rows = members(
        "組織ID,班,役割,氏名,年代,生年",
        "org-1,本部班,班長,甲,70代,",
        "org-1,本部班,班員,乙,70代,1951",
        "org-1,本部班,班員,丙,,",
    )
    assert rows["age_low"].tolist() == [70, pd.NA, pd.NA]
    assert rows["age_high"].tolist() == [79, pd.NA, pd.NA]
    assert rows["born_on"].tolist() == ["", "1951", ""]


def test_an_association_stands_in_the_note_with_its_heading():
    rows = members("組織ID,班,役割,氏名,単位自治会,備考", "org-1,本部班,班長,甲,東町会,犬がいる")
    assert rows["note"].tolist() == ["犬がいる / 単位自治会: 東町会"]


HEAD = "校区,氏名,住所,事由,生年月日,同意,同意日,移動手段,要介護度,緊急連絡先"


def test_consent_has_three_values_and_no_answer_is_none():
    rows = kept(
        RegisterName.NEEDS_HELP,
        people(
            HEAD,
            f"{FIRST},甲,町1,歩行困難,,有,2026-04-01,,,",
            f"{FIRST},乙,町2,歩行困難,,不同意,,,,",
            f"{FIRST},丙,町3,歩行困難,,,,,,",
        ),
    )
    assert rows["consent"].tolist() == ["yes", "no", "unknown"]
    assert rows["consent_on"].tolist() == ["2026-04-01", "", ""]


def test_needs_are_together_and_contacts_in_the_note():
    rows = people(HEAD, f"{FIRST},甲,町1,歩行困難,,有,,車いす,3,妻 072-1")
    assert rows["needs"].tolist() == ["車いす / 要介護度: 3"]
    assert rows["note"].tolist() == ["緊急連絡先: 妻 072-1"]


def test_the_only_organisation_of_a_district_serves_it_and_of_several_none_is_guessed():
    served = ORGANISATIONS.loc["org-1", "district_id"]
    content = f"校区,氏名,住所,事由\n{served},甲,町1,歩行困難\n".encode()
    found = read_needs_help(content, dict(DISTRICTS["name"].items()), year=2026).people
    assert needs_help_register(found, ORGANISATIONS, DISTRICTS)["org_id"].tolist() == ["org-1"]
    two = pd.concat([ORGANISATIONS, ORGANISATIONS.loc[["org-1"]].rename(index={"org-1": "org-x"})])
    assert needs_help_register(found, two, DISTRICTS)["org_id"].tolist() == [""]


def test_organisations_and_squads_of_the_city_keep_their_ids_and_counts():
    rows = kept(RegisterName.ORGANISATIONS, organisation_register(CITY.strength, DISTRICTS, ["org-1"]))
    assert rows["org_id"].tolist() == ["org-1"]
    assert rows["households_covered"].tolist() == [80]
    squads = kept(RegisterName.SQUADS, squad_register(CITY.strength, DISTRICTS, ["org-1"]))
    own = CITY.strength.posts[CITY.strength.posts["org_id"] == "org-1"]
    assert squads["needed"].tolist() == own["needed"].tolist()
    assert set(squads["org_id"]) == {"org-1"}
