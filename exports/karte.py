"""What the 校区カルテ of a district says: plain figures, counts of people who need help suppressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, HazardKind, Outcome, PlaceStanding, WalkerGroup, ZoneType
from messages.catalogue import has, text
from planning.case import Case
from planning.plan import Plan
from presentation.map_layers.places import seats_text
from presentation.names import district_title, margin_unknown_text
from presentation.place_reason import why_not_text
from presentation.place_standing import DESIGNATED_STATES
from presentation.readiness_tables import cause_text, indicator_name, indicator_units, shown_values, unit_text
from presentation.second_move import second_move_text
from presentation.words import Words

#: Counts of people who need help below this are not printed (「10人未満」).
SMALL_COUNT = 10

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Karte:
    """The district page as rows of words.

    Parameters
    ----------
    ledger, ages, needs
        Label and persons.
    hazards
        Kind of hazard and what it means for this district.
    places
        Sign, name, seats with standard, people assigned, remark; destinations of the district
        first, then what people would go to out of habit although they cannot.
    other_places
        Number of further places, neither designated for this hazard nor a shelter.
    margins
        Label and people or minutes.
    dangers
        What cuts the way, with length or number.
    organisation
        Label and figure.
    second_move
        Sentence on people who must move on from refuge buildings; empty where nobody is in one.
    squads
        Squad, needed, filled, 75 or older, leader, deputy.
    weak_points
        Rank, weak point, value and target, cause, next action, owner.
    """

    ledger: list[Row]
    ages: list[Row]
    needs: list[Row]
    hazards: list[Row]
    places: list[Row]
    other_places: int
    margins: list[Row]
    dangers: list[Row]
    organisation: list[Row]
    squads: list[Row]
    weak_points: list[Row]
    second_move: str


def build_karte(case: Case, plan: Plan, district_id: str, language: str) -> Karte:
    """Return the district's page.

    Raises
    ------
    KeyError
        When the bundle has no such district.
    """
    page = _Page(case, plan, district_id, language)
    return Karte(
        ledger=page.ledger(),
        ages=page.ages(),
        needs=page.needs(),
        hazards=page.hazards(),
        places=page.places(),
        other_places=page.other_places(),
        margins=page.margins(),
        dangers=page.dangers(),
        organisation=page.organisation(),
        squads=page.squads(),
        weak_points=page.weak_points(),
        second_move=page.second_move(),
    )


def is_told(total: int, part: int) -> bool:
    """Whether a part must be withheld because the rest, by difference, would be a small count.

    Parameters
    ----------
    total, part
        A count of people who need help, and those of them that the next row counts.

    Returns
    -------
    bool
        True where 1 to 9 people make the difference (secondary suppression).
    """
    return 0 < total - part < SMALL_COUNT


class _Page:
    """Makes the rows of one district in one language."""

    def __init__(self, case: Case, plan: Plan, district_id: str, language: str) -> None:
        self.case = case
        self.plan = plan
        self.language = language
        self.district_id = district_id
        self.row = plan.ledgers.districts.loc[[district_id]].to_dict(orient="records")[0]
        bundle = case.city
        self.blocks = bundle.blocks[bundle.blocks["district_id"] == district_id]

    def word(self, key: str, **values: object) -> str:
        return text(self.language, key, **values)

    def persons(self, count: Any) -> str:
        known = None if count is None or pd.isna(count) else int(count)
        return Words(self.language).persons(known, rounded=self.plan.is_model)

    def ledger(self) -> list[Row]:
        causes = {cause.value for cause in UNSERVED_CAUSES}
        rows: list[Row] = [(self.word("export.ledger_persons"), self.persons(self.row["persons"]))]
        rows += [
            (self.word(f"outcome.{outcome}"), self.persons(self.row[outcome.value]))
            for outcome in Outcome
            if outcome.value not in causes
        ]
        total = sum(int(self.row[cause]) for cause in causes)
        rows.append((self.word("export.unserved_total"), self.persons(total)))
        rows += [
            ("└ " + self.word(f"outcome.{cause}"), self.persons(self.row[cause.value]))
            for cause in UNSERVED_CAUSES
        ]
        unknown = self.persons(self.row["unknown_persons"])
        rows.append((self.word("export.karte.unknown_persons"), unknown))
        return rows

    def second_move(self) -> str:
        count = int(self.row[Outcome.REFUGE_BUILDING.value])
        if count == 0:
            return ""
        area = district_title(self.case, self.district_id, self.language)
        return second_move_text(self.case, area, self.persons(count), self.language)

    def ages(self) -> list[Row]:
        names = ("age_0_14", "age_15_64", "age_65_74", "age_75_plus")
        total = int(self.blocks["residents"].sum())
        rows: list[Row] = [(self.word("export.karte.residents"), self.persons(total))]
        for name in names:
            count = int(self.blocks[name].sum())
            share = f"{100 * count / total:.0f}%" if total else self.word("export.none")
            rows.append((self.word(f"export.karte.{name}"), f"{self.persons(count)} ({share})"))
        return rows

    def needs(self) -> list[Row]:
        """Return people who need help as counts; small ones are withheld."""
        total = int(self.blocks["support_persons"].sum())
        power = int(self.blocks["power_care_persons"].sum())
        alone = int(self.blocks["elderly_alone"].sum())
        rows = self._counts("support", total, {"power_care": power})
        rows += self._counts("elderly_alone", alone, {})
        facts = self.case.strength.district_facts
        if self.district_id not in facts.index:
            return rows
        listed = facts.loc[[self.district_id]].to_dict(orient="records")[0]
        parts = {name: listed[name] for name in ("consented_persons", "individual_plans")}
        return rows + self._counts("listed_persons", listed["listed_persons"], parts)

    def _counts(self, name: str, total: Any, parts: Mapping[str, Any]) -> list[Row]:
        """Return a count and parts of it; each part is held against its own complement."""
        unknown = self.word("export.not_surveyed")
        whole = None if pd.isna(total) else int(total)
        said = unknown if whole is None else self._help(whole, withheld=False)
        rows: list[Row] = [(self.word(f"export.karte.{name}"), said)]
        for part, count in parts.items():
            said = unknown
            if not pd.isna(count):
                said = self._help(int(count), withheld=whole is not None and is_told(whole, int(count)))
            rows.append((self.word(f"export.karte.{part}"), said))
        return rows

    def _help(self, count: int, *, withheld: bool) -> str:
        if 0 < count < SMALL_COUNT:
            return self.word("export.fewer_than", persons=SMALL_COUNT)
        return self.word("export.withheld") if withheld else self.persons(count)

    def hazards(self) -> list[Row]:
        """Return each statutory kind: does it reach this district, and how many must leave in all.

        The people are one number for the scenario: kinds that meet are never added up.
        """
        plan = self.plan
        rows: list[Row] = []
        planned = {one for scenario in self.case.city.scenarios.values() for one in scenario.kinds}
        for kind in HazardKind:
            if kind in plan.missing_kinds or kind not in planned:
                said = self.word("indicator_status.no_layer")
            elif kind not in self.case.scenario.kinds:
                said = self.word("export.karte.other_scenario")
            else:
                reached = "concerned" if self._is_reached(kind) else "not_concerned"
                said = self.word(f"export.karte.{reached}")
            rows.append((self.word(f"hazard_kind.{kind}"), said))
        exposure = plan.block_exposure.loc[self.blocks.index]
        leave = int(exposure["must_leave_persons"].sum() + exposure["unknown_persons"].sum())
        rows.append((self.word("export.karte.must_leave"), self.persons(leave)))
        return rows

    def _is_reached(self, kind: HazardKind) -> bool:
        """Whether a hazard area or evacuation zone of this kind meets a block of the district."""
        bundle = self.case.city
        layers = [bundle.hazards[name] for name in self.case.scenario.layers if name in bundle.hazards]
        zones = bundle.zones[bundle.zones["zone_type"] == ZoneType.EVACUATION_ZONE.value]
        shapes = self.blocks.geometry.to_numpy()
        for layer in (*layers, zones):
            areas = layer[layer["kind"] == kind.value]
            if areas.sindex.query(shapes, predicate="intersects").size:
                return True
        return False

    def places(self) -> list[Row]:
        plan = self.plan
        places = self.case.city.places
        own = places.index[places["district_id"] == self.district_id]
        found = plan.usable_places.loc[own]
        designated = found["state"].isin(DESIGNATED_STATES)
        # Shelters of other phases are listed as no destination: people would go there out of habit.
        shelter = places.loc[own, "shelter"]
        shown = designated | shelter
        routes = plan.routes[plan.routes["block_id"].isin(self.blocks.index)]
        coming = routes.groupby("target_id")["persons"].sum().reindex(own, fill_value=0)
        doubtful = found["standing"].isin([PlaceStanding.UNUSABLE.value, PlaceStanding.TO_CONFIRM.value])
        habit = ~found["in_plan"] & (doubtful | shelter)
        first = (-coming, ~habit, ~found["in_plan"], ~designated)
        order = np.lexsort((own.to_numpy().astype(str), *(flag.to_numpy() for flag in reversed(first))))
        own = own[order[shown.to_numpy()[order]]]
        rows: list[Row] = []
        records = plan.usable_places.loc[own].to_dict(orient="records")
        loads = plan.loads.loc[own].to_dict(orient="records")
        for name, usable, load in zip(places["name"].loc[own], records, loads, strict=True):
            sign, remark = self._state(usable)
            seats = (
                seats_text(usable, Words(self.language), rounded=plan.is_model)
                if usable["in_plan"]
                else self.word("export.none")
            )
            rows.append((sign, str(name), seats, self.persons(load["assigned_persons"]), remark))
        return rows

    def other_places(self) -> int:
        """Return how many places of the district ``places`` leaves out: not designated, no shelter."""
        places = self.case.city.places
        return int((places["district_id"] == self.district_id).sum()) - len(self.places())

    def _state(self, usable: Mapping[Any, Any]) -> tuple[str, str]:
        said = self.word(f"place_standing.{usable['standing']}").split()[0]
        reason = why_not_text(self.case, usable["why_not"], self.language)
        return said, reason or self.word(f"place_state.{usable['state']}")

    def margins(self) -> list[Row]:
        plan = self.plan
        if not plan.facts.margin_known:
            return [(self.word("export.karte.margin"), margin_unknown_text(self.case, self.language))]
        own = plan.margin[plan.margin["block_id"].isin(self.blocks.index)]
        finite = own[np.isfinite(own["best_margin_s"]) & np.isfinite(own["best_latest_departure_s"])]
        rows: list[Row] = []
        for walker in WalkerGroup:
            part = finite[finite["walker"] == walker.value]
            label = self.word("export.karte.margin_smallest", walker=self.word(f"walker_group.{walker}"))
            rows.append((label, Words(self.language).minutes(float(part["best_margin_s"].min()))))
        latest = float(finite["best_latest_departure_s"].min())
        rows.append(
            (
                self.word("export.karte.latest_departure"),
                Words(self.language).limit(latest, self.case.scenario),
            )
        )
        no_way = own.loc[own["best_latest_departure_s"] == -np.inf, "block_id"].nunique()
        said = self.word("export.karte.blocks", count=f"{no_way:,}")
        rows.append((self.word("export.karte.no_way_blocks"), said))
        late = self._indicator("not_in_time_persons")
        rows.append((self.word("export.karte.too_late"), late))
        return rows

    def _indicator(self, name: str) -> str:
        found = self.plan.indicators
        found = found[(found["area_id"] == self.district_id) & (found["indicator"] == name)]
        if found.empty:
            return self.word("export.unknown")
        if pd.isna(found["value"].iloc[0]):
            return self.word(f"indicator_status.{found['status'].iloc[0]}")
        return self.persons(found["value"].iloc[0])

    def dangers(self) -> list[Row]:
        """Return streets in the district that close, by reason: number and length."""
        plan = self.plan
        outline = self.case.city.districts.geometry.loc[self.district_id]
        streets = self.case.city.streets
        inside = streets[streets.intersects(outline)]
        closing = plan.street_exposure.loc[inside.index]
        closing = closing[closing["reason"] != ""]
        rows: list[Row] = []
        for reason, part in closing.groupby("reason"):
            length_km = float(inside.loc[part.index, "length_m"].sum()) / 1000
            said = self.word(
                "export.karte.closed_streets", count=f"{len(part):,}", length=f"{length_km:,.1f}"
            )
            rows.append((self.word(f"closure.{reason}"), said))
        facilities = self.case.city.facilities
        own = facilities[facilities["district_id"] == self.district_id]
        no_plan = int((own["plan_made"] != "yes").sum())
        rows.append(
            (
                self.word("export.karte.facilities"),
                self.word("export.karte.facilities_said", count=len(own), without=no_plan),
            )
        )
        return rows

    def organisation(self) -> list[Row]:
        organisations = self.case.strength.organisations
        own = organisations[organisations["district_id"] == self.district_id]
        if own.empty:
            return [(self.word("export.column.organisation"), self.word("export.not_surveyed"))]
        rows: list[Row] = []
        for name, row in zip(own["name"], own.to_dict(orient="records"), strict=True):
            rows.append((self.word("export.column.organisation"), str(name)))
            for column, key in (
                ("households_covered", "households_covered"),
                ("drills_in_year", "drills"),
                ("drill_participants", "drill_participants"),
                ("can_open_at_night", "open_at_night"),
            ):
                value = row[column]
                said = self.word("export.not_surveyed") if pd.isna(value) else f"{int(value):,}"
                rows.append((self.word(f"export.column.{key}"), said))
            plan_made = self.word(f"yes_no_unknown.{row['district_plan_made']}")
            rows.append((self.word("export.column.district_plan"), plan_made))
        return rows

    def squads(self) -> list[Row]:
        strength = self.case.strength
        own = strength.organisations.index[strength.organisations["district_id"] == self.district_id]
        posts = strength.posts[strength.posts["org_id"].isin(own)]
        yes, no = self.word("export.karte.present"), self.word("export.karte.absent")
        columns = (
            posts[name] for name in ("post", "needed", "filled", "over_75", "has_leader", "has_deputy")
        )
        return [
            (
                self.word(f"post.{post}"), f"{needed}", f"{filled}", f"{old}",
                yes if leader else no, yes if deputy else no,
            )
            for post, needed, filled, old, leader, deputy in zip(*columns, strict=True)
        ]  # fmt: skip

    def weak_points(self) -> list[Row]:
        plan = self.plan
        own = plan.gaps[plan.gaps["district_id"] == self.district_id].sort_values("rank")[:3]
        units = own["indicator"].map(indicator_units(plan))
        values, targets = shown_values(own["value"], units), shown_values(own["target"], units)
        rows: list[Row] = []
        for i, gap in enumerate(own.to_dict(orient="records")):
            figure = self.word(
                "export.karte.value_and_target",
                value=self._figure(values.iloc[i], units.iloc[i]),
                target=self._figure(targets.iloc[i], units.iloc[i]),
            )
            action = f"action.{gap['next_action']}"
            assert has(self.language, action), action
            rows.append(
                (
                    str(gap["rank"]), indicator_name(gap["indicator"], self.language), figure,
                    cause_text(gap["cause"], self.language), self.word(action),
                    self.word(f"owner.{gap['owner']}"),
                )
            )  # fmt: skip
        return rows

    def _figure(self, value: float, unit: str) -> str:
        if pd.isna(value) or unit == "persons":
            return self.persons(value)
        return f"{round(value, 1):,g} {unit_text(unit, self.language)}".strip()
