"""Trees that are kept small read as times and arcs of the network."""

import numpy as np
import pytest

from evacuation.clock import HORIZON, UNREACHED
from evacuation.route_trees import ArcRows, AtAccess, TickRows, joined, turn_type
from evacuation.short_clock import to_label


def test_times_of_one_destination_at_one_node_or_at_some():
    label = to_label(np.array([5, HORIZON - 7, UNREACHED]))
    rows = TickRows.costs((label, label[::-1]))
    assert rows[0, np.array([1, 2])].tolist() == [HORIZON - 7, UNREACHED]
    assert int(rows[1, 2]) == 5
    assert rows[:, np.array([1, 2])].tolist() == [[HORIZON - 7, UNREACHED], [HORIZON - 7, 5]]
    assert rows.all().tolist() == [[5, HORIZON - 7, UNREACHED], [UNREACHED, HORIZON - 7, 5]]
    assert TickRows.walks((np.array([5], np.int32),)).all().tolist() == [[5]]
    assert TickRows.walks(()).all().shape[0] == 0


def test_arcs_are_counted_from_the_first_of_each_node():
    # Nodes with two, none and one arc.
    start = np.array([0, 2, 2, 3], np.int32)
    rows = ArcRows((np.array([1, 255, 0], np.uint8), np.zeros(0, np.uint8)), start)
    assert rows[0].tolist() == [1, -1, 2]
    assert rows[0].dtype == np.int32
    assert rows[1].size == 0
    assert len(rows) == 2


@pytest.mark.parametrize(("most", "kind"), [(3, np.uint8), (254, np.uint8), (255, np.uint16)])
def test_the_type_has_a_number_more_than_a_node_has_arcs(most, kind):
    assert turn_type(np.array([0, 1, 1 + most], np.int32)) == kind


def test_trees_stand_in_the_order_of_destinations():
    found = [AtAccess(to_label(np.array([i])), to_label(np.array([i + 1]))) for i in range(2)]
    trees = joined(found, np.array([0, 0], np.int32))
    assert trees.cost.all().tolist() == [[0], [1]]
    assert trees.walk.all().tolist() == [[1], [2]]
    assert trees.next_arc[1].size == 0
