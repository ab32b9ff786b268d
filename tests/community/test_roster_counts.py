"""Counts of squads from checked members."""

from community.roster_counts import RosterCounts, count_squads
from tests.community.test_roster_members import make_members


def test_people_are_counted_by_organisation_and_squad():
    members = make_members(
        {"role": "leader", "age_low": 75, "age_high": 75, "day": "yes"},
        # 70 to 79 may be either; 74 at most is younger.
        {"role": "deputy", "age_low": 70, "age_high": 79, "skill": "防災士"},
        {"age_low": 60, "age_high": 74, "night": "yes"},
        {"post": "information", "age_low": 76, "age_high": 80},
        {"org_id": "org-0"},
    )
    counts = count_squads(members)
    assert counts[["org_id", "post", "members"]].to_numpy().tolist() == [
        ["org-0", "headquarters", 1],
        ["org-1", "headquarters", 3],
        ["org-1", "information", 1],
    ]
    row = counts.iloc[1]
    names = [
        "leaders",
        "deputies",
        "over_75",
        "age_unknown",
        "leader_over_75",
        "day_yes",
        "night_yes",
        "day_unknown",
        "night_unknown",
        "skilled",
    ]
    assert row[names].tolist() == [1, 1, 1, 1, True, 1, 1, 2, 2, 1]
    # An old member is no old leader.
    assert counts.iloc[2][["over_75", "leader_over_75"]].tolist() == [1, False]


def test_nobody_gives_no_squads():
    empty = count_squads(make_members().iloc[:0])
    assert list(empty.columns) == RosterCounts.columns()
    assert empty.empty
