"""Links that nobody walks, and what closes when."""

from evacuation.crowd_links import UsedLinks, closing_ticks
from evacuation.kernels.queue_state import NEVER
from tests.evacuation.queue_sample import Sample


def test_links_and_gates_that_nobody_walks_change_nothing_and_keep_their_numbers() -> None:
    sample = Sample()
    sample.home()
    sample.piece(1, 1.0)
    used, after = sample.piece(100, 1.0), sample.piece(100, 0.25)
    sample.people(4, [used + 1, after], [5, 5])
    walk = sample.walk(bin_ticks=10)
    # The third gate lets in at 5, 45, 85, 125; the last came to it at 35.
    assert walk.ended.tolist() == [10, 50, 90, 130]
    assert walk.queue_longest.tolist() == [0, 0, 0, 90, 0, 0, 30]
    assert set(walk.noted[:, 1]) == {used + 1, 6}
    assert walk.where.tolist() == [after] * 4
    assert walk.moves == 8


def test_windows_of_a_link_follow_each_other_and_those_of_nobodys_link_are_left_out() -> None:
    sample = Sample()
    sample.home(closes=70)
    unused, used = sample.piece(1, 1.0), sample.piece(9, 1.0, closes=70)
    sample.add_window(unused, 10, 20)
    sample.add_window(used, -NEVER, 30)
    sample.add_window(used, 70, 90, waits=False)
    sample.people(1, [used], [5])
    streets, ways, *_ = sample.given()
    links = UsedLinks.by(streets, ways)
    assert links.ways.tolist() == [[0, 5, 0, 0], [-1, -1, -1, -1]]
    assert links.shut.tolist() == [[-NEVER, 30, 1, 1], [70, 90, 0, 0]]
    assert links.openings.tolist() == [30, 90]
    # What closes for good comes before what shuts at the same time, of both directions once.
    assert closing_ticks(links.streets).tolist() == [[0, 70], [-2, 70], [0, 70]]
    assert links.approach.tolist() == [used, 4]
