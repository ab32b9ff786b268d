"""Tables of small areas: two header lines, one level only, none and secret, ages by their labels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.estat_tables import AGE_COLUMNS, is_census_table, read_census_table
from domain.faults import InputError

HEAD = "KEY_CODE,HYOSYO,CITYNAME,NAME,HTKSYORI,HTKSAKI,GASSAN"
FIVES = [f"総数{low}～{low + 4}歳" for low in range(0, 75, 5)]


def people(*lines, blank=""):
    head = f"{HEAD},T001081001,T001081002,T001081003,T001081004\n"
    labels = ",".join([",,,,,,", *(blank + one for one in ("人口総数", "男", "女", "世帯総数"))])
    return (head + labels + "\n" + "\n".join(lines) + "\n").encode("cp932")


def ages(
    *lines,
    labels=("総数、年齢「不詳」含む", *FIVES, "総数15歳未満", "総数15～64歳", "総数65歳以上", "男15歳未満"),
):
    head = HEAD + "".join(f",T00108200{i}" for i in range(len(labels)))
    return (head + "\n,,,,,,," + ",".join(labels) + "\n" + "\n".join(lines) + "\n").encode("cp932")


BASE = [
    "27141,1,堺市堺区,堺市堺区,,,,\"1,000\",500,500,400",
    "271410010,2,堺市堺区,一町,,,,300,150,150,120",
    "27141001001,3,堺市堺区,一町一丁,,,,120,60,60,50",
    "27141001002,3,堺市堺区,一町二丁,,,,180,90,90,70",
    "271410020,2,堺市堺区,二町,,,,-,-,-,-",
    "271410030,2,堺市堺区,三町,1,271410040,,X,X,X,X",
    "271410040,2,堺市堺区,四町,2,,271410030,700,350,350,280",
]  # fmt: skip


@pytest.mark.parametrize("blank", ["", "　"])
def test_only_areas_that_hold_no_smaller_ones_are_read(blank):
    table = read_census_table(people(*BASE, blank=blank), "t.txt")
    assert table.rows.index.tolist() == ["27141001001", "27141001002", "271410020", "271410030", "271410040"]
    # 120 + 180 + 0 + 700: every person of the ward once.
    assert table.rows["residents"].sum() == 1000
    assert table.rows["households"].sum() == 400
    assert (table.rows_read, table.upper, table.secret) == (7, 2, 1)
    assert table.columns == ("residents", "households")
    assert table.encoding == "Shift_JIS (CP932)"


def test_a_dash_is_nobody_and_an_x_is_not_known():
    rows = read_census_table(people(*BASE), "t.txt").rows
    assert rows.loc["271410020", "residents"] == 0
    assert rows["residents"].isna().tolist() == [False, False, False, True, False]
    assert rows.loc["271410030", "added_to"] == "271410040"
    assert rows.loc["271410040", "added"] == "271410030"


def test_ages_are_found_by_their_labels():
    # 15 five-year groups of 1 … 15; below 15: 1+2+3 = 6; 65–69 and 70–74 are the groups 14 and 15 = 29.
    fives = ",".join(str(i) for i in range(1, 16))
    line = f"27141001001,3,堺区,一丁,,,,170,{fives},6,85,40,99"
    table = read_census_table(ages(line), "t.txt")
    assert set(AGE_COLUMNS) <= set(table.columns)
    assert table.rows.loc["27141001001", list(AGE_COLUMNS)].tolist() == [6, 85, 29, 40 - 29]


def test_ages_without_a_group_from_65_to_74_are_not_made_up():
    labels = ("総数、年齢「不詳」含む", "総数15歳未満", "総数15～64歳", "総数65歳以上")
    table = read_census_table(ages("27141001001,3,堺区,一丁,,,,100,10,60,30", labels=labels), "t.txt")
    assert table.columns == ("residents",)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "column_missing"),
        (b"a,b\n1,2\n3,4\n", "column_missing"),
        (people("2714x,3,a,b,,,,1,1,1,1"), "wrong_form"),
        (people("27141001001,3,a,b,,,,=1+1,1,1,1"), "not_a_number"),
        (people("27141001001,3,a,b,,,,-5,1,1,1"), "not_a_number"),
        (b"KEY_CODE,HYOSYO\n\xff\xfe\x00\x81", None),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_refused_with_its_place(content, key):
    with pytest.raises(InputError) as refused:
        read_census_table(content, "t.txt")
    if key:
        assert key in {fault.key for fault in refused.value.faults}


def test_a_row_cut_short_has_no_numbers():
    rows = read_census_table(people("27141001001,3,a,b"), "t.txt").rows
    assert rows["residents"].isna().all()


def test_a_table_is_known_by_its_head():
    assert is_census_table(people(*BASE)[:200])
    assert is_census_table(b'\xef\xbb\xbf"KEY_CODE","HYOSYO","CITYNAME"')
    assert not is_census_table(b"name,lat,lon")


@given(st.text(alphabet='0123456789-X*,\n"=　歳総数', max_size=80))
@settings(max_examples=40, deadline=None)
def test_whatever_stands_there_is_read_or_refused(text):
    try:
        table = read_census_table(people(text), "t.txt")
    except InputError:
        return
    counted = table.rows["residents"].dropna()
    assert (counted >= 0).all()
    assert table.rows.index.is_unique
