"""The command: exit codes, words in both languages, nothing half-written, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.measures import MEASURE_KEYS
from presentation.setting_words import measure_form, setting_name
from sonae.cli import app

ROOT = Path(__file__).resolve().parents[2]


def run(runner: CliRunner, *arguments: object):
    result = runner.invoke(app, [str(argument) for argument in arguments])
    # Any other exception would be a traceback on somebody's screen.
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def spoil(city: Path) -> None:
    for name in ("posts.csv", "wards.parquet"):
        file = city / name
        file.write_bytes(file.read_bytes()[:-9])


COMMANDS = [
    (),
    ("plan",),
    ("readiness",),
    ("places",),
    ("serve",),
    ("bundle",),
    ("bundle", "check"),
    ("bundle", "info"),
    ("bundle", "export"),
    ("bundle", "scenarios", "list"),
    ("bundle", "scenarios", "show"),
    ("bundle", "scenarios", "edit"),
    ("bundle", "scenarios", "remove"),
    ("bundle", "scenarios", "propose"),
    ("bundle", "scenarios", "check"),
    ("import",),
    ("import", "places"),
    ("import", "streets"),
    ("import", "hazard"),
    ("import", "elevation"),
    ("roster", "template"),
    ("roster", "check"),
    ("sweep",),
    ("crowding",),
    ("whatif",),
    ("verify",),
    ("settings", "list"),
    ("settings", "explain"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(runner: CliRunner, command: tuple[str, ...]):
    result = run(runner, *command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_help_needs_no_heavy_library():
    code = (
        "import sys; from typer.testing import CliRunner; from sonae.cli import app;"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "heavy = {'numpy', 'pandas', 'geopandas', 'numba', 'ortools', 'streamlit'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_help_answers_before_anything_heavy_is_loaded():
    # Each of these takes longer to load than the whole answer may.
    heavy = {"geopandas", "networkx", "numba", "numpy", "pandas", "pandera", "scipy", "shapely", "streamlit"}
    call = [sys.executable, "-X", "importtime", "-m", "sonae", "--help"]
    done = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "sonae.cli" in loaded
    assert not heavy & loaded


def test_a_plan_is_written(runner: CliRunner, city: Path, tmp_path: Path):
    out = tmp_path / "plan"
    result = run(runner, "plan", "--bundle", city, "--scenario", "toy-tsunami-night", "--out", out)
    assert result.exit_code == 0
    assert "模擬データ" in result.stdout
    # 350 people live in the toy city; on model data they are shown rounded.
    assert "350" in result.stdout
    assert json.loads((out / "plan.json").read_text(encoding="utf-8"))["ledger"]["city"]["persons"] == 350


def test_a_plan_in_english_and_as_json(runner: CliRunner, city: Path, tmp_path: Path):
    common = ("plan", "--bundle", city, "--scenario", "toy-tsunami-night")
    english = run(runner, *common, "--out", tmp_path / "en", "--lang", "en")
    assert "Model data" in english.stdout
    assert "Toy City" in english.stdout
    document = json.loads(run(runner, *common, "--out", tmp_path / "js", "--json").stdout)
    assert (document["ok"], document["ledger"]["city"]["persons"]) == (True, 350)
    assert "plan.json" in document["files"]


def test_settings_reach_the_plan(runner: CliRunner, city: Path, tmp_path: Path):
    settings = tmp_path / "my.toml"
    settings.write_text('"movement.night_factor" = 0.9\n"movement.adult_speed_m_s" = 1.1\n', encoding="utf-8")
    common = ("plan", "--bundle", city, "--scenario", "toy-flood", "--out", tmp_path / "out", "--json")
    # The call overrides the file.
    result = run(runner, *common, "--settings", settings, "--set", "movement.adult_speed_m_s=1.2")
    assert json.loads(result.stdout)["settings_changed"] == {
        "movement.adult_speed_m_s": 1.2,
        "movement.night_factor": 0.9,
    }


def test_a_spoilt_city_exits_1_with_every_fault_in_both_languages(
    runner: CliRunner, city: Path, tmp_path: Path
):
    spoil(city)
    out = tmp_path / "out"
    result = run(runner, "plan", "--bundle", city, "--scenario", "toy-flood", "--out", out)
    assert result.exit_code == 1
    assert not out.exists()
    for words in (
        "posts.csv",
        "wards.parquet",
        "sha256",
        "元のファイルを写し直してください",
        "Copy the original again",
    ):
        assert words in result.stderr


def test_a_chosen_language_is_the_only_one(runner: CliRunner, city: Path):
    spoil(city)
    result = run(runner, "bundle", "check", city, "--lang", "en")
    assert result.exit_code == 1
    assert "Copy the original again" in result.stderr
    assert "誤り" not in result.stderr


def test_faults_as_json_have_place_words_and_remedy(runner: CliRunner, city: Path):
    spoil(city)
    document = json.loads(run(runner, "bundle", "check", city, "--json").stdout)
    assert document["ok"] is False
    fault = next(fault for fault in document["faults"] if fault["file"] == "posts.csv")
    assert fault["key"] == "hash_mismatch"
    assert fault["words"]["ja"]["remedy"]
    assert fault["words"]["en"]["remedy"]


def test_an_unknown_scenario_names_those_there_are(runner: CliRunner, city: Path, tmp_path: Path):
    result = run(runner, "plan", "--bundle", city, "--scenario", "meteor", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "想定「meteor」はありません" in result.stderr
    assert "There is no scenario “meteor”" in result.stderr
    assert "toy-quake" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_wrong_setting_says_what_is_allowed(runner: CliRunner, city: Path, tmp_path: Path):
    common = ("plan", "--bundle", city, "--scenario", "toy-flood", "--out", tmp_path / "out")
    result = run(runner, *common, "--set", "movement.adult_speed_m_s=99")
    assert result.exit_code == 1
    assert "0.2–2" in result.stderr


def test_the_time_of_day_is_set_like_any_setting(runner: CliRunner, city: Path, tmp_path: Path):
    common = ("plan", "--bundle", city, "--scenario", "toy-flood")
    by_day = run(runner, *common, "--out", tmp_path / "day", "--json", "--set", "departure.day_time=day")
    document = json.loads(by_day.stdout)
    assert document["settings_changed"] == {"departure.day_time": "day"}
    assert (document["scenario"]["day_time"], document["scenario"]["day_time_changed"]) == ("day", True)
    # Present by day: A 80, B 20, C 50, D 60, E 40, G 5.
    assert document["ledger"]["city"]["persons"] == 255
    wrong = run(runner, *common, "--out", tmp_path / "noon", "--set", "departure.day_time=noon")
    assert wrong.exit_code == 1
    assert wrong.stderr.count("scenario, night, day") == 2  # in Japanese and in English
    assert not (tmp_path / "noon").exists()


def test_a_setting_of_fixed_words_is_explained_with_its_words(runner: CliRunner):
    said = run(runner, "settings", "explain", "departure.day_time").stdout
    assert "scenario, night, day" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("fly",),
        ("plan", "--scenario", "toy-flood", "--out", "x", "--set", "speed"),
        ("bundle", "check", "--lang", "fr"),
        ("bundle", "export", "--out", "city.txt"),
        ("readiness", "--format", "pdf"),
        ("readiness", "--format", "xlsx"),
        ("serve", "--port", "99999"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_exits_2(runner: CliRunner, arguments: tuple[str, ...]):
    assert run(runner, *arguments).exit_code == 2


def test_a_folder_in_use_is_refused_before_any_work(runner: CliRunner, city: Path, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    result = run(runner, "plan", "--bundle", city, "--scenario", "toy-flood", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "計画を作っています" not in result.stderr
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_a_sound_city_is_called_so(runner: CliRunner, city: Path):
    result = run(runner, "bundle", "check", city)
    assert result.exit_code == 0
    assert "この都市データに誤りはありません" in result.stdout


def test_a_city_is_described(runner: CliRunner, city: Path):
    result = run(runner, "bundle", "info", city, "--json")
    document = json.loads(result.stdout)
    assert [scenario["id"] for scenario in document["scenarios"]] == [
        "toy-tsunami-night",
        "toy-flood",
        "toy-quake",
    ]
    assert next(layer for layer in document["layers"] if layer["layer"] == "places")["rows"] == 5
    said = run(runner, "bundle", "info", city).stdout
    assert "toy-flood" in said
    # What --ward takes stands nowhere else.
    assert [code for code in ("271411", "271420") if code not in said] == []


def test_a_city_is_described_in_the_language_of_the_reader(runner: CliRunner, city: Path):
    # Names of layers and columns, terms and cautions stand as on the data page; ids are for --json.
    said = run(runner, "bundle", "info", city, "--lang", "en").stdout
    assert "Places" in said
    assert "hazards/" not in said


def test_a_city_is_exported_once(runner: CliRunner, city: Path, tmp_path: Path):
    arguments = ("bundle", "export", city, "--out", tmp_path / "city.gpkg")
    assert run(runner, *arguments).exit_code == 0
    assert run(runner, *arguments).exit_code == 1


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_readiness_of_one_ward(runner: CliRunner, city: Path, form: str):
    arguments = (
        "readiness",
        "--bundle",
        city,
        "--scenario",
        "toy-quake",
        "--ward",
        "271411",
        "--format",
        form,
    )
    result = run(runner, *arguments)
    assert result.exit_code == 0
    if form == "json":
        areas = {row["area_id"] for row in json.loads(result.stdout)["indicators"]}
        assert areas == {"271411", "271411-00001"}
    assert "271420" not in result.stdout


def test_readiness_as_a_workbook(runner: CliRunner, city: Path, tmp_path: Path):
    out = tmp_path / "r.xlsx"
    result = run(
        runner, "readiness", "--bundle", city, "--scenario", "toy-quake", "--format", "xlsx", "--out", out
    )
    assert result.exit_code == 0
    assert out.read_bytes().startswith(b"PK")


def test_a_ward_that_is_not_there_is_a_wrong_call(runner: CliRunner, city: Path):
    assert run(runner, "readiness", "--bundle", city, "--ward", "999999").exit_code == 2


def test_settings_are_listed_and_explained(runner: CliRunner):
    rows = json.loads(run(runner, "settings", "list", "--json").stdout)
    assert {row["key"] for row in rows} >= {"movement.adult_speed_m_s", "capacity.stay_area_m2"}
    assert all(row["source"] for row in rows)
    assert "内閣府" in run(runner, "settings", "explain", "movement.adult_speed_m_s").stdout
    target = json.loads(
        run(runner, "settings", "explain", "movement.adult_speed_m_s", "--preset", "target", "--json").stdout
    )
    assert (target["value"], target["default"]) == (1.0, 0.736)
    wrong = run(runner, "settings", "explain", "movement.wings")
    assert wrong.exit_code == 1
    assert "「movement.wings」はありません" in wrong.output
    assert "「」" not in wrong.output


@pytest.mark.parametrize("key", MEASURE_KEYS)
def test_measures_are_listed_and_explained_beside_the_settings(runner: CliRunner, key: str):
    assert key in "".join(run(runner, "settings", "list").stdout.split())
    said = run(runner, "settings", "explain", key, "--lang", "en")
    assert (said.exit_code, said.stdout.splitlines()[0]) == (0, f"{key}  {setting_name(key, 'en')}")
    document = json.loads(run(runner, "settings", "explain", key, "--json").stdout)
    assert document == {"key": key, "name": setting_name(key, "ja"), "form": measure_form(key, "ja")}


def test_a_roster_is_checked_and_not_stored(runner: CliRunner, city: Path, tmp_path: Path):
    roster = tmp_path / "名簿.csv"
    roster.write_text(
        "組織ID,班,役割,氏名\norg-1,救出・救護班,班長,見本 一郎\norg-7,消火班,班員,見本 二郎\n",
        encoding="cp932",
    )
    before = {file: file.stat().st_mtime_ns for file in city.rglob("*")}
    result = run(runner, "roster", "check", roster, "--bundle", city, "--year", "2026")
    assert result.exit_code == 1
    assert "3 行目" in result.stderr
    # The squads are counted without that row, which is said.
    assert "誤りのある行は、この人数に入れていません" in result.stdout
    assert "見本" not in result.output
    assert {file: file.stat().st_mtime_ns for file in city.rglob("*")} == before


def test_the_roster_template_is_a_csv_with_bom(runner: CliRunner, tmp_path: Path):
    assert run(runner, "roster", "template", "--out", tmp_path / "t.csv").exit_code == 0
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run(runner, "roster", "template", "--out", tmp_path / "t.csv").exit_code == 1


def test_a_list_is_compared_with_an_earlier_one_and_given_back(runner: CliRunner, city: Path, tmp_path: Path):
    head = "組織ID,班,役割,氏名\n"
    before, after = tmp_path / "前.csv", tmp_path / "後.csv"
    before.write_text(head + "org-1,本部,班長,見本 一郎\norg-1,本部,班員,見本 二郎\n", encoding="utf-8")
    after.write_text(head + "org-1,本部,班長,見本 一郎\norg-1,本部,班員,見本 三郎\n", encoding="utf-8")
    call = ("roster", "check", after, "--bundle", city, "--year", "2026", "--against", before, "--json")
    told = json.loads(run(runner, *call).stdout)
    assert told["changes"] == {"added": 1, "changed": 0, "removed": 0, "kept": 1, "unchanged": 1}
    assert json.loads(run(runner, *call, "--remove-missing").stdout)["changes"]["removed"] == 1
    after.write_text(head + "org-1,踊り班,班長,見本 一郎\n", encoding="utf-8")
    result = run(runner, "roster", "check", after, "--bundle", city, "--remarks", tmp_path / "返す.csv")
    assert result.exit_code == 1
    assert "班は知らない名前です" in (tmp_path / "返す.csv").read_text(encoding="utf-8-sig")


def test_the_list_of_people_who_need_help_is_checked_apart(runner: CliRunner, city: Path, tmp_path: Path):
    file = tmp_path / "名簿.csv"
    file.write_text("氏名,住所,事由,要介護度,同意\n見本 一郎,見本町,要介護3,3,有\n", encoding="cp932")
    call = ("roster", "check", file, "--bundle", city, "--lang", "ja")
    assert "避難行動要支援者名簿に見えます" in run(runner, *call).stderr
    good = run(runner, *call, "--kind", "needs-help")
    assert good.exit_code == 0
    assert "1 人分を読みました" in good.stdout
    assert "見本 一郎" not in good.output


@pytest.mark.parametrize("kind", ["members", "needs-help"])
def test_templates_are_excel_by_their_name(runner: CliRunner, tmp_path: Path, kind: str):
    assert run(runner, "roster", "template", kind, "--out", tmp_path / "t.xlsx").exit_code == 0
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")


def test_the_public_import_is_lazy_and_works():
    code = (
        "import sys, sonae; assert 'pandas' not in sys.modules;"
        "from sonae import read_bundle, make_plan, Plan; assert Plan.__name__ == 'Plan'"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_command_works_from_any_folder(city: Path, tmp_path: Path):
    environment = {**os.environ, "SONAE_BUNDLE": str(city), "SONAE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "sonae", "bundle", "check", "--json"]
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0
    assert json.loads(result.stdout)["ok"] is True
