"""One word for each thing in code: names that were given up do not come back."""

import re
import tokenize
from pathlib import Path

from tests.each import each

ROOT = Path(__file__).parents[2]
#: Words that are no names here, and the word that is one. Found in identifiers and in short strings
#: (columns, keys), whole or as a part between underscores.
GIVEN_UP = {
    "target_id": "destination_id",
    "target_kind": "destination_kind",
    "TargetKind": "DestinationKind",
    "walker": "profile_id, WalkingProfile",
    "Walkers": "ProfileOnNetwork",
    "WalkerGroup": "WalkingProfileId",
    "walker_group": "walking_profile_id",
    "way_out": "can_leave_area",
    "blocks_without_way": "blocks_without_route",
    "origins": "access_node",
    "felt": "generalised",
    "stay_cost": "unassigned_cost",
    "shut_for": "closed_for",
    "is_told": "is_withheld",
    "karte": "district_profile",
    "district_pdf": "district_map_pdf",
    "district_sheet": "map_sheet",
    "profile_sheet": "a4_sheet",
}
#: Names of files that others read already, where they are written and read.
OF_FILES = {("exports/plan_json.py", "target_kind"), ("exports/plan_json.py", "blocks_without_way")}
#: The public function of other programs calls by this name where people start, as they do.
OF_FILES |= {
    (name, "origins")
    for name in ("sonae/evacuate_graph.py", "sonae/evacuate_input.py", "sonae/node_input.py",
                 "tests/sonae/test_evacuate_graph.py", "tests/sonae/test_evacuate_input.py",
                 "tests/sonae/test_node_input.py")
}  # fmt: skip
_FOLDERS = (
    "bench", "community", "data", "domain", "evacuation", "exports", "hazard", "messages", "model_city",
    "mutation", "planning", "presentation", "readiness", "shelters", "sonae", "storage", "tests", "ui",
    "use_cases",
)  # fmt: skip


def _names(path: Path) -> "list[tuple[int, str]]":
    """Return identifiers and one-word strings of a file, with their lines; names of tests are sentences."""
    found = []
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type == tokenize.NAME:
                found.append((token.start[0], token.string))
            elif token.type == tokenize.STRING and re.fullmatch(r"\w*[\"'][\w.]+[\"']", token.string):
                found.append((token.start[0], re.sub(r"^\w*[\"']|[\"']$", "", token.string)))
    return [(line, word) for line, word in found if not word.startswith("test_")]


@each("folder", _FOLDERS)
def test_names_that_were_given_up_do_not_come_back(folder):
    pattern = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(GIVEN_UP)})(?![A-Za-z0-9])")
    come_back = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        # Few files hold such a word anywhere: only those are taken apart.
        if path == Path(__file__) or not pattern.search(path.read_text(encoding="utf-8")):
            continue
        for line, word in _names(path):
            old = pattern.search(word)
            if old and (name, old[1]) not in OF_FILES:
                come_back.append(f"{name}:{line}: {word}: say {GIVEN_UP[old[1]]}")
    assert not come_back, "\n".join(come_back)


def test_the_search_finds_what_came_back(tmp_path):
    path = tmp_path / "sample.py"
    path.write_text('def walker_speed(rows):\n    """Of a walker."""\n    return rows["target_id"]\n')
    assert [(line, word) for line, word in _names(path) if word in {"walker_speed", "target_id"}] == [
        (1, "walker_speed"), (3, "target_id"),
    ]  # fmt: skip
