"""The choice of a ward and of a district: the same on every page that asks for both."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui import session


def choose(
    page: str, wards: Mapping[str, str], districts: Mapping[str, str], *, ward: str, district: str
) -> None:
    """Draw the choice of a ward, and of a district beside it.

    Parameters
    ----------
    page
        Page that asks: its words ``screen.<page>.ward`` and ``.district`` stand above the choices.
    wards, districts
        Names by id; an empty id is for all.
    ward, district
        What is chosen now.
    """
    left, right = st.columns([1, 2])
    with left:
        _one(page, "ward", wards, ward, _take_ward)
    with right:
        _one(page, "district", districts, district, _take_district)


def _one(page: str, what: str, names: Mapping[str, str], chosen: str, take: Callable[[str], None]) -> None:
    key = session.bind(f"{page}.{what}", chosen)
    st.selectbox(
        session.text(f"screen.{page}.{what}"),
        list(names),
        key=key,
        format_func=lambda one: names[one],
        on_change=take,
        args=(key,),
    )


def _take_ward(key: str) -> None:
    session.choose_ward(session.value_of(key) or "")


def _take_district(key: str) -> None:
    district = session.value_of(key) or ""
    ward = session.choices().ward_code
    if district:
        ward = str(session.bundle().districts["ward_code"].to_dict()[district])
    session.choose(ward_code=ward, district_id=district)
