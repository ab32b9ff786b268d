"""One layer of a map: what is drawn, how, where in the order, and what the legend says."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from presentation.plain_text import readable_text
from presentation.styles.looks import Look
from presentation.words import Words

#: Zoom that no map reaches.
NEVER_ZOOM = 99.0


class Kind(StrEnum):
    """How the content of a layer is read and drawn (``map_core/painters.js``)."""

    LINES = "lines"
    LINE_REFS = "line_refs"
    AREAS = "areas"
    POINTS = "points"
    ARROWS = "arrows"
    NAMES = "names"
    ON_WAY = "on_way"


class Order(IntEnum):
    """From the ground up; what stands later lies on top."""

    HAZARD = 10
    ZONES = 20
    DISTRICTS = 30
    BLOCKS = 35
    ROADS = 40
    STREETS = 50
    STREET_ANSWERS = 51
    BACKGROUND = 60
    WARDS = 70
    CLOSING = 80
    CLOSED = 81
    FLOWS = 90
    ARROWS = 91
    BLOCK_DOTS = 92
    ISOLATION = 93
    OTHER_ROUTE = 94
    CHOSEN_DISTRICT = 95
    SECOND_ROUTE = 96
    CHOSEN_ROUTE = 97
    MARGIN = 100
    STRUCTURES = 105
    UNSERVED = 110
    PLACES = 120
    CHOSEN_PLACE = 130
    ON_THE_WAY = 131
    NAMES = 140
    TOWN_NAMES = 141
    STREET_NAMES = 142
    ON_WAY = 150


class LateContent(Mapping[str, Any]):
    """Content that is made for the first who reads it: what is seen from near only, or not at first.

    Parameters
    ----------
    make
        Makes it, once; it is let go of then.
    """

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._lock = threading.Lock()
        self._make: Callable[[], Mapping[str, Any]] | None = make
        self._made: Mapping[str, Any] = {}

    def _all(self) -> Mapping[str, Any]:
        with self._lock:
            if self._make is not None:
                self._made = self._make()
                self._make = None
            return self._made

    def __getitem__(self, key: str) -> Any:
        """Return a part."""
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the parts, in their order."""
        return iter(self._all())

    def __len__(self) -> int:
        """Return how many parts there are."""
        return len(self._all())


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A picture of the legend and its words."""

    look: Look
    label: str


@dataclass(frozen=True, slots=True)
class MapLayer:
    """One layer of a map.

    Parameters
    ----------
    layer_id
        Id, by which a click is told back and the reader's choice to hide it is kept.
    kind
        How ``content`` is read and drawn.
    content
        Packed geometry, numbers of looks, ids, names and cards (``presentation/geometry.py``);
        ``LateContent`` where no map shows it at first.
    looks
        Looks by the numbers of the content, as data.
    order
        Place between ground and top.
    label
        Name in the legend and in the control of layers; empty for one that follows another.
    legend
        Entries of the legend.
    shown
        Whether it is drawn before the reader chooses.
    base
        For ``LINE_REFS`` the id of the layer of lines that its rows mean.
    follows
        Id of the layer whose switch it obeys; empty where it has its own.
    from_zoom, below_zoom
        Zooms between which it is drawn.
    text_zoom
        Zoom from which names are written beside points.
    crowded
        Whether names are many, so that each is written only where it covers nothing.
    terse
        Whether only the title of a card is told until somebody presses.
    pale_from, pale
        Zoom from which lines are pale, and what is then left of their opacity.
    """

    layer_id: str
    kind: Kind
    content: Mapping[str, Any]
    looks: tuple[Mapping[str, Any], ...]
    order: Order
    label: str = ""
    legend: tuple[LegendEntry, ...] = ()
    shown: bool = True
    base: str = ""
    follows: str = ""
    from_zoom: float = 0.0
    below_zoom: float = NEVER_ZOOM
    text_zoom: float = NEVER_ZOOM
    crowded: bool = False
    terse: bool = False
    pale_from: float = NEVER_ZOOM
    pale: float = 1.0

    def as_data(self) -> dict[str, Any]:
        """Return the layer as the browser takes it, without content, label and legend."""
        return {
            "id": self.layer_id,
            "kind": self.kind.value,
            "looks": list(self.looks),
            "order": int(self.order),
            "shown": self.shown,
            "base": self.base,
            "follows": self.follows,
            "from_zoom": self.from_zoom,
            "below_zoom": self.below_zoom,
            "text_zoom": self.text_zoom,
            "crowded": self.crowded,
            "terse": self.terse,
            "pale_from": self.pale_from,
            "pale": self.pale,
        }

    def content_bytes(self) -> bytes:
        """Return the content as JSON: the same content always gives the same bytes."""
        # Part by part: what is packed is long, and readable at a glance.
        parts = [f"{_json(key)}:{readable_text(_json(value))}" for key, value in self.content.items()]
        return f"{{{','.join(parts)}}}".encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def looks_data(looks: Sequence[Look]) -> tuple[Mapping[str, Any], ...]:
    """Return looks as the browser takes them."""
    return tuple(look.as_data() for look in looks)


def legend_entries(looks: Sequence[Look], words: Words) -> tuple[LegendEntry, ...]:
    """Return an entry for each look, with the words of its own key."""
    return tuple(LegendEntry(look, words(look.legend)) for look in looks)


def legend_groups(layers: Sequence[MapLayer]) -> list[dict[str, Any]]:
    """Return the legend as the browser takes it, from the top of the map down."""
    named = sorted((layer for layer in layers if layer.label), key=lambda layer: -layer.order)
    return [
        {
            "id": layer.layer_id,
            "label": layer.label,
            "entries": [{"look": one.look.as_data(), "label": one.label} for one in layer.legend],
        }
        for layer in named
    ]
