"""The words of places' lists as cities publish them: headers, flags, roles. One table for all of them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from data.readers.text_header import header_form
from domain.vocabulary import HazardKind


class PlaceColumn(StrEnum):
    """What a column of a list says; the eight flags are ``HazardKind``."""

    ID = "id"
    NAME = "name"
    ADDRESS = "address"
    PREFECTURE = "prefecture"
    MUNICIPALITY = "municipality"
    TOWN = "town"
    NUMBER = "number"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    POINT = "point"
    CODE = "code"
    KIND = "kind"
    HAZARDS = "hazards"
    ALSO_SHELTER = "also_shelter"
    CAPACITY = "capacity"
    FLOOR_AREA = "floor_area"
    FLOORS = "floors"
    STRUCTURE = "structure"
    REMARK = "remark"


class FlagWord(StrEnum):
    """What a mark of a hazard says."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"


#: Headers as cities write them, by what they say. Width, case, blanks and punctuation do not matter.
HEADERS: dict[PlaceColumn, tuple[str, ...]] = {
    PlaceColumn.ID: ("ID", "施設ID", "避難所ID"),
    PlaceColumn.NAME: (
        "名称", "name", "施設名", "施設名称", "避難所_名称", "避難所名", "避難所名称", "避難場所名",
        "避難場所名称", "指定緊急避難場所", "指定避難所", "津波避難ビル名", "施設の名称",
    ),
    PlaceColumn.ADDRESS: ("所在地_連結表記", "住所", "所在地", "address", "施設住所", "住所表記"),
    PlaceColumn.PREFECTURE: ("所在地_都道府県", "都道府県名", "都道府県"),
    PlaceColumn.MUNICIPALITY: ("所在地_市区町村", "市区町村名", "指定区市町村名", "地方公共団体名"),
    PlaceColumn.TOWN: ("所在地_町字",),
    PlaceColumn.NUMBER: ("所在地_番地以下",),
    PlaceColumn.LATITUDE: ("緯度", "lat", "latitude", "北緯"),
    PlaceColumn.LONGITUDE: ("経度", "lon", "lng", "long", "longitude", "東経"),
    PlaceColumn.POINT: ("location", "緯度経度", "座標", "位置"),
    PlaceColumn.CODE: (
        "所在地_全国地方公共団体コード", "市区町村コード", "全国地方公共団体コード", "地方公共団体コード",
        "都道府県コード又は市区町村コード", "団体コード",
    ),
    PlaceColumn.KIND: ("施設種別", "種別", "サブジャンル1", "避難所種別", "区分", "指定区分", "施設区分"),
    PlaceColumn.HAZARDS: ("対応している災害の種別", "対象災害", "災害種別", "対応災害"),
    PlaceColumn.ALSO_SHELTER: ("指定避難所との重複", "指定避難所との住所同一"),
    PlaceColumn.CAPACITY: (
        "想定収容人数", "収容人数", "最大収容人数", "capacity", "収容可能人数", "収容人員", "避難可能人数",
    ),
    PlaceColumn.FLOOR_AREA: ("避難所面積", "床面積", "延床面積"),
    PlaceColumn.FLOORS: ("建物階数", "階数", "地上階数"),
    PlaceColumn.STRUCTURE: ("建物構造", "構造"),
    PlaceColumn.REMARK: ("備考", "備考1", "備考2", "備考3"),
}  # fmt: skip

#: Headers of the flags. Where a list tells two floods apart, a place is marked only if both are.
FLAG_HEADERS: dict[HazardKind, tuple[str, ...]] = {
    HazardKind.FLOOD: ("洪水", "災害種別_洪水", "flood", "flood_L1", "flood_L2", "浸水", "河川氾濫"),
    HazardKind.LANDSLIDE: (
        "崖崩れ、土石流及び地滑り", "がけ崩れ、土石流及び地滑り", "災害種別_崖崩れ、土石流及び地滑り",
        "sedimentDisaster", "土砂災害", "災害種別_土砂災害",
    ),
    HazardKind.STORM_SURGE: ("高潮", "災害種別_高潮", "stormSurge"),
    HazardKind.EARTHQUAKE: ("地震", "災害種別_地震", "earthquake"),
    HazardKind.TSUNAMI: ("津波", "災害種別_津波", "tsunami", "tunami"),
    HazardKind.LARGE_FIRE: ("大規模な火事", "災害種別_大規模な火事", "fire", "大規模火災", "火災"),
    HazardKind.INLAND_FLOOD: ("内水氾濫", "災害種別_内水氾濫", "inundation", "内水"),
    HazardKind.VOLCANO: ("火山現象", "災害種別_火山現象", "volcano", "火山"),
}  # fmt: skip

#: Headers of columns that repeat what another says or hold nothing that a plan needs.
HEADERS_LEFT = frozenset(
    header_form(text)
    for text in (
        "NO", "#property", "名称_カナ", "名称_英字", "町字ID", "建物名等(方書)", "標高", "elevation",
        "電話番号",
        "telephoneNumber", "連絡先", "内線番号", "連絡先メールアドレス", "連絡先FormURL",
        "連絡先備考（その他、SNSなど）", "郵便番号", "URL", "画像", "画像_ライセンス", "写真",
        "ジャンル1", "ジャンル2", "リンク", "Fax番号", "E-mail",
    )
)  # fmt: skip

#: Marks of a hazard; what is not here is a fault that names them.
FLAG_WORDS: dict[str, FlagWord] = {
    **dict.fromkeys(("1", "1.0", "○", "◯", "〇", "◎", "●", "有", "あり", "可", "true", "yes"), FlagWord.YES),
    **dict.fromkeys(
        ("", "0", "0.0", "-", "ー", "―", "×", "x", "無", "なし", "不可", "false", "no"), FlagWord.NO
    ),
    **dict.fromkeys(("△", "▲"), FlagWord.PARTLY),
}

#: Signs between the words of a file's name.
_BETWEEN = re.compile(r"[\s_.-]+")

#: Signs that stand for nothing in any column; NFKC has made － a hyphen.
DASHES = frozenset({"-", "ー", "―", "−", "–", "‐"})


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word of a kind of place, and the roles that it gives."""

    word: str
    roles: frozenset[str]


#: Words of kinds in the order in which they are looked for; each is taken out of the text when found.
KIND_WORDS = (
    KindWord("津波避難ビル", frozenset({"refuge_building"})),
    KindWord("津波避難施設", frozenset({"refuge_building"})),
    KindWord("福祉避難所", frozenset({"welfare_shelter"})),
    KindWord("避難場所", frozenset({"emergency_site"})),
    KindWord("避難所", frozenset({"shelter"})),
)

#: Parts of names of files, for lists that say nowhere what they list.
FILE_WORDS = (
    *KIND_WORDS,
    KindWord("tsunami_evacuation_building", frozenset({"refuge_building"})),
    KindWord("welfare_evacuation", frozenset({"welfare_shelter"})),
    KindWord("welfare_shelter", frozenset({"welfare_shelter"})),
    KindWord("evacuation_space", frozenset({"emergency_site"})),
    KindWord("evacuation_site", frozenset({"emergency_site"})),
    KindWord("evacuation_place", frozenset({"emergency_site"})),
    KindWord("evacuation_area", frozenset({"emergency_site"})),
    KindWord("emergency_site", frozenset({"emergency_site"})),
    KindWord("evacuation_center", frozenset({"shelter"})),
    KindWord("evacuation_shelter", frozenset({"shelter"})),
    KindWord("designated_shelter", frozenset({"shelter"})),
    KindWord("hinanbasho", frozenset({"emergency_site"})),
    KindWord("hinanjo", frozenset({"shelter"})),
)


def known_headers() -> dict[str, str]:
    """Return the name of each known header, by its form: a ``PlaceColumn`` or a ``HazardKind``."""
    names = {header_form(text): column.value for column, texts in HEADERS.items() for text in texts}
    return names | {header_form(text): kind.value for kind, texts in FLAG_HEADERS.items() for text in texts}


def file_roles(file: str) -> frozenset[str]:
    """Return the roles that the name of a file names: in Japanese, or in English with any signs between."""
    stem = unicodedata.normalize("NFKC", file.rsplit(".", 1)[0]).lower()
    return roles_in(_BETWEEN.sub("_", stem), FILE_WORDS)


def roles_in(text: str, words: tuple[KindWord, ...] = KIND_WORDS) -> frozenset[str]:
    """Return the roles that a text names.

    Parameters
    ----------
    text
        Kind of a place, NFKC.
    words
        Words that are looked for.
    """
    found: set[str] = set()
    for each in words:
        if each.word in text:
            found |= each.roles
            text = text.replace(each.word, " ")
    return frozenset(found)
