"""Texts of a list in one form: widths, names, telephone numbers; what means the same compares equal."""

import re
import unicodedata

#: Variants of a character (異体字) and the plain one; names are kept as written and compared by these.
_VARIANTS = str.maketrans(
    "髙﨑碕嵜邊邉齋齊斎濵濱澤廣國眞惠櫻龍嶋嶌冨德瀨𠮷槇栁曾淸增緖藏榮圓學實壽將條晉樂歸氣瑤禮穗縣總聰萬藝與譽豐鐵關靜靑顯黑來兒爲彥敎晴郞",
    "高崎崎崎辺辺斉斉斉浜浜沢広国真恵桜竜島島富徳瀬吉槙柳曽清増緒蔵栄円学実寿将条晋楽帰気瑶礼穂県総聡万芸与誉豊鉄関静青顕黒来児為彦教晴郎",
)
#: Characters of the CJK compatibility blocks: another shape of a name, so NFKC leaves them.
_COMPATIBILITY = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_QUOTED = re.compile(r'="([^"]*)"')
_APOSTROPHE = re.compile(r"'(?=[=+\-@\t])")
_FORMULA = re.compile(r"[=@]|[+\-](?=[^\d\s\-+().])")
_SPLIT_NUMBERS = re.compile(r"[/、,;\n]|または|又は|\s{2,}")
_NUMBER_MARKS = re.compile(r"[\s\-‐‑‒–—―−ーｰ－~()\[\].・]+")
_LABELS = re.compile(r"^(?:tel|fax|自宅|携帯|電話|☎|☏|📞)[:：]?", re.IGNORECASE)
_KATAKANA = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)})
_MOBILE_STARTS = ("90", "80", "70", "50")
_FIXED, _MOBILE = 10, 11
#: Words that say that somebody has no telephone, or did not give the number.
_NO_PHONE = frozenset(
    ["なし", "無し", "無", "ナシ", "不明", "未記入", "非公開", "ー", "－", "-", "―", "×", "✕"]
)


def tidy(text: str) -> str:
    """Return a text with usual widths and single blanks; other shapes of a name's characters stay.

    Parameters
    ----------
    text
        As written: full-width digits, half-width kana, full-width blanks, unseen characters.

    Returns
    -------
    str
        The same to a reader.
    """
    plain = _COMPATIBILITY.sub(lambda found: unicodedata.normalize("NFKC", found[0]), _UNSEEN.sub("", text))
    return " ".join(plain.split())


def unquoted(text: str) -> str:
    """Return a text without what spreadsheets need to keep it a text: ="090", or ' before a sign.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    str
        The text meant.
    """
    found = _QUOTED.fullmatch(text)
    return found[1] if found else _APOSTROPHE.sub("", text, count=1)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute a text: it begins with = or @, or with a sign and no number.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    bool
        False for a dash alone, a negative number and a telephone number with +81.
    """
    return _FORMULA.match(text) is not None


def has_private_character(text: str) -> bool:
    """Whether a text holds a character of this machine only (外字), or one that was lost.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    bool
        Such characters look different, or like nothing, elsewhere.
    """
    return "\ufffd" in text or _PRIVATE.search(text) is not None


def folded_name(text: str) -> str:
    """Return a name in the form by which names are compared: no blanks, plain characters.

    Parameters
    ----------
    text
        As written: 髙橋　花子, 高橋花子.

    Returns
    -------
    str
        高橋花子. Never to be shown or stored in place of the name.
    """
    plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", text)).translate(_VARIANTS)
    return re.sub(r"\s+", "", plain).translate(_KATAKANA).casefold()


def hiragana(text: str) -> str:
    """Return kana as hiragana, without blanks.

    Parameters
    ----------
    text
        Katakana, half-width or not, or hiragana.

    Returns
    -------
    str
        One form for all of them.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_KATAKANA)


def read_phone(text: str) -> str | None:
    """Return telephone numbers as 072-000-0001, several separated by a blank.

    A number that lost its first zero to a spreadsheet gets it back; a number without area code stays.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    str | None
        Empty for an empty text; None where a part is no Japanese number.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    parts = [part.strip() for part in _SPLIT_NUMBERS.split(plain)]
    numbers = [_number(part) for part in parts if part and part not in _NO_PHONE]
    if any(number is None for number in numbers):
        return None
    return " ".join(number for number in numbers if number)


def lost_zero(text: str) -> bool:
    """Whether a telephone number has lost its first zero.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    bool
        True where the digits alone are one too few and begin with no zero.
    """
    digits = _NUMBER_MARKS.sub("", unicodedata.normalize("NFKC", text))
    return digits.isascii() and digits.isdigit() and _with_zero(digits) != digits


def _with_zero(digits: str) -> str:
    if digits.startswith("0"):
        return digits
    is_mobile = len(digits) == _MOBILE - 1 and digits.startswith(_MOBILE_STARTS)
    return f"0{digits}" if is_mobile or len(digits) == _FIXED - 1 else digits


def _number(part: str) -> str | None:
    bare = _LABELS.sub("", part).strip()
    digits = _NUMBER_MARKS.sub("", bare)
    if digits.startswith("+81"):
        bare = digits = f"0{digits[3:].removeprefix('0')}"
    if not (digits.isascii() and digits.isdigit()):
        return None
    whole = _with_zero(digits)
    if whole.startswith("0"):
        right = _MOBILE if whole[1:].startswith(_MOBILE_STARTS) else _FIXED
        if len(whole) != right:
            return None
    elif not 6 <= len(whole) <= 8:
        # Without area code a number has six to eight digits.
        return None
    hyphens = re.sub(r"[^\d]+", "-", bare).strip("-")
    return f"0{hyphens}" if len(whole) > len(digits) else hyphens
