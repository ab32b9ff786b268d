"""One HTML map that opens from disk with no network: Leaflet and all data are in the file."""

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

import folium
import geopandas as gpd
import shapely
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from exports import map_layers as layers
from exports.hazard_style import FLOW_COLOUR, hazard_classes
from exports.map_panel import panel_html
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.heading import data_date, model_notice
from presentation.names import city_name, district_title, scenario_name

#: People walk at most about this far beyond their district [m]; streets around it are drawn.
_AROUND_DISTRICT_M = 800.0
_CITY_ARROWS_M = 400.0
_DISTRICT_ARROWS_M = 120.0

#: Our scripts, in the order in which they need each other.
_SCRIPTS = ("names.js", "offline_canvas.js", "offline_map.js")
#: What the script says (``export.map.*``).
_WORDS = (
    *("hazard", "background", "streets", "zones", "outlines"),
    *("flows", "places", "others", "people", "north"),
)
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


class OfflineMap(folium.Map):
    """A folium map that asks nobody for anything: no scripts, styles or tiles from elsewhere."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <main class="folium-map" id={{ this.get_name()|tojson }}></main>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                zoomAnimation: false, markerZoomAnimation: false, maxZoom: 19
            });
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(tiles=None)
        self.default_js = []
        self.default_css = []


class MapDrawing(MacroElement):
    """The call that draws the data of the document (``script_json``) on the map."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            sonaeDraw(
                {{ this._parent.get_name() }},
                JSON.parse(document.getElementById("sonae-data").textContent)
            );
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MapDrawing"


class Verbatim(Element):
    """A piece of the document as it stands: branca reads a plain string as a template."""

    _template = Template("{{ this.content }}")

    def __init__(self, content: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.content = content


def city_map(case: Case, plan: Plan, language: str) -> bytes:
    """Return the map of the whole city as HTML: people without a place by district."""
    bundle = case.city
    data = _common(case, plan, language)
    data |= {
        "bounds": layers.bounds_of(bundle.wards.geometry),
        "streets": layers.street_layer(bundle.streets),
        "flows": layers.flow_layer(case, plan.routes),
        "arrows": layers.arrow_layer(plan.routes, spacing_m=_CITY_ARROWS_M),
        "places": layers.place_layer(case, plan, bundle.places.index, language),
        "people": layers.people_layer(case, plan, bundle.districts, plan.ledgers.districts, language),
        "showOthers": False,
    }
    row = plan.ledgers.city.iloc[0]
    return _document(case, plan, language, city_name(case, language), data, row)


def district_map(case: Case, plan: Plan, district_id: str, language: str) -> bytes:
    """Return the map of one district as HTML: the ways of its people, block by block.

    Raises
    ------
    KeyError
        When the bundle has no such district.
    """
    bundle = case.city
    outline = bundle.districts.geometry.loc[district_id]
    blocks = bundle.blocks[bundle.blocks["district_id"] == district_id]
    routes = plan.routes[plan.routes["block_id"].isin(blocks.index)]
    around = shapely.union(outline, shapely.convex_hull(shapely.union_all(routes.geometry.to_numpy())))
    around = shapely.buffer(around, _AROUND_DISTRICT_M / 2)
    extent = shapely.box(*layers.lived_in(outline, blocks, case.scenario.day_time))
    streets = bundle.streets[bundle.streets.intersects(around)]
    near = bundle.places.index[bundle.places.intersects(around)]
    data = _common(case, plan, language)
    data |= {
        "bounds": layers.bounds_of(gpd.GeoSeries([extent], crs=bundle.meta.epsg)),
        "streets": layers.street_layer(streets),
        "flows": layers.flow_layer(case, routes),
        "arrows": layers.arrow_layer(routes, spacing_m=_DISTRICT_ARROWS_M),
        "places": layers.place_layer(case, plan, near, language),
        "people": layers.people_layer(case, plan, *layers.unserved_by_town(plan, blocks), language),
        "showOthers": True,
    }
    name = district_title(case, district_id, language)
    return _document(case, plan, language, name, data, plan.ledgers.districts.loc[district_id])


def script_json(data: Any) -> str:
    """Return JSON that may stand inside a script element: no tag can end it."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return said


def _common(case: Case, plan: Plan, language: str) -> dict[str, Any]:
    notice = model_notice(plan, language)
    said = [text(language, "export.map_date", date=data_date(plan)), *([notice] if notice else [])]
    return {
        "words": {key: text(language, f"export.map.{key}") for key in _WORDS},
        "attribution": text(language, "export.separator").join(said),
        "background": layers.background_layer(case),
        "hazard": layers.hazard_layer(hazard_classes(case, language)),
        "zones": layers.zone_layer(case),
        "outlines": layers.outline_layer(case),
        "flowColour": FLOW_COLOUR,
        "peopleColour": layers.PEOPLE_COLOUR,
    }


def _document(case: Case, plan: Plan, language: str, area: str, data: dict[str, Any], ledger: Any) -> bytes:
    title = text(language, "export.map_title", area=area, scenario=scenario_name(case, language))
    page = OfflineMap()
    page.add_child(MapDrawing())
    figure = page.get_root()
    assert isinstance(figure, Figure)
    figure.header.add_child(Verbatim(_head(title)), name="sonae_head")
    # Data stand apart from the scripts: branca would read a script with {{ as a template.
    packed = f'<script type="application/json" id="sonae-data">{script_json(data)}</script>'
    figure.html.add_child(Verbatim(packed), name="sonae_data")
    figure.html.add_child(Verbatim(panel_html(case, plan, language, title, ledger)), name="sonae_panel")
    _fix_ids(figure)
    html = figure.render().replace("<html>", f'<html lang="{language}">', 1)
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    return str(html.replace("<head>", f"<head>{meta}", 1)).encode("utf-8")


def _head(title: str) -> str:
    """Return title, styles and scripts; Leaflet comes from its PyPI package."""
    leaflet = files("js_lib_leaflet").joinpath("static", "js_lib_leaflet")
    script = leaflet.joinpath("leaflet.js").read_text("utf-8").split("//# sourceMappingURL")[0]
    style = leaflet.joinpath("leaflet.css").read_text("utf-8")
    for name in ("layers.png", "layers-2x.png", "marker-icon.png"):
        image = base64.b64encode(leaflet.joinpath("images", name).read_bytes()).decode("ascii")
        style = style.replace(f"url(images/{name})", f"url(data:image/png;base64,{image})")
    own = files("exports").joinpath("assets")
    scripts = [own.joinpath(name).read_text("utf-8") for name in _SCRIPTS]
    escaped = title.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<title>{escaped}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style><style>{own.joinpath('offline_map.css').read_text('utf-8')}</style>"
        f"<script>{script}</script>" + "".join(f"<script>{one}</script>" for one in scripts)
    )


def _fix_ids(element: Any, path: str = "sonae") -> None:
    """Name every element by its place in the document: folium's own ids are random."""
    element._id = hashlib.sha256(path.encode()).hexdigest()[:32]
    parts = [("header", getattr(element, "header", None)), ("html", getattr(element, "html", None))]
    parts += [("script", getattr(element, "script", None))]
    parts += [(str(i), child) for i, child in enumerate(element._children.values())]
    for name, child in parts:
        if isinstance(child, Element):
            _fix_ids(child, f"{path}/{name}")
