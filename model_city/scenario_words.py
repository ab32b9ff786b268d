"""What the scenarios of the bundled city are called in やさしい日本語, and their sources in English."""

_MODEL = " Flooded areas and damage are model data, made to fit the published words."
_KITA = "the evacuees published by Kita Ward Office of Sakai City (堺市北区役所, 2024-03-27)"

#: Names in やさしい日本語 by id; the days after an earthquake are named by ``easy_name``.
_EASY_NAMES = {
    "nankai-tsunami-night": "津波（つなみ）（夜（よる））",
    "nankai-tsunami-day": "津波（つなみ）（昼（ひる））",
    "nankai-quake": "南海（なんかい）トラフ地震（じしん）",
    "uemachi-quake": "上町断層（うえまちだんそう）地震（じしん）",
    "yamato-flood-l2": "大和川（やまとがわ）の洪水（こうずい）",
    "small-rivers-flood": "石津川（いしづがわ）などの洪水（こうずい）",
    "surge-l2": "台風（たいふう）の高潮（たかしお）",
    "heavy-rain-landslide": "大雨（おおあめ）の土砂（どしゃ）くずれ",
    "inland-147mm": "大雨（おおあめ）でたまる水",
    "typhoon-compound": "大きい台風（たいふう）",
    "shinminato-fire": "新湊（しんみなと）の火事（かじ）",
}

_TSUNAMI = (
    "From the words of Osaka Prefecture's tsunami flooding assumption (大阪府 津波浸水想定, 2013-08) and of "
    "Sakai City's page on tsunami evacuation (堺市 津波避難について, 2025-04-14)."
)

#: Sources in English by id; of an earthquake by ``english_source``.
_ENGLISH_SOURCES = {
    "nankai-tsunami-night": _TSUNAMI,
    "nankai-tsunami-day": _TSUNAMI,
    "yamato-flood-l2": "From the words of the Kinki Regional Development Bureau on the largest Yamato river "
    "flood of the river (近畿地方整備局, 2016-05-31, 316 mm in 12 hours).",
    "small-rivers-flood": "From the words of Osaka Prefecture's flood risk maps (大阪府 洪水リスク表示図).",
    "surge-l2": "From the words of Osaka Prefecture's storm surge assumption (大阪府 高潮浸水想定, 2019-12, "
    "a typhoon like Muroto).",
    "heavy-rain-landslide": "Number and position of the zones are model data.",
    "inland-147mm": "By the conditions of Sakai City's inland flooding assumption (堺市 雨水出水浸水想定, "
    "147 mm an hour).",
    "typhoon-compound": "All of the above at once.",
    "shinminato-fire": "Sakai City, dense built-up areas (堺市 密集市街地, Shinminato 53.7 ha, 2024-06-06).",
}


def easy_name(scenario_id: str, day_after: int | None) -> str:
    """Return the name of a scenario in やさしい日本語.

    Raises
    ------
    KeyError
        When nobody has written one.
    """
    if day_after is None:
        return _EASY_NAMES[scenario_id]
    return f"{_EASY_NAMES[scenario_id.removesuffix(f'-day{day_after}')]}（{day_after}日（にち）あと）"


def english_source(scenario_id: str, day_after: int | None) -> str:
    """Return where a scenario comes from, in English.

    Raises
    ------
    KeyError
        When nobody has written it.
    """
    if day_after is None:
        return _ENGLISH_SOURCES[scenario_id] + _MODEL
    if day_after == 1:
        return f"Fitted to {_KITA}.{_MODEL}"
    return (
        f"From the damage of day 1 (fitted to {_KITA}), day {day_after} by the formula of the Cabinet Office "
        f"(内閣府). The return of the water is an assumption (setting).{_MODEL}"
    )
