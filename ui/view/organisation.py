"""What the page says of one organisation: squads, succession, drills, equipment, opening duty, partners."""

from collections.abc import Sequence

import pandas as pd

from community.equipment_checks import Checked
from community.organisation_state import OrganisationState
from community.squad_needs import Move, needs_of_counts, possible_moves
from domain.vocabulary import YesNoUnknown
from planning.case import Case
from planning.plan import Plan
from presentation.grid import Grid
from presentation.listed_squads import between
from presentation.names import place_names
from presentation.words import Words, unknown

_SQUAD_COLUMNS = ("needed", "people", "vacancies", "surplus", "leaders", "deputies")
_SHARES = ("coverage_share", "association_share", "drill_participation_share")
_MINUTE_S = 60


def counted_squads(case: Case, org_id: str, words: Words) -> Grid:
    """Return the squads of an organisation of which the city knows counts only."""
    posts = case.strength.posts
    needs = needs_of_counts(posts[posts["org_id"] == org_id])
    return squads_grid(needs, possible_moves(needs), words)


def squads_grid(needs: pd.DataFrame, moves: Sequence[Move], words: Words) -> Grid:
    """Return the squads: needed, there, vacancies, surplus; why vacancies stand beside a surplus."""
    rows = [
        (words(f"post.{row['post']}"), *(_count(row[column], words) for column in _SQUAD_COLUMNS))
        for row in needs.to_dict(orient="records")
    ]
    notes = [
        words(
            "organisation.move",
            count=move.people,
            giver=words(f"post.{move.from_post}"),
            taker=words(f"post.{move.to_post}"),
        )
        for move in moves
    ]
    if needs["is_assumed"].any():
        notes.append(words("organisation.assumed_need"))
    headings = ("squad", *_SQUAD_COLUMNS)
    return Grid(
        headings=tuple(words(f"organisation.{name}") for name in headings),
        rows=tuple(rows),
        numbers=(False, *(True for _ in _SQUAD_COLUMNS)),
        caption=words("organisation.squads"),
        notes=tuple(notes),
        strong=frozenset({1 + _SQUAD_COLUMNS.index("vacancies")}),
    )


def facts_grid(state: OrganisationState, words: Words) -> Grid:
    """Return succession, several posts, who can come, and drills, each with what is not known."""
    rows = [*_succession_rows(state, words), *_drill_rows(state, words)]
    return Grid(
        headings=(words("organisation.item"), words("organisation.value")),
        rows=tuple(rows),
        numbers=(False, False),
        caption=words("organisation.facts"),
        notes=(words("organisation.age_note"), words("organisation.coverage_note")),
        wide=frozenset({1}),
    )


def ages_grid(state: OrganisationState, words: Words) -> Grid:
    """Return the members by group of ages."""
    rows = tuple(
        (words(f"age_group.{row['age_group']}"), bounds(row["at_least"], row["at_most"], words))
        for row in state.ages.to_dict(orient="records")
    )
    headings = (words("organisation.ages"), words("organisation.people"))
    return Grid(headings, rows, (False, True), caption=words("organisation.ages"))


def several_grid(state: OrganisationState, members: pd.DataFrame, words: Words) -> Grid:
    """Return the people who hold, or may hold, several posts, by name with their squads."""
    rows = []
    for _, own in state.several.groupby("group", sort=True):
        posts = members.loc[own.index]
        squads = words.listed(dict.fromkeys(words(f"post.{post}") for post in posts["post"]))
        sure = "sure" if bool(own["is_sure"].iloc[0]) else "perhaps"
        rows.append((str(posts["name"].iloc[0]), squads, words(f"organisation.{sure}")))
    return Grid(
        headings=tuple(words(f"organisation.{name}") for name in ("partner", "squad", "same_person")),
        rows=tuple(rows),
        numbers=(False, False, False),
        caption=words("organisation.several_posts"),
        notes=(words("organisation.several_note"),),
    )


def equipment_grid(state: OrganisationState, words: Words) -> Grid:
    """Return the equipment with the date of its last check."""
    rows = tuple(
        (
            str(row["item"]),
            _count(row["quantity"], words),
            str(row["checked_on"]) or words("indicator_status.not_surveyed"),
            words(f"checked.{row['checked']}"),
        )
        for row in state.equipment.to_dict(orient="records")
    )
    notes = []
    if state.unserved:
        purposes = words.listed(words(f"purpose.{one}") for one in state.unserved)
        notes.append(words("organisation.unserved", purposes=purposes))
    headings = tuple(words(f"organisation.{name}") for name in ("item", "quantity", "checked_on", "check"))
    late = (state.equipment["checked"] == Checked.OVERDUE.value).sum()
    if late:
        notes.append(words("organisation.overdue", count=int(late)))
    return Grid(
        headings,
        rows,
        (False, True, False, False),
        caption=words("organisation.equipment"),
        notes=tuple(notes),
    )


def places_grid(case: Case, plan: Plan, district_id: str, duty: pd.DataFrame, words: Words) -> Grid:
    """Return the places of a district with the people on opening duty and the seats that can be opened.

    Parameters
    ----------
    case, plan
        A case and its plan.
    district_id
        The district.
    duty
        ``OpeningDutyRegister`` as far as the reader sees it; may be empty.
    words
        Words of the reader.
    """
    names = place_names(case.city, words.language)
    inside = case.city.places.index[case.city.places["district_id"] == district_id]
    own = duty[duty["open_class"] == case.scenario.open_class.value]
    rows = []
    for place_id in inside:
        seats = plan.openable.loc[place_id]
        people = [_on_duty(row, words) for row in own[own["place_id"] == place_id].to_dict(orient="records")]
        least = seats["seats_min"] if seats["is_surveyed"] else None
        limit = words(f"seat_limit.{seats['limit']}") if seats["limit"] else ""
        rows.append(
            (
                str(names[place_id]),
                "\n".join(people) or words("indicator_status.not_surveyed"),
                _count(seats["openers"], words),
                _count(least, words),
                _count(seats["seats_max"], words),
                limit,
            )
        )
    keys = ("place", "on_duty", "in_time", "openable_min", "openable_max", "limit")
    return Grid(
        headings=tuple(words(f"organisation.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False, False, True, True, True, False),
        caption=words("organisation.opening"),
        notes=(words("organisation.opening_note"),),
    )


def shares_grid(plan: Plan, district_id: str, words: Words) -> Grid:
    """Return the shares of a district that say how far its organisations reach, with their definitions."""
    rows = plan.indicators[plan.indicators["area_id"] == district_id].set_index("indicator")
    said = []
    for indicator in _SHARES:
        row = rows.loc[indicator]
        value = (
            words("indicator_status.not_surveyed")
            if unknown(row["value"])
            else words.percent(float(str(row["value"])))
        )
        name, definition = (words(f"indicator.{indicator}.{part}") for part in ("name", "definition"))
        said.append((name, value, definition))
    headings = tuple(words(f"organisation.{name}") for name in ("item", "value", "definition"))
    return Grid(
        headings, tuple(said), (False, True, False), caption=words("organisation.shares"), wide=frozenset({2})
    )


def partners_grid(partners: pd.DataFrame, words: Words) -> Grid:
    """Return the partners of a district: who they are, what they bring, whom to ask."""
    rows = tuple(
        (
            str(row["name"]),
            words(f"partner_kind.{row['kind']}"),
            str(row["brings"]) or words("indicator_status.not_surveyed"),
            " ".join(part for part in (str(row["contact_name"]), str(row["phone"])) if part),
        )
        for row in partners.to_dict(orient="records")
    )
    headings = tuple(words(f"organisation.{name}") for name in ("partner", "kind", "brings", "contact"))
    return Grid(headings, rows, (False,) * 4, caption=words("organisation.partners"))


def bounds(least: object, most: object, words: Words) -> str:
    """Return a number that is known between two ends."""
    if unknown(most):
        return words("organisation.at_least", least=f"{int(str(least)):,}")
    return between(int(str(least)), int(str(most)), words)


def _succession_rows(state: OrganisationState, words: Words) -> list[tuple[str, str]]:
    if state.succession.empty:
        return [(words("organisation.members"), words("indicator_status.not_surveyed"))]
    row = state.succession.iloc[0]
    sure, perhaps = (
        state.several[state.several["is_sure"].eq(other=own)]["group"].nunique() for own in (True, False)
    )
    listed = {
        name: words.listed(words(f"post.{post}") for post in posts) or words("export.none")
        for name, posts in (("leader", state.without_leader), ("deputy", state.without_deputy))
    }
    said = [
        ("members", f"{row['members']:,}"),
        ("leaders_old", _of(row["leaders"], row["leaders_old_min"], row["leaders_old_max"], words)),
        ("drivers_old", _of(row["drivers"], row["drivers_old_min"], row["drivers_old_max"], words)),
        ("without_leader", listed["leader"]),
        ("without_deputy", listed["deputy"]),
        ("several_posts", bounds(sure, sure + perhaps, words)),
        ("by_day", bounds(row["day_min"], row["day_max"], words)),
        ("by_night", bounds(row["night_min"], row["night_max"], words)),
    ]
    rows = [(words(f"organisation.{key}"), value) for key, value in said]
    if row["all_leaders_old"] == YesNoUnknown.YES.value:
        rows.insert(2, (words("organisation.all_leaders_old"), words("yes_no_unknown.yes")))
    return rows


def _drill_rows(state: OrganisationState, words: Words) -> list[tuple[str, str]]:
    row = state.drills.iloc[0]
    taking_part = f"{row['participants']:,}"
    if row["uncounted_drills"]:
        taking_part = words("organisation.uncounted", count=taking_part, drills=int(row["uncounted_drills"]))
    elif unknown(row["drills_max"]):
        # Nobody has said how many drills there were: those on record are the least who took part.
        taking_part = bounds(row["participants"], pd.NA, words)
    return [
        (words("organisation.drills"), bounds(row["drills_min"], row["drills_max"], words)),
        (words("organisation.participants"), taking_part),
    ]


def _of(whole: int, least: int, most: int, words: Words) -> str:
    return words("organisation.of", count=bounds(least, most, words), whole=f"{whole:,}")


def _on_duty(row: dict[str, object], words: Words) -> str:
    times = [
        words("indicator_status.not_surveyed") if unknown(row[f"arrival_{time}_s"])
        else words("organisation.minutes", count=-(-int(str(row[f"arrival_{time}_s"])) // _MINUTE_S))
        for time in ("day", "night")
    ]  # fmt: skip
    kind = words(f"duty_kind.{row['kind']}")
    return words("organisation.duty", name=row.get("name", ""), kind=kind, day=times[0], night=times[1])


def _count(value: object, words: Words) -> str:
    return words("indicator_status.not_surveyed") if unknown(value) else f"{int(str(value)):,}"
