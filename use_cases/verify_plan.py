"""Prove a saved plan with networkx: its case made again, its files compared, its evacuation recomputed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.bounded_input import read_bounded
from domain.bundle import CityBundle
from domain.faults import Fault, InputError
from domain.measures import (
    ADDED_SEATS,
    CLOSED_BRIDGES,
    CLOSED_CROSSINGS,
    CLOSED_STREETS,
    NO_PLACE,
    split_overrides,
)
from domain.settings.settings import Settings
from domain.vocabulary import Preset
from messages import catalogue
from planning.block_ground import block_ground
from planning.case import Case
from planning.isolation import find_isolation
from planning.keys import PLAN_SCHEMA_VERSION
from planning.plan import Plan
from planning.stage_inputs import stage_inputs
from use_cases.crowding_service import CrowdingService
from use_cases.plan_service import make_only_plan
from use_cases.saved_words import differs_in_words_only
from use_cases.write_plan import CROWDING_FILE, PLAN_FILE, plan_files
from verification.counts import counted_facts, facts_told_otherwise, ledgers_told_otherwise
from verification.hanging import hanging_checks
from verification.places import places_told_otherwise
from verification.verify import WORDING, Check, answers_agree, check, verify_plan

#: Largest plan.json that is read [bytes]; that of a city of 800,000 people has 3 MB.
MOST_BYTES = 100_000_000

#: What an override that is a list stands for in plan.json.
_NAMED = frozenset({CLOSED_CROSSINGS, CLOSED_BRIDGES})


@dataclass(frozen=True, slots=True, eq=False)
class VerifiedPlan:
    """A saved plan and what was looked at.

    Parameters
    ----------
    case, plan
        Its case, and the plan that Sonae makes of it.
    checks
        Files first, then places and sums, the evacuation, and what a few districts hang on.
    """

    case: Case
    plan: Plan
    checks: tuple[Check, ...]

    @property
    def agrees(self) -> bool:
        """Whether everything agrees, the words of the files too."""
        return all(one.agrees for one in self.checks)

    @property
    def answers_agree(self) -> bool:
        """Whether all agrees but, perhaps, the words of files."""
        return answers_agree(self.checks)


def verify_saved_plan(
    city: CityBundle,
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    *,
    make: Callable[[Case], Plan] = make_only_plan,
) -> VerifiedPlan:
    """Verify a folder that ``sonae plan`` wrote.

    Parameters
    ----------
    city
        City that the plan is of.
    folder
        The folder.
    progress
        Told each destination that networkx has searched for.
    make
        Makes the plan of the case anew: one that lies on disk, or follows others, may be what the folder was
        written from.

    Raises
    ------
    domain.faults.InputError
        When the folder holds no plan, or one of another city, version or settings: nothing could be proved.
    """
    head = _head(folder)
    case = _case(city, head)
    plan = make(case)
    files = _file_checks(case, plan, folder)
    evacuation = verify_plan(stage_inputs(case), plan, progress)
    ground = block_ground(case, plan)
    hanging = hanging_checks(case, plan, ground, find_isolation(case, plan, ground))
    return VerifiedPlan(case, plan, (*files, *_case_checks(case, plan), *evacuation, *hanging))


def _case_checks(case: Case, plan: Plan) -> tuple[Check, ...]:
    """Look at what follows from the rules of places, and from adding up groups one by one."""
    facts = counted_facts(case, plan)
    areas = sum(len(one) for one in (plan.ledgers.blocks, plan.ledgers.districts, plan.ledgers.wards)) + 1
    return (
        check("places", len(plan.usable_places), places_told_otherwise(case, plan)),
        check("ledgers", areas, ledgers_told_otherwise(case, plan)),
        check("facts", len(facts), facts_told_otherwise(facts, plan)),
    )


def _head(folder: Path) -> dict[str, Any]:
    content = read_bounded(folder / PLAN_FILE, limit=MOST_BYTES)
    try:
        head = json.loads(content)
    except ValueError as error:
        raise InputError([Fault("plan_file_form", file=PLAN_FILE)]) from error
    if not isinstance(head, dict) or not isinstance(head.get("scenario"), dict):
        raise InputError([Fault("plan_file_form", file=PLAN_FILE)])
    if head.get("schema_version") != PLAN_SCHEMA_VERSION:
        found = str(head.get("schema_version"))[:20]
        raise InputError(
            [Fault("plan_file_version", file=PLAN_FILE, value=found, expected=str(PLAN_SCHEMA_VERSION))]
        )
    return head


def _case(city: CityBundle, head: Mapping[str, Any]) -> Case:
    """Return the case that a plan was made of; its key proves that it is."""
    held, told = city.meta.bundle_hash, str(head.get("bundle", {}).get("hash"))
    if told != held:
        raise InputError([Fault("plan_of_another_city", file=PLAN_FILE, value=told[:16], expected=held[:16])])
    try:
        overrides = {key: _text(value) for key, value in head["settings_changed"].items()}
        measures = split_overrides(_measure_texts(head["measures"]))[1]
        preset = Preset(head["preset"])
        scenario = city.scenario(str(head["scenario"]["id"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError([Fault("plan_file_form", file=PLAN_FILE)]) from error
    # All that differ from the defaults stand in the file, whichever set they came from.
    settings = Settings.preset(Preset.CURRENT).with_overrides(overrides)
    case = Case.of(city, scenario, settings, preset=preset, measures=measures)
    if case.key != head.get("key"):
        raise InputError(
            [
                Fault(
                    "plan_of_another_case",
                    file=PLAN_FILE,
                    value=str(head.get("key"))[:32],
                    expected=case.key,
                )
            ]
        )
    return case


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _measure_texts(records: list[dict[str, Any]]) -> dict[str, str]:
    """Return measures of plan.json as they are written in overrides."""
    texts: dict[str, list[str]] = {}
    for one in records:
        key = one["key"]
        if key == CLOSED_STREETS:
            text = str(int(one["street_id"]))
        else:
            text = one["name"] if key in _NAMED else (one["place_id"] or NO_PLACE)
        texts.setdefault(key, []).append(f"{text}:{one['seats']}" if key == ADDED_SEATS else str(text))
    return {key: ",".join(parts) for key, parts in texts.items()}


def _file_checks(case: Case, plan: Plan, folder: Path) -> tuple[Check, Check]:
    """Compare the files of the folder with those of the plan, byte for byte, in their own language.

    Files of which only words differ are told apart: an older program wrote other words of the same answers.
    """
    has_crowding = (folder / CROWDING_FILE).is_file()
    crowding = CrowdingService().crowding(case, plan) if has_crowding else None
    best: tuple[list[str], dict[str, bytes]] | None = None
    for language in catalogue.languages():
        made = plan_files(case, plan, language, crowding=crowding)
        differing = [name for name, content in made.items() if _content(folder / name) != content]
        differing += _foreign(folder, made)
        if best is None or len(differing) < len(best[0]):
            best = differing, made
        if not differing:
            break
    differing, made = best or ([], {})
    reworded = tuple(name for name in differing if _is_reworded(name, made, folder))
    return (
        check("files", len(made), [name for name in differing if name not in reworded]),
        # All are named: they are what is to be written anew.
        Check(WORDING, len(made), len(reworded), reworded),
    )


def _is_reworded(name: str, made: Mapping[str, bytes], folder: Path) -> bool:
    saved, now = _content(folder / name), made.get(name)
    return saved is not None and now is not None and differs_in_words_only(name, saved, now)


def _foreign(folder: Path, made: Mapping[str, bytes]) -> list[str]:
    """Return files that lie among those of a plan and are none of it: readers take them for its own."""
    folders = sorted({name.split("/")[0] for name in made if "/" in name})
    found = [file.relative_to(folder).as_posix() for name in folders for file in (folder / name).rglob("*")]
    return sorted(name for name in found if name not in made and (folder / name).is_file())


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
