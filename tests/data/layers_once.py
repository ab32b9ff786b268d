"""Layers of a bundle read once in a process, from whichever copy of the same bytes tests ask for them.

Most tests of bundles, commands and pages read the same toy city, or it with one file changed: to parse and
check its other fourteen layers again is most of what such a test takes.
"""

import hashlib
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from data.bundle.head import is_inside
from data.bundle.layout import LayerSpec
from data.bundle.tables import ReadLayer, read_layer
from domain.bundle import LayerSource

#: Layers that are held: those of some cities, and those that tests have changed last.
_HELD = 200
#: Largest file that is held [bytes]: what is made to be too large is read as ever.
_LARGEST = 20_000_000
_READ: OrderedDict[tuple[object, ...], ReadLayer] = OrderedDict()


def read_layer_once(folder: Path, source: LayerSource, spec: LayerSpec, epsg: int) -> ReadLayer:
    """Read a layer as the program does, or take it from an earlier reading of the same bytes."""
    file = folder / source.file
    if not is_inside(source.file) or not file.is_file() or file.stat().st_size > _LARGEST:
        return read_layer(folder, source, spec, epsg)
    of_bytes = hashlib.sha256(file.read_bytes()).digest()
    key = (source.layer, source.file, source.sha256, of_bytes, epsg)
    found = _READ.get(key)
    if found is None:
        found = _READ[key] = read_layer(folder, source, spec, epsg)
        if len(_READ) > _HELD:
            _READ.popitem(last=False)
    _READ.move_to_end(key)
    # Whoever writes into a table writes into a copy of his own (copy on write).
    return found if found.table is None else replace(found, table=found.table.copy(deep=False))
