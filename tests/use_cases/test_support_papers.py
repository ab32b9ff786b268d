"""Papers about people who need help: what stands on them, what does not, and that it is written down."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from domain.registers import PaperReceiver, RegisterName
from domain.vocabulary import Outcome
from planning.block_answer import WithoutPlace, block_answer
from planning.block_ground import block_ground
from planning.pipeline import make_plan
from planning.support_ground import helped_profile, support_ground
from presentation.words import Words
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.paper import CopyOrder
from tests.storage.store.made import HEAD
from tests.use_cases.test_support_list import D1, DAY, OFFICER, ground, matched, person, read, store
from use_cases.individual_plans import Proposal, answer_person, answer_supporter, propose
from use_cases.support_papers import Printing, RoutesOf, list_copy, plan_sheet

__all__ = ["ground", "store"]
AT = dt.datetime(2026, 11, 28, 9, 5, tzinfo=dt.UTC)


def text(pdf: bytes) -> list[str]:
    """The text of each side, without blanks."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def printing(reader=OFFICER) -> Printing:
    return Printing(reader, "区 花子", AT, "ja")


@pytest.fixture(scope="module")
def routes(ground):
    case, _, _ = ground
    plan = make_plan(case)
    return RoutesOf(case, plan, block_ground(case, plan))


@pytest.fixture
def agreed(store, ground):
    """The store, and the person whose plan one of two supporters has agreed to."""
    found, _ = matched(store, ground)
    who = person(found, "要 一")
    for helper in found.members.index:
        propose(store, OFFICER, found.people, found.members, Proposal(who, helper))
    plans = store.read(OFFICER, RegisterName.INDIVIDUAL_PLANS).reset_index().set_index("supporter_name")
    first = plans.loc["見本 一", "record_id"]
    answer_person(store, OFFICER, first, who, agrees=True, today=DAY)
    answer_supporter(store, OFFICER, first, who, agrees=True, today=DAY)
    return store, who


def test_a_plan_sheet_holds_the_legal_items_and_only_supporters_who_agreed(agreed, ground, routes):
    store, who = agreed
    sides = text(plan_sheet(store, routes, read(store, ground, OFFICER), who, printing()))
    whole = "".join(sides)
    for item in (
        "要一",
        "模擬市甲区B町3",
        "要介護3",
        "杖",
        "見本一",
        "模擬市甲区B町1-2",
        "双方の同意の日:2026-11-28",
    ):
        assert item in whole
    # The second supporter was proposed and has not agreed.
    assert "見本二" not in whole
    # B must be left by 1,700 s: 28 whole minutes.
    assert "避難開始の限界（この道）:地震発生から28分後" in whole
    assert all("印刷:区花子2026-11-2809:05" in side for side in sides)


def test_the_sheet_says_when_to_leave_who_has_no_place_and_who_need_not_leave(
    agreed, ground, routes, monkeypatch
):
    store, who = agreed

    def whole(**changed) -> str:
        answer = replace(block_answer(routes.case, routes.plan, "M271411-B", routes.ground), **changed)
        monkeypatch.setattr("use_cases.support_papers.block_answer", lambda *_: answer)
        sheet = plan_sheet(store, routes, read(store, ground, OFFICER), who, printing())
        monkeypatch.undo()
        return "".join(text(sheet))

    planned = whole()
    assert "出発:地震発生から" in planned
    assert planned.index("出発:") < planned.index("行き先:")
    none = {"groups": (), "seconds": (), "ways_out": ()}
    helped = helped_profile(routes.case).profile_id
    lost = WithoutPlace(
        helped, "direct", Outcome.NO_SAFE_WAY, 30, can_leave_area=False, cannot_reach_safety=True,
        departure_s=600.0,
    )  # fmt: skip
    assert "避難先を確保できない人:約30人" in whole(**none, without_place=(lost,))
    # Outside the area nobody reads that there is no destination.
    answer = block_answer(routes.case, routes.plan, "M271411-B", routes.ground)
    counts = replace(answer.counts, outside=answer.counts.present)
    danger = replace(answer.danger, reason="", concerned=False)
    out = whole(**none, without_place=(), counts=counts, danger=danger)
    assert "想定区域の外です" in out
    assert "経路を示せません" not in out


def test_who_is_not_planned_for_in_a_block_that_others_leave_reads_how_they_leave(
    agreed, ground, routes, monkeypatch
):
    store, who = agreed
    answer = block_answer(routes.case, routes.plan, "M271411-B", routes.ground)
    helped = helped_profile(routes.case).profile_id
    kept = [i for i, group in enumerate(answer.groups) if group.profile_id != helped]
    others = replace(
        answer,
        groups=tuple(answer.groups[i] for i in kept),
        seconds=tuple(answer.seconds[i] for i in kept) if answer.seconds else (),
        without_place=(),
        ways_out=(),
    )
    assert others.groups
    monkeypatch.setattr("use_cases.support_papers.block_answer", lambda *_: others)
    whole = "".join(text(plan_sheet(store, routes, read(store, ground, OFFICER), who, printing())))
    # Silence would leave her without any way; the way of quicker walkers is not told as hers.
    assert "避難しなくてよいという意味ではありません" in whole
    assert re.search("避難が必要なとき、支援が必要な人は地震発生から[0-9]+分後までに出発します", whole)
    assert whole.index("避難しなくてよい") < whole.index("行き先:")
    assert "".join(Words("ja")(f"walking_profile_id.{others.groups[0].profile_id}").split()) in whole
    assert "出発:地震発生から" not in whole


def test_of_an_address_that_tells_the_town_only_the_sheet_says_so_and_the_earliest_limit(
    agreed, ground, routes
):
    store, who = agreed
    found = read(store, ground, OFFICER)
    own = found.homes[who]
    limits = dict(
        zip(
            routes.case.city.blocks.index,
            support_ground(routes.case, routes.plan, routes.ground).limit_s,
            strict=True,
        )
    )
    other = min((block for block in limits if block not in own), key=lambda block: limits[block])
    town = replace(found, homes={**found.homes, who: (*own, other)})
    whole = "".join(text(plan_sheet(store, routes, town, who, printing())))
    earliest = Words("ja").limit(min(limits[own[0]], limits[other]), routes.case.scenario)
    assert len(own) == 1
    assert f"町丁には2街区あり、避難開始の限界が最も早い街区は「{earliest}」です" in whole
    assert "町丁には" not in "".join(text(plan_sheet(store, routes, found, who, printing())))


def test_printing_a_plan_is_written_down(agreed, ground, routes):
    store, who = agreed
    plan_sheet(store, routes, read(store, ground, OFFICER), who, printing())
    assert store.rights.audit_entries(HEAD, newest=1)[0].action == "print_plan"


def test_no_sheet_before_both_have_agreed(store, ground, routes):
    found, _ = matched(store, ground)
    who = person(found, "要 一")
    propose(store, OFFICER, found.people, found.members, Proposal(who, found.members.index[0]))
    with pytest.raises(RefusedError):
        plan_sheet(store, routes, read(store, ground, OFFICER), who, printing())


def test_a_copy_of_the_list_says_its_number_and_receiver_on_each_side(store, ground):
    order = CopyOrder("271411", D1, PaperReceiver.WELFARE_COMMISSIONER, dt.date(2099, 3, 31))
    for number in (1, 2):
        sides = text(list_copy(store, ground[0], order, printing()))
        assert all(f"第{number}号民生委員・児童委員" in side for side in sides)
        assert "要一" in sides[0]
        # She has not answered.
        assert "要二" not in "".join(sides)
        assert "返却の期限2099-03-31" in sides[0]


def test_who_may_give_no_copy_gets_none(store, ground):
    order = CopyOrder("271420", "271420-00002", PaperReceiver.FIRE, dt.date(2099, 3, 31))
    with pytest.raises(ForbiddenError):
        list_copy(store, ground[0], order, printing())
