"""Why a place is not used, in words that say where the reason rests on model data."""

from collections.abc import Mapping
from typing import Any

from domain.bundle import LayerSource
from domain.data_kind import DataKind
from domain.vocabulary import PlaceStanding
from messages.catalogue import text
from planning.case import Case

#: Columns of ``places`` that a reason rests on, by the name of what they hold.
_COLUMNS = {"floors": frozenset({"floors"}), "structure": frozenset({"structure"})}
#: What each reason rests on; any other (not designated, not opened) rests on lists and settings.
_RESTS_ON = {
    "water_above": ("floors", "depth"),
    "floors_unknown": ("floors", "depth"),
    "depth_unknown": ("floors", "depth"),
    "wooden": ("structure", "area"),
    "inside_area": ("area",),
    "exposed_without_flag": ("area",),
    "collapse_zone": ("area",),
    "landslide_zone": ("area",),
}


def place_remark(case: Case, row: Mapping[Any, Any], language: str) -> str:
    """Return what must be known of a place beside its sign: why it is not used, or not as one expects.

    Parameters
    ----------
    case
        The case that the remark is of.
    row
        ``why_not``, ``in_plan``, ``for_care`` and ``standing`` of ``UsablePlaces``; ``assigned_persons`` and
        ``walking_persons`` of ``PlaceLoads``; ``free_seats``, a value of ``planning.free_seats``.
    language
        Language of the reader.

    Returns
    -------
    str
        Sentences one after the other; empty where there is nothing to say.
    """
    said = [why_not_text(case, row["why_not"], language)]
    if row["in_plan"] and row["for_care"]:
        said.append(text(language, "free_seats.for_care"))
    if row["in_plan"] and row["standing"] == PlaceStanding.TO_CONFIRM.value:
        said.append(text(language, "free_seats.to_confirm"))
    if row["assigned_persons"] > 0 and row["walking_persons"] == 0:
        said.append(text(language, "free_seats.all_kept"))
    if row["free_seats"]:
        said.append(text(language, f"free_seats.{row['free_seats']}"))
    return text(language, "free_seats.and").join(one for one in said if one)


def why_not_text(case: Case, why_not: str, language: str) -> str:
    """Return why a place is not used, such as 浸水しない階がない（階数・浸水深は模擬データ）.

    Parameters
    ----------
    case
        The case that the reason is of.
    why_not
        Key below ``why_not.``; empty for a place in the plan.
    language
        Language of the reader.

    Returns
    -------
    str
        Empty where there is no reason. What the reason rests on is named where it is model data.
    """
    if not why_not:
        return ""
    reason = text(language, f"why_not.{why_not}")
    model = [part for part in _RESTS_ON.get(why_not, ()) if _is_model(case, part)]
    if not model:
        return reason
    parts = text(language, "export.reason.and").join(text(language, f"export.reason.{one}") for one in model)
    return text(language, "export.reason.on_model", reason=reason, parts=parts)


def _is_model(case: Case, part: str) -> bool:
    if part in _COLUMNS:
        layer = case.city.meta.layer("places")
        return layer is not None and (layer.is_model or bool(_COLUMNS[part] & set(layer.model_columns)))
    layers = [case.city.meta.layer(f"hazards/{name}") for name in case.scenario.layers]
    return any(_is_partly_model(layer) for layer in layers if layer is not None)


def _is_partly_model(layer: LayerSource) -> bool:
    return layer.data_kind is DataKind.MODEL
