"""GraphML as it stands: attributes of graph, nodes and edges as text, bounded, nothing resolved."""

from dataclasses import dataclass, field
from xml.parsers import expat

#: Deepest nesting of elements; a GraphML file of a network has four levels.
_DEPTH = 16


#: Most nodes and edges: the largest city has a million.
_MOST_THINGS = 5_000_000


class GraphmlError(ValueError):
    """The content is no GraphML of a network."""


@dataclass(slots=True)
class GraphmlFile:
    """Content of a GraphML file.

    Parameters
    ----------
    graph
        Attributes of the graph by name.
    nodes
        Attributes of each node by its id, in the order of the file.
    edges
        Source, target and attributes of each edge.
    """

    graph: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


def parse_graphml(content: bytes) -> GraphmlFile:
    """Return the content of a GraphML file.

    Raises
    ------
    GraphmlError
        When it is no XML, no GraphML, nested too deep, or declares entities of its own.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise GraphmlError(str(error)) from error
    if not reader.is_graphml:
        raise GraphmlError("no graphml element")
    return reader.file


class _Reader:
    """Takes the elements one after the other."""

    def __init__(self) -> None:
        self.file = GraphmlFile()
        self.is_graphml = False
        self._names: dict[str, str] = {}
        self._depth = 0
        self._owners: list[tuple[str, dict[str, str]]] = []
        self._key = ""
        self._text: list[str] = []

    def doctype(self, *_: object) -> None:
        """Refuse a document type: entities that grow without end are declared in it."""
        raise GraphmlError("document type declared")

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Take the start of an element."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise GraphmlError("nested too deep")
        name = tag.rpartition(":")[2]
        if self._depth == 1:
            self.is_graphml = name == "graphml"
        elif name == "key":
            self._names[values.get("id", "")] = values.get("attr.name", values.get("id", ""))
        elif name == "graph":
            self._owners.append((name, self.file.graph))
        elif name == "node":
            self._count()
            self._owners.append((name, self.file.nodes.setdefault(values.get("id", ""), {})))
        elif name == "edge":
            self._count()
            attributes: dict[str, str] = {}
            self.file.edges.append((values.get("source", ""), values.get("target", ""), attributes))
            self._owners.append((name, attributes))
        elif name == "data":
            self._key, self._text = values.get("key", ""), []

    def _count(self) -> None:
        if len(self.file.nodes) + len(self.file.edges) > _MOST_THINGS:
            raise GraphmlError("too many nodes and edges")

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        name = tag.rpartition(":")[2]
        if name == "data" and self._owners:
            self._owners[-1][1][self._names.get(self._key, self._key)] = "".join(self._text)
            self._text = []
        elif self._owners and name == self._owners[-1][0]:
            self._owners.pop()

    def text(self, text: str) -> None:
        """Take text; only that of data elements is kept."""
        self._text.append(text)
