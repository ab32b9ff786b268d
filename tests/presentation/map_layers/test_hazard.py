"""Hazard classes of a scenario: in the colours of the manuals, shallow below deep."""

import dataclasses

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from planning.case import Case
from presentation.geometry import unpack_integers
from presentation.map_layers.hazard import hazard_classes, hazard_layers
from presentation.styles import hazards as styles
from presentation.words import Words
from tests.exports.sample_plan import make_sample

WORDS = Words("ja")


def _with_depths(*bounds: tuple[float, float]):  # type: ignore[no-untyped-def]
    case, _ = make_sample("toy-flood")
    (layer,) = [name for name in case.scenario.layers if name in case.city.hazards]
    old = case.city.hazards[layer]
    rows = gpd.GeoDataFrame(
        {
            column: [old[column].iloc[0]] * len(bounds)
            for column in old.columns
            if column not in {"geometry", "depth_m_min", "depth_m_max"}
        },
        geometry=[box(1000 * i, 0, 1000 * i + 900, 900) for i in range(len(bounds))],
        crs=old.crs,
    ).assign(depth_m_min=[low for low, _ in bounds], depth_m_max=[high for _, high in bounds], zone_type="")
    city = dataclasses.replace(case.city, hazards={layer: rows})
    return dataclasses.replace(case, city=city)


@pytest.mark.parametrize(
    ("low", "high", "rank", "said"),
    [
        (0.0, 0.3, 0, "0〜0.3 m"),
        (0.0, 0.5, 1, "0〜0.5 m"),
        (0.5, 3.0, 3, "0.5〜3 m"),
        (3.0, 5.0, 4, "3〜5 m"),
        (10.0, 20.0, 6, "10〜20 m"),
        (20.0, np.inf, 7, "20 m以上"),
        (5.0, np.nan, 5, "5 m以上"),
    ],
)
def test_a_class_has_the_colour_of_its_deepest_water(low: float, high: float, rank: int, said: str) -> None:
    (found,) = hazard_classes(_with_depths((low, high)), WORDS)
    assert found.look == styles.DEPTHS[rank]
    assert found.label == f"洪水 {said}"


def test_deeper_water_lies_on_top_and_stands_first_in_the_legend() -> None:
    case = _with_depths((3.0, 5.0), (0.0, 0.5), (0.5, 3.0))
    assert [one.look for one in hazard_classes(case, WORDS)] == [styles.DEPTHS[i] for i in (1, 3, 4)]
    (layer,) = hazard_layers(case, WORDS)
    assert [entry.look for entry in layer.legend] == [styles.DEPTHS[i] for i in (4, 3, 1)]
    assert unpack_integers(layer.content["style"]) == [0, 1, 2]


def test_areas_of_one_class_are_one_entry() -> None:
    (found,) = hazard_classes(_with_depths((0.5, 3.0), (0.5, 3.0)), WORDS)
    assert len(found.areas) == 2


def test_a_layer_says_that_it_is_model_data() -> None:
    case, _ = make_sample()
    (layer,) = hazard_layers(case, WORDS)
    assert layer.layer_id == "hazard-tsunami"
    assert "模擬データ" in layer.label


def _with_two_floods(**names: str) -> Case:
    """The toy flood with a second layer of its kind; layers are named as given."""
    case = _with_depths((0.0, 0.5))
    (first,) = case.scenario.layers
    city = case.city
    source = city.meta.layer(f"hazards/{first}")
    assert source is not None
    layers = [dataclasses.replace(source, layer=f"hazards/{one}", is_model=False, name=names.get(one, ""))
              for one in (first, "other")]  # fmt: skip
    hazards = {first: city.hazards[first], "other": city.hazards[first]}
    meta = dataclasses.replace(city.meta, layers=tuple(layers))
    scenario = dataclasses.replace(case.scenario, layers=(first, "other"))
    city = dataclasses.replace(city, hazards=hazards, meta=meta)
    return dataclasses.replace(case, city=city, scenario=scenario)


def test_two_layers_of_one_kind_are_told_apart() -> None:
    case = _with_two_floods()
    first = case.scenario.layers[0]
    assert [layer.label for layer in hazard_layers(case, WORDS)] == [f"洪水（{first}）", "洪水（other）"]
    named = _with_two_floods(**{first: "大川の洪水", "other": "小川の洪水"})
    assert [layer.label for layer in hazard_layers(named, WORDS)] == ["大川の洪水", "小川の洪水"]


def test_shaking_below_water_is_lines_and_water_is_full_so_that_no_colours_mix() -> None:
    case = _with_two_floods()
    first, other = case.scenario.layers
    shaken = case.city.hazards[other].assign(
        kind="earthquake", depth_m_min=np.nan, depth_m_max=np.nan, intensity=6.2
    )
    city = dataclasses.replace(case.city, hazards={first: case.city.hazards[first], other: shaken})
    both = dataclasses.replace(case, city=city)
    shaking, water = hazard_classes(both, WORDS)
    assert shaking.look == styles.INTENSITIES_BY_WATER[5]  # 6.0 <= 6.2 < 6.5: 6 upper
    assert (shaking.look.fill, water.look.opacity) == ("", 1.0)
    alone = dataclasses.replace(both.scenario, layers=(other,))
    (only,) = hazard_classes(dataclasses.replace(both, scenario=alone), WORDS)
    assert only.look == styles.INTENSITIES[5]
    assert styles.DEPTHS[1].opacity < 1


def test_a_scenario_whose_layers_the_city_lacks_has_no_layer() -> None:
    case, _ = make_sample("toy-quake")
    city = dataclasses.replace(case.city, hazards={})
    assert hazard_layers(dataclasses.replace(case, city=city), WORDS) == []
