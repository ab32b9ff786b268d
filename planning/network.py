"""The walking network of a city: built once for each city and reach of its access points."""

from domain.bundle import City
from domain.settings.settings import Settings
from evacuation.build import build_network
from evacuation.network import Network
from evacuation.routes import StreetVertices, street_vertices
from evacuation.search_memory import SearchMemory
from planning.kept_stages import kept

#: Networks kept for each city, those used last.
_MOST_KEPT = 2


def city_network(city: City, settings: Settings) -> Network:
    """Return the walking network of a city.

    Parameters
    ----------
    city
        The city; its network is kept as long as the city itself.
    settings
        Only ``movement.access_max_m`` decides the network: how fast people walk stands in no arc.

    Returns
    -------
    Network
        The same object for the same city and settings.
    """
    return kept(
        city, "network", settings.movement.access_max_m,
        lambda: build_network(city.nodes, city.streets, city.blocks, city.places, settings),
        most=_MOST_KEPT,
    )  # fmt: skip


def search_memory(city: City, settings: Settings) -> SearchMemory:
    """Return the trees that plans made last left for the next plan of a city.

    Parameters
    ----------
    city
        The city; they are kept as long as the city itself.
    settings
        Only what decides the network: all else the searches compare themselves.

    Returns
    -------
    SearchMemory
        The same object for the same network.
    """
    return kept(city, "search memory", settings.movement.access_max_m, SearchMemory, most=_MOST_KEPT)


def city_vertices(city: City) -> StreetVertices:
    """Return the vertices of a city's streets, laid out once for all plans and answers.

    Parameters
    ----------
    city
        The city.

    Returns
    -------
    StreetVertices
        The same object for the same city.
    """
    return kept(city, "street vertices", None, lambda: street_vertices(city.streets))
