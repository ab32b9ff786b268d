"""The choice of a ward and of a district: the same on every page that asks for both."""

from collections.abc import Mapping

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
    for column, name, names, chosen, take in (
        (left, "ward", wards, ward, _take_ward),
        (right, "district", districts, district, _take_district),
    ):
        key = session.bind(f"{page}.{name}", chosen)
        with column:
            st.selectbox(
                session.text(f"screen.{page}.{name}"),
                list(names),
                key=key,
                format_func=lambda one, shown=names: shown[one],
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
