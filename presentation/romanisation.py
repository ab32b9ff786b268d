"""Japanese names in Roman letters: Hepburn without signs on vowels, as on road signs and official maps.

``docs/adr/0022-names-in-roman-letters.md`` says which rules and why.
"""

import re

import jaconv

#: A long o or u is written once (大通 odori, 中央 chuo); other vowels stay as they are heard (平井 Hirai).
_LONG = re.compile(r"o[ou]|uu")
_DOUBLED = re.compile(r"cch")
#: A syllable n before a vowel or y is kept apart from it (新家 would be read otherwise).
_APART = re.compile(r"ん(?=[あいうえおやゆよ])")


def romanised(reading: str) -> str:
    """Return a reading in Roman letters, each part with a capital.

    Parameters
    ----------
    reading
        Hiragana; a space stands between parts that are read apart.

    Returns
    -------
    str
        Such as ``Sanbo`` for さんぼう and ``Mozu-ume`` for もず うめ.
    """
    return "-".join(_letters(part) for part in reading.split(" ") if part).capitalize()


def _letters(part: str) -> str:
    apart = _APART.sub("ん-", part.replace("ー", ""))
    letters = str(jaconv.kana2alphabet(apart))
    return _LONG.sub(lambda found: found[0][0], _DOUBLED.sub("tch", letters))
