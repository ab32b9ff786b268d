"""A curve over time as a picture, for pages: drawn by us, so that every word on it is the reader's."""

import base64
from html import escape

import numpy as np
import pandas as pd

_WIDTH, _HEIGHT = 900, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 20, 14, 48
#: At most so many marks on an axis.
_MOST_MARKS = 8
#: A window of 800 pixels shows the whole of it.
_LEAST_PX = 400


def curve_html(values: pd.Series, *, x_label: str, y_label: str, colour: str, label: str) -> str:
    """Return the picture of a curve in HTML.

    Parameters
    ----------
    values
        What is drawn, by whole numbers in ascending order, such as people by minute.
    x_label, y_label
        Words of the axes.
    colour
        Colour of the curve.
    label
        What the picture says, for who does not see it.
    """
    drawing = curve_drawing(values, x_label=x_label, y_label=y_label, colour=colour)
    source = base64.b64encode(drawing.encode()).decode("ascii")
    said = escape(label)
    # A picture of its own: drawings within a page are taken out of it by Streamlit.
    return (
        f'<div class="sonae-scroll" tabindex="0" role="region" aria-label="{said}">'
        f'<img alt="{said}" src="data:image/svg+xml;base64,{source}" '
        f'style="width:100%;min-width:{_LEAST_PX}px;max-width:{_WIDTH}px"></div>'
    )


def curve_drawing(values: pd.Series, *, x_label: str, y_label: str, colour: str) -> str:
    """Return the same as an SVG drawing.

    Parameters
    ----------
    values, x_label, y_label, colour
        As for ``curve_html``.
    """
    at = values.index.to_numpy(np.float64)
    amounts = values.to_numpy(np.float64)
    across, up = marks(at.min(), at.max()), marks(0.0, amounts.max())
    x = _LEFT + (_WIDTH - _LEFT - _RIGHT) * (at - across[0]) / (across[-1] - across[0])
    y = _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (amounts - up[0]) / (up[-1] - up[0])
    points = " ".join(f"{one:.1f},{two:.1f}" for one, two in zip(x.tolist(), y.tolist(), strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" font-family="sans-serif" font-size="14" fill="#1a1a1a">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{_across(across)}{_up(up)}'
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        f'<text x="{_LEFT}" y="{_HEIGHT - 8}">{escape(x_label)}</text>'
        f'<text transform="translate(16 {_HEIGHT - _BOTTOM}) rotate(-90)">{escape(y_label)}</text></svg>'
    )


def marks(first: float, last: float) -> list[float]:
    """Return round numbers at even steps, of which the first and the last hold both ends.

    Parameters
    ----------
    first, last
        Ends of what an axis shows.

    Returns
    -------
    list[float]
        Two or more.
    """
    span = max(last - first, 1.0)
    tens = 10.0 ** np.floor(np.log10(span / _MOST_MARKS))
    step = next(tens * one for one in (1, 2, 5, 10, 20) if span / (tens * one) <= _MOST_MARKS - 2)
    step = max(step, 1.0)
    begin, end = np.floor(first / step), np.ceil(last / step)
    return [float(step * one) for one in np.arange(begin, max(end, begin + 1) + 1)]


def _across(at: list[float]) -> str:
    bottom, said = _HEIGHT - _BOTTOM, []
    for one in at:
        x = _LEFT + (_WIDTH - _LEFT - _RIGHT) * (one - at[0]) / (at[-1] - at[0])
        said.append(
            f'<path d="M{x:.1f} {_TOP}V{bottom}" stroke="#d5dade"/>'
            f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{one:,.0f}</text>'
        )
    return "".join(said)


def _up(at: list[float]) -> str:
    bottom, said = _HEIGHT - _BOTTOM, []
    for one in at:
        y = bottom - (bottom - _TOP) * (one - at[0]) / (at[-1] - at[0])
        said.append(
            f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#d5dade"/>'
            f'<text x="{_LEFT - 6}" y="{y + 5:.1f}" text-anchor="end">{one:,.0f}</text>'
        )
    return "".join(said)
