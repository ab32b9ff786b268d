"""Published official figures (公式想定) beside ours."""

from collections.abc import Callable, Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.bundle import City
from domain.scenario import HazardScenario
from domain.shares import split_in_groups
from domain.vocabulary import HazardKind, ZoneType
from readiness.ledger_sums import one_row_an_area

_COLUMNS = (
    "scope", "measure", "value_min", "value_max", "ours", "unit", "source", "date", "note", "note_en",
)  # fmt: skip
_SQUARE_METRES_PER_HA = 10_000.0
_WATER_KINDS = [
    kind.value
    for kind in (HazardKind.TSUNAMI, HazardKind.FLOOD, HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD)
]
_Ledgers = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]


def compare_published(
    city: City,
    scenario: HazardScenario,
    block_exposure: pd.DataFrame,
    ledgers: _Ledgers,
    of_layers: Mapping[str, pd.Series] | None = None,
) -> pd.DataFrame:
    """Set our figures beside the published ones of a scenario.

    Parameters
    ----------
    city, scenario
        City with its ``published`` figures, and the scenario that they are compared for.
    block_exposure
        ``BlockExposure``.
    ledgers
        The four frames of ``readiness.ledger.build_ledgers``.
    of_layers
        What ``figures_of_layers`` gives, where somebody has it.

    Returns
    -------
    pandas.DataFrame
        Columns ``scope, measure, value_min, value_max, ours, unit, source, date, note, note_en``,
        in the order of the table; ``ours`` in the published unit, NaN for a measure or an area that
        we do not compute.
    """
    rows = _rows(city, scenario)
    computed = dict(figures_of_layers(city, scenario) if of_layers is None else of_layers)
    figures = _Figures(city, scenario, block_exposure, ledgers)
    computed |= {
        measure: _MEASURES[measure](figures) for measure in rows["measure"].unique() if measure in _MEASURES
    }
    ours = [
        float(computed[measure].get(scope, np.nan)) if measure in computed else np.nan
        for scope, measure in zip(rows["scope"], rows["measure"], strict=True)
    ]
    return rows.assign(ours=np.array(ours, dtype=np.float64))[list(_COLUMNS)].reset_index(drop=True)


def figures_of_layers(city: City, scenario: HazardScenario) -> dict[str, pd.Series]:
    """Return our figures that the layers of a scenario alone decide, whoever goes where.

    Parameters
    ----------
    city, scenario
        City with its ``published`` figures, and the scenario that they are compared for.

    Returns
    -------
    dict[str, pandas.Series]
        By measure, each per ward and for the city by id.
    """
    asked = _rows(city, scenario)["measure"].unique()
    land = _Land(city, scenario)
    return {measure: _OF_LAYERS[measure](land) for measure in asked if measure in _OF_LAYERS}


def _rows(city: City, scenario: HazardScenario) -> pd.DataFrame:
    """Return the published figures of a scenario, in order."""
    return city.published[city.published["scenario_id"] == scenario.scenario_id].sort_index()


class _Land:
    """City and scenario, and figures per ward and for the city by id."""

    def __init__(self, city: City, scenario: HazardScenario) -> None:
        self.city = city
        self.scenario = scenario

    def of_blocks(self, persons: pd.Series) -> pd.Series:
        """Return the sum of a value of blocks per ward and for the city."""
        by_ward = persons.groupby(self.city.blocks["ward_code"]).sum()
        by_ward = by_ward.reindex(self.city.wards.index, fill_value=0)
        return self._with_city(by_ward.astype(np.float64), by_ward.sum())

    def of_residents(self, share: npt.NDArray[np.float64]) -> pd.Series:
        """Return whole residents by their block's share, rounded as the ledger rounds people."""
        blocks = self.city.blocks
        order = np.argsort(blocks.index.to_numpy(), kind="stable")
        groups = [blocks[level].to_numpy()[order] for level in ("district_id", "ward_code")]
        shares = np.column_stack([share, 1.0 - share])[order]
        inside = split_in_groups(blocks["residents"].to_numpy(dtype=np.int64)[order], shares, groups)[:, 0]
        return self.of_blocks(pd.Series(inside, blocks.index[order]).reindex(blocks.index))

    def of_area(self, area: shapely.Geometry) -> pd.Series:
        """Return the hectares of an area in each ward and in the city."""
        inside = self.city.wards.geometry.intersection(area).area / _SQUARE_METRES_PER_HA
        return self._with_city(inside, inside.sum())

    def _with_city(self, by_ward: pd.Series, total: float) -> pd.Series:
        city = pd.Series([float(total)], index=[self.city.meta.city_code])
        # In a town without wards the only ward is the city.
        return pd.concat([by_ward.drop(city.index, errors="ignore"), city])


class _Figures(_Land):
    """What a plan says of its people besides."""

    def __init__(
        self, city: City, scenario: HazardScenario, exposure: pd.DataFrame, ledgers: _Ledgers
    ) -> None:
        super().__init__(city, scenario)
        self.exposure = exposure.reindex(city.blocks.index)
        self.ledger = one_row_an_area(ledgers[2:])


def _evacuees(figures: _Figures) -> pd.Series:
    """People who leave their homes, to shelters or elsewhere."""
    return figures.ledger["persons"] - figures.ledger["outside"] - figures.ledger["stay_home"]


def _shelter_evacuees(figures: _Figures) -> pd.Series:
    """People who leave their homes for a shelter."""
    return _evacuees(figures) - figures.ledger["elsewhere"]


def _concerned_residents(figures: _Figures) -> pd.Series:
    """Residents inside the hazard area: their block's share of those present who are not outside."""
    present = figures.exposure["present_persons"].to_numpy(dtype=np.float64)
    outside = figures.exposure["outside_persons"].to_numpy(dtype=np.float64)
    concerned = figures.exposure["concerned"].to_numpy(dtype=np.float64)
    share = np.divide(present - outside, present, out=concerned, where=present > 0)
    return figures.of_residents(share)


def _zone_residents(figures: _Land) -> pd.Series:
    """Residents of the evacuation zone of the scenario's kinds, by the share of their block."""
    zones = figures.city.zones
    kinds = [kind.value for kind in figures.scenario.kinds]
    chosen = zones[(zones["zone_type"] == ZoneType.EVACUATION_ZONE.value) & zones["kind"].isin(kinds)]
    if chosen.empty:
        return pd.Series(dtype=np.float64)
    area = shapely.union_all(chosen.geometry.to_numpy())
    shape = figures.city.blocks.geometry.to_numpy()
    shapely.prepare(area)
    share = shapely.contains(area, shape).astype(np.float64)
    cut = (share == 0) & shapely.intersects(area, shape)
    share[cut] = shapely.area(shapely.intersection(shape[cut], area)) / shapely.area(shape[cut])
    return figures.of_residents(share)


def _inundated_area_ha(figures: _Land) -> pd.Series:
    """Hectares of land that the scenario's water covers."""
    layers = [figures.city.hazards[name] for name in figures.scenario.layers if name in figures.city.hazards]
    # Water of an unknown depth is water all the same; zones such as house collapse are not.
    wet = [
        layer.loc[layer["kind"].isin(_WATER_KINDS) & (layer["zone_type"] == ""), "geometry"]
        for layer in layers
    ]
    wet = [geometry for geometry in wet if len(geometry)]
    if not wet:
        return pd.Series(dtype=np.float64)
    shapes = gpd.GeoSeries(pd.concat(wet)).to_numpy()
    return figures.of_area(shapely.union_all(shapes))


def _burnt_area_ha(figures: _Land) -> pd.Series:
    """Hectares that the scenario's fire reaches."""
    layers = [figures.city.hazards[name] for name in figures.scenario.layers if name in figures.city.hazards]
    burnt = [layer.loc[layer["kind"] == HazardKind.LARGE_FIRE.value, "geometry"] for layer in layers]
    burnt = [geometry for geometry in burnt if len(geometry)]
    if not burnt:
        return pd.Series(dtype=np.float64)
    return figures.of_area(shapely.union_all(gpd.GeoSeries(pd.concat(burnt)).to_numpy()))


#: Measures that we compute of people, by key below ``published_measure.``.
_MEASURES: Mapping[str, Callable[[_Figures], pd.Series]] = {
    "evacuees_day1": _evacuees,
    "evacuees_day7": _evacuees,
    "evacuees_day30": _evacuees,
    "affected_day30": _evacuees,
    "shelter_evacuees_day1": _shelter_evacuees,
    "concerned_residents": _concerned_residents,
}
#: Those that layers alone decide.
_OF_LAYERS: Mapping[str, Callable[[_Land], pd.Series]] = {
    "tsunami_zone_residents": _zone_residents,
    "inundated_area_ha": _inundated_area_ha,
    "burnt_area_ha": _burnt_area_ha,
}
