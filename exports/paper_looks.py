"""Looks of the table of styles as matplotlib draws them on paper."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path as OutlinePath

from exports.fonts import figure_font
from exports.paper_patterns import hatch_text
from presentation.styles.looks import AreaLook, LineLook, Shape, SignLook, Stroke

#: Corners of signs around 0, 0 with a radius of 1, as ``map_core/signs.js`` draws them (y upwards).
_CORNERS: dict[Shape, list[tuple[float, float]]] = {
    Shape.SQUARE: [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    Shape.TRIANGLE: [(0, 1.2), (1.15, -0.85), (-1.15, -0.85)],
    Shape.DIAMOND: [(0, 1.25), (1.25, 0), (0, -1.25), (-1.25, 0)],
    Shape.BAR: [(-1, -0.4), (1, -0.4), (1, 0.4), (-1, 0.4)],
    Shape.ARROW: [(0, 1.3), (0.85, -0.9), (0, -0.35), (-0.85, -0.9)],
}


def area_style(look: AreaLook) -> dict[str, Any]:
    """Return how the inside of an area is drawn; its edge is a line of its own."""
    hatch = look.hatch
    return {
        "facecolor": to_rgba(look.fill, look.opacity) if look.fill else "none",
        "edgecolor": to_rgba(hatch.colour, hatch.opacity) if hatch else "none",
        "hatch": hatch_text(hatch),
        "linewidth": 0,
    }


def draw_areas(axes: Axes, shapes: Iterable[Any], look: AreaLook, *, zorder: float) -> None:
    """Draw polygons with fill, pattern and edge."""
    parts = [part for part in shapely.get_parts(list(shapes)) if part.geom_type == "Polygon"]
    if not parts:
        return
    style = area_style(look)
    axes.add_collection(PathCollection([_path(part) for part in parts], zorder=zorder, **style))
    if look.edge is not None:
        draw_lines(axes, _rings(parts), LineLook(look.legend, (look.edge,)), zorder=zorder + 0.005)


def draw_lines(
    axes: Axes,
    lines: Sequence[npt.NDArray[np.float64]],
    look: LineLook,
    *,
    zorder: float,
    opacity: float = 1.0,
) -> None:
    """Draw lines stroke upon stroke.

    Parameters
    ----------
    lines
        Coordinates [m], one array of shape (n, 2) a line.
    look
        How they are drawn.
    zorder
        Height of the lowest stroke.
    opacity
        What is left of each stroke's own opacity.
    """
    for i, stroke in enumerate(look.strokes):
        axes.add_collection(
            LineCollection(
                lines,
                colors=stroke.colour,
                linewidths=stroke.width,
                linestyles=[dashes(stroke)],
                alpha=stroke.opacity * opacity,
                capstyle="butt" if stroke.dash else "round",
                joinstyle="round",
                zorder=zorder + i / 1000,
            )
        )


def dashes(stroke: Stroke) -> Any:
    """Return the dash of a stroke as matplotlib takes it."""
    return (0, stroke.dash_in_widths()) if stroke.dash else "solid"


def draw_sign(
    axes: Axes, x: float, y: float, look: SignLook, *, scale: float = 1.0, zorder: float = 7.0
) -> None:
    """Draw a sign around a point of these axes.

    Parameters
    ----------
    scale
        Share of its full size.
    """
    radius = look.radius * scale
    marker, extent = _marker(look.shape)
    style: dict[str, Any] = {"marker": marker, "markersize": 2 * radius * extent, "linestyle": "none"}
    if look.halo:
        axes.plot(x, y, color=look.fill or "none", markeredgecolor="white",
                  markeredgewidth=look.width * scale + 2.2, zorder=zorder, **style)  # fmt: skip
    axes.plot(x, y, color=look.fill or "none", markeredgecolor=look.edge,
              markeredgewidth=look.width * max(scale, 0.6), zorder=zorder + 0.001, **style)  # fmt: skip
    if look.mark and radius >= 5:
        # A triangle has its room below the middle.
        down = 0.12 * radius if look.shape is Shape.TRIANGLE else 0.0
        axes.annotate(
            look.mark, (x, y), xytext=(0, -down), textcoords="offset points",
            fontproperties=figure_font(1.25 * radius), color=look.ink, ha="center", va="center_baseline",
            zorder=zorder + 0.002,
        )  # fmt: skip


def arrow_corners(look: SignLook) -> npt.NDArray[np.float64]:
    """Return the corners of an arrow that points east, for a radius of 1: shape (n, 2)."""
    corners = np.array(_CORNERS[look.shape], dtype=np.float64)
    return np.column_stack([corners[:, 1], -corners[:, 0]])


def _marker(shape: Shape) -> tuple[Any, float]:
    """Return a marker, and half of its extent for a radius of 1: matplotlib sizes by the extent."""
    if shape is Shape.CIRCLE:
        return "o", 1.0
    if shape is Shape.CROSS:
        return "x", 1.0
    corners = _CORNERS[shape]
    path = OutlinePath([*corners, corners[0]], closed=True)
    return path, float(np.abs(corners).max())


def _rings(parts: Sequence[Any]) -> list[npt.NDArray[np.float64]]:
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(parts)]


def _path(polygon: Any) -> OutlinePath:
    points = [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
    codes = [
        np.r_[OutlinePath.MOVETO, np.full(len(p) - 2, OutlinePath.LINETO), OutlinePath.CLOSEPOLY]
        for p in points
    ]
    return OutlinePath(np.concatenate(points), np.concatenate(codes).astype(np.uint8))
