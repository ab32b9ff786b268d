"""Demand rows of one walking profile on the network."""

from dataclasses import dataclass

import numpy as np

from evacuation.network import BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class WalkingRows:
    """Demand rows of one walking profile, parallel arrays of shape (rows,).

    Parameters
    ----------
    row
        Position in the demand table.
    block_row
        Row of the block that they leave.
    node
        Access node of the block; −1 for none.
    connector_ticks
        Walk from the block to its access node [0.1 s].
    leave_ticks
        When they stand at the access node, the connector walked [0.1 s after t0]; NEVER_LEAVES
        (``evacuation.clock``) for those whom the hazard reaches at home before they leave.
    district_id
        District of the block.
    destination_in_time
        Whether any destination of the plan is reached in time.
    """

    row: IntArray
    block_row: IntArray
    node: IntArray
    connector_ticks: IntArray
    leave_ticks: IntArray
    district_id: np.ndarray[tuple[int], np.dtype[np.object_]]
    destination_in_time: BoolArray

    def only(self, chosen: BoolArray) -> "WalkingRows":
        """Return some of the rows, shape (rows,).

        Parameters
        ----------
        chosen
            Rows to keep, shape (rows,).

        Returns
        -------
        WalkingRows
            The rows kept.
        """
        return WalkingRows(
            self.row[chosen], self.block_row[chosen], self.node[chosen], self.connector_ticks[chosen],
            self.leave_ticks[chosen], self.district_id[chosen], self.destination_in_time[chosen],
        )  # fmt: skip
