"""Looks of bands: every band has one, each sign is its own, and signs can be read on their ground."""

from domain.vocabulary import ReadinessBand
from presentation.styles.readiness import BANDS
from tests.each import each
from tests.presentation.styles.eyes import lightness


def luminance(colour: str) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_every_band_has_a_look_and_a_sign_of_its_own():
    assert set(BANDS) == set(ReadinessBand)
    assert len({look.sign for look in BANDS.values()}) == len(BANDS)
    assert all(len(look.sign) == 1 for look in BANDS.values())
    assert [look.area.legend for look in BANDS.values()] == [f"readiness_band.{band}" for band in BANDS]


@each("band", list(ReadinessBand))
def test_a_sign_is_read_on_its_ground(band):
    look = BANDS[band]
    assert contrast(look.ink, look.area.fill) >= 4.5


def test_graded_bands_grow_darker_from_mostly_to_serious():
    mostly, problem, serious = (
        lightness(BANDS[band].area.fill)
        for band in (ReadinessBand.MOSTLY, ReadinessBand.PROBLEM, ReadinessBand.SERIOUS)
    )
    assert mostly > problem + 10 > serious + 20


def test_the_sign_on_a_map_is_the_letter_and_large_enough_from_afar():
    for look in BANDS.values():
        sign = look.on_map()
        assert sign.mark == look.sign
        # From afar signs are halved, and letters are drawn from 5.5 px on.
        assert sign.radius / 2 >= 5.5
        assert contrast(sign.ink, sign.fill) >= 4.5
