"""Whole wards in place of school districts that a bundle does not hold.

People and places belong to a district in every table. Where nobody has brought the districts in, each
ward stands in as one, under a name that says so; it is never written into a bundle.
"""

import geopandas as gpd
import pandas as pd

from domain.tables.city import Districts
from messages import catalogue

#: What follows the ward code in the id of a stand-in; no school has this number.
_END = "-00000"


def stand_in_districts(wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a district for each ward, as large as the ward.

    Parameters
    ----------
    wards
        ``Wards``.
    """
    codes = [str(code) for code in wards.index]
    table = pd.DataFrame(
        {
            "name": pd.Series(catalogue.text("ja", "district_stand_in.name"), range(len(codes)), dtype="str"),
            "name_en": pd.Series(
                catalogue.text("en", "district_stand_in.name"), range(len(codes)), dtype="str"
            ),
            "ward_code": pd.Series(codes, dtype="str"),
            "unit": pd.Series("推定", range(len(codes)), dtype="str"),
        }
    )
    table.index = pd.Index([stand_in_id(code) for code in codes], name="district_id", dtype="str")
    whole = gpd.GeoDataFrame(table, geometry=wards.geometry.to_numpy(), crs=wards.crs).sort_index()
    return gpd.GeoDataFrame(whole[Districts.columns()])


def stand_in_id(ward_code: str) -> str:
    """Return the id of the district that stands in for those of a ward."""
    return f"{ward_code}{_END}"


def are_stand_ins(districts: gpd.GeoDataFrame) -> bool:
    """Whether no school district is among them."""
    return all(str(district).endswith(_END) for district in districts.index)
