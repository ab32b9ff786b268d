"""How likely people get through after an earthquake, and which streets matter most: a second result."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bundle import LayerSource
from domain.data_kind import RestsOnSources
from domain.tables.robustness import AreaChance, AreaLevel, ProfileChance
from domain.vocabulary import HazardKind
from evacuation.clock import TICKS_PER_S, UNREACHED
from evacuation.network import IntArray
from hazard.blockage import Reading
from planning.case import Case
from planning.critical_streets import critical_streets
from planning.digest import table_digest
from planning.draws import DrawInputs, Tally, draw_inputs
from planning.intervals import wilson
from planning.shaking import shaking_areas, shaking_layers
from planning.sources import plan_sources
from planning.sweep import make_draws, on_threads


@dataclass(frozen=True, slots=True, eq=False)
class Robustness(RestsOnSources):
    """What draws of blocked streets say of a case.

    Parameters
    ----------
    key
        Key of the case.
    draws, critical_draws
        Draws made, and those in which the streets were weighed.
    areas, profiles, streets
        ``AreaChance``, ``ProfileChance``, ``CriticalStreets``.
    persons
        People who reach a usable place in time, by reading (favourable, adverse) and draw, shape (2, draws).
    short
        How many of them find no seat, at least, shape (2, draws): streets join no more seats to them.
    base_short
        The same with no street blocked.
    shaking
        Layers of the shaking.
    is_complete
        Whether there are as many draws as are needed; else more follow, and the intervals are wide.
    has_unknown_damage, has_unknown_width, has_unknown_ground
        Whether the bundle says nothing of the damage, the width, or the liquefaction, of some street: both
        readings differ.
    provenance
        Sources of the layers that the answers rest on.
    """

    key: str
    draws: int
    critical_draws: int
    areas: pd.DataFrame
    profiles: pd.DataFrame
    streets: pd.DataFrame
    persons: IntArray
    short: IntArray
    base_short: int
    shaking: tuple[str, ...]
    has_unknown_damage: bool
    has_unknown_width: bool
    has_unknown_ground: bool
    is_complete: bool
    provenance: tuple[LayerSource, ...]

    @property
    def missing_kinds(self) -> tuple[HazardKind, ...]:
        """Kinds that the bundle lacks: none, for without shaking nothing is drawn."""
        return ()

    def by_profile(self) -> pd.DataFrame:
        """Return the chance of the people of each walking profile, by area.

        Returns
        -------
        pd.DataFrame
            A column for each profile; NaN where an area has nobody of it.
        """
        long = self.profiles.set_index(["area_id", "profile_id"])["chance"]
        return long.unstack("profile_id")  # noqa: PD010 - each pair stands once: nothing is aggregated

    def level(self, level: AreaLevel) -> pd.DataFrame:
        """Return the areas of a level, by id.

        Parameters
        ----------
        level
            The level.

        Returns
        -------
        pd.DataFrame
            Columns of ``AreaChance`` but for level and id.
        """
        rows = self.areas[self.areas["level"] == level.value]
        return rows.drop(columns="level").set_index("area_id")


def robustness_key(case: Case) -> str:
    """Return the key of the draws of a case: equal keys, equal results.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    str
        Its own key, with the content of the shaking, which a tsunami's plan does not rest on.
    """
    return f"{case.key}-{table_digest(shaking_areas(case.city, case.scenario)).hex()[:32]}"


def assess_robustness(
    case: Case, *, most_draws: int | None = None, tell: Callable[[int, int], None] | None = None
) -> Robustness:
    """Draw blocked streets for a case, in this process.

    Parameters
    ----------
    case
        A case whose scenario follows an earthquake, with shaking in the bundle.
    most_draws, tell
        As in ``planning.sweep.make_draws``.

    Returns
    -------
    Robustness
        The result.
    """
    inputs = draw_inputs(case)
    return robustness_of(
        case, inputs, make_draws(inputs, on_threads(inputs), most_draws=most_draws, tell=tell)
    )


def robustness_sources(case: Case) -> tuple[LayerSource, ...]:
    """Return the layers that draws of a case rest on: those of its plan, and the shaking.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    tuple[LayerSource, ...]
        As its city states them now.
    """
    layers = {f"hazards/{name}" for name in shaking_layers(case.city, case.scenario)}
    sources = plan_sources(case.city, case.scenario)
    return (*sources, *(one for one in case.city.meta.layers if one.layer in layers and one not in sources))


def robustness_of(case: Case, inputs: DrawInputs, tally: Tally, *, is_complete: bool = True) -> Robustness:
    """Return what draws say.

    Parameters
    ----------
    case, inputs, tally
        The case, what its draws need, and what they counted.
    is_complete
        Whether no more draws follow.

    Returns
    -------
    Robustness
        The result.
    """
    city = case.city
    rows = _rows(case, inputs, tally)
    return Robustness(
        key=case.key,
        draws=tally.draws,
        critical_draws=tally.critical_draws,
        areas=_areas(case, rows, tally),
        profiles=_profiles(case, rows, tally),
        streets=critical_streets(case.city, inputs, tally),
        persons=tally.persons,
        short=tally.short,
        base_short=inputs.base_short,
        shaking=shaking_layers(city, case.scenario),
        has_unknown_damage=inputs.model.has_unknown_damage,
        has_unknown_width=bool(city.streets["width_m"].isna().any()),
        has_unknown_ground=inputs.model.has_unknown_ground,
        is_complete=is_complete,
        provenance=robustness_sources(case),
    )  # fmt: skip


def _rows(case: Case, inputs: DrawInputs, tally: Tally) -> pd.DataFrame:
    """Return one row a demand row: block, profile, people, and how often they got through."""
    parts = []
    for k, people in enumerate(inputs.people):
        in_time, detour = tally.in_time[k], tally.detour_ticks[k]
        persons = people.persons
        parts.append(pd.DataFrame({
            "block_id": case.city.blocks.index[people.rows.block_row].astype(str),
            "profile_id": people.on_network.profile.profile_id,
            "persons": persons,
            "open_persons": np.where(inputs.base[k] < UNREACHED, persons, 0),
            "favourable": persons * in_time[Reading.FAVOURABLE],
            "adverse": persons * in_time[Reading.ADVERSE],
            "detour": persons * detour[Reading.ADVERSE],
        }))  # fmt: skip
    if not parts:
        empty = pd.DataFrame({name: np.zeros(0, np.int64) for name in _NUMBERS})
        return empty.assign(block_id=pd.array([], dtype="str"), profile_id=pd.array([], dtype="str"))
    return pd.concat(parts, ignore_index=True)


def _chances(sums: pd.DataFrame, tally: Tally) -> pd.DataFrame:
    """Return the columns of chances of sums over rows."""
    whole = sums["persons"].to_numpy(np.float64) * max(tally.draws, 1)
    chance, favourable = (sums[name].to_numpy(np.float64) / whole for name in ("adverse", "favourable"))
    low, _ = wilson(chance, tally.draws)
    _, high = wilson(favourable, tally.draws)
    return pd.DataFrame({
        "chance": chance, "chance_favourable": favourable, "chance_min": low, "chance_max": high,
    }, index=sums.index)  # fmt: skip


_NUMBERS = ["persons", "open_persons", "favourable", "adverse", "detour"]


def _by_level(case: Case, rows: pd.DataFrame) -> dict[AreaLevel, npt.NDArray[np.object_]]:
    """Return the area of each row on each level."""
    blocks, known = case.city.blocks, pd.Index(rows["block_id"])
    return {
        AreaLevel.CITY: np.full(len(rows), case.city.meta.city_code, dtype=object),
        AreaLevel.WARD: blocks["ward_code"].reindex(known).to_numpy(object),
        AreaLevel.DISTRICT: blocks["district_id"].reindex(known).to_numpy(object),
        AreaLevel.BLOCK: rows["block_id"].to_numpy(object),
    }


def _areas(case: Case, rows: pd.DataFrame, tally: Tally) -> pd.DataFrame:
    parts = []
    for level, area in _by_level(case, rows).items():
        sums = rows[_NUMBERS].groupby(area).sum().sort_index()
        through = sums["adverse"].to_numpy(np.float64)
        detour = np.divide(
            sums["detour"].to_numpy(np.float64), through * TICKS_PER_S, out=np.full(len(sums), np.nan),
            where=through > 0,
        )  # fmt: skip
        table = pd.concat([sums[["persons", "open_persons"]], _chances(sums, tally)], axis=1)
        parts.append(table.assign(level=level.value, area_id=sums.index.astype(str), detour_s=detour))
    table = pd.concat(parts, ignore_index=True).astype({"level": "str", "area_id": "str"})
    table.index = pd.RangeIndex(len(table), name="row")
    return AreaChance.check(table[AreaChance.columns()])


def _profiles(case: Case, rows: pd.DataFrame, tally: Tally) -> pd.DataFrame:
    parts = []
    for level, area in _by_level(case, rows).items():
        if level is AreaLevel.BLOCK:
            continue
        named = rows.assign(area_id=area)
        sums = named.groupby(["area_id", "profile_id"], sort=True)[_NUMBERS].sum()
        table = pd.concat([sums[["persons"]], _chances(sums, tally)], axis=1).reset_index()
        parts.append(table.assign(level=level.value))
    table = pd.concat(parts, ignore_index=True)
    table = table.astype({"level": "str", "area_id": "str", "profile_id": "str"})
    table.index = pd.RangeIndex(len(table), name="row")
    return ProfileChance.check(table[ProfileChance.columns()])
