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
    first = service.district(case, plan, give, D1)
    assert service.district(case, plan, give, D1) is first
    assert service.district(case, plan, give, D2).districts.index.tolist() == [D2]
    assert service.dependence(case, plan, give) is service.dependence(case, plan, give)
    assert len(asked) == 3
