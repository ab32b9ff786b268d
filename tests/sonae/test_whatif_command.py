"""The command ``whatif``: streets by number or name, the same figures in words, JSON and CSV."""

import csv
import json
from pathlib import Path

from typer.testing import CliRunner

from domain.faults import UnknownStreetError
from messages.catalogue import languages, text
from sonae.error_words import error_sentence
from tests.sonae.test_cli import run

#: Headings of the people that a terminal shows of each block.
_TOLD = (
    "No longer reach their destination", "Arrive by another way", "Without destination, led anew",
    "Cannot leave the area, led anew",
)  # fmt: skip


def whatif(runner: CliRunner, city: Path, *more: object):
    return run(runner, "whatif", "--bundle", city, "--scenario", "toy-tsunami-night", *more)


def test_words_json_and_files_say_the_same(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = whatif(runner, city, "--close", "101", "--delay", "10", "--lang", "en", "--out", out)
    assert told.exit_code == 0, told.output
    assert "No other way holds." in told.output
    assert "10 min later" in told.output
    assert "sonae plan --scenario toy-tsunami-night --set network.closed_streets=101 --set" in told.output
    assert "departure.second_later_s=600" in told.output
    assert sorted(one.name for one in out.iterdir()) == [
        "about.csv", "blocked_streets.csv", "changed_blocks.csv", "changed_districts.csv",
    ]  # fmt: skip
    # A block of noughts is counted, not shown.
    with (out / "changed_blocks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = [one for one in rows[0] if one.startswith(_TOLD)]
    assert len(shown) == len(_TOLD)
    noughts = sum(all(row[one] == "0" for one in shown) for row in rows)
    assert (f"The first {len(rows) - noughts} of {len(rows)} blocks" in told.output) == bool(noughts)
    document = json.loads(whatif(runner, city, "--close", "101", "--delay", "10", "--json").stdout)
    assert document["change"] == {"street_ids": [101], "first_later_s": 600.0, "second_later_s": 600.0}
    blocks = document["blocks"]
    assert sum(row["lost_persons"] for row in blocks) == document["city"]["lost_persons"] > 0
    assert document["streets"][0]["street_id"] == 101
    assert document["streets"][0]["walk_after_s"] is None
    assert document["is_model"]
    # A street without a name is blocked by what tables and papers call it, too.
    with (out / "about.csv").open(encoding="utf-8-sig", newline="") as file:
        about = {row[0]: row[1] for row in csv.reader(file)}
    assert about["What was changed"] in told.output
    with (out / "blocked_streets.csv").open(encoding="utf-8-sig", newline="") as file:
        name = next(csv.DictReader(file))["Street"]
    named = json.loads(whatif(runner, city, "--close", name, "--delay", "10", "--json").stdout)
    assert named["change"] == document["change"]


def test_a_name_means_all_streets_of_it_and_groups_move_apart(runner: CliRunner, city: Path) -> None:
    more = ("--close", "甲橋", "--delay", "5", "--delay-second", "-5", "--json")
    change = json.loads(whatif(runner, city, *more).stdout)["change"]
    assert change == {"street_ids": [121], "first_later_s": 300.0, "second_later_s": -300.0}


def test_a_street_that_is_not_there_and_a_delay_beyond_all_are_refused(runner: CliRunner, city: Path) -> None:
    for more in (("--close", "何もない所"), ("--close", "999"), ("--delay", "241")):
        refused = whatif(runner, city, *more, "--lang", "en")
        assert refused.exit_code == 1, refused.output
    # Whoever knows a name by half is told the names that are there.
    for asked in ("橋", "甲大橋"):
        refused = whatif(runner, city, "--close", asked, "--lang", "en")
        assert refused.exit_code == 1
        assert f"no street or bridge “{asked}”. Names like it: " in refused.output
        assert "甲橋" in refused.output


def test_where_names_are_found_is_called_what_the_page_calls_it():
    for language in languages():
        said = error_sentence(UnknownStreetError("なし", ()), language)
        assert text(language, "screen.whatif.find") in said
