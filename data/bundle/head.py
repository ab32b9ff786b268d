"""The head of a bundle, ``bundle.toml``: identity, CRS, and where every layer comes from."""

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.bounded_input import TOML_BYTES, parse_toml, read_bounded
from data.bundle.layout import (
    BUNDLE_FILE,
    LAYERS,
    READABLE_VERSIONS,
    SCENARIO_LAYER,
    SETTING_LAYER,
    WANTED_LAYERS,
    known_layers,
    layer_spec,
)
from domain.bundle import BundleMeta, LayerSource, Source, SourceFile
from domain.crs import PLANE_RECTANGULAR_EPSG, is_plane_rectangular
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError
from domain.vocabulary import Severity

#: Longest file name, and longest value that a fault shows.
_LONGEST_NAME, _LONGEST_VALUE = 200, 80

#: Most files of a bundle folder that are looked at for being listed.
_MOST_FILES = 10_000

#: Words for pydantic's kinds of failure; the key of the fault and what was expected.
_EXPECTED_TYPES: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "integer",
    "int_from_float": "integer",
    "int_parsing": "integer",
    "float_type": "number",
    "float_parsing": "number",
    "bool_type": "true / false",
    "bool_parsing": "true / false",
    "list_type": "list",
    "tuple_type": "list",
    "dict_type": "table",
    "model_type": "table",
}
#: Bounds of a value, by what pydantic calls them.
_BOUNDS: Mapping[str, str] = {
    "ge": "≥",
    "gt": ">",
    "le": "≤",
    "lt": "<",
    "min_length": "≥",
    "max_length": "≤",
}
#: Where the names of a file's own keys stand, but for files of which they are listed.
_NAMES_IN = "docs/architecture.md"


class _LayerEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(min_length=1)
    file: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    is_model: bool
    model_columns: list[str] = []
    assumed_columns: list[str] = []
    name: str = ""
    name_en: str = ""


class _FileEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    unverified: bool = False


class _SourceEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1)
    licence: str
    date: str = ""
    notices: list[str] = []
    name_en: str = ""
    licence_en: str = ""
    date_en: str = ""
    notices_en: list[str] = []
    notices_easy: list[str] = []
    files: list[_FileEntry] = []
    former_date: str = ""

    def source(self) -> Source:
        return Source(
            self.name,
            self.licence,
            self.date,
            tuple(self.notices),
            name_en=self.name_en,
            licence_en=self.licence_en,
            date_en=self.date_en,
            notices_en=tuple(self.notices_en),
            notices_easy=tuple(self.notices_easy),
            files=tuple(SourceFile(one.name, one.sha256, one.unverified) for one in self.files),
            former_date=self.former_date,
        )


class _LayerOfSources(_LayerEntry):
    """Layer of version 2: one or more sources."""

    sources: list[_SourceEntry] = Field(min_length=1)

    def all_sources(self) -> tuple[Source, ...]:
        return tuple(entry.source() for entry in self.sources)


class _LayerOfOneSource(_LayerEntry):
    """Layer of version 1: its one source stands beside its file."""

    source: str
    licence: str
    date: str
    notices: list[str] = []

    def all_sources(self) -> tuple[Source, ...]:
        return (Source(self.source, self.licence, self.date, tuple(self.notices)),)


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    schema_version: int
    city_code: str = Field(pattern=r"^\d{6}$")
    name: str = Field(min_length=1)
    name_en: str
    epsg: int
    layers: list[_LayerOfSources]


class _FirstHead(_Head):
    layers: list[_LayerOfOneSource]  # type: ignore[assignment]  # the older form of the same


def sha256_of(content: bytes) -> str:
    """Return the sha256 of a file's bytes, as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def read_head(folder: Path) -> tuple[BundleMeta | None, tuple[Fault, ...]]:
    """Read ``bundle.toml``; the meta is None where nothing further can be read."""
    try:
        content = read_bounded(folder / BUNDLE_FILE, limit=TOML_BYTES)
    except InputError as error:
        keys = {fault.key for fault in error.faults}
        return None, (Fault("bundle_missing", file=str(folder)),) if "file_missing" in keys else error.faults
    try:
        raw = parse_toml(content, file=BUNDLE_FILE)
        head = (_FirstHead if raw.get("schema_version") == 1 else _Head).model_validate(raw)
    except InputError as error:
        return None, error.faults
    except ValidationError as error:
        log = FaultLog()
        log.extend(validation_faults(error, file=BUNDLE_FILE))
        return None, log.faults()
    meta = BundleMeta(
        schema_version=head.schema_version,
        bundle_hash=sha256_of(content),
        city_code=head.city_code,
        name=head.name,
        name_en=head.name_en,
        epsg=head.epsg,
        layers=tuple(_source(entry) for entry in head.layers),
    )
    faults = tuple(_head_faults(meta, folder))
    # A bundle of another version, or in degrees, means something else: nothing more is read.
    unusable = any(fault.key in {"schema_version", "crs_not_plane"} for fault in faults)
    return (None if unusable else meta), faults


def head_text(meta: BundleMeta) -> str:
    """Return ``bundle.toml`` for a meta; equal metas give equal text."""
    layers = [
        {
            "id": source.layer,
            # Only where a layer has a name: what has none stays as it was, byte by byte.
            **{key: said for key, said in (("name", source.name), ("name_en", source.name_en)) if said},
            "file": source.file,
            "sha256": source.sha256,
            "is_model": source.is_model,
            "model_columns": list(source.model_columns),
            **({"assumed_columns": list(source.assumed_columns)} if source.assumed_columns else {}),
            "sources": [_source_entry(one) for one in source.sources],
        }
        for source in meta.layers
    ]
    return tomli_w.dumps(
        {
            "schema_version": meta.schema_version,
            "city_code": meta.city_code,
            "name": meta.name,
            "name_en": meta.name_en,
            "epsg": meta.epsg,
            "layers": layers,
        }
    )


def _source_entry(source: Source) -> dict[str, Any]:
    """Return a source as the file holds it: what may be empty only where there is any."""
    said = {key: list(one) if isinstance(one, tuple) else one for key, one in asdict(source).items()}
    said["files"] = [_file_entry(one) for one in source.files]
    always = {"name", "licence", "date", "notices"}
    return {key: one for key, one in said.items() if one or key in always}


def _file_entry(file: SourceFile) -> dict[str, Any]:
    unverified = {"unverified": True} if file.is_unverified else {}
    return {"name": file.name, "sha256": file.sha256, **unverified}


def is_inside(name: str) -> bool:
    """Whether a file name stays inside the bundle folder."""
    path = Path(name)
    is_plain = name.isprintable() and "\\" not in name and len(name) <= _LONGEST_NAME
    return is_plain and not path.is_absolute() and ".." not in path.parts


def validation_faults(
    error: ValidationError, *, file: str, row: str = "", model: type[BaseModel] | None = None
) -> Iterable[Fault]:
    """Turn what pydantic found in a TOML table into faults, every one.

    Parameters
    ----------
    error
        What pydantic found.
    file, row
        File, and its entry.
    model
        What the table is held against, so that the names of its keys can be listed.
    """
    for detail in error.errors(include_url=False):
        column = _entry_name(detail["loc"])
        kind = str(detail["type"])
        context = detail.get("ctx") or {}
        value = None if isinstance(detail["input"], dict | list) else _shown(detail["input"])
        if kind == "missing":
            expected = _names(model, detail["loc"])
            yield Fault("field_missing", file=file, row=row, column=column, expected=expected)
        elif kind == "extra_forbidden":
            expected = _names(model, detail["loc"])
            yield Fault("field_unknown", file=file, row=row, column=column, expected=expected)
        elif kind in {"enum", "literal_error"}:
            allowed = str(context.get("expected", ""))
            yield Fault("not_allowed", file=file, row=row, column=column, value=value, expected=allowed)
        elif kind in _EXPECTED_TYPES:
            expected = _EXPECTED_TYPES[kind]
            yield Fault("field_type", file=file, row=row, column=column, value=value, expected=expected)
        else:
            bounds = [f"{sign} {context[key]}" for key, sign in _BOUNDS.items() if key in context]
            expected = str(context.get("pattern") or ", ".join(bounds) or detail["msg"])
            yield Fault("wrong_form", file=file, row=row, column=column, value=value, expected=expected)


def _names(model: type[BaseModel] | None, location: Sequence[int | str]) -> str:
    """Return the names of the keys of the table that a key stands in."""
    for part in location[:-1]:
        if model is None:
            break
        if isinstance(part, str):
            held = model.model_fields[part].annotation if part in model.model_fields else None
            inner = next(iter(get_args(held)), held)
            model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    return _NAMES_IN if model is None else ", ".join(model.model_fields)


def _shown(value: object) -> str:
    try:
        return str(value)[:_LONGEST_VALUE]
    except ValueError:
        # Whole numbers of thousands of digits are not written out.
        return "…"


def _entry_name(location: Sequence[int | str]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)


def _source(entry: _LayerOfSources | _LayerOfOneSource) -> LayerSource:
    return LayerSource(
        layer=entry.id,
        file=entry.file,
        sources=entry.all_sources(),
        sha256=entry.sha256,
        is_model=entry.is_model,
        model_columns=tuple(entry.model_columns),
        name=entry.name,
        name_en=entry.name_en,
        assumed_columns=tuple(entry.assumed_columns),
    )


def _head_faults(meta: BundleMeta, folder: Path) -> Iterable[Fault]:
    if meta.schema_version not in READABLE_VERSIONS:
        yield Fault(
            "schema_version",
            file=BUNDLE_FILE,
            column="schema_version",
            value=str(meta.schema_version),
            expected=", ".join(map(str, READABLE_VERSIONS)),
        )
    if not is_plane_rectangular(meta.epsg):
        allowed = f"EPSG:{PLANE_RECTANGULAR_EPSG[0]}–{PLANE_RECTANGULAR_EPSG[-1]}"
        yield Fault("crs_not_plane", file=BUNDLE_FILE, column="epsg", value=str(meta.epsg), expected=allowed)
    yield from _layer_faults(meta)
    yield from _unlisted_files(meta, folder)


def _layer_faults(meta: BundleMeta) -> Iterable[Fault]:
    counts = Counter(source.layer for source in meta.layers)
    for layer, count in counts.items():
        if count > 1:
            yield Fault("layer_twice", file=BUNDLE_FILE, layer=layer)
    yield from _absent_layers(counts)
    for source in meta.layers:
        if not is_inside(source.file):
            yield Fault("path_outside", file=BUNDLE_FILE, layer=source.layer, value=source.file)
        if source.layer not in {SCENARIO_LAYER, SETTING_LAYER} and layer_spec(source.layer) is None:
            yield Fault(
                "layer_unknown",
                Severity.WARNING,
                file=BUNDLE_FILE,
                layer=source.layer,
                expected=", ".join(known_layers()),
            )


def _absent_layers(listed: Container[str]) -> Iterable[Fault]:
    for layer in (spec.layer for spec in LAYERS if spec.required):
        if layer not in listed:
            yield Fault("layer_missing", file=BUNDLE_FILE, layer=layer)
    for layer in WANTED_LAYERS:
        if layer not in listed:
            yield Fault("layer_not_held", Severity.WARNING, file=BUNDLE_FILE, layer=layer)
    # One without the other is a slip: no street has ends without nodes.
    for layer, other in (("streets", "nodes"), ("nodes", "streets")):
        if layer in listed and other not in listed:
            yield Fault("layer_missing", file=BUNDLE_FILE, layer=other)


def _unlisted_files(meta: BundleMeta, folder: Path) -> Iterable[Fault]:
    listed = {source.file for source in meta.layers} | {BUNDLE_FILE, "settings.toml"}
    found = sorted(islice(folder.rglob("*"), _MOST_FILES))
    data_files = (f for f in found if f.suffix in {".parquet", ".csv", ".toml"})
    for file in data_files:
        name = file.relative_to(folder).as_posix()
        if name not in listed:
            yield Fault("file_not_listed", Severity.WARNING, file=name)
