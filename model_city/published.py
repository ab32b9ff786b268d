"""Published official figures that stand beside ours."""

import pandas as pd

from domain.tables.organisations import PublishedFigures
from model_city.public_facts import CITY_CODE

_WARD_OFFICE = "堺市北区役所「北区で想定されるこんな災害に注意を！」"
_DERIVED_SOURCE = "Sonae（町丁目の代表点と区の人口から推計）"
_DERIVED_NOTE = (
    "公表値ではない。町丁目の代表点の割合×区の人口、幅±25%。避難対象地域は国道26号・阪堺線より海側。"
)
_DERIVED_NOTE_EN = (
    "Not an official figure: share of town points seaward of the line times the ward's residents, ±25 %."
)

#: Why our figure lies above the range in 西区.
_WIDER = "当方の値が上回るのは、区域の線が文から描いた概略で、街区の人数も模擬のため。"
_WIDER_EN = " Ours is above: the zone is drawn from words, and the people of its blocks are model data."

_ROWS: tuple[tuple[str, str, str, float, float, str, str, str, str, str], ...] = (
    (
        "nankai-quake-day1", CITY_CODE, "evacuees_day1", 74_402, 74_402, "人", _WARD_OFFICE, "2024-03-27",
        "大阪府の手法による市全体の避難者数（1日後）。模擬の被害分布をこの値に合わせた。",
        "City total by the prefecture's method; our model damage is fitted to it.",
    ),
    (
        "uemachi-quake-day1", CITY_CODE, "evacuees_day1", 138_643, 138_643, "人", _WARD_OFFICE, "2024-03-27",
        "大阪府の手法による市全体の避難者数。模擬の被害分布をこの値に合わせた。",
        "City total by the prefecture's method; our model damage is fitted to it.",
    ),
    (
        "nankai-quake-day30", CITY_CODE, "affected_day30", 116_024, 116_024, "人", _WARD_OFFICE, "2024-03-27",
        "公表値は罹災者の数で、定義は書かれていない。当方の値は、避難所以外を含む避難者。断水の復旧は仮定値（設定）。",
        "Published are people affected, without a definition; ours are all evacuees, those outside shelters"
        " among them. How fast water comes back is an assumption (setting).",
    ),
    *(
        (
            scenario, "271446", "inundated_area_ha", 928, 928, "ha",
            "大阪府 津波浸水想定（マイナビニュース 2013-08-21 による）", "2013-08",
            "最悪条件を重ねた浸水面積。当方の浸水域は標高と文から作った模擬データで、公表の面積より約2割大きい。",
            "Worst conditions overlaid; ours is model data from heights and words, a fifth larger.",
        )
        for scenario in ("nankai-tsunami-night", "nankai-tsunami-day")
    ),
    (
        "nankai-tsunami-night", "271411", "tsunami_zone_residents", 38_000, 64_000, "人", _DERIVED_SOURCE,
        "2026-11", _DERIVED_NOTE, _DERIVED_NOTE_EN,
    ),
    (
        "nankai-tsunami-night", "271446", "tsunami_zone_residents", 15_750, 26_250, "人", _DERIVED_SOURCE,
        "2026-11", _DERIVED_NOTE + _WIDER, _DERIVED_NOTE_EN + _WIDER_EN,
    ),
    (
        "shinminato-fire", "271411", "burnt_area_ha", 0, 53.7, "ha",
        "堺市「住宅市街地総合整備事業（密集）」", "2024-06-06",
        "新湊地区全体の面積。延焼の公表想定ではなく、広がりうる上限の目安として並べる。",
        "Area of the whole quarter: an upper bound for a fire, no official estimate of spread.",
    ),
)  # fmt: skip


def build_published() -> pd.DataFrame:
    """Return the ``PublishedFigures`` table."""
    names = [
        "scenario_id", "scope", "measure", "value_min", "value_max", "unit", "source", "date", "note",
        "note_en",
    ]  # fmt: skip
    table = pd.DataFrame(_ROWS, columns=names).astype({"value_min": float, "value_max": float})
    table.index.name = "row"
    return table[PublishedFigures.columns()]
