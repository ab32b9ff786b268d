"""The rates at which streets are blocked in one draw of the shaking, by group, class and profile."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from domain.settings.blockage import BlockageSettings
from hazard.blockage import Reading, StreetClass, blocked_share, street_groups, street_odds
from hazard.hits import BoolArray
from hazard.low_obstacles import liquefaction_rate, liquefies, wall_rate
from hazard.overlay import FloatArray, IntArray
from hazard.shaking_field import ShakingField, damage_threshold, drawn_damage, shaking_field


@dataclass(frozen=True, slots=True, eq=False)
class BlockageModel:
    """What a draw needs of streets and shaking; arrays only, so that other processes take it.

    Parameters
    ----------
    field
        The field of shaking.
    group
        Group of each street, alike in damage, shaking and cell, shape (streets,).
    street_class
        ``StreetClass`` of each street in both readings, shape (2, streets).
    is_crossing
        Level crossings, shape (streets,).
    segments
        Length of each street in segments of ``reference_length_m``, shape (streets,).
    cell
        Cell of each group, shape (groups,).
    threshold, intensity
        Number a (``hazard.shaking_field``) and estimated intensity of each group in both readings, shape
        (2, groups); −inf where nothing is known, in the favourable one.
    liquefaction
        Index of liquefaction (PL) of each group in the adverse reading, shape (groups,); +inf where nothing
        is known of any ground.
    has_unknown_ground
        Whether the liquefaction of some street is not known.
    settings
        Settings of blockage.
    """

    field: ShakingField
    group: IntArray
    street_class: npt.NDArray[np.int8]
    is_crossing: BoolArray
    segments: FloatArray
    cell: IntArray
    threshold: FloatArray
    intensity: FloatArray
    liquefaction: FloatArray
    has_unknown_ground: bool
    settings: BlockageSettings

    @property
    def has_unknown_damage(self) -> bool:
        """Whether the damage or the shaking of some street is not known: both readings differ."""
        differ = (self.threshold[0] < self.threshold[1]) | (self.intensity[0] < self.intensity[1])
        return bool(differ.any())

    @property
    def can_block(self) -> BoolArray:
        """Streets that a draw may block at all, shape (streets,)."""
        return (self.street_class[Reading.ADVERSE] != StreetClass.OPEN) | self.is_crossing


@dataclass(frozen=True, slots=True, eq=False)
class BlockageRates:
    """Rates of one draw.

    Parameters
    ----------
    by_class
        −ln(1 − p) of a segment, or of a bridge, by profile, reading, group and ``StreetClass``, shape
        (profiles, 2, groups, 5); +inf where it is surely blocked.
    shut
        Whether level crossings of each group stay shut, shape (2, groups).
    """

    by_class: FloatArray
    shut: BoolArray


def blockage_model(
    streets: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, settings: BlockageSettings
) -> BlockageModel:
    """Return what draws need of the streets of a city and its shaking.

    Parameters
    ----------
    streets
        ``Streets``, sorted by id.
    areas
        ``HazardAreas`` with the shaking.
    settings
        Settings of blockage.

    Returns
    -------
    BlockageModel
        Arrays of streets and groups.
    """
    odds = street_odds(streets, areas)
    middle = shapely.line_interpolate_point(streets.geometry.to_numpy(), 0.5, normalized=True)
    field, street_cell = shaking_field(shapely.get_x(middle), shapely.get_y(middle), settings)
    groups = street_groups(odds, street_cell)
    return BlockageModel(
        field=field,
        group=groups.group,
        street_class=odds.street_class,
        is_crossing=odds.is_crossing,
        segments=streets["length_m"].to_numpy(np.float64) / settings.reference_length_m,
        cell=groups.cell,
        threshold=damage_threshold(groups.damage, field, settings),
        intensity=groups.intensity,
        liquefaction=groups.liquefaction,
        has_unknown_ground=odds.has_unknown_ground,
        settings=settings,
    )


@dataclass(frozen=True, slots=True)
class StoppedShare:
    """What of a blocked street stops people of a profile, as a share.

    Parameters
    ----------
    rubble
        Of streets that collapsed buildings block for vehicles.
    low
        Of streets on which walls lie or the ground liquefied.
    """

    rubble: float
    low: float


def blockage_rates(
    model: BlockageModel, residual: FloatArray, stopped: Sequence[StoppedShare]
) -> BlockageRates:
    """Return the rates of one draw.

    Parameters
    ----------
    model
        Streets and shaking.
    residual
        How much stronger the draw shakes each cell [JMA intensity], shape (cells,).
    stopped
        Share of blocked streets that stops each profile.

    Returns
    -------
    BlockageRates
        Rates by profile, reading, group and class.
    """
    settings = model.settings
    at_group = residual[model.cell]
    damage = drawn_damage(model.threshold, at_group, settings)
    shaken = model.intensity + at_group
    by_class = np.zeros((len(stopped), *damage.shape, len(StreetClass)))
    for k, share in enumerate(stopped):
        by_class[k, ..., : StreetClass.BRIDGE] = _rate(
            blocked_share(damage, factor=share.rubble, settings=settings)
        )
        _add_low_obstacles(by_class[k, Reading.ADVERSE], model, shaken[Reading.ADVERSE], share.low)
    # When a bridge was built is not in the bundle: none before 1980, or every one.
    worst = shaken[Reading.ADVERSE]
    fails = (worst >= settings.bridge_intensity) | liquefies(model.liquefaction, worst, settings)
    by_class[:, Reading.ADVERSE, :, StreetClass.BRIDGE] = np.where(fails, _rate(settings.bridge_share), 0.0)
    shut = shaken >= settings.crossing_intensity
    # Whether a crossing opens again is not known: at once, or not in time.
    shut[Reading.FAVOURABLE] = False
    return BlockageRates(by_class, shut)


def _add_low_obstacles(
    by_class: FloatArray, model: BlockageModel, intensity: FloatArray, factor: float
) -> None:
    """Add the rates of fallen walls and of liquefied ground in place: independent causes add up."""
    settings = model.settings
    by_class[:, StreetClass.NARROW] += wall_rate(intensity, factor=factor, settings=settings)
    ground = liquefaction_rate(model.liquefaction, intensity, factor=factor, settings=settings)
    # Streets of 13 m and more leave room beside it.
    by_class[:, : StreetClass.OPEN] += ground[:, None]


def _rate(probability: FloatArray | float) -> FloatArray:
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log1p(-np.asarray(probability)), np.float64)
