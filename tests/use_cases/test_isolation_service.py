"""What districts hang on is searched once for a plan, and the network only where something is searched."""

from tests.planning.test_isolation import D1, D2, QUAKE
from use_cases.isolation_service import IsolationService


def test_each_answer_is_found_once():
    case, plan, ground = QUAKE
    asked = []

    def give():
        asked.append(1)
        return ground

    service = IsolationService()
    quick = service.streets(case, plan, give, D1)
    assert quick.districts["single_lost_persons"].isna().all()
    assert service.streets(case, plan, give, D1) is quick
    asked.clear()
    assert service.known_district(plan, D1) is None
    first = service.district(case, plan, give, D1)
    assert first.districts["single_lost_persons"].notna().all()
    assert service.district(case, plan, give, D1) is service.known_district(plan, D1) is first
    assert service.district(case, plan, give, D2).districts.index.tolist() == [D2]
    assert service.dependence(case, plan, give) is service.dependence(case, plan, give)
    # The streets of the first were found already; the second asks twice: streets, and what is left anew.
    assert len(asked) == 4


def test_all_districts_answer_for_each_and_are_known_from_then_on():
    case, plan, ground = QUAKE
    service, told = IsolationService(), []
    one = service.district(case, plan, lambda: ground, D1)
    assert service.known(plan) is None
    every = service.every(case, plan, lambda: ground, lambda: told.append(1))
    assert service.known(plan) is every
    assert len(told) == len(every.districts) == 2
    again = service.district(case, plan, lambda: ground, D1)
    assert again.districts.to_dict() == one.districts.to_dict()
    assert again.blocks.to_dict() == one.blocks.to_dict()
