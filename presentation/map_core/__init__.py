"""The map's scripts and styles, which screen and files share, and Leaflet from its own package.

Leaflet is in the installed package ``django-js-lib-leaflet`` (BSD-2-Clause). Nothing here is ever
asked for over a network.
"""

import base64
import re
from importlib.resources import files

#: Our scripts, in the order in which they need each other.
_SCRIPTS = ("decode", "signs", "names", "painters", "hits", "board", "layer", "legend", "day")
_PICTURES = ("layers.png", "layers-2x.png", "marker-icon.png")


def core_scripts() -> list[str]:
    """Return the scripts of the map; each defines one name (``SonaeLayer`` …) and needs ``L``."""
    folder = files("presentation").joinpath("map_core")
    return [folder.joinpath(f"{name}.js").read_text("utf-8") for name in _SCRIPTS]


def core_style() -> str:
    """Return the styles of what the scripts draw."""
    return files("presentation").joinpath("map_core", "map.css").read_text("utf-8")


def leaflet_script() -> str:
    """Return Leaflet as one script."""
    return re.sub(r"//# sourceMappingURL=.*", "", _leaflet("leaflet.js").decode("utf-8"))


def leaflet_style(*, pictures: bool) -> str:
    """Return the styles of Leaflet.

    Parameters
    ----------
    pictures
        Whether its pictures stand in the text; else the rules that name them are left out, for they
        would be asked for in vain.
    """
    style = _leaflet("leaflet.css").decode("utf-8")
    if not pictures:
        return re.sub(r"[^{}]*\{[^{}]*url\([^)]*\)[^{}]*\}", "", style)
    for name in _PICTURES:
        style = style.replace(f"url(images/{name})", f"url({leaflet_picture(name)})")
    return style


def leaflet_picture(name: str) -> str:
    """Return a picture of Leaflet as a ``data:`` address."""
    return "data:image/png;base64," + base64.b64encode(_leaflet("images", name)).decode("ascii")


def _leaflet(*path: str) -> bytes:
    return files("js_lib_leaflet").joinpath("static", "js_lib_leaflet", *path).read_bytes()
