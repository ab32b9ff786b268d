"""Words: complete in every language, filled, and never an error on screen."""

import ast
import enum
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from domain import vocabulary
from domain.faults import Fault
from domain.measures import MEASURE_KEYS
from domain.settings.settings import Settings
from domain.vocabulary import Severity
from messages import catalogue
from messages.fault_words import fault_words

ROOT = Path(catalogue.__file__).resolve().parents[1]
LANGUAGES = ("ja", "en")
EASY = "ja_easy"


def _fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_japanese_comes_first():
    assert catalogue.languages() == (*LANGUAGES, EASY)
    assert catalogue.whole_languages() == LANGUAGES


def test_easy_japanese_says_the_rest_as_japanese_does():
    assert catalogue.keys(EASY) == catalogue.keys("ja")
    assert catalogue.own_keys("ja") == catalogue.keys("ja")
    own = catalogue.own_keys(EASY)
    assert own
    assert own < catalogue.keys("ja")
    rest = min(catalogue.keys("ja") - own)
    assert catalogue.template(EASY, rest) == catalogue.template("ja", rest)
    assert all(catalogue.template(EASY, key) != catalogue.template("ja", key) for key in own)


def test_easy_japanese_fills_fields_that_japanese_fills():
    # It may leave a field out that residents do not need, never ask for another.
    other = {
        key
        for key in catalogue.own_keys(EASY)
        if not _fields(catalogue.template(EASY, key)) <= _fields(catalogue.template("ja", key))
    }
    assert other == set()


def test_easy_japanese_is_japanese_to_a_browser():
    assert [catalogue.language_tag(one) for one in catalogue.languages()] == ["ja", "en", "ja"]


def test_every_language_has_the_same_keys():
    assert catalogue.keys("ja") == catalogue.keys("en")


def test_every_language_fills_the_same_fields():
    differing = {
        key
        for key in catalogue.keys("ja")
        if _fields(catalogue.template("ja", key)) != _fields(catalogue.template("en", key))
    }
    assert differing == set()


def test_no_key_stands_in_two_files():
    for language in catalogue.languages():
        counts = Counter(key for file in catalogue.files(language) for key in catalogue.read_words(file))
        assert [key for key, count in counts.items() if count > 1] == []


def test_no_words_are_empty():
    for language in catalogue.languages():
        assert [key for key in catalogue.keys(language) if not catalogue.template(language, key)] == []


def test_every_value_of_a_vocabulary_with_words_has_a_word():
    enums = [
        value
        for value in vars(vocabulary).values()
        if isinstance(value, type) and issubclass(value, enum.StrEnum) and value is not enum.StrEnum
    ]
    held = 0
    for kind in enums:
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
        keys = {f"{name}.{member.value}" for member in kind}
        for language in LANGUAGES:
            # Some, such as the origin of a width, are read by nobody and have no words at all.
            words = {key for key in catalogue.keys(language) if key.startswith(f"{name}.")}
            assert words in (set(), keys), name
        held += bool(words)
    assert held >= 14


def test_every_measure_has_a_name_and_no_other_has():
    for language in LANGUAGES:
        named = {
            key.removeprefix("measure.") for key in catalogue.keys(language) if key.startswith("measure.")
        }
        assert named == set(MEASURE_KEYS)


def test_every_setting_has_a_name_and_a_source_and_no_other_has():
    keys = {row.key for row in Settings().rows()}
    for language in LANGUAGES:
        for group in ("setting", "setting_source"):
            named = {key.removeprefix(f"{group}.") for key in catalogue.keys(language)
                     if key.startswith(f"{group}.")}  # fmt: skip
            assert named == keys, group


def test_the_quick_way_to_fill_a_text_says_the_same() -> None:
    for language in (*LANGUAGES, EASY):
        for key in catalogue.keys(language):
            words = catalogue.template(language, key)
            for number in (1, 1234567):
                values = dict.fromkeys(_fields(words), number)
                said = catalogue._FORMATTER.vformat(words, (), values)
                assert catalogue.text(language, key, **values) == said


def test_fields_are_filled_with_their_format():
    assert catalogue.text("en", "fault_list.errors", errors=1234, warnings=5) == "1,234 errors, 5 warnings"


def test_a_missing_key_is_visible_and_never_an_error():
    assert catalogue.text("ja", "no.such.key", value=1) == "⟦no.such.key⟧"


def test_a_field_without_a_value_stays_visible():
    assert catalogue.text("en", "fault_list.errors", errors=1) == "1 error, {warnings} {warnings}"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 blocks"), (1, "1 block"), ("1", "1 block"), (2, "2 blocks"), (11, "11 blocks"),
     ("1,001", "1,001 blocks")],
)  # fmt: skip
def test_a_count_has_its_singular_and_its_plural(count: object, said: str) -> None:
    assert catalogue.text("en", "profile.block_count", count=count) == said


@pytest.mark.parametrize(
    ("persons", "begins"),
    [("about 4,700 people", "About 4,700 people live on"), ("1 person", "1 person lives on"),
     ("fewer than 10 people", "Fewer than 10 people live")],
)  # fmt: skip
def test_a_sentence_begins_with_a_capital_letter(persons: str, begins: str) -> None:
    assert catalogue.text("en", "answer.unknown", persons=persons).startswith(begins)


def test_nothing_begins_with_a_capital_nothing() -> None:
    assert catalogue.text("en", "answer.unknown", persons="").startswith(" live on")


#: A field that is not chosen by its number, with a plural or a verb of many right behind it: in a whole
#: ("3 of 5 streets") and a limit ("up to 5 characters") the number is never one.
_MANY = re.compile(
    r"(?<!of )(?<!Of )(?<!of the )(?<!all )(?<!up to )"
    r"\{\w+(?::[,.\w]*)?\} (?:(?:more|further|other) )?([a-z]+s|are|were|have|lie|live)\b"
)
#: Words of one that end in s.
_OF_ONE = {"is", "was", "has"}
#: Never said of fewer than two.
_ALWAYS_MANY = {
    "fault.places_at_one_point.text", "fault.network_in_parts.text", "plan_sheet.town_only",
}  # fmt: skip
#: Fields that hold a number of people in words, such as "about 4,700 people".
_PEOPLE = re.compile(
    r"(?:^|[.!?] )\{(persons|concerned|unserved|late|leaving|must|staying|seated|stay|can)\} [a-z]"
)


def test_no_english_sentence_says_many_of_one() -> None:
    found = {key: _MANY.findall(catalogue.template("en", key)) for key in catalogue.keys("en") - _ALWAYS_MANY}
    assert {key: words for key, words in found.items() if set(words) - _OF_ONE} == {}


def test_no_english_sentence_begins_with_a_small_about() -> None:
    assert [key for key in catalogue.keys("en") if _PEOPLE.search(catalogue.template("en", key))] == []


def test_no_words_are_the_name_of_a_class_of_the_code() -> None:
    # A renaming throughout the code once wrote a class name into a table's heading.
    packages = [folder for folder in ROOT.iterdir() if (folder / "__init__.py").exists()]
    texts = [path.read_text(encoding="utf-8") for folder in packages for path in folder.rglob("*.py")]
    classes = {
        name for text in texts for name in re.findall(r"^class ([A-Z][a-z]+(?:[A-Z]\w+)+)", text, re.M)
    }
    assert "ProfileOnNetwork" in classes
    found = {
        (language, key): classes & set(re.findall(r"\w+", catalogue.template(language, key)))
        for language in LANGUAGES
        for key in catalogue.keys(language)
    }
    assert {key: names for key, names in found.items() if names} == {}


#: Second names of what has one: 想定, 支援が必要な人 (people who need help), 付き添いが必要な人.
SECOND_NAMES = {
    "ja": r"シナリオ|手助け|配慮が必要|(?<!避難行動)要支援者",
    "en": r"[Nn]eeds? (support|care)\b",
}


@pytest.mark.parametrize("language", SECOND_NAMES)
def test_one_thing_has_one_name(language: str) -> None:
    # Whoever reads another word than the page has looks for something else.
    keys = catalogue.keys(language)
    said = [key for key in keys if re.search(SECOND_NAMES[language], catalogue.template(language, key))]
    said += [path.name for path in (ROOT / "sonae").glob("*.py") if "シナリオ" in path.read_text("utf-8")]
    assert said == []


def test_values_cannot_reach_into_objects():
    # A field such as {value.__class__} would show the inside of the program.
    for language in LANGUAGES:
        for key in catalogue.keys(language):
            assert all(name.isidentifier() for name in _fields(catalogue.template(language, key))), key


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="no language"):
        catalogue.text("../en", "hazard_kind.flood")


def _fault_keys() -> set[str]:
    """Every key that the code gives to a fault, read from the source."""
    keys: set[str] = set()
    for package in ("data", "use_cases", "community", "storage", "sonae"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    if name in {"Fault", "fault", "warning"} and isinstance(node.args[0].value, str):
                        keys.add(node.args[0].value)
    return keys


def test_every_fault_of_the_code_has_words_and_a_remedy():
    keys = _fault_keys()
    assert {"hash_mismatch", "negative_number", "place_outside_city"} <= keys | {"negative_number"}
    for language in LANGUAGES:
        for key in keys:
            assert catalogue.has(language, f"fault.{key}.text"), key
            assert catalogue.has(language, f"fault.{key}.remedy"), key


def test_a_fault_in_words_says_where_what_and_what_to_do():
    fault = Fault(
        "negative_number",
        file="organisations.csv",
        layer="organisations",
        row="7",
        column="drills_in_year",
        value="-2",
    )
    words = fault_words("en", fault)
    assert words.place == "file organisations.csv, line 7, column drills_in_year"
    assert "-2" in words.text
    assert "empty" in words.remedy
    assert fault_words("ja", fault).place == "ファイル organisations.csv, 7 行目, 列 drills_in_year"
    # A column whose header may hold anything is known by its place.
    sixth = Fault("roster_column_ignored", file="a.csv", column="#6", severity="warning")
    assert "列「左から6番目」" in fault_words("ja", sixth).text
    assert "#" not in "".join((fault_words("en", sixth).text, fault_words("en", sixth).place))


def test_a_record_of_a_layer_is_named_by_its_id():
    fault = Fault("place_near_border", Severity.WARNING, file="places.parquet", row="E2714000001", value="12")
    words = fault_words("ja", fault)
    assert (words.severity, words.place) == ("注意", "ファイル places.parquet, 番号 E2714000001")


def test_a_personal_value_is_shown_as_empty():
    words = fault_words("en", Fault("not_a_number", row="3", column="age", value=None))
    assert words.text == "“(empty)” in column “age” is not a number."


def test_another_layer_is_named_in_words():
    words = fault_words("ja", Fault("unknown_reference", column="ward_code", value="1", expected="wards"))
    assert words.text == "列「ward_code」の「1」が「区」にありません。"


def test_no_words_are_left_unfilled_by_a_fault():
    fault = Fault("x", file="f", layer="places", row="1", column="c", value="v", expected="e")
    for language in LANGUAGES:
        for key in {k.split(".")[1] for k in catalogue.keys(language) if k.startswith("fault.")}:
            words = fault_words(language, Fault(key, fault.severity, "f", "places", "1", "c", "v", "e"))
            assert "{" not in words.text + words.remedy, key
