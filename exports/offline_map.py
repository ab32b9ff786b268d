"""One HTML map that opens from disk with no network: a folium map with everything inside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

from branca.element import Figure
from markupsafe import escape

from exports.folium_elements import Verbatim, fix_ids
from exports.folium_map import draw_map
from exports.map_panel import LEGEND_ID, panel_html
from messages.catalogue import language_tag
from planning.block_ground import block_ground
from planning.case import Case
from planning.isolation import Isolation, find_isolation
from planning.plan import Plan
from presentation.area_sums import sums_of
from presentation.district_profile.limits import departure_lines, limit_lines
from presentation.district_profile.subject import Subject
from presentation.map_layers.build import MapContent, city_content, district_content
from presentation.map_layers.on_way import on_way_layer
from presentation.names import city_name, district_title, scenario_name
from presentation.plain_text import readable_text
from presentation.words import Words

#: The document may ask nobody for anything, not even by mistake.
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


def city_map(case: Case, plan: Plan, language: str) -> bytes:
    """Return the map of the whole city as HTML: people without a place by district."""
    words = Words(language)
    sums = sums_of(plan.ledgers.city, case.city.meta.city_code)
    content = replace(city_content(case, plan, words), day=on_way_layer(case, plan, words))
    return _document(case, plan, content, words, city_name(case, language), sums)


def district_map(
    case: Case,
    plan: Plan,
    district_id: str,
    language: str,
    *,
    isolation: Callable[[], Isolation] | None = None,
) -> bytes:
    """Return the map of one district as HTML: the routes of its people, block by block, and when they leave.

    Parameters
    ----------
    case, plan, district_id, language
        As for the district's A3 map.
    isolation
        Returns what the people of the district hang on where it is at hand; else it is searched for.

    Raises
    ------
    KeyError
        When the city has no such district.
    """
    words = Words(language)
    name = district_title(case, district_id, language)
    found = isolation() if isolation else find_isolation(case, plan, block_ground(case, plan), [district_id])
    content = district_content(case, plan, district_id, words, found)
    subject = Subject(case, plan, district_id, words)
    leaving = (*departure_lines(subject), *limit_lines(subject))
    sums = sums_of(plan.ledgers.districts, district_id)
    return _document(case, plan, content, words, name, sums, leaving)


def _document(
    case: Case,
    plan: Plan,
    content: MapContent,
    words: Words,
    area: str,
    sums: Mapping[str, int],
    leaving: Sequence[str] = (),
) -> bytes:
    language = words.language
    title = readable_text(words("export.map_title", area=area, scenario=scenario_name(case, language)))
    page = draw_map(case, plan, content, words, legend_id=LEGEND_ID)
    figure = page.get_root()
    assert isinstance(figure, Figure)
    style = files("exports").joinpath("assets", "offline_map.css").read_text("utf-8")
    head = (
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style>"
    )
    figure.header.add_child(Verbatim(head), name="sonae_head")
    # The panel stands before the map for those who read with their ears.
    with_day = content.day is not None
    panel = Verbatim(panel_html(case, plan, words, title, sums, leaving=leaving, with_day=with_day))
    figure.html.add_child(panel, name="sonae_panel", index=0)
    fix_ids(figure)
    html = figure.render().replace("<html>", f'<html lang="{language_tag(language)}">', 1)
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    return readable_text(html.replace("<head>", f"<head>{meta}", 1)).encode("utf-8")
