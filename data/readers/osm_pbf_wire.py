"""The messages of an OpenStreetMap PBF file, and its packed numbers as arrays.

Packed fields are declared as plain bytes, which look the same in the file: numpy decodes a whole
block of them at once, many times faster than one number after the other.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

IntArray = npt.NDArray[np.int64]

_PACKAGE = "sonae_osm"

#: Most packed numbers of a block: 8,000 ways have some hundred thousand nodes.
MOST_NUMBERS = 5_000_000

#: A number of 64 bits takes at most so many bytes.
_LONGEST = 10

_FIELD = descriptor_pb2.FieldDescriptorProto

#: Messages with the fields that are read: number, type, whether there are many.
_MESSAGES: dict[str, dict[str, tuple[int, str, bool]]] = {
    "BlobHeader": {"type": (1, "string", False), "datasize": (3, "int32", False)},
    "Blob": {
        "raw": (1, "bytes", False),
        "raw_size": (2, "int32", False),
        "zlib_data": (3, "bytes", False),
        "lzma_data": (4, "bytes", False),
    },
    "HeaderBlock": {
        "required_features": (4, "string", True),
        "replication_timestamp": (32, "int64", False),
    },
    "StringTable": {"s": (1, "bytes", True)},
    "Node": {
        "id": (1, "sint64", False),
        "keys": (2, "bytes", False),
        "vals": (3, "bytes", False),
        "lat": (8, "sint64", False),
        "lon": (9, "sint64", False),
    },
    "DenseNodes": {
        "id": (1, "bytes", False),
        "lat": (8, "bytes", False),
        "lon": (9, "bytes", False),
        "keys_vals": (10, "bytes", False),
    },
    "Way": {
        "id": (1, "int64", False),
        "keys": (2, "bytes", False),
        "vals": (3, "bytes", False),
        "refs": (8, "bytes", False),
    },
    "Relation": {"id": (1, "int64", False), "keys": (2, "bytes", False)},
    "PrimitiveGroup": {
        "nodes": (1, "Node", True),
        "dense": (2, "DenseNodes", False),
        "ways": (3, "Way", True),
        "relations": (4, "Relation", True),
    },
    "PrimitiveBlock": {
        "stringtable": (1, "StringTable", False),
        "primitivegroup": (2, "PrimitiveGroup", True),
        "granularity": (17, "int32", False),
        "lat_offset": (19, "int64", False),
        "lon_offset": (20, "int64", False),
    },
}

_TYPES = {
    "string": _FIELD.TYPE_STRING,
    "bytes": _FIELD.TYPE_BYTES,
    "int32": _FIELD.TYPE_INT32,
    "int64": _FIELD.TYPE_INT64,
    "sint64": _FIELD.TYPE_SINT64,
}

#: Degrees are counted in steps of so many nanodegrees where a block says nothing else.
GRANULARITY = 100


def _message_classes() -> dict[str, Any]:
    file = descriptor_pb2.FileDescriptorProto(name="sonae_osm.proto", package=_PACKAGE, syntax="proto2")
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, (number, kind, many) in fields.items():
            added = message.field.add(name=field, number=number)
            added.label = _FIELD.LABEL_REPEATED if many else _FIELD.LABEL_OPTIONAL
            if kind in _TYPES:
                added.type = _TYPES[kind]
            else:
                added.type, added.type_name = _FIELD.TYPE_MESSAGE, f".{_PACKAGE}.{kind}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = {name: pool.FindMessageTypeByName(f"{_PACKAGE}.{name}") for name in _MESSAGES}
    return {name: message_factory.GetMessageClass(descriptor) for name, descriptor in found.items()}


_CLASSES = _message_classes()


def parse(name: str, content: bytes) -> Any:
    """Return a message.

    Raises
    ------
    google.protobuf.message.DecodeError
        When the content is none.
    """
    return _CLASSES[name].FromString(content)


def varints(content: bytes, most: int = MOST_NUMBERS) -> IntArray:
    """Return packed numbers, shape (n,).

    Parameters
    ----------
    content
        The numbers as they are packed.
    most
        No more are unpacked: a byte becomes eight, and several times so on the way.

    Raises
    ------
    ValueError
        When the last number is cut, one is longer than 64 bits, or there are too many.
    """
    raw = np.frombuffer(content, dtype=np.uint8)
    if raw.size == 0:
        return np.empty(0, dtype=np.int64)
    if np.count_nonzero(raw < 128) > most:
        raise ValueError("too many packed numbers")
    ends = np.flatnonzero(raw < 128)
    if ends.size == 0 or ends[-1] != raw.size - 1:
        raise ValueError("a packed number is cut")
    starts = np.concatenate([[0], ends[:-1] + 1])
    sizes = ends - starts + 1
    longest = int(sizes.max())
    if longest > _LONGEST:
        raise ValueError("a packed number is too long")
    numbers = (raw[starts] & 0x7F).astype(np.uint64)
    rows = np.arange(starts.size)
    for byte in range(1, longest):
        rows = rows[sizes[rows] > byte]
        numbers[rows] |= (raw[starts[rows] + byte] & np.uint8(0x7F)).astype(np.uint64) << np.uint64(7 * byte)
    return numbers.view(np.int64)


def signed(numbers: IntArray) -> IntArray:
    """Return numbers that were written with their sign in the last bit."""
    plain = numbers.view(np.uint64)
    return (plain >> np.uint64(1)).view(np.int64) ^ -(numbers & 1)


def packed_sizes(parts: list[bytes]) -> IntArray:
    """Return how many packed numbers each part holds, shape (n,).

    Raises
    ------
    ValueError
        When there are too many in all.
    """
    is_end = np.frombuffer(b"".join(parts), dtype=np.uint8) < 128
    if np.count_nonzero(is_end) > MOST_NUMBERS:
        raise ValueError("too many packed numbers")
    ends = np.cumsum(is_end)
    up_to = np.cumsum(np.array([len(part) for part in parts], dtype=np.int64))
    before = np.concatenate([[0], ends]).astype(np.int64)[up_to]
    return np.diff(before, prepend=0)
