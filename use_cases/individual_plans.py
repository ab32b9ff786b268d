"""Individual evacuation plans (個別避難計画): proposed, agreed by the person, then by the supporter."""

import datetime as dt
from dataclasses import dataclass, field

import pandas as pd

from domain.registers import RegisterName
from domain.support import PlanState
from domain.tables.registers import IndividualPlanRegister
from domain.vocabulary import YesNoUnknown
from storage.store.errors import RefusedError
from storage.store.reader import Reader
from storage.store.store import Store

_PLANS = RegisterName.INDIVIDUAL_PLANS
_YES, _NO, _UNKNOWN = YesNoUnknown.YES.value, YesNoUnknown.NO.value, YesNoUnknown.UNKNOWN.value


def plan_state(person_consent: str, supporter_consent: str) -> PlanState:
    """Return how far a plan is, by both consents."""
    if _NO in {person_consent, supporter_consent}:
        return PlanState.CLOSED
    if person_consent != _YES:
        return PlanState.PROPOSED
    return PlanState.AGREED if supporter_consent == _YES else PlanState.PERSON_AGREED


@dataclass(frozen=True, slots=True)
class Proposal:
    """A supporter for a person.

    Parameters
    ----------
    person_id, supporter_id
        Records of the support list and of the members list.
    place_id, route
        Destination of the person's block, and its route in words; empty where there is none.
    """

    person_id: str
    supporter_id: str
    place_id: str = ""
    route: str = field(default="", repr=False)


def propose(
    store: Store, reader: Reader, people: pd.DataFrame, members: pd.DataFrame, proposal: Proposal
) -> None:
    """Write down that a supporter is proposed for a person; nobody is told of the other yet.

    Parameters
    ----------
    store, reader
        The store, and who proposes.
    people, members
        ``NeedsHelpRegister`` and ``MemberRegister``, by record id.
    proposal
        Who for whom.

    Raises
    ------
    StoreError
        When the reader may not, or the pair is proposed already.
    """
    person: dict[str, str] = people.loc[[proposal.person_id]].to_dict(orient="records")[0]  # type: ignore[assignment]
    helper: dict[str, str] = members.loc[[proposal.supporter_id]].to_dict(orient="records")[0]  # type: ignore[assignment]
    held = store.read(reader, _PLANS, scopes=[proposal.person_id])
    same = (held["supporter_name"] == helper["name"]) & (held["supporter_phone"] == helper["phone"])
    if same.any():
        raise RefusedError("plan_taken")
    new = dict.fromkeys(IndividualPlanRegister.columns(), "") | {
        **{name: person[name] for name in ("ward_code", "district_id", "org_id")},
        "person_id": proposal.person_id,
        "person_consent": _UNKNOWN,
        "supporter_consent": _UNKNOWN,
        "place_id": proposal.place_id,
        "route": proposal.route,
        "supporter_name": helper["name"],
        "supporter_address": helper["address"],
        "supporter_phone": helper["phone"],
    }
    rows = pd.concat([held, pd.DataFrame([new])], ignore_index=True).astype("str")
    # All rows of the person are given, so that the new one is not taken for another's new supporter.
    store.commit(reader, _PLANS, rows[held.columns.tolist()])


def answer_person(
    store: Store, reader: Reader, plan_id: str, person_id: str, *, agrees: bool, today: dt.date
) -> None:
    """Write down what the person said; ``False`` also takes an earlier consent back.

    Raises
    ------
    StoreError
        When the reader may not, there is no such plan, or it is closed.
    """
    _answer(store, reader, plan_id, person_id, "person", agrees=agrees, today=today)


def answer_supporter(
    store: Store, reader: Reader, plan_id: str, person_id: str, *, agrees: bool, today: dt.date
) -> None:
    """Write down what the supporter said; she is asked, and told who it is, after the person has agreed.

    Raises
    ------
    StoreError
        When the reader may not, there is no such plan, it is closed, or the person has not agreed.
    """
    _answer(store, reader, plan_id, person_id, "supporter", agrees=agrees, today=today)


def _answer(
    store: Store, reader: Reader, plan_id: str, person_id: str, whose: str, *, agrees: bool, today: dt.date
) -> None:
    held = store.read(reader, _PLANS, scopes=[person_id])
    if plan_id not in held.index:
        raise RefusedError("plan_unknown")
    said = {name: str(held.loc[plan_id, f"{name}_consent"]) for name in ("person", "supporter")}
    state = plan_state(said["person"], said["supporter"])
    if state is PlanState.CLOSED:
        raise RefusedError("plan_closed")
    if whose == "supporter" and agrees and state is PlanState.PROPOSED:
        raise RefusedError("plan_person_first")
    rows = held.copy()
    rows.loc[plan_id, f"{whose}_consent"] = _YES if agrees else _NO
    rows.loc[plan_id, f"{whose}_consent_on"] = today.isoformat()
    said[whose] = _YES if agrees else _NO
    both = set(said.values()) == {_YES}
    rows.loc[plan_id, "made_on"] = today.isoformat() if both else ""
    store.commit(reader, _PLANS, rows.reset_index(drop=True))
