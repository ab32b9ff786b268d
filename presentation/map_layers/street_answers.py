"""Streets and bridges that answer a press: what they are, who walks there, until when."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.vocabulary import BackgroundKind
from hazard.closure import ClosureReason
from planning.case import Case
from planning.plan import Plan
from presentation.geometry import Card, pack_cards, pack_integers, pack_lines, pack_points, pack_steps
from presentation.map_layers.ground import STREETS, street_classes
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.map_layers.routes import street_persons
from presentation.names import town_names
from presentation.natural_order import natural_key
from presentation.plain_text import readable_text
from presentation.styles import ground as styles
from presentation.words import Words

#: Zoom from which a street answers a press, and from which its name is written.
STREETS_ZOOM = 14.0
#: Zoom from which bridges and crossings have signs, and from which these have names.
_SIGNS_ZOOM, _NAMES_ZOOM = 14.5, 16.0


class Structure(StrEnum):
    """What a street is beyond a street."""

    BRIDGE = "bridge"
    LEVEL_CROSSING = "level_crossing"
    UNDERPASS = "underpass"
    TUNNEL = "tunnel"


def street_answer_layer(
    case: Case, plan: Plan, streets: gpd.GeoDataFrame, words: Words, cards: Sequence[Card] | None = None
) -> MapLayer:
    """Return what each street says when it is pressed; nothing is drawn of it.

    The first cards are those of most streets of each class of width; only others are told one by one.

    Parameters
    ----------
    case, plan
        The case and its plan.
    streets
        The streets of the layer ``ground.street_layer``.
    words
        Words of the reader.
    cards
        The card of each, where another layer of the map has them too; made where None.
    """
    classes = street_classes(streets)
    cards = street_cards(case, plan, streets, words) if cards is None else cards
    usual = [_most(cards, classes == number) for number in range(len(styles.STREETS))]
    own = [i for i, (card, number) in enumerate(zip(cards, classes.tolist(), strict=True))
           if card != usual[number]]  # fmt: skip
    content = {"rows": pack_steps(own), "style": "", **pack_cards([*usual, *(cards[i] for i in own)])}
    return MapLayer(
        "street-answers", Kind.LINE_REFS, content, (), Order.STREET_ANSWERS, base=STREETS, follows=STREETS,
        from_zoom=STREETS_ZOOM,
    )  # fmt: skip


def street_cards(case: Case, plan: Plan, streets: gpd.GeoDataFrame, words: Words) -> list[Card]:
    """Return the card of each street: its name or width, what it crosses, who walks there, until when."""
    widths = [words(look.legend) for look in styles.STREETS]
    labels = {key: words(f"map.card.{key}") for key in ("what", "crosses", "walkers", "closes")}
    kind_words = {kind: words(f"map.structure.{kind}") for kind in Structure}
    columns = zip(
        street_classes(streets).tolist(), structures_of(streets), structure_names(case, streets, words),
        streets["name"].tolist(), streets["crosses"].tolist(),
        _persons_text(plan, streets, words), closing_texts(case, plan, streets, words), strict=True,
    )  # fmt: skip
    found: list[Card] = []
    for number, kind, structure, name, crosses, persons, closes in columns:
        rows = []
        if kind or name:
            rows.append((labels["what"], kind_words[kind] if kind else widths[number]))
        if kind and crosses:
            rows.append((labels["crosses"], readable_text(str(crosses))))
        rows += [(labels["walkers"], persons), (labels["closes"], closes)]
        title = structure or (readable_text(str(name)) if name else widths[number])
        found.append((title, tuple(rows)))
    return found


def structure_layer(
    case: Case, plan: Plan, streets: gpd.GeoDataFrame, words: Words, cards: Sequence[Card] | None = None
) -> MapLayer | None:
    """Return bridges, level crossings, underpasses and tunnels as signs; None where there is none.

    ``cards`` as in ``street_answer_layer``. The first sign by keyboard is the first as people count: what
    is drawn last lies on top.
    """
    kinds = structures_of(streets)
    rows = [i for i, kind in enumerate(kinds) if kind is not None]
    if not rows:
        return None
    held = streets.iloc[rows]
    names = structure_names(case, held, words)
    order = sorted(range(len(rows)), key=lambda i: natural_key(names[i]), reverse=True)
    held, rows, names = held.iloc[order], [rows[i] for i in order], [names[i] for i in order]
    shown = [kind for kind in Structure if any(kinds[i] is kind for i in rows)]
    middle = shapely.line_interpolate_point(held.geometry.to_numpy(), 0.5, normalized=True)
    content = {
        "points": pack_points(gpd.GeoSeries(middle, crs=streets.crs)),
        "style": pack_integers([shown.index(kind) for kind in structures_of(held) if kind]),
        "ids": [str(street) for street in held.index],
        "names": names,
        **pack_cards([cards[i] for i in rows] if cards else street_cards(case, plan, held, words)),
    }
    looks = [styles.STRUCTURES[kind.value] for kind in shown]
    return MapLayer(
        "structures", Kind.POINTS, content, looks_data(looks), Order.STRUCTURES, words("map.structures"),
        legend_entries(looks, words), from_zoom=_SIGNS_ZOOM, text_zoom=_NAMES_ZOOM, crowded=True,
    )  # fmt: skip


def structures_of(streets: pd.DataFrame) -> list[Structure | None]:
    """Return what each street is beyond a street: of several the first of ``Structure``."""
    found: npt.NDArray[np.object_] = np.full(len(streets), None, dtype=object)
    for kind in reversed(Structure):
        found[streets[kind.value].to_numpy(dtype=bool)] = kind
    return list(found)


def structure_names(case: Case, streets: gpd.GeoDataFrame, words: Words) -> list[str]:
    """Return the name of each bridge or crossing: its own, else what it crosses and the town it is near.

    Streets that are neither have an empty one.
    """
    kinds = structures_of(streets)
    unnamed = [i for i, kind in enumerate(kinds) if kind and not streets["name"].iloc[i]]
    towns = dict(zip(unnamed, _towns(case, streets.iloc[unnamed], words), strict=True))
    found = []
    for i, (kind, name, crosses) in enumerate(zip(kinds, streets["name"], streets["crosses"], strict=True)):
        if kind is None or name:
            found.append(readable_text(str(name)) if kind else "")
            continue
        if kind in (Structure.BRIDGE, Structure.LEVEL_CROSSING) and crosses:
            key = "crossing" if kind is Structure.LEVEL_CROSSING else "bridge"
            head = words(f"street.{key}", crosses=readable_text(str(crosses)))
            found.append(words("street.told", head=head, apart=words("street.near", town=towns[i])))
        else:
            head = words(f"map.structure.{kind}")
            found.append(words("map.structure_near", kind=head, town=towns[i]))
    return found


def closing_texts(case: Case, plan: Plan, streets: gpd.GeoDataFrame, words: Words) -> list[str]:
    """Return until when each street can be walked, and why not longer."""
    exposure = plan.street_exposure.reindex(streets.index)
    opens = exposure["opens_at_s"].fillna(np.inf).tolist()
    told = list(zip(exposure["closes_at_s"].tolist(), opens, exposure["reason"].tolist(), strict=True))
    said = {one: _closing(case, *one, words) for one in set(told)}
    return [said[one] for one in told]


def street_name_layer(streets: gpd.GeoDataFrame) -> MapLayer | None:
    """Return the names of streets along them, from where the lines for orientation have gone.

    Bridges and crossings are named at their signs. None where no street has a name.
    """
    plain = streets[(streets["name"] != "") & ~streets[[kind.value for kind in Structure]].any(axis=1)]
    if plain.empty:
        return None
    names, shapes = [], []
    for name, part in sorted(plain.groupby("name"), key=lambda item: natural_key(str(item[0]))):
        merged = shapely.line_merge(shapely.union_all(part.geometry.to_numpy()))
        pieces = shapely.get_parts(np.array([merged]))
        shapes += list(pieces)
        names += [readable_text(str(name))] * len(pieces)
    look = styles.NAMES[BackgroundKind.ROAD]
    data = {"ink": look.ink, "from_zoom": styles.ROADS_BELOW_ZOOM, "below_zoom": 99.0}
    content = {
        **pack_lines(gpd.GeoSeries(shapes, crs=streets.crs)),
        "style": pack_integers(np.zeros(len(names), dtype=np.int64)),
        "names": names,
    }
    return MapLayer(
        "street-names", Kind.NAMES, content, (data,), Order.STREET_NAMES, follows=STREETS,
        from_zoom=styles.ROADS_BELOW_ZOOM,
    )  # fmt: skip


def _closing(case: Case, closes_at_s: float, opens_at_s: float, reason: str, words: Words) -> str:
    if np.isposinf(closes_at_s):
        return words("map.never_closes")
    why = words(f"closure.{reason}")
    # The moment of an order is no forecast of the water.
    if reason == ClosureReason.LEVEL5:
        return words("map.closes_by_order", why=why)
    time = words.closing(closes_at_s, case.scenario)
    if np.isfinite(opens_at_s):
        return words("map.closed_until", time=time, opens=words.clock(opens_at_s, case.scenario), why=why)
    return words("map.closes_at", time=time, why=why)


def _persons_text(plan: Plan, streets: gpd.GeoDataFrame, words: Words) -> list[str]:
    persons = street_persons(plan.routes).reindex(streets.index).fillna(0).astype("int64").tolist()
    said = {count: words.persons(float(count), rounded=plan.is_rounded) for count in set(persons)}
    return [said[count] for count in persons]


def _most(cards: Sequence[Card], of_class: npt.NDArray[np.bool_]) -> Card:
    counts: dict[Card, int] = {}
    for i in np.flatnonzero(of_class).tolist():
        counts[cards[i]] = counts.get(cards[i], 0) + 1
    return max(counts, key=lambda card: counts[card]) if counts else ("", ())


def _towns(case: Case, streets: gpd.GeoDataFrame, words: Words) -> list[str]:
    blocks = case.city.blocks
    if blocks.empty:
        return [""] * len(streets)
    at, near = blocks.sindex.nearest(streets.geometry.to_numpy(), return_all=False)
    order: npt.NDArray[Any] = near[np.argsort(at, kind="stable")]
    return [readable_text(town) for town in town_names(case.city, blocks.iloc[order], words.language)]
