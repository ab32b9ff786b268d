"""Names as printed: city, scenario, wards, districts, destinations, layers, and real or model data."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from domain.bundle import UPLOADED, City, LayerSource
from domain.data_kind import DataKind, least_sure
from domain.place_ids import same_address
from domain.scenario import HazardScenario
from domain.vocabulary import DeadlineKind, NameKind
from messages.catalogue import has, language_tag, text
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Basis
from presentation.local_names import local_name
from presentation.words import Words

#: Columns of ``places`` that seats are counted from.
CAPACITY_COLUMNS = frozenset(
    {
        "floor_area_m2",
        "refuge_area_m2",
        "open_area_m2",
        "floors",
        "refuge_capacity_persons",
        "stay_capacity_persons",
        "official_capacity_persons",
    }
)


def same_address_names(case: Case) -> list[str]:
    """Return, for each place, the names of the other places at its address; empty where there are none."""
    names = case.city.places["name"]
    mates = same_address([str(place_id) for place_id in names.index])
    return ["、".join(names[list(mates.get(str(place_id), ()))]) for place_id in names.index]


def city_name(case: Case, language: str) -> str:
    """Return the city's name."""
    return _name(case.city.meta.name, case.city.meta.name_en, language)


def scenario_name(case: Case, language: str) -> str:
    """Return the scenario's name, and the time of day where it was changed.

    Many names hold 夜間 or 昼間: without the remark the title would contradict the figures.
    """
    return scenario_title(case.city, case.scenario, language)


def covered_text(city: City, shown: Iterable[str], words: Words) -> str:
    """Return how many scenarios of a city a list covers, and which it leaves out; empty where it has all.

    Parameters
    ----------
    city
        The city.
    shown
        Ids of the scenarios of the list.
    words
        Words of the reader.
    """
    held = set(shown)
    rest = [words.scenario(one) for one in city.scenarios.values() if one.scenario_id not in held]
    if not rest:
        return ""
    every = len(city.scenarios)
    return words("screen.scenarios_covered", shown=every - len(rest), all=every, rest=words.listed(rest))


def scenario_title(bundle: City, scenario: HazardScenario, language: str) -> str:
    """Return the name of a scenario of a city, and its time of day where that is not the city's."""
    name = Words(language).scenario(scenario)
    if not day_time_is_changed(bundle, scenario):
        return name
    day_time = text(language, f"day_time_choice.{scenario.day_time}")
    return text(language, "export.day_time_changed", scenario=name, day_time=day_time)


def day_time_is_changed(bundle: City, scenario: HazardScenario) -> bool:
    """Whether a scenario counts people at another time of day than the city's scenario of this id."""
    own = bundle.scenarios.get(scenario.scenario_id)
    return own is not None and own.day_time is not scenario.day_time


#: Words for whole municipalities and prefectures.
_AREA_WORDS = tuple("都道府県市区町村")


def ward_names(case: Case, language: str) -> pd.Series:
    """Return the wards' names by code, in official order."""
    return kept(case.city, "ward names", language, lambda: _ward_names(case, language))


def _ward_names(case: Case, language: str) -> pd.Series:
    wards = case.city.wards.sort_values("official_order")
    if language_tag(language) != "ja":
        # The city's own English names; where it has none, the reading in Roman letters.
        named = wards["name_en"].where(wards["name_en"] != wards["name"], "")
        if (named != "").all():
            return named
    return _local(case.city, NameKind.WARD, wards.assign(ward_code=wards.index), language)


def district_names(case: Case, language: str) -> pd.Series:
    """Return the districts' names by id, wards in official order, then by id.

    A district that is called by a word for a whole municipality (堺市 has one called 市) is never
    written by that word alone: its figures would be read as the city's.
    """
    return kept(case.city, "district names", language, lambda: _district_names(case, language))


def _district_names(case: Case, language: str) -> pd.Series:
    districts = case.city.districts
    order = districts["ward_code"].map(case.city.wards["official_order"]).to_numpy()
    rows = np.lexsort((districts.index.to_numpy().astype(str), order))
    names = _local(case.city, NameKind.DISTRICT, districts.iloc[rows], language)
    return names.where(~names.isin(_AREA_WORDS), names + text(language, "export.district_suffix"))


def ward_districts(case: Case, ward_code: str) -> list[str]:
    """Return the ids of the districts of a ward; of all wards where the code is empty."""
    districts = case.city.districts
    return [str(one) for one in districts.index[districts["ward_code"].eq(ward_code) | (not ward_code)]]


def district_title(case: Case, district_id: str, language: str) -> str:
    """Return ward and district as printed in titles, such as 西区 浜寺昭和校区.

    A whole ward that stands in for districts that are not held is called none.

    Raises
    ------
    KeyError
        When the bundle has no such district.
    """
    name = str(district_names(case, language).loc[district_id])
    ward = str(ward_names(case, language).loc[case.city.districts["ward_code"].loc[district_id]])
    if case.city.meta.layer("districts") is None:
        return f"{ward} {name}"
    suffix = text(language, "export.district_suffix")
    return f"{ward} {name.removesuffix(suffix)}{suffix}"


def missing_kinds_text(plan: Basis, language: str) -> str:
    """Return the hazard kinds of the scenario that the bundle holds no layer for; empty if none."""
    names = [text(language, f"hazard_kind.{kind}") for kind in plan.missing_kinds]
    return text(language, "export.separator").join(names)


def margin_unknown_text(case: Case, language: str) -> str:
    """Return why the plan has no margins: no deadline, no streets, or no arrival that is published."""
    no_deadline = case.scenario.deadline is DeadlineKind.NONE
    if case.city.streets.empty and not no_deadline:
        return text(language, "export.margin_without_streets")
    return text(language, "screen.city.no_deadline" if no_deadline else "export.margin_unknown")


def place_names(city: City, language: str) -> pd.Series:
    """Return the names of the places by id."""
    return _local(city, NameKind.PLACE, city.places, language)


def place_name(city: City, place_id: str, language: str) -> str:
    """Return the name of one place.

    Raises
    ------
    KeyError
        When the city has no such place.
    """
    return str(_local(city, NameKind.PLACE, city.places.loc[[place_id]], language).iloc[0])


def town_name(city: City, town: str, language: str, *, ward_code: str = "") -> str:
    """Return the name of a town; without its ward, as long as all towns of this name are read alike."""
    return local_name(city, NameKind.TOWN, ward_code, town, language)


def town_names(city: City, blocks: pd.DataFrame, language: str) -> pd.Series:
    """Return the name of each block's town, aligned to blocks with ``town`` and ``ward_code``."""
    pairs = list(zip(blocks["ward_code"], blocks["town"], strict=True))
    names = {pair: town_name(city, pair[1], language, ward_code=pair[0]) for pair in set(pairs)}
    return pd.Series([names[pair] for pair in pairs], index=blocks.index, dtype="str")


def block_names(city: City, block_ids: Iterable[str], language: str) -> pd.Series:
    """Return the name of each block, by its id: its town and its number in the ward.

    Parameters
    ----------
    city
        The city.
    block_ids
        Ids of blocks.
    language
        Language of the reader.
    """
    towns = town_names(city, city.blocks.loc[list(block_ids)], language)
    said = [
        text(language, "block.name", town=town, block=str(block).rpartition("-")[2])
        for block, town in towns.items()
    ]
    return pd.Series(said, index=towns.index, dtype="str")


def destination_names(case: Case, language: str) -> pd.Series:
    """Return the names of destinations: places by id, and ``safe_area``."""
    names = place_names(case.city, language)
    safe = pd.Series([text(language, "destination_kind.safe_area")], index=["safe_area"], dtype="str")
    return pd.concat([names, safe])


def data_kind(language: str, kind: DataKind) -> str:
    """Return 模擬データ, 実データ（仮定を含む） or 実データ."""
    return text(language, f"export.{kind.value}_data")


def kind_notice(language: str, kind: DataKind) -> str:
    """Return what is said of figures on model data or on assumptions; an empty text of real data."""
    return text(language, f"export.{kind.value}_notice") if kind.is_rounded else ""


def layer_kind(layer: LayerSource, language: str) -> str:
    """Return 模擬データ, 実データ, or 一部模擬データ where single columns are model data."""
    if layer.model_columns and not layer.is_model:
        return text(language, "export.partly_model_data")
    return data_kind(language, layer.data_kind)


def layer_name(layer: LayerSource, language: str) -> str:
    """Return the name of a layer: the city's own, else its word; of a hazard without a name, its kind."""
    if layer.name:
        return _name(layer.name, layer.name_en, language)
    if has(language, f"layer.{layer.layer}"):
        return text(language, f"layer.{layer.layer}")
    group, _, local_id = layer.layer.partition("/")
    kind = f"hazard_kind.{local_id}"
    said = text(language, kind) if has(language, kind) else local_id
    return f"{text(language, f'layer.{group}')}: {said}" if local_id else layer.layer


def input_layer_name(city: City, layer_id: str, language: str) -> str:
    """Return the name of a layer that an indicator rests on; its id where the city does not hold it.

    A table in which saved lists stand (``uploaded/…``) is named by the layer and says so.
    """
    base = layer_id.removeprefix(UPLOADED)
    held = city.meta.layer(base)
    name = layer_name(held or LayerSource(base, "", (), "", is_model=False), language)
    return name if base == layer_id else text(language, "layer.uploaded", layer=name)


def capacity_is_model(case: Case) -> bool:
    """Whether the seats of places are counted from model data."""
    layer = case.city.meta.layer("places")
    return layer is not None and (layer.is_model or bool(CAPACITY_COLUMNS & set(layer.model_columns)))


def layers_kind(case: Case, *layer_ids: str) -> DataKind:
    """Return the least sure of these layers, with all their columns."""
    found = [case.city.meta.layer(layer_id) for layer_id in layer_ids]
    return least_sure(layer.data_kind for layer in found if layer is not None)


def layer_is_model(case: Case, *layer_ids: str) -> bool:
    """Whether any of these layers is model data as a whole."""
    found = [case.city.meta.layer(layer_id) for layer_id in layer_ids]
    return any(layer is not None and layer.is_model for layer in found)


def _name(japanese: str, english: str, language: str) -> str:
    return japanese if language_tag(language) == "ja" or not english else english


def _local(city: City, kind: NameKind, frame: pd.DataFrame, language: str) -> pd.Series:
    """Return names of a table with ``name`` and ``ward_code``: the table's own English ones first."""
    if language == "ja":
        return frame["name"]
    own = frame.get("name_en", pd.Series("", index=frame.index))
    own = own.where((own != frame["name"]) & (language_tag(language) != "ja"), "")
    said = [
        english or local_name(city, kind, str(ward), str(name), language)
        for english, ward, name in zip(own, frame["ward_code"], frame["name"], strict=True)
    ]
    return pd.Series(said, index=frame.index, dtype="str")
