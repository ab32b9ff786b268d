"""People on the way, from time to time: the line of the day on a map."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from planning.case import Case
from planning.day_line import day_line
from planning.plan import Plan
from presentation.day_words import day_data
from presentation.geometry import pack_integers, pack_lines
from presentation.kept_parts import kept_parts, line_inputs
from presentation.map_layers.layer import Kind, MapLayer, Order, looks_data
from presentation.map_layers.routes import TICKS_PER_S
from presentation.styles import people
from presentation.words import Words

#: Id of the layer; it has no switch: it is drawn while the slider is open.
ON_WAY = "on_way"
#: Detail of routes that may be left out [m]: where a dot stands is a guide.
_TOLERANCE_M = 15.0
#: Parts of people that a file tells: a route is of one walking profile, and few may need help.
_TEN = 10


def on_way_layer(case: Case, plan: Plan, words: Words) -> MapLayer:
    """Return the people of every route with their times, and what the slider says.

    Routes that lie on the same line share it. Their people, who give the size of a dot, are rounded up
    to tens: the exact number would be that of the people of a block who need help.
    """
    routes = plan.routes
    lines = routes.geometry.to_numpy()

    def simplified(rows: list[int]) -> list[bytes]:
        return list(shapely.to_wkb(shapely.simplify(lines[rows], _TOLERANCE_M)))

    drawn = kept_parts(case.city, "simplified lines of routes", line_inputs(lines), simplified)
    number, first = pd.factorize(pd.Series(drawn, dtype=object))
    kept = gpd.GeoSeries(shapely.from_wkb(np.asarray(first, dtype=object)), crs=routes.crs)
    content = {
        **pack_lines(kept),
        "line": pack_integers(number),
        "depart": pack_integers(_ticks(routes["depart_s"])),
        "arrive": pack_integers(_ticks(routes["arrive_s"])),
        "persons": pack_integers(-(-routes["persons"] // _TEN) * _TEN),
        "day": day_data(case, plan, day_line(case, plan), words),
    }
    looks = looks_data((people.WALKING, people.NOT_LEFT))
    return MapLayer(ON_WAY, Kind.ON_WAY, content, looks, Order.ON_WAY, shown=False)


def _ticks(seconds: pd.Series) -> pd.Series:
    return (seconds * TICKS_PER_S).round().astype("int64")
