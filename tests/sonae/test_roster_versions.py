"""``sonae roster commit|history|compare|undo``: as the page does it, by an account and its password."""

import json
import resource
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from domain.faults import Fault
from domain.registers import RegisterName
from messages.fault_words import fault_words
from presentation.listed_squads import local_minute
from sonae.cli import app
from storage.home import HOME_VARIABLE, URL_VARIABLE
from storage.store.store import Store
from tests.bad_lists import BAD_LISTS
from tests.bad_lists import NAME as BAD_NAME
from tests.toy_city.on_disk import put_toy_city

RUNNER = CliRunner()
PASSWORD = "kakunin-no-tame-2026"
HEADER = "組織ID,班,役割,氏名\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    put_toy_city(tmp_path / "city")
    monkeypatch.setenv("SONAE_BUNDLE", str(tmp_path / "city"))
    store = Store.open()
    store.accounts.make_first("honbu", "本庁", PASSWORD)
    store.close()
    return tmp_path


def run(*arguments: str, password: str = PASSWORD, answers: str = "") -> Result:
    typed = f"{password}\n{answers}"
    return RUNNER.invoke(app, ["roster", *arguments, "--account", "honbu"], input=typed)


def listed(home: Path, *rows: str) -> str:
    file = home / "名簿.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(file)


def names() -> list[str]:
    store = Store.open()
    reader = store.sign_ins.sign_in("honbu", PASSWORD).account.reader
    found = sorted(store.read(reader, RegisterName.MEMBERS)["name"])
    store.close()
    return found


def document(result: Result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout[result.stdout.index("{") if "{" in result.stdout else 0 :])


def test_a_list_is_committed_compared_and_taken_back(home: Path):
    file = listed(home, "org-1,本部班,班長,見本 一", "org-1,情報班,班員,見本 二")
    done = document(run("commit", file, "--json"))
    assert (done["added"], done["version"] is None) == (2, False)
    assert document(run("commit", file, "--json"))["version"] is None
    counts = document(run("compare", "0", str(done["version"]), "--json"))
    assert counts == {"added": 2, "changed": 0, "unchanged": 0, "missing": 0}
    said = run("history").stdout
    assert "org-1" in said
    # The clock of the page, which is nine hours ahead of the store's.
    raw = run("history", "--json").stdout
    [row] = json.loads(raw[raw.index("[") :])
    assert local_minute(row["made_at"]) in said
    assert document(run("undo", str(done["version"]), "--json"))["ok"]
    assert names() == []


def test_it_asks_before_it_saves_and_who_is_missing_stays_unless_said(home: Path):
    both = listed(home, "org-1,本部班,班長,見本 一", "org-1,情報班,班員,見本 二")
    assert run("commit", both, answers="n\n").exit_code == 0
    assert names() == []
    assert run("commit", both, answers="y\n").exit_code == 0
    part = listed(home, "org-1,本部班,班長,見本 一")
    run("commit", part, "--yes")
    assert names() == ["見本 一", "見本 二"]
    run("commit", part, "--yes", "--remove-missing")
    assert names() == ["見本 一"]


def test_a_list_with_faults_ends_with_one_before_a_password_is_asked_for(home: Path):
    result = run("commit", listed(home, "org-1,宇宙班,班長,見本 一"))
    assert result.exit_code == 1
    assert "見本" not in result.output
    assert names() == []


@pytest.mark.parametrize(
    "name", [name for name, (_, key) in BAD_LISTS.items() if key != "roster_person_twice"]
)
def test_what_is_no_sound_list_is_refused_in_its_own_words_and_nothing_is_stored(home: Path, name: str):
    content, key = BAD_LISTS[name]
    (home / name).write_bytes(content)
    result = run("commit", str(home / name), "--yes")
    assert result.exit_code == 1
    assert BAD_NAME not in result.output
    remedy = fault_words("ja", Fault(key, file=name, expected="Excel (.xlsx)", column="氏名")).remedy
    assert remedy in result.output.replace("\n", "")
    assert names() == []


def test_a_gigabyte_is_refused_by_its_size_and_not_read(home: Path):
    file = home / "huge.csv"
    with file.open("wb") as out:
        out.truncate(1_000_000_000)  # sparse: it takes no room
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = run("commit", str(file), "--yes")
    assert result.exit_code == 1
    assert "大きすぎます" in result.output
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun < 200_000  # kB
    assert names() == []


def test_a_wrong_password_writes_nothing(home: Path):
    file = listed(home, "org-1,本部班,班長,見本 一")
    result = run("commit", file, "--yes", password="chigau-aikotoba")
    assert result.exit_code == 1
    assert "chigau" not in result.output
    assert names() == []


def test_the_support_list_goes_by_its_kind(home: Path):
    file = home / "要支援者.csv"
    file.write_text("氏名,住所,事由\n要 一,町1,歩行困難\n", encoding="utf-8")
    refused = run("commit", str(file), "--kind", "needs-help", "--yes")
    assert refused.exit_code == 1
    done = run("commit", str(file), "--kind", "needs-help", "--yes", "--district", "271411-00001")
    assert done.exit_code == 0, done.output
    assert names() == []
