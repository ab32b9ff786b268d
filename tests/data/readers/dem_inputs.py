"""Meshes of the elevation model, written as the published specification has them."""

from collections.abc import Sequence

_FORM = """<?xml version="1.0" encoding="UTF-8"?>
<Dataset xsi:schemaLocation="http://fgd.gsi.go.jp/spec/2008/FGD_GMLSchema FGD_GMLSchema.xsd"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns="http://fgd.gsi.go.jp/spec/2008/FGD_GMLSchema" gml:id="Dataset1">
<DEM gml:id="DEM001"><type>5mメッシュ（標高）</type><mesh>51357000</mesh>
<coverage gml:id="DEM001-3">
<gml:boundedBy><gml:Envelope srsName="fguuid:jgd2011.bl">
<gml:lowerCorner>{south} {west}</gml:lowerCorner><gml:upperCorner>{north} {east}</gml:upperCorner>
</gml:Envelope></gml:boundedBy>
<gml:gridDomain><gml:Grid dimension="2"><gml:limits><gml:GridEnvelope>
<gml:low>0 0</gml:low><gml:high>{last_column} {last_row}</gml:high>
</gml:GridEnvelope></gml:limits><gml:axisLabels>x y</gml:axisLabels></gml:Grid></gml:gridDomain>
<gml:rangeSet><gml:DataBlock><gml:rangeParameters/><gml:tupleList>
{tuples}
</gml:tupleList></gml:DataBlock></gml:rangeSet>
<gml:coverageFunction><gml:GridFunction>
<gml:sequenceRule order="{order}">Linear</gml:sequenceRule><gml:startPoint>{start}</gml:startPoint>
</gml:GridFunction></gml:coverageFunction>
</coverage></DEM></Dataset>
"""


def dem_gml(
    bounds: tuple[float, float, float, float],
    columns: int,
    rows: int,
    tuples: Sequence[str],
    *,
    start: str = "0 0",
    order: str = "+x-y",
) -> str:
    """Return a mesh of west, south, east, north [degrees]."""
    west, south, east, north = bounds
    return _FORM.format(
        west=west, south=south, east=east, north=north, last_column=columns - 1, last_row=rows - 1,
        tuples="\n".join(tuples), start=start, order=order,
    )  # fmt: skip


def ground(heights: Sequence[float]) -> list[str]:
    return [f"地表面,{height:.2f}" for height in heights]
