"""Sizes of places out to a sheet and back in: what the first user of a new city does on day one."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from data.bundle.layout import default_file
from data.bundle.read import bundle_faults
from data.imports.place_sizes import key_holders, put_sizes
from data.official_sources import official_source
from data.readers.sheet_file import read_list, read_sheet
from data.readers.size_sheet import (
    ADDRESS_HEADER,
    FORMS,
    ID_HEADER,
    NAME_HEADER,
    SizeColumn,
    read_sizes,
)
from data.readers.text_lines import encoding_name
from domain.bundle import CityBundle, LayerSource, Source
from domain.faults import Fault, InputError, has_error, sort_faults
from domain.import_report import ImportReport
from domain.vocabulary import Outcome
from exports.size_template import size_template
from planning.plan import Plan
from use_cases.file_hash import file_sha256
from use_cases.given_files import with_given_files
from use_cases.import_date import checked_date

_WARD = "ward"
_WITH_PLACE = (Outcome.EMERGENCY_SITE, Outcome.REFUGE_BUILDING, Outcome.SHELTER)
_HEADERS = {
    "place_id": ID_HEADER,
    "name": NAME_HEADER,
    "address": ADDRESS_HEADER,
    _WARD: "区",
    **{column.value: form.header for column, form in FORMS.items()},
}


@dataclass(frozen=True, slots=True, eq=False)
class SizeImport:
    """A city with the sizes of its places renewed, not yet written.

    Parameters
    ----------
    bundle
        City.
    changed
        Number of places whose figure changed, by column.
    unknown_before, unknown_after
        Places of which neither a capacity nor an area is known.
    faults
        Warnings.
    reports
        What was made of the file.
    """

    bundle: CityBundle
    changed: dict[str, int]
    unknown_before: int
    unknown_after: int
    faults: tuple[Fault, ...]
    reports: tuple[ImportReport, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the sizes settle in one scenario.

    Parameters
    ----------
    unknown_before, unknown_after
        People who have no place because nobody knows the seats of one.
    assigned_before, assigned_after
        People with a place.
    places_before, places_after
        Places whose size or floors the answers wait for.
    """

    unknown_before: int
    unknown_after: int
    assigned_before: int
    assigned_after: int
    places_before: int
    places_after: int

    @property
    def persons(self) -> int:
        """Fewer people whose answer waits for a size; negative where it is more."""
        return self.unknown_before - self.unknown_after


def places_to_fill_in(bundle: CityBundle, language: str) -> bytes:
    """Return the workbook of all places of a city with what is known of them.

    Parameters
    ----------
    bundle
        City.
    language
        Of the explanations.
    """
    places = bundle.places
    facts = {
        SizeColumn.TOILETS.value: bundle.strength.place_facts["toilets"].reindex(places.index),
        SizeColumn.KEY_HOLDERS.value: key_holders(bundle.strength.opening_duty).reindex(places.index),
    }
    known = pd.DataFrame(
        {column.value: facts.get(column.value, places.get(column.value)) for column in SizeColumn},
        index=places.index,
    )
    wards = places["ward_code"].map(bundle.wards["name"]).fillna("").astype("str")
    rows = pd.concat(
        [
            pd.DataFrame(
                {
                    "place_id": places.index,
                    "name": places["name"],
                    "address": places["address"],
                    _WARD: wards,
                },
                index=places.index,
            ),
            known,
        ],
        axis=1,
    ).reset_index(drop=True)
    rows = rows.sort_values([_WARD, "place_id"])
    empty = {
        name: int((known[name].isna() | known[name].eq("").fillna(value=False)).sum())
        for name in known.columns
    }
    return size_template(rows, _HEADERS, empty, language)


def import_sizes(bundle: CityBundle, file: Path, *, date: str = "") -> SizeImport:
    """Put the sizes of a filled sheet on the places of a city.

    Parameters
    ----------
    bundle
        City; it is not changed.
    file
        The sheet of ``places_to_fill_in``, filled in (xlsx, or CSV of its first sheet).
    date
        Date of the survey.

    Raises
    ------
    domain.faults.InputError
        With every fault of the file.
    """
    checked_date(date)
    content = read_list(file)
    filled = read_sizes(read_sheet(content, file.name), dict(bundle.places["name"].astype(str)))
    if has_error(filled.faults):
        raise InputError(filled.faults)
    if not filled.cells:
        raise InputError([Fault("table_empty", file=file.name)])
    sized = put_sizes(filled.cells, bundle.places, bundle.strength.place_facts, bundle.strength.opening_duty)
    source = official_source("own_survey", date)
    meta = bundle.meta
    for layer, is_changed in (
        ("places", set(sized.changed) - {SizeColumn.TOILETS.value, SizeColumn.KEY_HOLDERS.value}),
        ("place_facts", SizeColumn.TOILETS.value in sized.changed),
        ("opening_duty", SizeColumn.KEY_HOLDERS.value in sized.changed),
    ):
        if is_changed:
            meta = meta.with_source(_with_survey(meta.layer(layer), layer, source))
    renewed = replace(
        bundle,
        places=sized.places,
        strength=replace(bundle.strength, place_facts=sized.place_facts, opening_duty=sized.opening_duty),
        meta=meta,
    )
    faults = sort_faults([*filled.faults, *(f for f in bundle_faults(renewed) if f.layer == "places")])
    if has_error(faults):
        raise InputError(faults)
    report = ImportReport(
        file=file.name,
        sha256=file_sha256(file),
        layer="places",
        form="size_sheet",
        encoding=encoding_name(content) if file.suffix.lower() == ".csv" else "",
        rows_read=filled.rows_read,
        rows_kept=len(filled.cells),
        sources=(source,),
    )
    return SizeImport(
        bundle=with_given_files(bundle.meta, renewed, [report]),
        changed=sized.changed,
        unknown_before=_without_size(bundle),
        unknown_after=_without_size(renewed),
        faults=faults,
        reports=(report,),
    )


def settled_people(before: Plan, after: Plan) -> Settled:
    """Return how many people's answers the sizes settle in a scenario.

    Parameters
    ----------
    before, after
        Plans of the same case with the city before and after.
    """
    counts = [plan.assignment.groupby("outcome")["persons"].sum() for plan in (before, after)]
    unknown = [int(one.get(Outcome.CAPACITY_UNKNOWN.value, 0)) for one in counts]
    assigned = [sum(int(one.get(outcome.value, 0)) for outcome in _WITH_PLACE) for one in counts]
    places = [int(plan.data_debt["layer"].eq("places").sum()) for plan in (before, after)]
    return Settled(unknown[0], unknown[1], assigned[0], assigned[1], places[0], places[1])


def _without_size(bundle: CityBundle) -> int:
    seats = (SizeColumn.CAPACITY, SizeColumn.REFUGE)
    areas = (SizeColumn.FLOOR_AREA, SizeColumn.REFUGE_AREA, SizeColumn.OPEN_AREA)
    columns = [*(each.value for each in (*seats, *areas)), "stay_capacity_persons"]
    return int(bundle.places[columns].isna().all(axis=1).sum())


def _with_survey(old: LayerSource | None, layer: str, source: Source) -> LayerSource:
    """Return the provenance of a layer with the survey beside what it had."""
    if old is None:
        return LayerSource(
            layer=layer, file=default_file(layer), sources=(source,), sha256="", is_model=False
        )
    # A survey adds to earlier ones: what they say of other places stays, and with it their files.
    return replace(old, sources=(*old.sources, source), sha256="")
