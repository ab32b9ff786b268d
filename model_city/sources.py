"""Where each layer of the bundled city comes from, and what in it is model data."""

from dataclasses import replace

from domain.bundle import LayerSource, Source
from model_city.places import MODEL_COLUMNS as PLACE_MODEL_COLUMNS

_MODEL_SOURCE = "模擬データ（model_city で生成。実際の値ではありません）"
_MODEL_SOURCE_EN = "Model data (made by model_city; no real values)"
_MODEL_LICENCE = "CC0-1.0"
_MODEL_DATE = "2026-11"

_GSI_LICENCE = "国土地理院コンテンツ利用規約"
_GSI_LICENCE_EN = "GSI content terms of use (国土地理院コンテンツ利用規約)"
_NLNI_EN = (
    "National Land Numerical Information, administrative areas, MLIT (国土数値情報 行政区域データ), edited"
)
_NLNI_LICENCE_EN = "Terms of National Land Numerical Information (国土数値情報 利用規約)"
_FACTS_EN = "Facts (figures)"
_N03 = Source(
    "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成",
    "国土数値情報 利用規約",
    "2017（境界）",
    name_en=_NLNI_EN,
    licence_en=_NLNI_LICENCE_EN,
    date_en="2017 (outlines)",
)

#: Cautions of the Geospatial Information Authority that travel with its place lists.
GSI_NOTICES = (
    "本データは、災害対策基本法第49条の4・第49条の7により市町村が登録したもので、最新・完全とは限りません。"
    "最新の状況は堺市に確認してください。",
    "指定緊急避難場所と指定避難所は異なります。指定緊急避難場所は災害の種類ごとに指定されています。",
    "データは随時更新されます。",
    "このデータを他の人に渡すときは、以上の注意も必ず伝えてください。",
)

#: The same in English, and for readers of やさしい日本語.
GSI_NOTICES_EN = (
    "The municipalities registered these places under articles 49-4 and 49-7 of the Basic Act on Disaster "
    "Management; the list may be out of date or incomplete. Ask Sakai City for the current state.",
    "Designated emergency evacuation sites and designated shelters differ. Emergency sites are designated "
    "for each kind of disaster.",
    "The data are updated at any time.",
    "Whoever passes these data on must pass on these cautions, too.",
)
GSI_NOTICES_EASY = (
    ""
    "このデータは、市（し）が書（か）いたものです。古（ふる）いデータもあります。新（あたら）しいことは、堺市（さかいし）に聞（き）いてください。",
    ""
    "「にげる場所（ばしょ）」と「とまる場所（ばしょ）」は、ちがいます。にげる場所は、災害（さいがい）でちがいます。",
    "データは、かわることがあります。",
    "ほかの人にわたすとき、このお知（し）らせもわたしてください。",
)

_BLOCK_MODEL_COLUMNS = (
    "town",
    "district_id",
    "residents",
    "daytime_persons",
    "households",
    "age_0_14",
    "age_15_64",
    "age_65_74",
    "age_75_plus",
    "support_persons",
    "power_care_persons",
    "elderly_alone",
    "living_floor_b1",
    "living_floor_1",
    "living_floor_2",
    "living_floor_3",
    "living_floor_4_plus",
    "living_floor_unknown",
    "geometry",
)

_ZONE_NOTICE = (
    "線の位置は公表された言葉から描いた模擬です。公式の区域は堺市の津波ハザードマップで確認してください。"
)
_ZONE_NOTICE_EN = (
    "These lines are drawn from published words: model data. See the official zone on the city's tsunami "
    "hazard map (堺市 津波ハザードマップ)."
)
_ZONE_NOTICE_EASY = (
    "線（せん）は、だいたいです。堺市（さかいし）の津波（つなみ）の地図（ちず）を見てください。"
)
#: What must be known of the lines drawn for orientation (``facts/SOURCES.md``).
_BACKGROUND_NOTICES = (
    ""
    "位置の目安の線は概略の中心線です（海岸線は±150m、川・鉄道・道路は±300mほど）。距離や区域の判断には使えません。",
    "鉄道は駅と駅を直線で結んでいます。駅の位置は約100mに丸めています。",
    "内川・土居川・国道26号は、南海本線と重ならないように誤差の範囲でずらして描いています。",
)
_BACKGROUND_NOTICES_EN = (
    "The lines for orientation are approximate centre lines (coast ±150 m; rivers, railways and roads about "
    "±300 m). They are no measure of a distance or an area.",
    "Railways are straight lines from station to station; stations are rounded to about 100 m.",
    "The rivers 内川 and 土居川 and route 26 are drawn clear of the Nankai Line, within their tolerance.",
)
_BACKGROUND_NOTICES_EASY = ("川や電車（でんしゃ）の線（せん）は、だいたいです。",)
_HAZARD_NOTICE_EN = (
    "No official hazard area. Decide by the hazard maps of Osaka Prefecture and Sakai City "
    "(大阪府・堺市のハザードマップ)."
)
_HAZARD_NOTICE_EASY = (
    "これは練習（れんしゅう）の地図（ちず）です。大阪府（おおさかふ）と堺市（さかいし）の地図を見てください。"
)
_HAZARD_NOTICE = "公式の想定区域ではありません。判断には大阪府・堺市のハザードマップを使ってください。"

#: What the hazard layers are called on pages and papers, in Japanese and English.
_HAZARD_NAMES = {
    "inland_flood": (
        "内水浸水想定区域（1時間147 mm）",
        "Inland flooding (147 mm an hour)",
    ),
    "landslide": (
        "土砂災害警戒区域・特別警戒区域",
        "Landslide warning zones",
    ),
    "quake_nankai": (
        "南海トラフ巨大地震の震度分布",
        "Shaking of the Nankai Trough earthquake",
    ),
    "quake_uemachi": (
        "上町断層帯地震の震度分布",
        "Shaking of the Uemachi fault earthquake",
    ),
    "shinminato_fire": (
        "新湊地区の延焼想定区域",
        "Spread of the Shinminato fire",
    ),
    "small_rivers_flood": (
        "石津川・西除川・東除川などの洪水浸水想定区域",
        "Flooding of the Ishizu, Nishiyoke, Higashiyoke and other rivers",
    ),
    "storm_surge": (
        "高潮浸水想定区域（想定最大規模）",
        "Storm surge flooding (largest assumed)",
    ),
    "tsunami": (
        "南海トラフ巨大地震の津波浸水想定",
        "Tsunami flooding of the Nankai Trough earthquake",
    ),
    "yamato_flood": (
        "大和川の洪水浸水想定区域（想定最大規模）",
        "Flooding of the Yamato river (largest assumed)",
    ),
}


def layer_sources(hazards: tuple[str, ...]) -> tuple[LayerSource, ...]:
    """Return the provenance of every layer; hashes are filled in by the writer."""
    return (
        *_real_layers(),
        *(_model(name, f"{name}.parquet") for name in ("nodes", "streets", "facilities")),
        _model("zones", "zones.parquet", notices=(_ZONE_NOTICE, _ZONE_NOTICE_EN, _ZONE_NOTICE_EASY)),
        *(
            replace(
                _model(
                    f"hazards/{name}",
                    f"hazards/{name}.parquet",
                    notices=(_HAZARD_NOTICE, _HAZARD_NOTICE_EN, _HAZARD_NOTICE_EASY),
                ),
                name=_HAZARD_NAMES[name][0],
                name_en=_HAZARD_NAMES[name][1],
            )
            for name in hazards
        ),
        *(_model(name, f"{name}.csv") for name in ("organisations", "posts", "district_facts")),
        LayerSource(
            layer="published",
            file="published.csv",
            sources=(
                Source(
                    name="堺市・大阪府の公表値（行ごとに出典）。推計の行は備考に示す",
                    licence="事実（数値）",
                    date="2013-08〜2026-11",
                    name_en="Figures published by Sakai City and Osaka Prefecture "
                    "(堺市・大阪府; source in each row); "
                    "our own estimates say so in their note",
                    licence_en=_FACTS_EN,
                    date_en="2013-08 to 2026-11",
                ),
            ),
            sha256="",
            is_model=False,
        ),
        _model("scenarios", "scenarios.toml"),
    )


def _real_layers() -> tuple[LayerSource, ...]:
    return (
        LayerSource(
            layer="wards",
            file="wards.parquet",
            sources=(
                _N03,
                Source(
                    name="人口・世帯：堺市「推計人口」",
                    licence="事実（数値）",
                    date="2025年秋（人口）",
                    name_en="People and households: Sakai City, estimated population (堺市 推計人口)",
                    licence_en=_FACTS_EN,
                    date_en="autumn 2025 (people)",
                ),
            ),
            sha256="",
            is_model=False,
        ),
        LayerSource(
            layer="districts",
            file="districts.parquet",
            sources=(
                Source(
                    name="校区名・小学校の位置：国土地理院 指定緊急避難場所データ；"
                    "境界：最寄りの小学校による推定",
                    licence=_GSI_LICENCE,
                    date="2026-09",
                    notices=("推定校区です。公式の校区の境界ではありません。",),
                    name_en="Names of districts and points of schools: Geospatial "
                    "Information Authority of Japan, "
                    "designated emergency evacuation sites (国土地理院 指定緊急避難場所データ); outlines: "
                    "estimated from the nearest elementary school",
                    licence_en=_GSI_LICENCE_EN,
                    notices_en=("Estimated districts: no official outlines of school districts.",),
                    notices_easy=("校区（こうく）の線（せん）は、だいたいです。",),
                ),
            ),
            sha256="",
            is_model=False,
            model_columns=("geometry",),
        ),
        LayerSource(
            layer="blocks",
            file="blocks.parquet",
            sources=(
                Source(
                    "町名と位置：Geolonia 住所データ",
                    "CC BY 4.0（Geolonia 住所データ）",
                    "2026-11",
                    name_en="Names and positions of towns: Geolonia address data (Geolonia 住所データ)",
                    licence_en="CC BY 4.0 (Geolonia address data)",
                ),
                Source(
                    "区の合計：堺市「推計人口」；街区への配分はすべて模擬",
                    "事実（数値）",
                    "2026-11",
                    ("人口と世帯の区ごとの合計だけが公表値です。",),
                    name_en="Totals of wards: Sakai City, estimated population (堺市 "
                    "推計人口); their split over "
                    "blocks is all model data",
                    licence_en=_FACTS_EN,
                    notices_en=("Of people and households only the totals of wards are published figures.",),
                    notices_easy=("区（く）の人の数（かず）だけが、本当（ほんとう）の数です。",),
                ),
            ),
            sha256="",
            is_model=True,
            model_columns=_BLOCK_MODEL_COLUMNS,
        ),
        LayerSource(
            layer="places",
            file="places.parquet",
            sources=(
                _gsi(
                    "出典：国土地理院 指定緊急避難場所データ",
                    "2026-09",
                    "Geospatial Information Authority of Japan, designated emergency evacuation sites "
                    "(国土地理院 指定緊急避難場所データ)",
                ),
                _gsi(
                    "出典：国土地理院 指定避難所データ",
                    "2025-10-27",
                    "Geospatial Information Authority of Japan, designated "
                    "shelters (国土地理院 指定避難所データ)",
                ),
            ),
            sha256="",
            is_model=False,
            model_columns=PLACE_MODEL_COLUMNS,
        ),
        _background(),
        _readings(),
    )


def _gsi(name: str, date: str, name_en: str) -> Source:
    return Source(
        name,
        _GSI_LICENCE,
        date,
        GSI_NOTICES,
        name_en=name_en,
        licence_en=_GSI_LICENCE_EN,
        notices_en=GSI_NOTICES_EN,
        notices_easy=GSI_NOTICES_EASY,
    )


def _readings() -> LayerSource:
    return LayerSource(
        layer="readings",
        file="readings.csv",
        sources=(
            Source(
                "町名の読み：日本郵便「郵便番号データ」",
                "日本郵便は著作権を主張せず、自由に配布できる",
                "2026-10",
                (
                    "校区と学校の読みは、町名の読みと公開の学校案内によります。"
                    "読みの分からない名前は、漢字だけで示します。",
                ),
                name_en="Readings of towns: Japan Post, postal code data (日本郵便 郵便番号データ)",
                licence_en="Japan Post claims no right to it; free to pass on",
                notices_en=(
                    "Readings of districts and schools follow those of towns and "
                    "public pages of schools. A name "
                    "whose reading is not known stands in Japanese only.",
                ),
                notices_easy=("読（よ）みがわからない名前（なまえ）は、漢字（かんじ）だけです。",),
            ),
        ),
        sha256="",
        is_model=False,
    )


def _background() -> LayerSource:
    return LayerSource(
        layer="background",
        file="background.parquet",
        sources=(
            Source(
                "海岸線・大和川など：「国土数値情報（行政区域データ）」（国土交通省）を加工して作成",
                "国土数値情報 利用規約（海岸線・大和川など）",
                "2026-11",
                _BACKGROUND_NOTICES,
                name_en=f"Coast, Yamato river and others: {_NLNI_EN}",
                licence_en=f"{_NLNI_LICENCE_EN} (coast, Yamato river and others)",
                notices_en=_BACKGROUND_NOTICES_EN,
                notices_easy=_BACKGROUND_NOTICES_EASY,
            ),
            Source(
                "駅：駅データ（Seo-4d696b75/station_database）を丸めて作成",
                "CC BY-SA 4.0（駅データ）",
                "2026-11",
                name_en="Stations: station data (駅データ, Seo-4d696b75/station_database), rounded",
                licence_en="CC BY-SA 4.0 (stations)",
            ),
            Source(
                "ほかの川・主な道路：一般に知られた位置を概略で描いたもの",
                "CC0-1.0（ほかの線）",
                "2026-11",
                name_en="Other rivers and main roads: drawn roughly where they are generally known to run",
                licence_en="CC0-1.0 (other lines)",
            ),
        ),
        sha256="",
        is_model=False,
    )


def _model(layer: str, file: str, *, notices: tuple[str, str, str] | None = None) -> LayerSource:
    """Return the provenance of a model layer; a notice is given in Japanese, English and easy Japanese."""
    japanese, english, easy = ((one,) for one in notices) if notices else ((), (), ())
    source = Source(
        name=_MODEL_SOURCE,
        licence=_MODEL_LICENCE,
        date=_MODEL_DATE,
        notices=japanese,
        name_en=_MODEL_SOURCE_EN,
        notices_en=english,
        notices_easy=easy,
    )
    return LayerSource(layer=layer, file=file, sources=(source,), sha256="", is_model=True)
