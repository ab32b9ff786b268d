"""What bringing coordinates to JGD2011 did to them, as a caution that goes with the data."""

from collections.abc import Iterable
from dataclasses import replace

from domain.bundle import Source
from domain.import_report import ImportNote

_NOT_SHIFTED = (
    "JGD2000 の座標を、補正せずに JGD2011 とみなしています"
    "（差は多くの地域で数 cm、東北・関東の一部で最大数 m）。"
)
_NOT_SHIFTED_EN = (
    "Coordinates of JGD2000 are taken for JGD2011 without a shift "
    "(centimetres in most of Japan, up to metres in parts of Tohoku and Kanto)."
)
_UNKNOWN = "nan"


def with_datum(source: Source, notes: Iterable[ImportNote]) -> Source:
    """Return a source with a caution of the shift that its coordinates went through; as it is without one.

    Parameters
    ----------
    source
        Whose data it is.
    notes
        What a reader said of the file (``data.readers.area_crs.crs_notes``).
    """
    for one in notes:
        if one.key == "datum_not_shifted":
            return _with(source, _NOT_SHIFTED, _NOT_SHIFTED_EN)
        if one.key == "datum_shifted":
            metres = dict(one.values)["accuracy"]
            known, known_en = ("不明", "unknown") if metres == _UNKNOWN else (f"{metres} m", f"{metres} m")
            return _with(
                source,
                f"座標を JGD2011 に変換しています（変換の精度: {known}）。",
                f"Coordinates were shifted to JGD2011 (accuracy of the shift: {known_en}).",
            )
    return source


def _with(source: Source, notice: str, notice_en: str) -> Source:
    return replace(source, notices=(*source.notices, notice), notices_en=(*source.notices_en, notice_en))
