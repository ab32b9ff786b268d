"""Whom an emergency disclosure concerns."""

import pytest

from domain.registers import RegisterName
from presentation.block.search import search_index
from presentation.words import Words
from storage.store.errors import ForbiddenError
from tests.made import make_toy
from tests.storage.store.made import HEAD, frame
from tests.use_cases.test_support_list import _AREA, D1, OFFICER, ground, store
from use_cases.disclosed_people import people_in_area

__all__ = ["ground", "store"]


def test_people_in_the_area_and_those_whose_home_is_not_known(store):
    case, plan = make_toy()
    area = set(plan.block_exposure.index[plan.block_exposure["concerned"]])
    # The tsunami of the toy city reaches B, and not D of the other ward.
    assert "M271411-B" in area
    assert "M271420-D" not in area
    other = {"ward_code": "271420", "district_id": "271420-00002", "org_id": ""}
    helped = [
        {**where, "name": name, "consent": "no", "address": address, "reason": "要介護3"}
        for where, name, address in (
            (_AREA, "要 一", "模擬市甲区B町3"), (_AREA, "要 二", "住所不詳"),
            (other, "要 三", "模擬市乙区D町1"),
        )
    ]  # fmt: skip
    store.commit(HEAD, RegisterName.NEEDS_HELP, frame(RegisterName.NEEDS_HELP, helped))
    both = [D1, "271420-00002"]
    people = store.read(HEAD, RegisterName.NEEDS_HELP, scopes=both)
    index = search_index(case.city, Words("ja"))
    found = people_in_area(store, HEAD, case, plan, index, both)
    assert set(people.loc[list(found.record_ids), "name"]) == {"要 一", "要 二"}
    assert (found.listed, found.not_located) == (3, 1)
    with pytest.raises(ForbiddenError):
        people_in_area(store, OFFICER, case, plan, index, both)
