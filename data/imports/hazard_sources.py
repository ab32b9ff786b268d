"""Whose data a hazard layer is, and what it is called in the city."""

from collections.abc import Mapping, Sequence

from data.imports.datum_notice import with_datum
from data.official_sources import file_source, official_source, official_sources
from data.readers.hazard_read import HazardRead
from domain.bundle import Source

#: Names of layers that the readers give, in Japanese and English.
_NAMES: Mapping[str, tuple[str, str]] = {
    "flood_l1": ("洪水浸水想定区域（計画規模）", "River flood areas, planned scale"),
    "flood_l2": ("洪水浸水想定区域（想定最大規模）", "River flood areas, largest thinkable"),
    "landslide": ("土砂災害警戒区域", "Landslide warning zones"),
    "landslide_prevention": ("地すべり防止区域", "Landslide prevention areas"),
    "steep_slope": ("急傾斜地崩壊危険区域", "Steep slope failure hazard areas"),
    "tsunami": ("津波浸水想定", "Tsunami flooding"),
    "storm_surge": ("高潮浸水想定区域", "Storm surge areas"),
    "inland_flood": ("雨水出水（内水）浸水想定区域", "Inland flooding areas"),
    "quake": ("震度分布", "Seismic intensity"),
}
_MOST_RIVERS = 3


def sources_of(read: HazardRead, date: str, maker: Source | None = None) -> tuple[Source, ...]:
    """Return whose data a read is, with terms, date and the notices that go with it.

    Parameters
    ----------
    read
        What a reader handed on.
    date
        Date of the files as the user says it.
    maker
        Whose data files are that do not say it themselves, as the user says it.
    """
    if read.dataset:
        # Data sets of 国土数値情報 are named by their letter and number.
        key = read.dataset if read.dataset in official_sources() else f"ksj_{read.dataset.lower()}"
        source = official_source(key, date)
    else:
        source = file_source(read.file, date, maker)
    return (with_datum(source, read.notes),)


def layer_names(layer: str, reads: Sequence[HazardRead]) -> tuple[str, str]:
    """Return the Japanese and English name of a layer; empty where its id says enough.

    Parameters
    ----------
    layer
        Id of the layer.
    reads
        What it is made of.
    """
    if layer in _NAMES:
        return _NAMES[layer]
    rivers = sorted({name for read in reads if read.dataset == "A31" for name in read.areas["name"] if name})
    if rivers and len(rivers) <= _MOST_RIVERS:
        return f"{'・'.join(rivers)}の洪水浸水想定区域", f"River flood areas of {', '.join(rivers)}"
    return "", ""
