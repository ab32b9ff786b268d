"""Lists as cities publish them: every form by one table; nothing guessed, nothing lost unsaid."""

import random
from pathlib import Path

import pytest

from data.readers.municipal_places import has_code
from data.readers.place_files import read_place_file
from data.readers.place_list import ListKind, OwnEntries, PlaceList
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import ANY, OWN, feature, geojson, point
from tests.data.readers.workbooks import make_workbook

STANDARD = (
    "全国地方公共団体コード,ID,名称,所在地_全国地方公共団体コード,所在地_連結表記,緯度,経度,内線番号,連絡先FormURL,"
    "市区町村コード,災害種別_洪水,災害種別_地震,災害種別_津波,指定避難所との重複,想定収容人数,備考"
)


def standard(name: str, **changes: str) -> str:
    """One row of 自治体標準オープンデータセット, designated for earthquakes."""
    cells = dict.fromkeys(STANDARD.split(","), "") | {
        "全国地方公共団体コード": "990019", "名称": name, "所在地_連結表記": "模擬県模擬市１－２",
        "緯度": "34.57", "経度": "135.48", "災害種別_地震": "1",
    }  # fmt: skip
    return ",".join((cells | changes).values())


def read(folder: Path, name: str, content: bytes | str, own: OwnEntries = ANY) -> PlaceList:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_place_file(file, own)


def read_rows(folder: Path, *rows: str, header: str = STANDARD, own: OwnEntries = ANY) -> PlaceList:
    return read(folder, "list.csv", "\n".join((header, *rows)), own)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("cp932", "Shift_JIS (CP932)")],
)
def test_the_standard_list_is_read_in_every_encoding(tmp_path: Path, encoding: str, said: str):
    text = "\r\n".join(
        (STANDARD, standard("校", 指定避難所との重複="1", 想定収容人数='"1,060"', 災害種別_津波="1.0"))
    )
    listed = read(tmp_path, "list.csv", text.encode(encoding))
    assert (listed.kind, listed.form, listed.encoding) == (ListKind.MUNICIPAL, "municipal_list", said)
    assert listed.faults == ()
    row = listed.rows.iloc[0]
    assert (row["name"], row["address"], row["lon"], row["lat"]) == ("校", "模擬県模擬市1-2", 135.48, 34.57)
    assert (row["emergency_site"], row["shelter"], row["welfare_shelter"]) == (True, True, False)
    assert (row["earthquake"], row["tsunami"], row["flood"], row["volcano"]) == (True, True, False, False)
    assert (row["official_capacity_persons"], row["official_capacity_standard"]) == (1060, "基準の記載なし")
    assert row["row"] == "2"


def test_a_workbook_says_the_same_as_the_csv(tmp_path: Path):
    rows = [row.split(",") for row in (STANDARD, standard("校"), standard("園", 災害種別_洪水="○"))]
    book = read(tmp_path, "list.xlsx", make_workbook({"一覧": rows}))
    text = read_rows(tmp_path, standard("校"), standard("園", 災害種別_洪水="○"))
    assert book.rows.drop(columns="file").equals(text.rows.drop(columns="file"))
    assert (book.form, book.encoding, book.faults) == ("municipal_list", "", ())


def test_shifted_columns_and_empty_rows_are_counted(tmp_path: Path):
    shifted = {"所在地_全国地方公共団体コード": "990019", "内線番号": "990019", "連絡先FormURL": "模擬市"}
    listed = read_rows(
        tmp_path,
        standard("校", **shifted),
        standard("園"),
        standard("", 緯度="", 経度="", 所在地_連結表記=""),
    )
    assert [(one.key, one.count, one.rows) for one in listed.repairs] == [("columns_shifted", 1, ("2",))]
    assert [(one.key, one.count, one.rows) for one in listed.dropped] == [("nothing_in_row", 1, ("4",))]
    assert (listed.rows_read, len(listed.rows)) == (3, 2)


def test_other_municipalities_are_left_out_by_code_and_a_prefecture_is_none(tmp_path: Path):
    rows = (standard("校", 全国地方公共団体コード="990019"), standard("園", 全国地方公共団体コード="172014"))
    of_prefecture = standard("館", 全国地方公共団体コード="170003")
    only = OwnEntries(OWN.codes, only=True)
    listed = read_rows(tmp_path, *rows, of_prefecture, own=only)
    assert listed.rows["name"].tolist() == ["校", "館"]
    assert [(one.key, one.count) for one in listed.dropped] == [("other_municipality", 1)]
    assert [has_code(place_id) for place_id in listed.rows["place_id"]] == [True, False]
    refused = read_rows(tmp_path, *rows, own=OWN)
    assert [(f.key, f.severity) for f in refused.faults] == [("others_in_list", Severity.ERROR)]


LINKDATA = """#LINK,,,,,,,
#attribution_name,模擬市,,,,,,
#license,CC BY 4.0,,,,,,
#property,name,address,flood_L1,flood_L2,tunami,location,capacity
#object_type_xsd,string,string,string,string,string,string,string
1,甲校,模擬市1,○,○,△,"34.57,135.48",238
2,乙校,模擬市2,○,△,○,"34.58,135.49",-
3,丙校,模擬市3,○,×,－,"34.59,135.49",
"""


def test_linkdata_lists_have_their_header_among_their_remarks(tmp_path: Path):
    listed = read(tmp_path, "list.csv", "\ufeff" + LINKDATA)
    assert listed.faults == ()
    assert listed.rows["name"].tolist() == ["甲校", "乙校", "丙校"]
    # A flood is a yes only where both depths are; △ is a condition that nobody can check here.
    assert listed.rows["flood"].tolist() == [True, False, False]
    assert listed.rows["tsunami"].tolist() == [False, True, False]
    assert listed.rows[["lat", "lon"]].iloc[1].tolist() == [34.58, 135.49]
    assert listed.rows["official_capacity_persons"].fillna(-1).tolist() == [238, -1, -1]
    notes = {one.key: dict(one.values) for one in listed.notes}
    assert notes["flags_partly"] == {"count": "2", "rows": "6、7"}
    assert notes["capacity_known"] == {"known": "1", "unknown": "2"}
    assert (listed.sources[0].name, listed.sources[0].licence) == ("模擬市", "CC BY 4.0")


def test_a_list_of_few_columns_names_hazards_in_words(tmp_path: Path):
    listed = read_rows(
        tmp_path,
        "河川敷,34.57,135.48,広域避難場所,地震",
        "校,34.58,135.48,一時避難場所・避難所,洪水・崖崩れ、土石流及び地滑り・内水氾濫",
        header="name,lat,lon,施設種別,対応している災害の種別",
    )
    assert listed.faults == ()
    assert listed.rows["emergency_site"].tolist() == [True, True]
    assert listed.rows["shelter"].tolist() == [False, True]
    flags = ["flood", "landslide", "earthquake", "tsunami", "inland_flood"]
    assert listed.rows[flags].to_numpy().tolist() == [
        [False, False, True, False, False],
        [True, True, False, False, True],
    ]


def test_a_hazard_that_nobody_knows_is_a_fault(tmp_path: Path):
    listed = read_rows(
        tmp_path, "園,34.57,135.48,避難場所,竜巻", header="name,lat,lon,施設種別,対応している災害の種別"
    )
    assert [(f.key, f.row, f.value) for f in listed.faults] == [("flag_unknown", "2", "竜巻")]


def test_an_unknown_mark_is_a_fault_that_names_it(tmp_path: Path):
    listed = read_rows(tmp_path, standard("校"), standard("園", 災害種別_洪水="？"))
    assert [(f.key, f.row, f.column, f.value) for f in listed.faults] == [
        ("flag_unknown", "3", "災害種別_洪水", "？")
    ]


def test_a_welfare_shelter_in_the_second_column_of_kinds_is_no_other_shelter(tmp_path: Path):
    header = "施設種別,名称,lat,lng,種別,最大収容人数,建物階数,建物構造,延床面積"
    listed = read_rows(
        tmp_path,
        '避難所,校,34.57,135.48,指定避難所,"1,060",3,堅ろう建物,"1,750"',
        "避難所,園,34.58,135.48,福祉避難所,ー,ー,ー,ー",
        header=header,
    )
    assert listed.faults == ()
    assert listed.rows[["shelter", "welfare_shelter"]].to_numpy().tolist() == [[True, False], [False, True]]
    assert listed.rows["floors"].fillna(-1).tolist() == [3, -1]
    assert listed.rows["floor_area_m2"].fillna(-1).tolist() == [1750, -1]
    assert listed.rows["structure"].tolist() == ["堅ろう建物", ""]
    assert "kind_by_file_name" not in {one.key for one in listed.notes}


def test_what_a_list_lists_may_stand_in_its_name_alone_and_this_is_said(tmp_path: Path):
    content = "#property,latitude,longitude,name,capacity\n1,34.57,135.48,館,1750\n"
    listed = read(tmp_path, "tsunami_evacuation_building.csv", content)
    row = listed.rows.iloc[0]
    assert (row["refuge_building"], row["tsunami"], row["emergency_site"]) == (True, True, False)
    # Hours in a building to go up in are no nights in a shelter.
    assert (row["refuge_capacity_persons"], listed.rows["official_capacity_persons"].isna().all()) == (
        1750,
        True,
    )
    assert "kind_by_file_name" in {one.key for one in listed.notes}
    assert [f.key for f in read(tmp_path, "data.csv", content).faults] == ["place_kind_unknown"]


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        # The name of the file says what is listed; a mark says in which hazards a shelter is opened too.
        ("指定避難所一覧.csv", [{"shelter", "emergency_site"}, {"shelter"}]),
        ("福祉避難所.csv", [{"welfare_shelter"}, {"welfare_shelter"}]),
        ("津波避難ビル.csv", [{"refuge_building"}, {"refuge_building"}]),
        ("指定緊急避難場所.csv", [{"emergency_site"}, {"emergency_site"}]),
        ("避難場所・避難所.csv", [{"emergency_site"}, {"emergency_site"}]),
        ("list.csv", [{"emergency_site"}, {"emergency_site"}]),
    ],
)
def test_a_list_with_marks_is_what_its_file_is_called(tmp_path: Path, name: str, roles: list[set[str]]):
    header = "名称,緯度,経度,洪水,地震"
    listed = read(tmp_path, name, f"{header}\n校,34.57,135.48,○,×\n園,34.58,135.48,,\n")
    words = ("emergency_site", "shelter", "welfare_shelter", "refuge_building")
    found = [{word for word in words if row[word]} for _, row in listed.rows.iterrows()]
    assert found == roles
    assert listed.rows["flood"].tolist() == [True, False]


def test_a_place_that_stands_there_twice_is_said(tmp_path: Path):
    listed = read_rows(tmp_path, standard("校"), standard("園"), standard("校"), standard("校", 緯度="34.58"))
    assert len(listed.rows) == 4
    assert [(f.key, f.row, f.value) for f in listed.faults] == [("place_twice", "4", "校")]


def test_a_capacity_that_no_roof_holds_is_kept_and_said(tmp_path: Path):
    rows = [
        standard(name, 想定収容人数=count) for name, count in (("校", "3000"), ("園", '"3,001人(1人/㎡)"'))
    ]
    listed = read_rows(tmp_path, *rows)
    assert listed.rows["official_capacity_persons"].tolist() == [3_000, 3_001]
    assert [(f.key, f.severity, f.row) for f in listed.faults] == [("capacity_large", Severity.WARNING, "3")]


def test_capacities_in_remarks_and_outdoors(tmp_path: Path):
    listed = read_rows(
        tmp_path,
        "校,34.57,135.48,指定避難所,収容人数:310",
        "園,34.58,135.48,指定避難所,屋内0人",
        header="名称,緯度,経度,サブジャンル1,備考1",
    )
    assert listed.rows["official_capacity_persons"].fillna(-1).tolist() == [310, -1]
    split = read_rows(
        tmp_path, standard("園", 想定収容人数="屋内0人／屋外750人"), standard("校", 想定収容人数="多数")
    )
    assert split.rows["official_capacity_persons"].isna().all()
    assert {one.key for one in split.notes} >= {"capacity_outdoors"}
    assert [(f.key, f.severity, f.row) for f in split.faults] == [
        ("capacity_unreadable", Severity.WARNING, "3")
    ]


def test_points_swapped_are_put_back_and_rows_without_one_are_left_out(tmp_path: Path):
    listed = read_rows(tmp_path, standard("校", 緯度="135.48", 経度="34.57"), standard("園", 緯度=""))
    assert listed.rows[["lat", "lon"]].to_numpy().tolist() == [[34.57, 135.48]]
    assert [(one.key, one.count) for one in listed.repairs] == [("coordinates_swapped", 1)]
    assert [(one.key, one.rows) for one in listed.dropped] == [("no_point", ("3",))]
    assert [(f.key, f.severity) for f in listed.faults] == [("coordinate_missing", Severity.WARNING)]
    bad = read_rows(tmp_path, standard("校", 緯度="NaN"), standard("園", 緯度="12.5"))
    assert [(f.key, f.row) for f in bad.faults] == [("coordinate_not_number", "2"), ("coordinate_range", "3")]


def test_ids_last_when_the_rows_come_in_another_order(tmp_path: Path):
    rows = [standard("校", ID="CC0000000001"), standard("園", ID="2"), standard("園", ID="3")]
    first = read_rows(tmp_path, *rows).rows["place_id"].tolist()
    again = read_rows(tmp_path, *rows[::-1]).rows["place_id"].tolist()
    assert first[0] == "L99001-CC0000000001"
    assert set(first) == set(again)
    assert len(set(first)) == 3


def test_the_older_national_geojson_is_read(tmp_path: Path):
    names = {"指定緊急避難場所": "区民館", "所在地": "模擬県1", "洪水": "◎", "地震": "", "火山現象": "◎"}
    listed = read(tmp_path, "13.geojson", geojson([feature(names, point(139.77, 35.67))]))
    row = listed.rows.iloc[0]
    assert (listed.kind, listed.form) == (ListKind.MUNICIPAL, "municipal_geojson")
    assert (row["name"], row["emergency_site"], row["flood"], row["earthquake"], row["volcano"]) == (
        "区民館", True, True, False, True,
    )  # fmt: skip


def test_a_workbook_without_a_header_of_places_says_what_is_wanted(tmp_path: Path):
    listed = read(tmp_path, "list.xlsx", make_workbook({"一覧": [["名前", "電話"], ["模擬", "1"]]}))
    assert [f.key for f in listed.faults] == ["place_header_unknown"]
    broken = read(tmp_path, "list.xlsx", b"PK\x03\x04broken")
    assert [(f.key, f.severity) for f in broken.faults] == [("file_unreadable", Severity.ERROR)]


def test_a_formula_in_a_cell_is_text_and_no_number(tmp_path: Path):
    listed = read_rows(tmp_path, standard("=1+1", 想定収容人数="=9*9"))
    assert listed.rows["name"].tolist() == ["=1+1"]
    assert listed.rows["official_capacity_persons"].isna().all()


def test_no_broken_list_ends_in_a_traceback(tmp_path: Path):
    rng = random.Random(10)
    texts = ["\n".join((STANDARD, standard("校"), standard("園"))), LINKDATA]
    words = [",", '"', "\n", "NaN", "１", "=", "△", "\x00", "緯度", "-9e99", "99999999999999999999"]
    for _ in range(60):
        text = rng.choice(texts)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(text))
            text = text[:at] + rng.choice(words) + text[at + rng.randint(0, 6) :]
        listed = read(tmp_path, "避難場所.csv", text)
        rows, errors = listed.rows, [f for f in listed.faults if f.severity is Severity.ERROR]
        if len(rows) and not errors and listed.kind is ListKind.MUNICIPAL:
            assert rows["lon"].between(122, 154).all()
            assert rows["lat"].between(20, 46).all()
            assert rows["place_id"].is_unique
            assert listed.rows_read == len(rows) + sum(one.count for one in listed.dropped)
