"""All that is wrong with what ``sonae.evacuate`` is given is told once, in Japanese and in English."""

import networkx as nx
import pytest

import sonae


def line() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, length=100.0)
    graph.add_edge(2, 3, length=50.0)
    return graph


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("least_width_m", float("nan")), ("least_width_m", -1.0),
        ("reserve_s", float("nan")), ("reserve_s", float("inf")), ("reserve_s", -1.0),
        ("least_width_m", None), ("reserve_s", "soon"), ("walking_speed_m_s", "fast"),
        ("walking_speed_m_s", 0.0), ("longest_walk_s", None), ("columns", "length_m"),
        ("longest_walk_s", float("nan")), ("longest_walk_s", -1.0), ("longest_walk_s", -float("inf")),
    ],
)  # fmt: skip
def test_a_limit_that_is_no_number_limits_nothing_and_is_refused(option, value) -> None:
    with pytest.raises(sonae.GraphInputError, match=option):
        sonae.evacuate(line(), [1], [3], **{option: value})


def test_numbers_graph_origins_and_destinations_are_told_together() -> None:
    graph = line()
    graph.edges[2, 3, 0]["length"] = float("nan")
    with pytest.raises(sonae.GraphInputError) as caught:
        sonae.evacuate(graph, {8: 1}, {9: -1}, walking_speed_m_s=-1.0)
    named = ["walking_speed_m_s", "'length'", "origins", "destinations", "destinations"]
    for language in ("ja", "en"):
        said = caught.value.words(language)
        assert [name in one for name, one in zip(named, said, strict=True)] == [True] * 5
        assert [one in str(caught.value) for one in said] == [True] * 5
    assert "5件あります" in str(caught.value)
    assert caught.value.problems == caught.value.words("en")


def test_it_is_an_error_of_values_with_its_problems() -> None:
    with pytest.raises(ValueError, match="no destinations") as caught:
        sonae.evacuate(line(), [1], [])
    assert isinstance(caught.value, sonae.GraphInputError)
    assert caught.value.problems == ("there are no destinations",)
