"""The shaking of a draw: its correlation in space, and the estimate that it keeps on average."""

import numpy as np
import pytest

from domain.settings.blockage import BlockageSettings
from hazard.shaking_field import damage_threshold, drawn_damage, shaking_field

SETTINGS = BlockageSettings()


def test_cells_are_correlated_by_their_distance() -> None:
    # Three cells of 500 m: neighbours, and 4 km apart.
    field, cell = shaking_field(np.array([10.0, 20.0, 510.0, 4010.0]), np.zeros(4), SETTINGS)
    assert cell.tolist() == [0, 0, 1, 2]
    found = field.factor @ field.factor.T
    np.testing.assert_allclose(np.diag(found), 1.0, atol=1e-8)
    np.testing.assert_allclose(found[0, 1:], np.exp([-3 * 0.5 / 8.5, -3 * 4 / 8.5]), atol=1e-8)
    assert field.deviation == pytest.approx(np.hypot(0.2, 0.3))


def test_a_cell_has_the_same_number_whatever_other_cells_there_are() -> None:
    few, _ = shaking_field(np.array([10.0]), np.array([-3000.0]), SETTINGS)
    more, at = shaking_field(np.array([10.0, -9000.0]), np.array([-3000.0, 50.0]), SETTINGS)
    assert more.cell_key[at[0]] == few.cell_key[0]
    assert len(set(more.cell_key)) == 2


def test_a_large_city_has_larger_cells() -> None:
    x, y = np.meshgrid(np.arange(40) * 500.0, np.arange(40) * 500.0)
    field, cell = shaking_field(x.ravel(), y.ravel(), SETTINGS)
    # 1,600 cells of 500 m are too many: 400 of 1 km.
    assert field.cell_key.size == len(set(cell)) == 400


def test_a_draw_shakes_all_by_the_event_and_each_cell_by_its_field() -> None:
    field, _ = shaking_field(np.array([10.0, 510.0]), np.zeros(2), SETTINGS)
    found = field.residual(np.array([1.0, -2.0]), np.array([[0.0, 0.0], [1.0, 0.0]]))
    np.testing.assert_allclose(found[0], 0.2)
    np.testing.assert_allclose(found[1], -0.4 + 0.3 * np.array([1.0, np.exp(-1.5 / 8.5)]), atol=1e-8)


@pytest.mark.parametrize("share", [0.001, 0.07, 0.5, 0.95])
def test_the_mean_over_draws_is_the_estimate(share: float) -> None:
    field, _ = shaking_field(np.zeros(1), np.zeros(1), SETTINGS)
    threshold = damage_threshold(np.array([share]), field, SETTINGS)
    # Gauss–Hermite: the mean over a normal deviation, exact for such a smooth function.
    node, weight = np.polynomial.hermite_e.hermegauss(60)
    drawn = drawn_damage(threshold, node * field.deviation, SETTINGS)
    assert drawn @ weight / weight.sum() == pytest.approx(share, rel=1e-6)
    assert (np.diff(drawn) >= 0).all()
    assert drawn[0] < share < drawn[-1]


def test_none_and_all_stay_none_and_all() -> None:
    field, _ = shaking_field(np.zeros(1), np.zeros(1), SETTINGS)
    threshold = damage_threshold(np.array([0.0, 1.0]), field, SETTINGS)
    assert drawn_damage(threshold, np.array([2.0, -2.0]), SETTINGS).tolist() == [0.0, 1.0]
