"""やさしい日本語: what residents see is said in short, plain sentences with readings.

The rules that a machine can check of the guideline of 出入国在留管理庁 and 文化庁 (2020): ADR 0023.
"""

import re
from collections.abc import Callable

from messages import catalogue

EASY = "ja_easy"

#: Groups of keys that the block card, the block page, the district page's and sheet's own part and
#: their notices are made of: やさしい日本語 says every one of their sentences in its own words.
FAMILIES = (
    "block.", "map.block.", "screen.block.", "leave_reason.", "closure.", "clock.", "day_time.",
    "destination_kind.", "walking_profile_id.", "answer.", "outcome.", "place_standing.", "hazard_kind.",
    "tsunami_zone_type.", "zone_type.", "hazard_zone_type.", "ledger.", "profile.", "why_not.",
    "place_state.", "free_seats.", "action.", "owner.", "gap_cause.", "isolation.cut_off.",
    "isolation.when.", "isolation.hung.", "isolation.state.", "isolation.means.", "isolation.column.",
)  # fmt: skip

#: Single keys beside them: words of numbers and moments, banners and notices.
SINGLE = {
    "screen.about_bare", "screen.scenarios_covered",
    "screen.fewer_than", "screen.fewer_than_bare", "screen.fewer_than_narrow", "screen.unknown",
    "screen.after_zero", "screen.before_zero", "screen.always_late", "screen.from_start", "screen.never",
    "screen.no_limit", "screen.stays_open",
    "screen.limit_by_wind", "screen.limit_by_level5", "screen.dry", "screen.depth_below",
    "screen.depth_between", "screen.depth_from",
    "screen.within", "screen.right_after", "screen.by_before",
    "robustness.chance", "robustness.chance_any_time", "robustness.not_drawn",
    "screen.missing_banner", "screen.model_banner", "screen.margin_unknown", "export.model_notice",
    "export.sheet_note", "export.white_note", "export.map_date", "export.district_profile.title",
    "export.district_profile.heading", "town_number.cho", "town_number.chome",
    "assignment.helped_without", "assignment.helped_no_seats", "assignment.helped_other",
    "assignment.helped_late", "export.reason.on_model", "export.reason.area", "export.reason.depth",
    "export.reason.floors", "export.margin_unknown", "screen.city.no_deadline",
    "isolation.title", "isolation.ways", "isolation.ways_many", "isolation.ways_one", "isolation.single",
    "isolation.corner", "isolation.depends", "isolation.depends_none", "isolation.next", "isolation.note",
    "isolation.streets", "isolation.streets_more", "isolation.indicator",
}  # fmt: skip

#: 教育漢字 of the first school year: a learner's first eighty, which need no reading.
_FIRST_KANJI = frozenset(
    "一右雨円王音下火花貝学気九休玉金空月犬見五口校左三山子四糸字耳七車手十出女小上森人水正生青夕石赤千川"
    "先早草足村大男竹中虫町天田土二日入年白八百文木本名目立力林六"
)
#: Counters behind a figure.
_COUNTED = re.compile(r"[\d}](?:人|分|時間|階|番|歳|回)")
_KANJI = re.compile(r"[一-龠々ヶ]*[一-龠々][一-龠々ヶ]*")
_READING = re.compile(r"（([ぁ-ゖー]+)）")
_FIELD = re.compile(r"\{[^}]*\}")
#: Longest sentence in letters, readings not counted; a field counts as four.
LONGEST = 48
#: Words of administration that the guideline has said in other words, and forms of politeness.
HARD = (
    "想定", "区域", "確保", "経路", "限界", "余裕", "該当", "及び",
    "並びに", "若しくは", "である", "未満", "以内", "割り当て", "収容", "満たない",
    "到達", "設定", "開設", "要配慮者", "要支援者", "浸水深", "容量", "未収録",
    "未調査", "概数", "当初", "制限", "いただ", "ございま", "おります", "ご覧",
    "なさ", "くださいませ", "されます", "されて", "ざるを得", "わけでは", "にもかかわらず", "おいて",
    "ため、", "ものの",
)  # fmt: skip


def own() -> list[str]:
    return sorted(catalogue.own_keys(EASY))


def without_readings(words: str) -> str:
    return _READING.sub("", words)


def sentences(words: str) -> list[str]:
    return [one for one in re.split(r"[。\n　]|: ", _FIELD.sub("○○○○", without_readings(words))) if one]


def needed() -> set[str]:
    keys = catalogue.keys("ja")
    # Whoever leaves a page by the menu reads the names of all others, and the head of the next.
    pages = {key.removesuffix(".nav") for key in keys if key.startswith("screen.") and key.endswith(".nav")}
    names = {f"{page}.{part}" for page in pages for part in ("nav", "title")}
    return {key for key in keys if key.startswith(FAMILIES)} | SINGLE | (names & keys)


def is_plain(words: str) -> bool:
    """Whether Japanese words have no kanji that need a reading: they need no others in やさしい日本語."""
    counted = _COUNTED.sub("", words)
    return set("".join(_KANJI.findall(counted))) <= _FIRST_KANJI


def test_every_word_that_residents_see_is_said_in_easy_japanese() -> None:
    missing = {key for key in needed() - set(own()) if not is_plain(catalogue.template("ja", key))}
    assert sorted(missing) == []


def test_what_residents_see_exists() -> None:
    assert catalogue.keys("ja") >= SINGLE
    assert all(any(key.startswith(family) for key in catalogue.keys("ja")) for family in FAMILIES)


def without_a_reading(template: str) -> list[str]:
    """Words with kanji beyond the first school year whose reading does not stand behind them."""
    counted = _COUNTED.sub("", _FIELD.sub("}", template))
    bare = []
    seen: set[str] = set()
    for found in _KANJI.finditer(counted):
        behind = counted[found.end() :]
        if _READING.match(behind):
            seen.add(found[0])
        # A word has its reading where it stands first; later in the same text it is known.
        elif found[0] not in seen and not set(found[0]) <= _FIRST_KANJI:
            bare.append(found[0])
    return bare


def hard_words(template: str) -> list[str]:
    """Words of administration and politeness, and sentences that deny twice."""
    words = without_readings(template)
    denied = [one for one in sentences(words) if re.search(r"ない(?!人|・|か|所|で).*ない", one)]
    return [hard for hard in HARD if hard in words] + denied


def broken(rule: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What breaks a rule, by the key of the words."""
    return {key: found for key in own() if (found := rule(catalogue.template(EASY, key)))}


def test_every_kanji_beyond_the_first_school_year_has_its_reading() -> None:
    assert broken(without_a_reading) == {}


def test_sentences_are_short() -> None:
    assert broken(lambda words: [one for one in sentences(words) if len(one) > LONGEST]) == {}


def test_no_hard_word_no_politeness_no_double_denial() -> None:
    assert broken(hard_words) == {}


def test_the_rules_find_what_breaks_them() -> None:
    assert len(own()) > 500
    assert without_a_reading("避難（ひなん）は避難、確認する水") == ["確認"]
    assert hard_words("{count}人を確保。行かないことはない") == ["確保", "行かないことはない"]
    assert not is_plain("避難")
    assert is_plain("{count}人、水、上")
    assert sentences("一つ。二つ: {persons}三つ") == ["一つ", "二つ", "○○○○三つ"]
    assert without_readings("避難（ひなん）（はやく行く）") == "避難（はやく行く）"
