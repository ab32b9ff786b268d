"""How the shaking of one earthquake differs from its estimate: one term for all, and a field in space.

The intensity of a draw is the estimate + event term + field; the field is normal with the correlation
``exp(−3h / correlation)`` over the distance h (Jayaram & Baker 2009), on square cells. The damage follows a
cumulative normal of the intensity, as the estimates of the Cabinet Office and of Tokyo have it::

    x' = Φ(a + deviation / damage_deviation),   a = Φ⁻¹(x) · sqrt(1 + var(deviation) / damage_deviation²)

so that the mean of x' over all draws is the share x that was estimated.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from domain.settings.blockage import BlockageSettings
from hazard.overlay import FloatArray, IntArray

#: Side of a cell of the field [m]; doubled until there are few enough.
_CELL_M = 500.0
_MOST_CELLS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class ShakingField:
    """Cells of the field, and how they hang together.

    Parameters
    ----------
    cell_key
        A number of each cell from its place, the same whatever other cells there are, shape (cells,).
    factor
        Lower triangular L with L Lᵀ = correlation of the cells, shape (cells, cells).
    event_deviation, field_deviation
        Standard deviations [JMA intensity].
    """

    cell_key: IntArray
    factor: FloatArray
    event_deviation: float
    field_deviation: float

    @property
    def deviation(self) -> float:
        """Standard deviation of the shaking at one point [JMA intensity]."""
        return float(np.hypot(self.event_deviation, self.field_deviation))

    def residual(self, event: FloatArray, cells: FloatArray) -> FloatArray:
        """Return how much stronger draws shake each cell than the estimate.

        Parameters
        ----------
        event
            Standard normal number of the event of each draw, shape (draws,).
        cells
            Standard normal numbers of the cells, shape (draws, cells).

        Returns
        -------
        FloatArray
            In units of JMA intensity, shape (draws, cells).
        """
        field = cells @ self.factor.T
        # Rounded: the last bits of such a product are not the same on every machine.
        return np.round(self.event_deviation * event[:, None] + self.field_deviation * field, 9)


def shaking_field(
    x_m: FloatArray, y_m: FloatArray, settings: BlockageSettings
) -> tuple[ShakingField, IntArray]:
    """Return the field over points, and the cell of each.

    Parameters
    ----------
    x_m, y_m
        Points [m], shape (n,).
    settings
        ``event_deviation``, ``field_deviation`` and ``correlation_m`` are used.

    Returns
    -------
    field : ShakingField
        The field.
    cell : int64 (n,)
        Position of each point's cell.
    """
    side = _CELL_M
    while True:
        column, row = (np.floor(v / side).astype(np.int64) for v in (x_m, y_m))
        pairs, cell = np.unique(np.column_stack([column, row]), axis=0, return_inverse=True)
        if len(pairs) <= _MOST_CELLS:
            break
        side *= 2.0
    centre = (pairs + 0.5) * side
    apart = np.hypot(*(centre[:, None, i] - centre[None, :, i] for i in (0, 1)))
    factor = np.linalg.cholesky(np.exp(-3.0 * apart / settings.correlation_m))
    # Rounded: the last bits of a factorisation are not the same on every machine.
    field = ShakingField(
        pairs[:, 0] * (1 << 32) + pairs[:, 1], np.round(factor, 9), settings.event_deviation,
        settings.field_deviation,
    )  # fmt: skip
    return field, cell.astype(np.int64).reshape(-1)


def damage_threshold(damage: FloatArray, field: ShakingField, settings: BlockageSettings) -> FloatArray:
    """Return the number a of each share of damage, of which the deviation of a draw is a part.

    Parameters
    ----------
    damage
        Shares of damage that were estimated, shape (n,).
    field
        The field.
    settings
        ``damage_deviation`` is used.

    Returns
    -------
    FloatArray
        −inf for no damage, +inf where all is damaged, shape (n,).
    """
    spread = np.sqrt(1.0 + (field.deviation / settings.damage_deviation) ** 2)
    return np.asarray(ndtri(damage) * spread, np.float64)


def drawn_damage(threshold: FloatArray, residual: FloatArray, settings: BlockageSettings) -> FloatArray:
    """Return the shares of damage of one draw.

    Parameters
    ----------
    threshold
        Of ``damage_threshold``, shape (n,).
    residual
        How much stronger this draw shakes [JMA intensity], shape (n,).
    settings
        ``damage_deviation`` is used.

    Returns
    -------
    FloatArray
        Shape (n,).
    """
    return np.asarray(ndtr(threshold + residual / settings.damage_deviation), np.float64)
