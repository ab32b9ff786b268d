"""A list goes in on its page: in a demonstration as far as its effect, signed in to its end and back."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from domain.registers import RegisterName, Role
from planning.case import Case
from planning.changed_strength import with_strength
from presentation.words import Words
from storage.store.account_rows import Rights
from storage.store.reader import Reader
from storage.store.store import Store
from tests.data.readers.workbooks import make_workbook
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings
from tests.ui.screen import go_to, open_as, open_screen, shown_text
from ui import shared
from ui.view.roster import ids_grid, indicators_grid, organisation_names
from ui.view.upload import person_words

_NAME, _OTHER = "見本 太郎", "見本 花子"
_HEADER = "組織ID,組織名,班,役割,氏名,年代,生年,昼間参集可,夜間参集可,資格,備考"
_PASSWORD = "kakunin-no-tame-2026"
M = RegisterName.MEMBERS


def _roster(*rows: str) -> bytes:
    return ("\r\n".join([_HEADER, *rows]) + "\r\n").encode("utf-8-sig")


def _row(squad: str, role: str, name: str = _NAME, org: str = "org-1") -> str:
    return f"{org},,{squad},{role},{name},60代,,○,○,,"


def _upload(screen: AppTest, content: bytes, name: str = "roster.csv") -> AppTest:
    screen.get("file_uploader")[0].set_value((name, content, "text/csv"))
    return screen.run()


def _press(screen: AppTest, key: str) -> AppTest:
    [button] = [one for one in screen.button if one.key == key]
    return button.click().run()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store in a home of its own, with an account of headquarters."""
    monkeypatch.setenv("SONAE_HOME", str(tmp_path))
    opened = shared.store()
    opened.accounts.make_first("honbu", "本庁", _PASSWORD)
    yield opened
    shared.store_at.clear()


def signed_in(store: Store, page: str = "upload", login: str = "honbu", password: str = _PASSWORD) -> AppTest:
    """Return a page as a signed-in reader sees it."""
    return open_as(store, page, login, password)


def leader(store: Store, org: str) -> tuple[str, str]:
    """Make an account of an organisation's leader; return its name and password."""
    head = Reader.headquarters(store.accounts.list(_head(store))[0].account_id)
    account, first = store.accounts.make(
        head, f"kaicho-{org}", "会長", Rights(Role.ORGANISATION_LEADER, org_ids=frozenset({org}))
    )
    store.accounts.set_password(head, account.account_id, _PASSWORD)
    return account.login, first


def _head(store: Store) -> Reader:
    return store.sign_ins.sign_in("honbu", _PASSWORD).account.reader


# In a demonstration


def test_a_demonstration_shows_the_effect_and_asks_for_the_first_account(home_folder: Path) -> None:
    screen = _upload(open_screen("upload"), _roster(_row("本部班", "班長")))
    assert not screen.exception
    said = shown_text(screen)
    assert "1人分を読みました" in said
    assert "名簿を入れる前と後" in said
    assert "はじめに本庁のアカウントを作って" in said or "はじめに本庁のアカウント" in _infos(screen)
    assert not [one for one in screen.button if one.key == "upload.commit"]
    # Who goes to another page leaves nothing of the list behind.
    assert [key for key in go_to(screen, "data").session_state if "own.upload" in str(key)] == []
    kept = [file for file in home_folder.rglob("*") if file.is_file() and _NAME.encode() in file.read_bytes()]
    assert kept == []
    assert "名簿を入れる前と後" not in shown_text(open_screen("upload"))


def _infos(screen: AppTest) -> str:
    return "\n".join(str(one.value) for one in screen.info)


def test_every_fault_is_told_by_row_and_column_without_the_persons_name() -> None:
    rows = [_row("本部班", "班長"), _row("宇宙班", "班長"), _row("情報班", "王様")]
    screen = _upload(open_screen("upload"), _roster(*rows))
    assert not screen.exception
    said = shown_text(screen)
    assert "誤りが 2 件あります" in said
    assert _NAME not in said
    assert "4. 変わること" not in said


def test_what_is_no_list_is_refused_in_words_of_its_own() -> None:
    photo = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(500)
    said = {}
    for name, content in (("photo.csv", photo), ("empty.csv", b""), ("noise.csv", b"\xff\xfe\x00\x01")):
        screen = _upload(open_screen("upload"), content, name)
        assert not screen.exception
        assert "誤りが" in shown_text(screen)
        assert "4. 変わること" not in shown_text(screen)
        said[name] = shown_text(screen).split("<caption>確認事項（行・列・内容・直し方）")[1][:900]
    assert len(set(said.values())) == len(said)


def test_a_workbook_of_two_sheets_goes_in_as_it_is() -> None:
    rows = [
        ["令和8年度　班員名簿", "", "", "", ""],
        ["組織ID", "班", "役　職", "氏　名", "きまぐれ"],
        ["org-1", "本部", "会長", _NAME, "x"],
        ["〃", "〃", "班員", "見本 次郎", "y"],
        ["合計", "", "", "2名", ""],
    ]
    content = make_workbook({"表紙": [["表題"]], "名簿": rows})
    screen = _upload(open_screen("upload"), content, "名簿.xlsx")
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
    assert "列「左から5番目」" in said
    assert "左から5番目" not in shown_text(screen)


def test_each_list_is_refused_in_place_of_the_other() -> None:
    content = f"氏名,住所,事由,要介護度,同意\n{_NAME},見本町,要介護3,3,有\n".encode("cp932")
    screen = _upload(open_screen("upload"), content)
    assert not screen.exception
    assert "避難行動要支援者名簿に見えます" in shown_text(screen)
    assert _NAME not in shown_text(screen)
    screen = open_screen("upload")
    [kind] = [one for one in screen.radio if one.key == "upload.kind"]
    screen = _upload(kind.set_value("needs_help").run(), _roster(_row("本部班", "班長")))
    assert not screen.exception
    assert "班員名簿に見えます" in shown_text(screen)


# Signed in


def test_a_list_is_saved_seen_in_readiness_and_taken_back(store: Store) -> None:
    head = _head(store)
    content = _roster(_row("救出・救護班", "班長"), _row("救出・救護班", "班員", _OTHER))
    screen = _upload(signed_in(store), content)
    assert not screen.exception
    assert store.read(head, M).empty
    screen = _press(screen, "upload.commit")
    assert not screen.exception
    assert "保存しました" in shown_text(screen)
    # Before and after are no longer two: the city shows the list already.
    assert "名簿を入れる前と後" not in shown_text(screen)
    assert sorted(store.read(head, M)["name"]) == sorted([_NAME, _OTHER])
    assert "roster.csv" in shown_text(screen)
    data = signed_in(store, "data")
    assert "名簿の入った組織は 1、その校区は 1" in shown_text(data)
    other = _upload(signed_in(store), content)
    assert "今の名簿と同じです" in _infos(other)
    screen = _press(screen, "upload.undo.done")
    assert not screen.exception
    assert "取り消しました" in shown_text(screen)
    assert store.read(head, M).empty
    assert "名簿の入った組織はまだありません" in shown_text(signed_in(store, "data"))


def test_what_is_compared_begins_anew_with_each_version(store: Store) -> None:
    def compared(screen: AppTest) -> list[object]:
        return [one.value for one in screen.selectbox if one.label in {"前の版", "後の版"}]

    screen = _press(_upload(signed_in(store), _roster(_row("救出・救護班", "班長"))), "upload.commit")
    before, first = compared(screen)
    assert before == 0
    screen = _upload(screen, _roster(_row("本部班", "班長", _OTHER)), "again.csv")
    # The newest with the one before it, whatever stood there when it came.
    earlier, later = compared(_press(screen, "upload.commit"))
    assert (earlier, later) == (first, store.history(_head(store), M)["version_id"].max())


def test_who_is_missing_stays_until_the_box_is_ticked(store: Store) -> None:
    head = _head(store)
    both = _roster(_row("本部班", "班長"), _row("情報班", "班員", _OTHER))
    _press(_upload(signed_in(store), both), "upload.commit")
    part = _roster(_row("本部班", "班長"))
    screen = _upload(signed_in(store), part)
    assert "1 人います。この人たちはそのまま残ります" in _infos(screen)
    assert "今の名簿と同じです" in _infos(screen)
    [box] = [one for one in screen.checkbox if one.key == "upload.removes"]
    screen = box.check().run()
    assert any("1 人が消えます" in str(one.value) for one in screen.warning)
    assert _OTHER in shown_text(screen)
    _press(screen, "upload.commit")
    assert store.read(head, M)["name"].tolist() == [_NAME]


def test_of_two_officers_the_second_is_told_and_shown_what_changed(store: Store) -> None:
    first = _upload(signed_in(store), _roster(_row("本部班", "班長")))
    second = _upload(signed_in(store), _roster(_row("情報班", "班員", _OTHER)))
    _press(first, "upload.commit")
    second = _press(second, "upload.commit")
    assert not second.exception
    assert any("ほかの人が同じ名簿を変更しました" in str(one.value) for one in second.warning)
    assert _NAME in shown_text(second)
    assert store.read(_head(store), M)["name"].tolist() == [_NAME]
    _press(second, "upload.commit")
    assert sorted(store.read(_head(store), M)["name"]) == sorted([_NAME, _OTHER])


def test_a_corrected_column_is_remembered_for_the_next_file_and_can_be_corrected(store: Store) -> None:
    content = "組織ID,班,役割,氏名,きまぐれ\norg-1,本部班,班長,見本 太郎,x\n".encode()
    screen = _upload(signed_in(store), content)
    [column] = [box for box in screen.selectbox if "きまぐれ" in box.label]
    column.set_value("備考").run()
    later = _upload(signed_in(store), content, "later.csv")
    [column] = [box for box in later.selectbox if "きまぐれ" in box.label]
    assert column.value == "備考"
    assert "前回直した対応" in shown_text(later)
    column.set_value("資格").run()
    again = _upload(signed_in(store), content, "again.csv")
    assert [box.value for box in again.selectbox if "きまぐれ" in box.label] == ["資格"]


def test_one_person_in_two_rows_is_asked_about_once_and_stands_once(store: Store) -> None:
    content = _roster(_row("情報班", "班員"), _row("情報班", "班員", "見本太郎"))
    screen = _upload(signed_in(store), content)
    [pair] = [one for one in screen.radio if str(one.key).startswith("upload.pair.")]
    screen = pair.set_value(True).run()
    assert not screen.exception
    assert "入れない行: 3" in shown_text(screen)
    _press(screen, "upload.commit")
    assert len(store.read(_head(store), M)) == 1
    later = _upload(signed_in(store), content, "later.csv")
    assert "今の名簿と同じです" in _infos(later)


def test_the_leader_of_the_next_district_sees_nothing_of_it(store: Store) -> None:
    content = _roster(_row("救出・救護班", "班長", org="org-1"))
    _press(_upload(signed_in(store), content), "upload.commit")
    login, _ = leader(store, "org-2")
    screen = signed_in(store, "upload", login)
    said = shown_text(screen)
    assert _NAME not in said
    assert "roster.csv" not in said
    assert "まだ名簿は保存されていません" in said
    assert "名簿の入った組織はまだありません" in shown_text(signed_in(store, "data", login))
    # Her own list of the other organisation is refused, and nothing is written.
    screen = _upload(screen, _roster(_row("本部班", "班長", _OTHER, org="org-1")))
    assert not screen.exception
    assert "4. 変わること" not in said
    assert not [one for one in screen.button if one.key == "upload.commit"]
    assert store.read(_head(store), M)["name"].tolist() == [_NAME]
    # The support list is not offered to her.
    [kind] = [one for one in screen.radio if one.key == "upload.kind"]
    assert len(kind.options) == 1


def test_the_support_list_goes_into_its_own_register(store: Store) -> None:
    screen = signed_in(store)
    [kind] = [one for one in screen.radio if one.key == "upload.kind"]
    screen = kind.set_value("needs_help").run()
    content = "校区,氏名,住所,事由,同意\n271411-00001,要 一,町1,歩行困難,有\n".encode()
    screen = _upload(screen, content)
    assert not screen.exception
    screen = _press(screen, "upload.commit")
    assert "保存しました" in shown_text(screen)
    head = _head(store)
    assert store.read(head, RegisterName.NEEDS_HELP)["name"].tolist() == ["要 一"]
    assert store.read(head, M).empty


def test_a_store_that_is_held_by_another_is_said_in_words_and_the_page_stays(store: Store) -> None:
    screen = _upload(signed_in(store), _roster(_row("本部班", "班長")))
    store.sessions.engine.dispose()
    file = Path(str(store.sessions.engine.url.database))
    file.rename(file.with_suffix(".away"))
    file.mkdir()
    screen = _press(screen, "upload.commit")
    assert not screen.exception
    assert "名簿の保存先" in "\n".join([shown_text(screen), *(str(one.value) for one in screen.error)])


def test_shares_stand_in_percent_before_and_after() -> None:
    # Organisation 1 of the toy city has 25 of 28 posts filled: 89 %; one member leaves 1 of 28: 4 %.
    city = make_toy_bundle()
    case, plan = make(city, "toy-tsunami-night", toy_settings())
    organisations, posts = city.strength.organisations, city.strength.posts
    org_id = str(organisations.index[0])
    posts = posts.assign(filled=posts["filled"].where(posts["org_id"] != org_id, 0))
    posts.loc[posts.index[posts["org_id"] == org_id][0], "filled"] = 1
    _, after = with_strength(case, plan, case.strength.with_posts(posts))
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


def test_the_second_sheet_of_a_workbook_is_saved_after_the_first(store: Store) -> None:
    header = ["組織ID", "班", "役割", "氏名"]
    sheets = {
        "役員": [header, ["org-1", "本部班", "班長", _NAME]],
        "班編成": [header, ["org-1", "情報班", "班員", _OTHER]],
    }
    screen = _upload(signed_in(store), make_workbook(sheets), name="roster.xlsx")
    for sheet in sheets:
        [choice] = [one for one in screen.selectbox if one.key == "upload.sheet"]
        screen = _press(choice.set_value(sheet).run(), "upload.commit")
        assert "保存しました" in shown_text(screen)
    assert sorted(store.read(_head(store), M)["name"]) == sorted([_NAME, _OTHER])


def test_two_of_one_name_are_told_apart_by_squad_role_birth_and_telephone() -> None:
    rows = pd.DataFrame(
        {"name": ["甲 一", "甲 一"], "post": ["fire_fighting", "information"], "role": ["leader", "member"]}
        | {"born_on": ["1969", ""], "phone": ["", "072-000-0001"]},
        index=[2, 3],
    )
    assert person_words(rows, 2, Words("ja")) == "甲 一 (消火班, 班長, 1969)"
    assert person_words(rows, 3, Words("ja")) == "甲 一 (情報班, 班員, 072-000-0001)"
