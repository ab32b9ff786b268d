"""Who is given a paper copy."""

from domain.registers import PaperReceiver
from presentation.paper_receiver import receiver_name
from presentation.words import Words
from tests.made import make_toy


def test_a_copy_names_the_organisation_whose_people_stand_on_it():
    case = make_toy()[0]
    words = Words("ja")
    assert receiver_name(case, "fire", "", words) == "消防"
    assert (
        receiver_name(case, PaperReceiver.ORGANISATION, "org-1", words) == "自主防災組織（甲校区自主防災会）"
    )
    # An organisation that is no more keeps its id.
    assert receiver_name(case, "organisation", "gone", words) == "自主防災組織（gone）"
