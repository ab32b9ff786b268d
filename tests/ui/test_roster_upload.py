"""A roster is tried in one session and is nowhere else afterwards."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planning.case import Case
from planning.changed_posts import with_posts
from presentation.words import Words
from tests.data.readers.workbooks import make_workbook
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings
from tests.ui.screen import open_screen, shown_text
from ui.components import roster_parts
from ui.view.roster import ids_grid, indicators_grid, organisation_names
from use_cases.upload_roster import RosterUpload, upload_roster

_NAME = "見本 太郎"
_HEADER = "組織ID,組織名,班,役割,氏名,年代,生年,昼間参集可,夜間参集可,資格,備考"


def _roster(rows: list[str]) -> bytes:
    return ("\r\n".join([_HEADER, *rows]) + "\r\n").encode("utf-8-sig")


def _row(squad: str, role: str) -> str:
    org_id = make_toy_bundle().strength.organisations.index[0]
    return f"{org_id},,{squad},{role},{_NAME},60代,,○,○,,"


def _upload(screen: AppTest, content: bytes) -> AppTest:
    screen.get("file_uploader")[0].set_value(("roster.csv", content, "text/csv"))
    return screen.run()


def test_a_good_roster_shows_its_effect_on_squads() -> None:
    screen = _upload(open_screen("organisations"), _roster([_row("本部班", "班長")]))
    assert not screen.exception
    said = shown_text(screen)
    assert "1人分を読みました" in said
    assert "名簿を入れる前と後" in said


def test_every_fault_is_told_by_row_and_column_without_the_persons_name() -> None:
    rows = [_row("本部班", "班長"), _row("宇宙班", "班長"), _row("情報班", "王様")]
    screen = _upload(open_screen("organisations"), _roster(rows))
    assert not screen.exception
    said = shown_text(screen)
    assert "確認事項が 2 件あります" in said
    assert "3" in said
    assert "4" in said
    assert _NAME not in said
    assert "名簿を入れる前と後" not in said


def test_a_file_that_is_no_table_is_refused_in_words() -> None:
    screen = _upload(open_screen("organisations"), b"\xff\xfe\x00\x01")
    assert not screen.exception
    assert "確認事項が" in shown_text(screen)


def test_a_workbook_of_two_sheets_goes_in_as_it_is() -> None:
    org_id = make_toy_bundle().strength.organisations.index[0]
    rows = [
        ["令和8年度　班員名簿", "", "", "", ""],
        ["組織ID", "班", "役　職", "氏　名", "きまぐれ"],
        [org_id, "本部", "会長", _NAME, "x"],
        ["〃", "〃", "班員", "見本 次郎", "y"],
        ["合計", "", "", "2名", ""],
    ]
    content = make_workbook({"表紙": [["表題"]], "名簿": rows})
    screen = open_screen("organisations")
    screen.get("file_uploader")[0].set_value(("名簿.xlsx", content, "application/octet-stream"))
    screen = screen.run()
    assert not screen.exception
    said = shown_text(screen)
    assert "2人分を読みました" in said
    assert "〃・同上を、上の行と同じ値として読みました" in said
    assert "シート「名簿」を読みました" in said
    # A column that nobody knows is shown to be chosen; what is chosen is read.
    [column] = [box for box in screen.selectbox if "きまぐれ" in box.label]
    assert column.value == ""
    screen = column.set_value("備考").run()
    assert not screen.exception
    assert "#5" in said
    assert "#5" not in shown_text(screen)
    assert "2人分を読みました" in shown_text(screen)


def test_the_list_of_people_who_need_help_is_refused_here() -> None:
    content = f"氏名,住所,事由,要介護度,同意\n{_NAME},見本町,要介護3,3,有\n".encode("cp932")
    screen = _upload(open_screen("organisations"), content)
    assert not screen.exception
    said = shown_text(screen)
    assert "避難行動要支援者名簿に見えます" in said
    assert _NAME not in said


def test_a_roster_is_not_stored_and_not_seen_by_anybody_else(home_folder: Path) -> None:
    _upload(open_screen("organisations"), _roster([_row("本部班", "班長")]))
    other = open_screen("organisations")
    assert "名簿を入れる前と後" not in shown_text(other)
    kept = [file for file in home_folder.rglob("*") if file.is_file() and _NAME.encode() in file.read_bytes()]
    assert kept == []


def test_a_roster_is_checked_once_however_often_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def counted(content: bytes, *args: Any, **named: Any) -> RosterUpload:
        checked.append(named["file"])
        return upload_roster(content, *args, **named)

    monkeypatch.setattr(roster_parts, "upload_roster", counted)
    screen = _upload(open_screen("organisations"), _roster([_row("本部班", "班長")]))
    screen.run()
    assert checked == ["roster.csv"]
    assert "1人分を読みました" in shown_text(screen)
    # Another file is another upload; one that is taken away leaves nothing in the session.
    _upload(screen, _roster([_row("本部班", "班長"), _row("本部班", "班員")]))
    assert len(checked) == 2
    assert "2人分を読みました" in shown_text(screen)
    screen.get("file_uploader")[0].set_value([])
    screen.run()
    assert "sonae.own.roster" not in screen.session_state
    assert "sonae.own.roster.effect" not in screen.session_state


def test_shares_stand_in_percent_before_and_after() -> None:
    # Organisation 1 of the toy city has 25 of 28 posts filled: 89 %; one member leaves 1 of 28: 4 %.
    city = make_toy_bundle()
    case, plan = make(city, "toy-tsunami-night", toy_settings())
    organisations, posts = city.strength.organisations, city.strength.posts
    org_id = str(organisations.index[0])
    posts = posts.assign(filled=posts["filled"].where(posts["org_id"] != org_id, 0))
    posts.loc[posts.index[posts["org_id"] == org_id][0], "filled"] = 1
    _, after = with_posts(case, plan, posts)
    district = str(organisations["district_id"].iloc[0])
    rows = {row[0]: row[1:] for row in indicators_grid(plan, after, district, Words("ja")).rows}
    shares = [cells for cells in rows.values() if cells[0].endswith("%")]
    assert any(cells[0].startswith("89") for cells in shares), rows
    assert all(float(cell.split(" ")[0]) <= 100 for cells in shares for cell in cells)


def test_ids_of_the_ward_stand_on_the_page_for_whoever_fills_in_a_roster() -> None:
    city = make_toy_bundle()
    ward, organisations = str(city.wards.index[0]), city.strength.organisations
    case = Case.of(city, city.scenario("toy-tsunami-night"), toy_settings())
    names = organisation_names(case, ward)
    inside = city.districts.index[city.districts["ward_code"] == ward]
    own = organisations[organisations["district_id"].isin(inside)]
    assert names == dict(zip(own.index, own["name"], strict=True))
    assert ids_grid(names, "堺区", Words("ja")).rows == tuple(names.items())
    assert str(organisations.index[0]) in shown_text(open_screen("organisations"))
