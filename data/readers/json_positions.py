"""Long lists of positions in a GeoJSON, as numpy reads numbers: without a Python object for each."""

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_OPEN, _CLOSE, _COMMA = (ord(sign) for sign in "[],")
_OTHER = b"[]0123456789.,eE+- \t\r\n"
#: Lists in one another: positions of a line, of a polygon, of several polygons.
_SHALLOWEST, _DEEPEST = 2, 4


@dataclass(frozen=True, slots=True)
class Positions:
    """A list of positions as it stands in a file.

    Parameters
    ----------
    text
        The list, from its first bracket to its last.
    """

    text: bytes

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing in it but numbers, commas and as many brackets as must be closed."""
        return not self.text.translate(None, _OTHER) and self.text.count(b"[") == self.text.count(b"]")

    def polygons(self, depth: int) -> list[list[FloatArray]] | None:
        """Return the rings of each polygon, shape (n, 2) each; None where they are no such lists.

        Parameters
        ----------
        depth
            Lists in one another: 3 for a polygon, 4 for several.
        """
        letters = np.frombuffer(self.text, dtype=np.uint8)
        at = np.flatnonzero((letters == _OPEN) | (letters == _CLOSE))
        opens = letters[at] == _OPEN
        level = np.cumsum(np.where(opens, 1, -1))
        if not _SHALLOWEST <= depth <= _DEEPEST or level[-1] or level.max() != depth or level[:-1].min() < 1:
            return None
        inner = opens & (level == depth)
        points = self._points(letters, at[inner], at[np.flatnonzero(inner) + 1])
        if points is None:
            return None
        before = np.cumsum(inner)
        is_ring = opens & (level == depth - 1)
        rings = np.split(points, before[is_ring][1:])
        if depth == _DEEPEST:
            firsts = np.cumsum(is_ring)[opens & (level == depth - 2)].tolist()
            return [rings[a:b] for a, b in zip(firsts, [*firsts[1:], len(rings)], strict=True)]
        return [rings]

    def _points(self, letters: npt.NDArray[np.uint8], first: IntArray, last: IntArray) -> FloatArray | None:
        """Return the first two numbers of each position, shape (n, 2)."""
        commas = np.flatnonzero(letters == _COMMA)
        size = np.searchsorted(commas, last) - np.searchsorted(commas, first) + 1
        if size.min() < 2 or size.min() != size.max():
            return None
        bare = self.text.translate(None, b"[]")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", category=DeprecationWarning)
                numbers = np.fromstring(bare, dtype=np.float64, sep=",")
        except (DeprecationWarning, ValueError):
            return None
        if numbers.size != size.sum():
            return None
        return np.ascontiguousarray(numbers.reshape(first.size, -1)[:, :2])
