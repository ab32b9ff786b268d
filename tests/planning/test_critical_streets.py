"""Which streets matter most: by people cut off, then by longer walks, one for each way."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats

from planning.critical_streets import critical_streets, leaders, street_wards
from planning.draws import by_street, draw_inputs, make_chunk
from tests.planning.test_draws import four_narrow, replace_settings, toy_case


def weighed(*rows):
    """Streets: id, people cut off, minutes, corners."""
    table = pd.DataFrame(rows, columns=["street_id", "cut_off_persons", "lost_person_min", "u", "v"])
    return table.set_index("street_id")


def test_streets_one_after_the_other_follow_the_first_of_them() -> None:
    table = weighed((1, 100.0, 5.0, 10, 11), (2, 90.0, 9.0, 11, 12), (3, 81.0, 0.0, 12, 13),
                    (4, 72.0, 0.0, 13, 14), (5, 60.0, 0.0, 20, 21))  # fmt: skip
    # 2 cuts off nine tenths of 1, 3 of 2; 4 (72 of 81) less than nine tenths; 5 lies elsewhere.
    assert leaders(table, table[["u", "v"]]).tolist() == [1, 1, 1, 4, 5]


def test_where_nobody_is_cut_off_minutes_decide() -> None:
    table = weighed((1, 0.0, 50.0, 10, 11), (2, 0.0, 45.0, 11, 12), (3, 0.0, 40.0, 12, 13))
    assert leaders(table, table[["u", "v"]]).tolist() == [1, 1, 3]


def test_the_streets_of_the_toy_city() -> None:
    inputs = replace_settings(four_narrow(), critical_draws=40)
    case = toy_case((102, 112, 113, 122))
    tally = make_chunk(inputs, 0, 40)
    table = critical_streets(case.city, inputs, tally)
    # 113 lies between two schools that both sides reach without it; wide streets are never blocked.
    assert set(table.index) <= {102, 112, 113, 122}
    assert {102, 112, 122} <= set(table.index)
    position = case.city.streets.index.get_indexer(table.index)
    blocked = np.array([one[:, position] for one in tally.blocked]) / 40
    np.testing.assert_allclose(table["blocked_share_min"], blocked.min(axis=(0, 1)))
    np.testing.assert_allclose(table["blocked_share_max"], blocked.max(axis=(0, 1)))
    # 122 lies in 乙区, 102 and 112 in 甲区: their middles at x = 1,500 and 750.
    assert table["ward_code"].to_dict().items() >= {102: "271411", 112: "271411", 122: "271420"}.items()
    for _, ward in table[table["rank"] > 0].groupby("ward_code"):
        assert sorted(ward["rank"]) == list(range(1, len(ward) + 1))
        assert ward.sort_values("rank")["cut_off_persons"].is_monotonic_decreasing
    assert (table["rank"] == 0).equals(table["leader_id"] != table.index)
    # Draw by draw: what each street costs people of each profile where it is open, and its spread.
    singles = [make_chunk(inputs, draw, 1) for draw in range(40)]
    for name, by_piece, unit in (
        ("cut_off_persons", "cut_off", 1.0), ("lost_person_min", "lost_ticks", 600.0)
    ):  # fmt: skip
        half = np.zeros(len(table))
        for k in range(2):
            drawn = np.array([
                by_street(inputs.network, getattr(one, by_piece)[k], len(case.city.streets)) / unit
                for one in singles
            ])[:, position]  # fmt: skip
            is_open = np.array([one.open_draws[k] for one in singles])[:, position] > 0
            for i, (values, known) in enumerate(zip(drawn.T, is_open.T, strict=True)):
                error = stats.sem(values[known])
                half[i] += error * stats.t.ppf(0.975, known.sum() - 1)
        assert half.max() > 0
        # Told in whole tenths of a person and whole person-minutes: a part of one may be lost.
        tolerance = 0.05 if unit == 1.0 else 0.5
        np.testing.assert_allclose(table[f"{name}_high"], table[name] + half, atol=tolerance)
        np.testing.assert_allclose(
            table[f"{name}_low"], np.maximum(table[name] - half, 0), atol=tolerance
        )  # fmt: skip


def test_a_street_that_one_draw_weighed_has_no_interval() -> None:
    case = toy_case((102, 112, 113, 122))
    table = critical_streets(case.city, four_narrow(), make_chunk(four_narrow(), 0, 20))
    # Of the 20 draws one weighs streets.
    assert len(table) > 0
    assert table.filter(regex="_low|_high").isna().all().all()


def test_a_street_that_some_profile_never_met_open_has_no_upper_end() -> None:
    case, inputs = toy_case((102, 112, 113, 122)), replace_settings(four_narrow(), critical_draws=20)
    tally = make_chunk(inputs, 0, 20)
    whole = critical_streets(case.city, inputs, tally)
    first, *others = tally.open_draws
    street = case.city.streets.index.get_loc(whole.index[0])
    # As if the draws had weighed it for the first profile alone.
    never = [np.where(np.arange(one.size) == street, 0, one) for one in others]
    assert first[street] >= 2
    part = critical_streets(case.city, inputs, replace(tally, open_draws=(first, *never)))
    row = part.loc[whole.index[0]]
    assert np.isnan(row["cut_off_persons_high"])
    assert row["cut_off_persons_low"] <= row["cut_off_persons"]


def test_a_street_that_is_blocked_cuts_off_by_its_pieces() -> None:
    # Only 112 can be blocked, from 500 to 1,000 with the school at 600: without its near fifth A and B go
    # round by the south, without the far part nobody does.
    case = toy_case((112,))
    inputs = replace_settings(draw_inputs(case), critical_draws=100)
    tally = make_chunk(inputs, 0, 100)
    table = critical_streets(case.city, inputs, tally)
    arcs = np.flatnonzero(inputs.network.arc_street == case.city.streets.index.get_loc(112))
    share = np.abs(inputs.network.arc_to_share - inputs.network.arc_from_share)[arcs]
    minutes = (
        sum(
            (tally.lost_ticks[k][arcs] * share).sum()
            / tally.open_draws[k][case.city.streets.index.get_loc(112)]
            for k in range(2)
        )
        / 600
    )
    assert table.loc[112, "lost_person_min"] == minutes > 0
    assert table.loc[112, "cut_off_persons"] == 0


def test_a_street_lies_in_the_ward_of_its_middle() -> None:
    city = toy_case().city
    found = dict(zip(city.streets.index, street_wards(city.streets, city.wards), strict=True))
    # 103 from x = 1,000 to 1,500; 121 at 500; the border at 1,000 is 102's end only.
    assert (found[102], found[103], found[121]) == ("271411", "271420", "271411")
    far = city.wards.iloc[:1].translate(100_000)
    assert set(street_wards(city.streets, city.wards.iloc[:1].set_geometry(far))) == {""}
