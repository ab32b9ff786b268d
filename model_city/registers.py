"""Fictitious registers of organisations and places beside the members: made on demand, never in the bundle.

Opening duty, equipment, drills and partners with gaps of known number, which tests recover. Names and
numbers are plainly invented, as those of the members (``model_city.rosters``).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from domain.bundle import CityBundle
from domain.registers import DutyKind, PartnerKind
from domain.tables.registers import (
    DrillRegister,
    EquipmentRegister,
    OpeningDutyRegister,
    PartnerRegister,
    Register,
)
from domain.vocabulary import OpenClass
from model_city.rosters import MODEL_NOTE, SEED, model_name, model_phone

#: Places with nobody on opening duty.
PLACES_WITHOUT_OPENER = 17
#: Places where nobody on opening duty is there within half an hour by night; by day they are.
PLACES_LATE_AT_NIGHT = 23
#: Organisations whose equipment was last checked more than a year ago.
CHECKS_OVERDUE = 9
#: Organisations with no item to fight a first fire.
WITHOUT_FIRE_ITEMS = 6
#: Districts without a partner.
WITHOUT_PARTNER = 12

_ITEMS = (
    "携帯ラジオ",
    "メガホン",
    "消火器",
    "可搬ポンプ",
    "ロープ",
    "バール",
    "救急箱",
    "担架",
    "リヤカー",
    "発電機",
    "炊飯器",
    "給水タンク",
)
_FIRE_ITEMS = frozenset({"消火器", "可搬ポンプ"})
_DRILLS = ("避難訓練", "初期消火訓練", "安否確認訓練", "避難所開設訓練")
_BRINGS: Mapping[PartnerKind, str] = {
    PartnerKind.SCHOOL: "体育館の鍵、校庭",
    PartnerKind.COMPANY: "トラック、飲料水",
    PartnerKind.SOCIAL_WELFARE_COUNCIL: "ボランティア",
    PartnerKind.CARE_FACILITY: "車いす、福祉車両",
}
#: Who opens a place, with the time that they take by day and by night [s].
_OPENERS = (
    (DutyKind.FACILITY_MANAGER, (0, 300), (1_500, 1_800)),
    (DutyKind.KEY_HOLDER, (300, 900), (300, 900)),
    (DutyKind.CITY_STAFF, (900, 1_800), (1_200, 1_800)),
)
_LATE_S = 2_700
_YEAR_DAYS = 365


def build_opening_duty(bundle: CityBundle, *, seed: int = SEED) -> pd.DataFrame:
    """Return who opens each place, for both classes of disaster.

    Parameters
    ----------
    bundle
        The city.
    seed
        Of all chance.

    Returns
    -------
    pd.DataFrame
        ``OpeningDutyRegister``.
    """
    rng = np.random.default_rng([seed, 1])
    places = bundle.places
    order = [str(one) for one in rng.permutation(places.index.to_numpy(dtype=object))]
    without = set(order[:PLACES_WITHOUT_OPENER])
    late = set(order[PLACES_WITHOUT_OPENER : PLACES_WITHOUT_OPENER + PLACES_LATE_AT_NIGHT])
    org_of = _first_organisations(bundle)
    rows: list[dict[str, Any]] = []
    for place_id, ward_code, district_id in zip(
        places.index, places["ward_code"], places["district_id"], strict=True
    ):
        if place_id in without:
            continue
        area = _area(str(ward_code), str(district_id), org_of.get(str(district_id), ""))
        for kind, by_day, by_night in _OPENERS:
            person = {"name": model_name(len(rows))[0], "phone": model_phone(len(rows)), "note": MODEL_NOTE}
            times = {
                "arrival_day_s": _between(by_day, rng),
                "arrival_night_s": _LATE_S if place_id in late else _between(by_night, rng),
            }
            row = {**area, **times, **person, "place_id": str(place_id), "kind": kind.value}
            rows += [{**row, "open_class": open_class.value} for open_class in OpenClass]
    return _register(OpeningDutyRegister, rows)


def build_equipment(bundle: CityBundle, *, on: dt.date, seed: int = SEED) -> pd.DataFrame:
    """Return the equipment of each organisation.

    Parameters
    ----------
    bundle
        The city.
    on
        Day that checks lie within a year before, or not.
    seed
        Of all chance.

    Returns
    -------
    pd.DataFrame
        ``EquipmentRegister``.
    """
    rng = np.random.default_rng([seed, 2])
    order = _shuffled(bundle.strength.organisations.index, rng)
    overdue = set(order[:CHECKS_OVERDUE])
    without_fire = set(order[CHECKS_OVERDUE : CHECKS_OVERDUE + WITHOUT_FIRE_ITEMS])
    rows: list[dict[str, Any]] = []
    for org_id, area in _organisation_areas(bundle).items():
        for item in _ITEMS:
            if org_id in without_fire and item in _FIRE_ITEMS:
                continue
            days = int(rng.integers(1, _YEAR_DAYS)) + (2 * _YEAR_DAYS if org_id in overdue else 0)
            checked_on = (on - dt.timedelta(days=days)).isoformat()
            rows.append({**area, "item": item, "quantity": int(rng.integers(1, 9)), "checked_on": checked_on})
    return _register(EquipmentRegister, rows)


def build_drills(bundle: CityBundle, *, on: dt.date, seed: int = SEED) -> pd.DataFrame:
    """Return the drills of each organisation within a year: as many as the bundle says, none where unknown.

    Parameters
    ----------
    bundle
        The city.
    on
        Last day of the year.
    seed
        Of all chance.

    Returns
    -------
    pd.DataFrame
        ``DrillRegister``; participants of one organisation sum to the bundle's.
    """
    rng = np.random.default_rng([seed, 3])
    told = bundle.strength.organisations
    counts, taking_part = (
        {str(org): int(value) for org, value in told[name].dropna().items()}
        for name in ("drills_in_year", "drill_participants")
    )
    rows: list[dict[str, Any]] = []
    for org_id, area in _organisation_areas(bundle).items():
        drills, persons = counts.get(org_id, 0), taking_part.get(org_id)
        for i in range(drills):
            held_on = (on - dt.timedelta(days=int(rng.integers(0, _YEAR_DAYS)))).isoformat()
            part = None if persons is None else (persons + i) // drills
            rows.append({**area, "held_on": held_on, "kind": _DRILLS[i % len(_DRILLS)], "participants": part})
    return _register(DrillRegister, rows)


def build_partners(bundle: CityBundle, *, seed: int = SEED) -> pd.DataFrame:
    """Return partners of each district but some.

    Parameters
    ----------
    bundle
        The city.
    seed
        Of all chance.

    Returns
    -------
    pd.DataFrame
        ``PartnerRegister``.
    """
    rng = np.random.default_rng([seed, 4])
    without = set(_shuffled(bundle.districts.index, rng)[:WITHOUT_PARTNER])
    org_of = _first_organisations(bundle)
    rows: list[dict[str, Any]] = []
    for district_id, ward_code in bundle.districts["ward_code"].items():
        if district_id in without:
            continue
        area = _area(str(ward_code), str(district_id), org_of.get(str(district_id), ""))
        for kind, brings in _BRINGS.items():
            number = len(rows)
            rows.append({
                **area, "name": f"見本協力先{number:04d}", "kind": kind.value, "brings": brings,
                "agreed_on": "2024-04-01", "contact_name": model_name(number)[0],
                "phone": model_phone(number),
            })  # fmt: skip
    return _register(PartnerRegister, rows)


def _between(ends: tuple[int, int], rng: np.random.Generator) -> int:
    return int(rng.integers(ends[0], ends[1] + 1))


def _shuffled(ids: "pd.Index[str]", rng: np.random.Generator) -> list[str]:
    return [str(one) for one in rng.permutation(ids.to_numpy(dtype=object))]


def _area(ward_code: str, district_id: str, org_id: str) -> dict[str, Any]:
    return {"ward_code": ward_code, "district_id": district_id, "org_id": org_id}


def _first_organisations(bundle: CityBundle) -> dict[str, str]:
    organisations = bundle.strength.organisations
    first = organisations.reset_index().drop_duplicates("district_id").set_index("district_id")["org_id"]
    return {str(district): str(org) for district, org in first.items()}


def _organisation_areas(bundle: CityBundle) -> dict[str, dict[str, Any]]:
    ward_of = bundle.districts["ward_code"]
    return {
        str(org_id): _area(str(ward_of[district_id]), str(district_id), str(org_id))
        for org_id, district_id in bundle.strength.organisations["district_id"].items()
    }


def _register(contract: type[Register], rows: list[dict[str, Any]]) -> pd.DataFrame:
    data = {}
    for name, column in contract.to_schema().columns.items():
        is_text = str(getattr(column.dtype, "type", "")) == "str"
        cells = [row.get(name, "" if is_text else None) for row in rows]
        data[name] = pd.array(cells, dtype="str" if is_text else "Int64")
    index = pd.Index([f"model-{i:06d}" for i in range(len(rows))], dtype="str", name="record_id")
    return contract.check(pd.DataFrame(data, index=index))
