"""備えの状況 on a map: districts by the band of one hazard, with colour, pattern and sign."""

import geopandas as gpd
import numpy as np

from domain.vocabulary import ReadinessBand
from planning.case import Case
from presentation.geometry import Card, bounds_of, pack_areas, pack_cards, pack_integers, pack_points
from presentation.map_layers.build import MapContent
from presentation.map_layers.ground import background_layers, border_layers, district_titles
from presentation.map_layers.hazard import TOLERANCE_M
from presentation.map_layers.layer import Kind, MapLayer, Order, legend_entries, looks_data
from presentation.readiness_matrix.matrix import BandCell, Matrix
from presentation.styles.readiness import BANDS
from presentation.words import Words

_AREAS, _SIGNS = "bands", "band-signs"
#: Layers that rest on organisations, and so on lists where a reader knows some.
OF_BANDS = frozenset({_AREAS, _SIGNS})


def band_content(case: Case, matrix: Matrix, column_id: str, words: Words) -> MapContent:
    """Return the map of the districts' bands in one hazard.

    Parameters
    ----------
    case
        Any case of the city.
    matrix
        The matrix, with the districts and hazards that are to be seen.
    column_id
        Hazard.
    words
        Words of the reader.
    """
    at = [column.column_id for column in matrix.columns].index(column_id)
    cells = {row.area_id: row.cells[at] for row in matrix.rows if row.cells[at].band is not None}
    shown = case.city.districts.index.intersection(list(cells), sort=False)
    layers = [
        *_band_layers(case, {str(area): cells[str(area)] for area in shown}, words),
        *[layer for layer in border_layers(case, words) if layer.layer_id == "wards"],
        *background_layers(case, words),
    ]
    ordered = tuple(sorted(layers, key=lambda layer: layer.order))
    return MapContent(ordered, bounds_of(case.city.wards.geometry))


def _band_layers(case: Case, cells: dict[str, BandCell], words: Words) -> list[MapLayer]:
    """Return the areas, which answer a click, and the signs upon them."""
    districts = case.city.districts.loc[list(cells)]
    order = list(ReadinessBand)
    style = np.array([order.index(cell.band) for cell in cells.values() if cell.band], dtype=np.int64)
    packed, owner = pack_areas(districts.geometry, tolerance_m=TOLERANCE_M)
    titles = dict(zip(case.city.districts.index, district_titles(case, words), strict=True))
    cards = [_card(titles[area], cell) for area, cell in cells.items()]
    ids = [str(area) for area in districts.index]
    areas = {
        **packed,
        "style": pack_integers(style[owner]),
        "ids": [ids[i] for i in owner],
        **pack_cards([cards[i] for i in owner]),
    }
    looks = [BANDS[band].area for band in order]
    inside = gpd.GeoSeries(districts.geometry.representative_point(), crs=districts.crs)
    signs = {
        "points": pack_points(inside), "style": pack_integers(style), "ids": ids,
        "names": [""] * len(ids), **pack_cards(cards),
    }  # fmt: skip
    return [
        MapLayer(
            _AREAS, Kind.AREAS, areas, looks_data(looks), Order.DISTRICTS, words("map.bands"),
            legend_entries(looks, words),
        ),
        MapLayer(
            _SIGNS, Kind.POINTS, signs, looks_data([BANDS[band].on_map() for band in order]),
            Order.PLACES, follows=_AREAS,
        ),
    ]  # fmt: skip


def _card(title: str, cell: BandCell) -> Card:
    return f"{title}: {cell.sign} {cell.word}", ((cell.gap, ""),) if cell.gap else ()
