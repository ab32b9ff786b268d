"""Counts of the store stand in place of the city's own, as far as a reader may know them."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from domain.registers import RegisterName
from storage.store.store import Store
from tests.storage.store.made import frame
from tests.use_cases.stores import CITY, DISTRICT_1, DISTRICT_2, HEAD, LEADER_1, LEADER_2, VIEWER_1
from use_cases.commit_list import commit_list, preview_list, ready_members, ready_needs_help
from use_cases.make_case import make_case
from use_cases.read_needs_help import read_needs_help
from use_cases.stored_strength import StoredStrength, stored_strength
from use_cases.upload_roster import upload_roster

BASE = CITY.strength
DAY = dt.date(2026, 11, 28)
ORGS = RegisterName.ORGANISATIONS
ROWS = ("org-1,救出・救護班,班長,甲 一,1940", "org-1,救出・救護班,班員,乙 二,1990")


def put(store: Store, *rows: str) -> int | None:
    upload = upload_roster("\n".join(["組織ID,班,役割,氏名,生年", *rows]).encode(), CITY.strength, year=2026)
    ready = ready_members(upload, CITY)
    return commit_list(store, HEAD, ready, preview_list(store, HEAD, CITY, ready)).version


def known(store: Store, reader=HEAD) -> StoredStrength:
    return stored_strength(BASE, store.counts.read(reader, year=2026), on=DAY)


def rescue(strength, org: str) -> list[object]:
    posts = strength.posts
    row = posts[(posts["org_id"] == org) & (posts["post"] == "rescue")].iloc[0]
    return [int(row["filled"]), int(row["over_75"]), bool(row["has_leader"]), bool(row["leader_over_75"])]


def test_an_empty_store_leaves_the_city_as_it_is(store: Store):
    assert known(store).strength is BASE


def test_a_list_replaces_the_counts_of_its_organisation_alone(store: Store):
    version = put(store, *ROWS)
    found = known(store)
    # 甲 is 86 in 2026, 乙 36.
    assert rescue(found.strength, "org-1") == [2, 1, True, True]
    assert rescue(found.strength, "org-2") == rescue(BASE, "org-2")
    # A squad of org-1 of which the list has nobody is vacant, and needs as many as before.
    posts = found.strength.posts
    others = posts[(posts["org_id"] == "org-1") & (posts["post"] != "rescue")]
    assert others["filled"].sum() == 0
    assert found.strength.uploaded == {"posts"}
    assert found.lists[["district_id", "version"]].to_dict("index") == {
        "org-1": {"district_id": DISTRICT_1, "version": version}
    }


def test_a_leader_whose_age_a_list_does_not_say_is_not_taken_for_young(store: Store):
    # 丙 is old enough for 救出・救護班 to be sure of; of 甲 and of 丁 (no leader) nothing is said.
    put(store, "org-1,情報班,班長,甲 一,", "org-1,救出・救護班,班長,丙 三,1940", "org-1,消火班,班員,丁 四,")
    found = known(store).strength
    own = found.posts[found.posts["org_id"] == "org-1"].set_index("post")
    assert own.index[own["leader_over_75"].isna()].tolist() == ["information"]
    assert own.index[own["over_75"].isna()].tolist() == ["information", "fire_fighting"]
    assert found.uploaded == {"posts"}
    # Another list that says it leaves nothing open.
    put(
        store,
        "org-1,情報班,班長,甲 一,1950",
        "org-1,救出・救護班,班長,丙 三,1940",
        "org-1,消火班,班員,丁 四,1990",
    )
    posts = known(store).strength.posts
    assert not posts[posts["org_id"] == "org-1"][["leader_over_75", "over_75"]].isna().to_numpy().any()


def test_what_the_store_knows_of_an_organisation_says_since_which_version(store: Store):
    version = put(store, *ROWS)
    found = known(store).strength
    assert found.listed.index.tolist() == ["org-1"]
    row = found.listed.loc["org-1"]
    assert row["members_version"] == version
    assert row["members_made_at"] == known(store).lists.loc["org-1", "made_at"]
    # The city says how many each squad needs, and nobody else has told of the organisation.
    assert pd.isna(row["facts_version"])
    assert not row["needs_told"]
    hours = found.squad_hours.set_index(["org_id", "post"])
    # Neither has said when they can come; the other squads have nobody.
    assert hours.loc[("org-1", "rescue")].tolist() == [0, 2, 0, 2]
    assert hours.loc[("org-1", "information")].tolist() == [0, 0, 0, 0]
    assert set(hours.reset_index()["org_id"]) == {"org-1"}
    assert known(store, LEADER_2).strength.listed.empty


def test_needs_are_told_when_every_squad_that_needs_people_has_its_number(store: Store):
    put(store, *ROWS)
    squads = RegisterName.SQUADS
    area = {"ward_code": DISTRICT_1[:6], "district_id": DISTRICT_1, "org_id": "org-1"}
    posts = BASE.posts.loc[BASE.posts["org_id"] == "org-1", "post"].tolist()
    store.commit(HEAD, squads, frame(squads, [area | {"post": post, "needed": 5} for post in posts[1:]]))
    assert not known(store).strength.listed.loc["org-1", "needs_told"]
    store.commit(HEAD, squads, frame(squads, [area | {"post": posts[0], "needed": 5}]))
    assert known(store).strength.listed.loc["org-1", "needs_told"]


def test_an_undone_list_gives_the_citys_own_counts_back(store: Store):
    version = put(store, *ROWS)
    store.undo(HEAD, version)
    assert known(store).strength is BASE


def test_the_case_has_another_key_with_a_list_and_the_old_one_without(store: Store):
    scenario = next(iter(CITY.scenarios))
    keys = [make_case(CITY, scenario, strength=known(store).strength).key]
    version = put(store, *ROWS)
    keys.append(make_case(CITY, scenario, strength=known(store).strength).key)
    store.undo(HEAD, version)
    keys.append(make_case(CITY, scenario, strength=known(store).strength).key)
    assert keys[0] == keys[2] != keys[1]


def test_the_leader_and_the_viewer_of_another_district_see_the_citys_own_counts(store: Store):
    put(store, "org-2,救出・救護班,班長,丙 三,1940")
    assert known(store, LEADER_1).strength is BASE
    assert known(store, VIEWER_1).strength is BASE
    assert rescue(known(store, LEADER_2).strength, "org-2")[0] == 1


def test_facts_of_an_office_replace_the_citys_and_seeded_ones_do_not(store: Store):
    put(store, *ROWS)
    assert "organisations" not in known(store).strength.uploaded
    held = store.read(HEAD, ORGS)
    held.loc[:, "households_covered"] = 55
    held.loc[:, "district_plan_made"] = "yes"
    store.commit(HEAD, ORGS, held)
    found = known(store).strength.organisations
    assert found.loc["org-1", ["households_covered", "district_plan_made"]].tolist() == [55, "yes"]
    pd.testing.assert_frame_equal(found.drop(index="org-1"), BASE.organisations.drop(index="org-1"))


def test_an_organisation_that_the_city_lacks_is_added(store: Store):
    put(store, *ROWS)
    held = store.read(HEAD, ORGS)
    store.commit(HEAD, ORGS, held.assign(org_id="org-9", name="新しい会", households_covered=7))
    found = known(store).strength.organisations
    assert found.loc["org-9", "name"] == "新しい会"
    assert len(found) == len(BASE.organisations) + 1


def test_what_a_squad_needs_is_what_the_organisation_says(store: Store):
    put(store, *ROWS)
    squads = store.read(HEAD, RegisterName.SQUADS)
    mine = squads[squads["post"] == "rescue"].assign(needed=9)
    store.commit(HEAD, RegisterName.SQUADS, mine.astype({"needed": "Int64"}))
    posts = known(store).strength.posts
    of_org = posts[posts["org_id"] == "org-1"].set_index("post")["needed"]
    base = BASE.posts[BASE.posts["org_id"] == "org-1"].set_index("post")["needed"]
    assert of_org["rescue"] == 9
    assert of_org.drop("rescue").to_dict() == base.drop("rescue").to_dict()


def test_a_need_told_of_a_squad_that_the_city_does_not_know_counts_once_there_is_a_list(store: Store):
    bare = replace(BASE, posts=BASE.posts[BASE.posts["org_id"] != "org-1"].reset_index(drop=True))
    bare.posts.index.name = "row"
    area = {"ward_code": DISTRICT_1[:6], "district_id": DISTRICT_1, "org_id": "org-1"}
    told = [area | {"post": "rescue", "needed": 6}, area | {"post": "food_water", "needed": 2}]
    store.commit(HEAD, ORGS, frame(ORGS, [area | {"name": "甲", "district_plan_made": "unknown"}]))
    store.commit(HEAD, RegisterName.SQUADS, frame(RegisterName.SQUADS, told))

    def mine():
        posts = stored_strength(bare, store.counts.read(HEAD, year=2026), on=DAY).strength.posts
        return posts[posts["org_id"] == "org-1"].set_index("post")

    # Without a list nobody knows who is in these squads.
    assert mine().empty
    put(store, "org-1,情報班,班長,甲 一,1990", "org-1,救出・救護班,班員,丙 三,1990")
    assert mine()["filled"].to_dict() == {"information": 1, "rescue": 1, "food_water": 0}
    assert mine()["needed"].to_dict() == {"information": None, "rescue": 6, "food_water": 2}


def test_the_support_list_is_counted_for_those_who_may_read_it(store: Store):
    content = (
        f"校区,氏名,住所,事由,同意\n{DISTRICT_1},要 一,町1,歩行困難,有\n{DISTRICT_1},要 二,町2,歩行困難,無\n"
    ).encode()
    ready = ready_needs_help(read_needs_help(content, dict(CITY.districts["name"].items()), year=2026), CITY)
    commit_list(store, HEAD, ready, preview_list(store, HEAD, CITY, ready))
    facts = known(store).strength.district_facts
    assert facts.loc[DISTRICT_1, ["listed_persons", "consented_persons", "individual_plans"]].tolist() == [
        2, 1, 0,
    ]  # fmt: skip
    pd.testing.assert_series_equal(facts.loc[DISTRICT_2], BASE.district_facts.loc[DISTRICT_2])
    assert known(store, LEADER_1).strength is BASE
    listed = known(store).strength.listed_districts
    assert listed.index.tolist() == [DISTRICT_1]
    row = listed.loc[DISTRICT_1]
    assert row["persons_version"] == store.newest_version(HEAD, RegisterName.NEEDS_HELP)
    assert row["persons_made_at"].startswith("20")
    assert pd.isna(row["plans_version"])
    assert row["plans_made_at"] == ""


def test_opening_duty_of_the_store_stands_for_its_place_as_counts(store: Store):
    place = str(CITY.places.index[CITY.places["district_id"] == DISTRICT_1][0])
    row = {
        "ward_code": str(CITY.districts.loc[DISTRICT_1, "ward_code"]), "district_id": DISTRICT_1,
        "org_id": "org-1", "place_id": place, "open_class": "earthquake", "kind": "key_holder",
        "name": "鍵 番子", "arrival_day_s": 600,
    }  # fmt: skip
    rows = [row, row | {"name": "鍵 二郎"}]
    store.commit(HEAD, RegisterName.OPENING_DUTY, frame(RegisterName.OPENING_DUTY, rows))
    found = known(store).strength
    assert found.opening_duty[["place_id", "persons", "block_id"]].to_numpy().tolist() == [[place, 2, ""]]
    assert found.opening_duty["arrival_night_s"].isna().all()
    assert "opening_duty" in found.uploaded
    assert "鍵" not in found.opening_duty.to_csv()
    # Another place of the city's own data keeps its own; the next district's leader sees none of it.
    other = found.opening_duty.assign(place_id="elsewhere")
    base = replace(BASE, opening_duty=other)
    both = stored_strength(base, store.counts.read(HEAD, year=2026), on=DAY).strength.opening_duty
    assert sorted(both["place_id"]) == sorted(["elsewhere", place])
    assert known(store, LEADER_2).strength.opening_duty.empty


def test_a_key_holder_of_two_places_is_counted_at_one_alone(store: Store):
    ward = str(CITY.districts.loc[DISTRICT_1, "ward_code"])
    first, second = map(str, CITY.places.index[:2])
    row = {
        "ward_code": ward, "district_id": DISTRICT_1, "org_id": "org-1", "place_id": first,
        "open_class": "earthquake", "kind": "key_holder", "name": "鍵 番子", "arrival_night_s": 900,
    }  # fmt: skip
    elsewhere = {"place_id": second, "arrival_night_s": 600}
    rows = [
        row, row | elsewhere, row | elsewhere | {"name": "鍵 二郎"},
        # Of one name with two telephones there are two; with one telephone one, whatever the blanks.
        row | {"name": "鍵 三郎", "phone": "090-0000-0001"},
        row | elsewhere | {"name": "鍵三郎", "phone": "09000000002"},
        row | {"name": "鍵 四郎", "phone": "090-0000-0004"},
        row | elsewhere | {"name": "鍵四郎", "phone": "09000000004"},
    ]  # fmt: skip
    store.commit(HEAD, RegisterName.OPENING_DUTY, frame(RegisterName.OPENING_DUTY, rows))
    duty = known(store).strength.opening_duty.groupby("place_id")["persons"].sum()
    # At the first: 三郎 of one telephone. At the second: 番子, 二郎, 三郎 of the other, 四郎.
    assert duty.to_dict() == {first: 1, second: 4}


def test_drills_of_the_last_twelve_months_count_and_what_is_stated_is_not_taken_away(store: Store):
    area = {"ward_code": DISTRICT_1[:6], "district_id": DISTRICT_1, "org_id": "org-1"}
    stated = int(BASE.organisations.loc["org-1", "drills_in_year"])
    held = [
        area | {"held_on": f"2026-0{month}-01", "kind": "避難訓練", "participants": 20}
        for month in range(1, stated + 2)
    ]
    # One day more than 12 months ago.
    old = area | {"held_on": "2025-11-27", "kind": "避難訓練", "participants": 99}
    organisation = area | {
        "name": "甲校区自主防災会",
        "district_plan_made": "unknown",
        "drills_in_year": stated,
    }
    store.commit(HEAD, ORGS, frame(ORGS, [organisation]))
    drills = RegisterName.DRILLS
    before = store.counts.mark(HEAD)
    store.commit(HEAD, drills, frame(drills, [*held, old]))
    assert store.counts.mark(HEAD) != before
    found = known(store).strength.organisations
    assert found.loc["org-1", "drills_in_year"] == stated + 1
    # The organisation has stated no participants: those of the drills that count.
    assert found.loc["org-1", "drill_participants"] == 20 * (stated + 1)
    others = found.index.drop("org-1")
    assert found.loc[others, "drills_in_year"].equals(BASE.organisations.loc[others, "drills_in_year"])
    store.commit(HEAD, drills, frame(drills, [held[0]]))
    assert known(store).strength.organisations.loc["org-1", "drills_in_year"] == max(stated, 1)


def test_drills_that_nobody_else_may_know_stay_with_the_district(store: Store):
    area = {"ward_code": DISTRICT_1[:6], "district_id": DISTRICT_1, "org_id": "org-1"}
    store.commit(HEAD, ORGS, frame(ORGS, [area | {"name": "甲", "district_plan_made": "unknown"}]))
    drills = RegisterName.DRILLS
    store.commit(HEAD, drills, frame(drills, [area | {"held_on": "2026-05-01", "kind": "避難訓練"}]))
    assert known(store).strength.organisations.loc["org-1", "drills_in_year"] == 1
    assert known(store, LEADER_2).strength is BASE
