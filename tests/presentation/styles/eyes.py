"""Colours as other eyes see them: without red or green cones, and in a grey print."""

import numpy as np
import numpy.typing as npt

#: Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
_NORMAL = np.eye(3)
_PROTAN = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
_DEUTAN = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
EYES = {"normal": _NORMAL, "protan": _PROTAN, "deutan": _DEUTAN}
#: sRGB to XYZ, and the white point D65.
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])


def seen(colour: str, eye: str, *, opacity: float = 1.0) -> npt.NDArray[np.float64]:
    """Return CIELAB of a colour on white paper as an eye sees it."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    rgb = opacity * rgb + (1 - opacity)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = _XYZ @ np.clip(EYES[eye] @ linear, 0, 1) / _WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, eye: str, *, opacity: float = 1.0) -> float:
    """Return how far apart two colours are (CIE 1976); 2.3 can just be told side by side."""
    return float(np.linalg.norm(seen(one, eye, opacity=opacity) - seen(other, eye, opacity=opacity)))


def lightness(colour: str, *, opacity: float = 1.0) -> float:
    """Return the lightness of a colour in a grey print, 0 (black) to 100."""
    return float(seen(colour, "normal", opacity=opacity)[0])
