"""What the columns of any file of areas mean, said by the user in a small TOML.

```toml
kind = "flood"
layer = "flood_l2"
column = "rank"
holds = "depth"          # depth | duration | zone; depth and duration may be words such as 0.5m未満
[classes]                # without it the column holds words
1 = [0.0, 0.5]
2 = [0.5, 3.0]
3 = [3.0]                # open
```
Without ``column`` every area is the same: of unknown depth, or of the type that ``zone`` says. The
types ``evacuation_zone``, ``attention_zone`` and ``safe_area`` go into the layer of zones.
"""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.bounded_input import TOML_BYTES, parse_toml, read_bounded
from data.bundle.head import validation_faults
from data.readers.ksj_hazards import ClassColumn
from domain.faults import Fault, InputError
from domain.vocabulary import HazardKind, HazardZoneType, ZoneType

#: Layer of a bundle that holds zones of administration.
ZONES_LAYER = "zones"
_ZONES = {zone.value: zone for zone in (*HazardZoneType, *ZoneType)}
_Text = Annotated[str, Field(max_length=100)]


class ClassMap(BaseModel):
    """What the columns of a file of areas mean, as the user writes it."""

    model_config = ConfigDict(extra="forbid")

    kind: HazardKind
    layer: str = Field(default="", pattern=r"^[a-z0-9_]{0,40}$")
    column: _Text = ""
    holds: Literal["depth", "duration", "zone"] = "depth"
    name: _Text = ""
    zone: Literal[tuple(_ZONES)] | None = None  # type: ignore[valid-type]  # the values of two vocabularies
    classes: dict[str, list[float] | str] = Field(default={}, max_length=500)


def read_class_map(path: Path) -> ClassColumn:
    """Return what a TOML says of the columns of a file.

    Parameters
    ----------
    path
        The TOML.

    Raises
    ------
    domain.faults.InputError
        With everything that is wrong with it.
    """
    raw = parse_toml(read_bounded(path, limit=TOML_BYTES), file=path.name)
    try:
        entry = ClassMap.model_validate(raw)
    except ValidationError as error:
        raise InputError(list(validation_faults(error, file=path.name, model=ClassMap))) from error
    return class_column(entry, path.name)


def class_column(entry: ClassMap, file: str) -> ClassColumn:
    """Return what the columns of a file mean.

    Parameters
    ----------
    entry
        What the user wrote.
    file
        Name of the TOML, for its faults.

    Raises
    ------
    domain.faults.InputError
        With everything that makes no sense in it.
    """
    faults = tuple(_class_faults(entry, file))
    if faults:
        raise InputError(faults)
    zone = None if entry.zone is None else _ZONES[entry.zone]
    zones = (
        {code: _ZONES[str(said)] for code, said in entry.classes.items()} if entry.holds == "zone" else None
    )
    administers = isinstance(zone, ZoneType) or any(
        isinstance(one, ZoneType) for one in (zones or {}).values()
    )
    bounds = None if zones is not None or not entry.classes else _bounds(entry.classes)
    return ClassColumn(
        column=entry.column,
        kind=entry.kind,
        layer=ZONES_LAYER if administers else entry.layer or entry.kind.value,
        dataset="",
        zones=zones,
        depth_m=bounds if entry.holds == "depth" else None,
        duration_h=bounds if entry.holds == "duration" else None,
        depth_words=bool(entry.column) and entry.holds == "depth" and bounds is None,
        duration_words=bool(entry.column) and entry.holds == "duration" and bounds is None,
        zone=zone,
        name=entry.name,
    )


def _bounds(classes: Mapping[str, list[float] | str]) -> dict[str, tuple[float, float]]:
    return {
        code: (float(said[0]), float(said[1]) if len(said) == 2 else math.inf)
        for code, said in classes.items()
        if isinstance(said, list)
    }


def _class_faults(entry: ClassMap, file: str) -> Iterable[Fault]:
    if entry.classes and not entry.column:
        yield Fault("value_missing", file=file, column="column")
    if entry.holds == "zone" and entry.column and not entry.classes:
        yield Fault("value_missing", file=file, column="classes")
    sorts = (
        {type(_ZONES.get(str(said))) for said in entry.classes.values()} if entry.holds == "zone" else set()
    )
    for code, said in entry.classes.items():
        if entry.holds == "zone":
            if not isinstance(said, str) or said not in _ZONES or len(sorts) > 1:
                allowed = ", ".join(_ZONES)
                yield Fault(
                    "not_allowed", file=file, column=f"classes.{code}", value=str(said)[:60], expected=allowed
                )
        elif not _is_bounds(said):
            yield Fault(
                "class_bounds",
                file=file,
                column=f"classes.{code}",
                value=str(said)[:60],
                expected="[0.5, 3.0], [20.0]",
            )


def _is_bounds(said: list[float] | str) -> bool:
    if isinstance(said, str) or len(said) not in {1, 2} or not all(math.isfinite(one) for one in said):
        return False
    return said[0] >= 0 and (len(said) == 1 or said[0] < said[1])
