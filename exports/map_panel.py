"""The text beside the offline map: what it is, the people in figures, legend, sources."""

from typing import Any

from markupsafe import Markup, escape

from domain.vocabulary import UNSERVED_CAUSES, BackgroundKind, Outcome, Suitability
from exports import background
from exports.hazard_style import (
    FLOW_CLASSES,
    FLOW_COLOUR,
    PLACE_STYLES,
    UNDESIGNATED_STYLE,
    UNSERVED_COLOUR,
    ZONE_COLOURS,
    HazardClass,
    hazard_classes,
)
from exports.map_layers import plan_zones, zone_names
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.heading import headline, model_notice, source_lines
from presentation.words import Words

_LAYERS = ("wards", "districts", "blocks", "streets", "places", "zones", "hazards", "background")


def panel_html(case: Case, plan: Plan, language: str, title: str, ledger: Any) -> str:
    """Return the panel as HTML; every text in it is escaped."""
    notice = model_notice(plan, language)
    parts = [
        Markup("<h1>{}</h1>").format(title),
        Markup('<p class="model" role="note">{}</p>').format(notice) if notice else Markup(""),
        _facts(case, plan, language),
        _people(plan, language, ledger),
        _legend(case, language),
        Markup('<p class="note">{}</p>').format(text(language, "export.white_note")),
        Markup("<p>{}</p>").format(text(language, "export.sheet_note")),
        _sources(plan, language),
    ]
    return str(Markup("<aside>{}</aside>").format(Markup("").join(parts)))


def legend_flows(language: str) -> list[tuple[str, float]]:
    """Return label and width of each class of walked ways."""
    bounds = [bound for bound, _ in FLOW_CLASSES]
    found = []
    for i, (bound, width) in enumerate(FLOW_CLASSES):
        last = i + 1 == len(bounds)
        key = "export.flow_open" if last else "export.flow_class"
        high = "" if last else f"{bounds[i + 1] - 1:,}"
        found.append((text(language, key, low=f"{bound:,}", high=high), width))
    return found


def _facts(case: Case, plan: Plan, language: str) -> Markup:
    pairs = headline(case, plan, language)
    # What is missing stands beside what is there; plan and bundle numbers are for the workbook.
    chosen = pairs[1:9] + (pairs[10:11] if plan.missing_kinds else [])
    rows = [Markup("<tr><th>{}</th><td>{}</td></tr>").format(*pair) for pair in chosen]
    return Markup('<table class="facts">{}</table>').format(Markup("").join(rows))


def _people(plan: Plan, language: str, ledger: Any) -> Markup:
    causes = {cause.value for cause in UNSERVED_CAUSES}
    rows = [_row(plan, language, text(language, "export.ledger_persons"), ledger["persons"])]
    rows += [
        _row(plan, language, text(language, f"outcome.{outcome}"), ledger[outcome.value])
        for outcome in Outcome
        if outcome.value not in causes and ledger[outcome.value] > 0
    ]
    unserved = sum(int(ledger[cause]) for cause in causes)
    rows.append(_row(plan, language, text(language, "export.unserved_total"), unserved, strong=True))
    rows += [
        _row(plan, language, "└ " + text(language, f"outcome.{cause}"), ledger[cause.value])
        for cause in UNSERVED_CAUSES
        if ledger[cause.value] > 0
    ]
    title = Markup("<h2>{}</h2>").format(text(language, "export.map.ledger"))
    return title + Markup("<table>{}</table>").format(Markup("").join(rows))


def _row(plan: Plan, language: str, label: str, persons: Any, *, strong: bool = False) -> Markup:
    said = Words(language).persons(int(persons), rounded=plan.is_model)
    mark = Markup(' class="short"') if strong else Markup("")
    return Markup("<tr{}><th>{}</th><td>{}</td></tr>").format(mark, label, said)


def _legend(case: Case, language: str) -> Markup:
    items = [_item(_hatched(one), one.label) for one in reversed(hazard_classes(case, language))]
    items += [
        _item(
            f"border:0;border-top:3px dashed {ZONE_COLOURS[kind]};height:0",
            name,
        )
        for kind, name in zone_names(plan_zones(case), language).items()
    ]
    items += [_sign(PLACE_STYLES[one], text(language, f"export.place_sign.{one}")) for one in Suitability]
    items.append(_sign(UNDESIGNATED_STYLE, text(language, "export.place_sign.undesignated")))
    items += [
        _item(f"border:0;border-top:{width:g}px solid {FLOW_COLOUR};height:0", label)
        for label, width in legend_flows(language)
    ]
    items.append(
        _item(f"background:{UNSERVED_COLOUR};border-radius:6px", text(language, "export.map.people"))
    )
    items += _background(case, language)
    title = Markup("<h2>{}</h2>").format(text(language, "export.map.legend"))
    return title + Markup("<ul>{}</ul>").format(Markup("").join(items))


def _background(case: Case, language: str) -> list[Markup]:
    """Return the entries of the lines for orientation, which say that they are approximate."""
    held = background.kinds(case.city.background)
    if not held:
        return []
    head = Markup('<li class="group">{}</li>').format(text(language, "export.map.background"))
    return [head, *(_item(_strokes(kind), text(language, f"background_kind.{kind}")) for kind in held[::-1])]


def _strokes(kind: BackgroundKind) -> str:
    if kind is BackgroundKind.STATION:
        border = f"border:2px solid {background.STATION_EDGE}"
        return f"width:10px;height:10px;margin:0 12px;background:{background.STATION_FILL};{border}"
    bands = []
    # Upper strokes come first in CSS; each is a band in the middle of the swatch.
    for stroke in reversed(background.STROKES[kind]):
        colour = f"{stroke.colour}{round(stroke.opacity * 255):02X}"
        ink = (
            f"repeating-linear-gradient(90deg,{colour} 0 7px,transparent 7px 14px)"
            if stroke.dash
            else (f"linear-gradient({colour},{colour})")
        )
        bands.append(f"{ink} center/100% {stroke.width:g}px no-repeat")
    return f"border:0;background:{','.join(bands)}"


def _item(style: str, label: str) -> Markup:
    return Markup('<li><span class="swatch" style="{}"></span>{}</li>').format(style, label)


def _sign(look: tuple[str, str, str], label: str) -> Markup:
    fill, ink, sign = look
    item = Markup('<li><span class="sign" style="background:{};color:{}">{}</span>{}</li>')
    return item.format(fill, ink, sign, label)


def _hatched(one: HazardClass) -> str:
    colour = one.colour or "#FFFFFF"
    if not one.hatch:
        return f"background:{colour}"
    gap = 16 - 2 * one.hatch
    lines = f"repeating-linear-gradient(135deg,{one.hatch_colour} 0 1px,transparent 1px {gap}px)"
    return f"background:{lines},{colour}"


def _sources(plan: Plan, language: str) -> Markup:
    notices = [notice for layer in plan.provenance for notice in layer.notices]
    lines = [*source_lines(plan, _LAYERS, language), *dict.fromkeys(notices)]
    said = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    head = escape(text(language, "export.sheet_sources"))
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(head, said)
