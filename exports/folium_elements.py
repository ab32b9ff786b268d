"""What our folium maps are made of: packed layers, a legend, and Leaflet from its own package.

A packed layer is a layer of folium like any other: it stands in a feature group and obeys the control
of layers. It draws tens of thousands of streets on one canvas (``presentation/map_core``).
"""

import hashlib
import json
from importlib.resources import files
from typing import Any

from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

from presentation.map_core import core_scripts, core_style, leaflet_picture, leaflet_script, leaflet_style
from presentation.map_layers.layer import MapLayer
from presentation.plain_text import readable_text


class Verbatim(Element):
    """A piece of the document as it stands: branca reads a plain string as a template."""

    _template = Template("{{ this.content }}")

    def __init__(self, content: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.content = content


class PackedLayer(Layer):
    """A layer of lines, areas, signs or names, drawn on the map's one canvas.

    Parameters
    ----------
    layer
        What is drawn.
    base
        The layer of lines that its rows mean; None where it has geometry of its own.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = SonaeFolium.layer(
                {{ (this.get_name() + "_data")|tojson }}, {{ this.base_name }}
            );
        {% endmacro %}
        """
    )

    def __init__(self, layer: MapLayer, base: "PackedLayer | None" = None) -> None:
        super().__init__(name=layer.layer_id, overlay=True, control=False, show=True)
        self._name = "PackedLayer"
        self.layer = layer
        self.base = base

    @property
    def base_name(self) -> str:
        """Name of the base in the script."""
        return self.base.get_name() if self.base else "null"

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Put the data beside the scripts, then render as a layer does."""
        data = {"spec": self.layer.as_data(), "file": dict(self.layer.content)}
        _figure_of(self).html.add_child(data_element(f"{self.get_name()}_data", data), name=self.get_name())
        super().render(**kwargs)  # type: ignore[no-untyped-call]


class MapSetting(MacroElement):
    """Words, attribution, scale and north of the map, and its legend.

    Parameters
    ----------
    setting
        ``words``, ``attribution`` (text), ``legend`` (groups) and ``notes``.
    legend_id
        Id of the element that the legend stands in; empty for a corner of the map.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            SonaeFolium.setUp(
                {{ this._parent.get_name() }},
                {{ (this.get_name() + "_data")|tojson }},
                {{ this.legend_id|tojson }}
            );
        {% endmacro %}
        """
    )

    def __init__(self, setting: dict[str, Any], *, legend_id: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MapSetting"
        self.setting = setting
        self.legend_id = legend_id

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Put the words beside the scripts, then render."""
        element = data_element(f"{self.get_name()}_data", self.setting)
        _figure_of(self).html.add_child(element, name=self.get_name())
        super().render(**kwargs)  # type: ignore[no-untyped-call]


def head_elements() -> dict[str, Element]:
    """Return Leaflet, the map core and our own small shell as pieces of a document's head, by name."""
    shell = files("exports").joinpath("assets", "folium.js").read_text("utf-8")
    pictures = script_json({"icons": _marker_pictures()})
    scripts = [*core_scripts(), f"{shell}\nSonaeFolium.useIcons({pictures}.icons);"]
    return {
        "sonae_leaflet_css": Verbatim(f"<style>{leaflet_style(pictures=True)}</style>"),
        "sonae_css": Verbatim(f"<style>{core_style()}</style>"),
        "sonae_leaflet": Verbatim(f"<script>{leaflet_script()}</script>"),
        "sonae_scripts": Verbatim("".join(f"<script>{one}</script>" for one in scripts)),
    }


def data_element(element_id: str, data: Any) -> Verbatim:
    """Return data that stand apart from the scripts: branca would read a script with {{ as a template."""
    return Verbatim(f'<script type="application/json" id="{element_id}">{script_json(data)}</script>')


def script_json(data: Any) -> str:
    """Return JSON that may stand inside a script element: no tag can end it."""
    said = readable_text(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    for sign in "<>&\u2028\u2029":
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return said


def fix_ids(element: Any, path: str = "sonae") -> None:
    """Name every element by its place in the document: folium's own ids are random."""
    element._id = hashlib.sha256(path.encode()).hexdigest()[:32]
    parts = [(name, getattr(element, name, None)) for name in ("header", "html", "script")]
    parts += [(str(i), child) for i, child in enumerate(element._children.values())]
    for name, child in parts:
        if isinstance(child, Element):
            fix_ids(child, f"{path}/{name}")


def _figure_of(element: Element) -> Figure:
    figure = element.get_root()
    assert isinstance(figure, Figure), "a layer is rendered on a map"
    return figure


def _marker_pictures() -> dict[str, str]:
    return {
        "iconUrl": leaflet_picture("marker-icon.png"),
        "iconRetinaUrl": leaflet_picture("marker-icon-2x.png"),
        "shadowUrl": leaflet_picture("marker-shadow.png"),
    }
