"""Rates of one draw: by class, and in both readings of what is not known."""

import numpy as np
import pytest

from domain.settings.blockage import BlockageSettings
from hazard.blockage import Reading, StreetClass
from hazard.blockage_rates import StoppedShare, blockage_model, blockage_rates
from tests.hazard.test_blockage import areas, streets

#: Every draw shakes as the estimate says.
STILL = BlockageSettings(
    event_deviation=0.0, field_deviation=0.0, walls_per_segment=0.0, liquefaction_intensity=7.0
)
SHAKEN = BlockageSettings(event_deviation=0.0, field_deviation=0.0)
LOW, HIGH = Reading.FAVOURABLE, Reading.ADVERSE


def rates(city, shaken, settings=STILL, residual=0.0, factors=(1.0,)):
    model = blockage_model(city, shaken, settings)
    return model, blockage_rates(
        model,
        np.full(model.field.cell_key.size, residual),
        [StoppedShare(*(one if isinstance(one, tuple) else (one, 0.0))) for one in factors],
    )


def test_a_rate_is_minus_the_logarithm_of_staying_open() -> None:
    city = streets(width_m=[3.0])
    model, found = rates(city, areas((0, 100, 0.1, 0, 5.0)), factors=(0.5, 1.0))
    group = model.group[0]
    # p = 0.28854 for a segment of 50 m, of which the street of 100 m has two; halved for walkers.
    assert model.segments[0] == 2.0
    assert found.by_class[0, HIGH, group, StreetClass.NARROW] == pytest.approx(-np.log(1 - 0.14427))
    assert found.by_class[1, LOW, group, StreetClass.NARROW] == pytest.approx(-np.log(1 - 0.28854))
    assert (found.by_class[..., StreetClass.OPEN] == 0).all()


def test_a_bridge_fails_from_6_upper_on_if_it_is_old_which_nobody_knows() -> None:
    city = streets(bridge=[True, True])
    model, found = rates(city, areas((0, 99.5, 0.1, 0, 6.0), (100.5, 200, 0.1, 0, 5.9)))
    bridge = found.by_class[0, :, :, StreetClass.BRIDGE][:, model.group]
    np.testing.assert_allclose(bridge[HIGH], [-np.log(1 - 0.082), 0.0])
    np.testing.assert_allclose(bridge[LOW], 0.0)
    # A stronger draw shakes the other one enough, too.
    model, found = rates(city, areas((0, 99.5, 0.1, 0, 6.0), (100.5, 200, 0.1, 0, 5.9)), residual=0.1)
    assert (found.by_class[0, HIGH, model.group, StreetClass.BRIDGE] > 0).all()


def test_a_crossing_stays_shut_or_opens_again_which_nobody_knows() -> None:
    city = streets(level_crossing=[True, True])
    model, found = rates(city, areas((0, 99.5, 0.1, 0, 4.5), (100.5, 200, 0.1, 0, 4.4)))
    assert found.shut[HIGH, model.group].tolist() == [True, False]
    assert not found.shut[LOW].any()


def test_beyond_the_layer_there_is_no_damage_or_its_worst() -> None:
    city = streets(width_m=[3.0, 3.0, 3.0], bridge=[False, False, True])
    model, found = rates(city, areas((0, 90, 0.3, 0, 6.5)))
    by_class = found.by_class[0, :, model.group[1]]
    assert by_class[LOW, StreetClass.NARROW] == 0.0
    assert by_class[HIGH, StreetClass.NARROW] == pytest.approx(-np.log(1 - 0.46872))
    assert found.by_class[0, HIGH, model.group[2], StreetClass.BRIDGE] > 0
    assert model.can_block.tolist() == [True, True, True]


def test_wide_streets_cannot_be_blocked_unless_they_cross_a_railway() -> None:
    model, _ = rates(streets(width_m=[13.0, 13.0], level_crossing=[False, True]), areas((0, 9, 0.3, 0, 6.5)))
    assert model.can_block.tolist() == [False, True]


def test_walls_block_narrow_streets_in_the_adverse_reading() -> None:
    city = streets(width_m=[3.4, 3.5])
    # 738.4 gal shake 6.0: −0.126 + 0.0007 · 738.4 = 39.1 % of 2.2 walls, of which a tenth stops.
    settings = SHAKEN.model_copy(update={"liquefaction_share": 0.0})
    model, found = rates(city, areas((0, 300, 0.0, 0, 6.0)), settings, factors=((1.0, 0.1), (1.0, 1.0)))
    group = model.group[0]
    walls = found.by_class[:, HIGH, group, StreetClass.NARROW]
    np.testing.assert_allclose(walls, [0.0860, 0.860], rtol=1e-3)
    assert (found.by_class[:, LOW] == 0).all()
    assert (found.by_class[:, HIGH, group, StreetClass.MIDDLE] == 0).all()


def test_causes_of_one_street_are_independent() -> None:
    city, shaken = streets(width_m=[3.0]), areas((0, 300, 0.1, 0, 6.0))
    _, both = rates(city, shaken, SHAKEN, factors=((1.0, 0.1),))
    _, rubble = rates(city, shaken, SHAKEN, factors=((1.0, 0.0),))
    _, low = rates(city, shaken, SHAKEN, factors=((0.0, 0.1),))
    np.testing.assert_allclose(both.by_class[..., :4], rubble.by_class[..., :4] + low.by_class[..., :4])


def test_soft_ground_is_the_worst_where_nobody_knows_it() -> None:
    city = streets(width_m=[4.0, 4.0, 4.0, 13.0], bridge=[False, True, False, False])
    known = areas((0, 100, 0, 0, 5.0), (110, 400, 0, 0, 5.0)).assign(liquefaction_index=[4.0, np.nan])

    def adverse(shaken, residual=0.0):
        model, found = rates(city, shaken, SHAKEN, residual, factors=((1.0, 1.0),))
        assert (found.by_class[:, LOW] == 0).all()
        assert model.street_class[HIGH, 3] == StreetClass.OPEN
        return found.by_class[0, HIGH, model.group, model.street_class[HIGH]]

    # Nothing known of any ground: all may liquefy, and bridges fail as if shaken by 6 upper.
    unknown = adverse(known.assign(liquefaction_index=np.nan))
    street, bridge = -np.log(1 - 0.05), -np.log(1 - 0.082)
    np.testing.assert_allclose(unknown, [street, bridge, street, 0.0])
    # Not below 5 upper.
    assert (adverse(known.assign(liquefaction_index=np.nan), residual=-0.01) == 0).all()
    # What is known of other ground is the worst that the unknown one can be.
    np.testing.assert_allclose(adverse(known), 0.0)
    np.testing.assert_allclose(adverse(known.assign(liquefaction_index=[15.0, np.nan])), unknown)
