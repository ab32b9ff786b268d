"""The few tags of OpenStreetMap that a walking network needs; all others are not kept."""

from typing import TypeAlias

#: Tags as pairs in the order of their keys: two ways tagged alike share one value.
Tags: TypeAlias = tuple[tuple[str, str], ...]

#: A way without any of these is no street, railway or river.
WAY_KINDS = ("highway", "railway", "waterway")

#: What is kept of a way.
WAY_TAGS = frozenset(
    {
        *WAY_KINDS, "access", "area", "bridge", "conveying", "covered", "est_width", "foot", "indoor",
        "layer", "motorroad", "name", "opening_hours", "service", "sidewalk", "tunnel", "width",
    }
)  # fmt: skip

#: A node without any of these is a point of a line and no more.
NODE_KINDS = ("railway", "barrier")

#: What is kept of a node.
NODE_TAGS = frozenset({*NODE_KINDS, "access", "foot", "locked"})

#: Longest value that is kept [characters]; OpenStreetMap itself allows 255.
_LONGEST = 255


def way_tags(tags: dict[str, str]) -> Tags | None:
    """Return what is kept of the tags of a way; None where it is no street, railway or river."""
    return _kept(tags, WAY_TAGS) if any(kind in tags for kind in WAY_KINDS) else None


def node_tags(tags: dict[str, str]) -> Tags | None:
    """Return what is kept of the tags of a node; None where nothing is to be known of it."""
    return _kept(tags, NODE_TAGS) if any(kind in tags for kind in NODE_KINDS) else None


def _kept(tags: dict[str, str], keys: frozenset[str]) -> Tags:
    return tuple(sorted((key, value[:_LONGEST]) for key, value in tags.items() if key in keys))
