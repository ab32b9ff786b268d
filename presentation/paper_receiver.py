"""Who is given a paper copy of the support list, in words."""

from domain.registers import PaperReceiver
from planning.case import Case
from presentation.words import Words


def receiver_name(case: Case, receiver: str, org_id: str, words: Words) -> str:
    """Return the receiver of a copy, with the organisation that it is for.

    Parameters
    ----------
    case
        Gives the organisations.
    receiver
        A value of ``PaperReceiver``.
    org_id
        Organisation that serves the people of the copy; empty for the whole district.
    words
        Words of the reader.
    """
    said = words(f"paper_receiver.{PaperReceiver(receiver)}")
    if not org_id:
        return said
    names = case.strength.organisations["name"].to_dict()
    return words("paper_copy.of_organisation", receiver=said, organisation=str(names.get(org_id, org_id)))
