"""One layer of the map as the browser is told of it."""

from dataclasses import dataclass
from typing import Any

from ui.maps.styles import Style


@dataclass(frozen=True, slots=True)
class MapLayer:
    """One layer: where its file lies, how it is drawn, and what the legend says.

    Parameters
    ----------
    layer_id
        Id, by which a click is told back and the reader's choice to hide it is kept.
    kind
        How the file is to be read: ``lines``, ``line_refs``, ``areas``, ``points`` or ``names``.
    url
        Path of the layer file on the server.
    styles
        Styles by the numbers that the file holds.
    label
        Name in the legend; empty for a layer that cannot be switched off.
    legend
        Entries of the legend.
    shown
        Whether it is drawn before the reader chooses.
    base
        For ``line_refs`` the id of the layer of lines that its rows mean.
    text_zoom
        Zoom from which names are written beside points.
    crowded
        Whether names beside points are many, so that each is written only where it covers nothing.
    from_zoom, below_zoom
        Zooms between which it is drawn.
    follows
        Id of the layer whose switch it obeys; empty where it has its own.
    """

    layer_id: str
    kind: str
    url: str
    styles: tuple[Style, ...]
    label: str = ""
    legend: tuple[Style, ...] = ()
    shown: bool = True
    base: str = ""
    text_zoom: float = 15.0
    crowded: bool = False
    from_zoom: float = 0.0
    below_zoom: float = 99.0
    follows: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the layer as the browser takes it."""
        return {
            "id": self.layer_id,
            "type": self.kind,
            "url": self.url,
            "styles": list(self.styles),
            "label": self.label,
            "legend": list(self.legend),
            "shown": self.shown,
            "base": self.base,
            "text_zoom": self.text_zoom,
            "crowded": self.crowded,
            "from_zoom": self.from_zoom,
            "below_zoom": self.below_zoom,
            "follows": self.follows,
        }
