"""The walking network of a city: built once for each city and settings of movement."""

import threading
from collections import OrderedDict
from weakref import WeakKeyDictionary

from domain.bundle import City
from domain.settings.settings import Settings
from domain.settings.walking import MovementSettings
from evacuation.build import build_network
from evacuation.network import Network

#: Networks kept for each city, the settings of movement used last.
_KEPT = 2

_lock = threading.Lock()
_networks: WeakKeyDictionary[City, OrderedDict[MovementSettings, Network]] = WeakKeyDictionary()


def city_network(city: City, settings: Settings) -> Network:
    """Return the walking network of a city.

    Parameters
    ----------
    city
        The city; its network is kept as long as the city itself.
    settings
        Only the settings of ``movement`` decide the network.

    Returns
    -------
    Network
        The same object for the same city and settings.
    """
    with _lock:
        kept = _networks.setdefault(city, OrderedDict())
        if settings.movement not in kept:
            kept[settings.movement] = build_network(
                city.nodes, city.streets, city.blocks, city.places, settings
            )
            while len(kept) > _KEPT:
                kept.popitem(last=False)
        kept.move_to_end(settings.movement)
        return kept[settings.movement]
