"""What a file explorer scenario may hold."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, PrivateAttr, StringConstraints, model_validator

from competences.bank.simulators.vocabulary import (
    Ident,
    Line,
    Moment,
    Person,
    Size,
    Strict,
    Text,
    size_in_bytes,
)

ROOT, BIN, ERASED = "root", "bin", "erased"
Right = Literal["read", "comment", "write"]
Feature = Literal[
    "folder", "rename", "move", "copy", "delete", "bin", "zip", "extract", "properties", "tags",
    "author", "share", "link", "versions", "sync", "search", "sort", "layout", "view", "open",
]  # fmt: skip
FORBIDDEN = set('/\\:*?"<>|\n\r\t')
ZIP_SHARE = 0.6  # what compression leaves, close enough for a quota


def legal(name: str) -> str:
    if not name.strip() or set(name) & FORBIDDEN:
        raise ValueError(f"a file system would refuse the name {name!r}")
    return name


FileName = Annotated[Line, StringConstraints(max_length=120), AfterValidator(legal)]


class Version(Strict):
    id: Ident
    date: Moment
    author: Line = ""
    note: Line = ""
    size: Size | None = None
    text: Text = ""


class Share(Strict):
    who: Person
    right: Right


class Node(Strict):
    id: Ident = ""
    name: FileName
    items: list["Node"] | None = Field(default=None, max_length=200)
    size: Size = "0 o"
    date: Moment = "2027-01-04T09:00"
    author: Line = ""
    tags: list[Line] = Field(default_factory=list, max_length=10)
    text: Text = ""
    versions: list[Version] = Field(default_factory=list, max_length=12)
    shares: list[Share] = Field(default_factory=list, max_length=20)
    link: Literal["none", "read", "comment", "write"] = "none"
    sync: Literal["local", "online"] = "local"
    deleted_from: Ident = ROOT  # only read in the bin

    @property
    def kind(self) -> Literal["folder", "zip", "file"]:
        if self.name.lower().endswith(".zip"):
            return "zip"
        return "file" if self.items is None else "folder"


class Quota(Strict):
    total: Size
    other: Size = "0 o"  # taken by what is not shown: mail, photos…


class Scenario(Strict):
    owner: Person
    today: Moment
    drive: Line = "Mes fichiers"
    items: list[Node] = Field(max_length=200)
    bin: list[Node] = Field(default_factory=list, max_length=100)
    people: list[Person] = Field(default_factory=list, max_length=40)
    tags: list[Line] = Field(default_factory=list, max_length=20)
    quota: Quota | None = None
    features: list[Feature] | None = None  # none: all of them
    open: Ident = ROOT
    layout: Literal["details", "icons"] = "details"
    extensions: bool = True  # are extensions shown at first?
    hidden: bool = False  # are names beginning with a dot shown at first?

    _nodes: dict[str, tuple[Node, str]] = PrivateAttr(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def name_every_item(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        count = iter(range(1, 10_000))
        return raw | {
            place: identified(raw[place], count) for place in ("items", "bin") if raw.get(place)
        }

    @model_validator(mode="after")
    def index(self) -> Self:
        self._nodes.clear()
        for parent, nodes in ((ROOT, self.items), (BIN, self.bin)):
            for node, above in walk(nodes, parent):
                if node.id in {*self._nodes, ROOT, BIN, ERASED}:
                    raise ValueError(f"the id {node.id} is used twice")
                self._nodes[node.id] = (node, above)
        places = Counter((above, node.name.casefold()) for node, above in self._nodes.values())
        twice = [name for (above, name), times in places.items() if times > 1 and above != BIN]
        if twice:
            raise ValueError(f"two items of a folder are called {twice[0]}")
        folders = {key for key, (node, _) in self._nodes.items() if node.kind == "folder"}
        lost = {self.open, *(node.deleted_from for node in self.bin)} - folders - {ROOT, BIN}
        if lost:
            raise ValueError(f"unknown folder: {', '.join(sorted(lost))}")
        return self

    @property
    def nodes(self) -> dict[str, tuple[Node, str]]:
        """Every item by id, with the id of the folder or archive that holds it."""
        return self._nodes

    def bytes_of(self, key: str) -> int:
        node, _ = self._nodes[key]
        return size_in_bytes(node.size)


def identified(items: Any, count: Iterator[int]) -> Any:
    """Name the items without id n1, n2… in the order of the file (the frame does the same)."""
    if not isinstance(items, list):
        return items
    named = []
    for item in items:
        if not isinstance(item, dict):
            return items
        number = next(count)
        inside = {"items": identified(item["items"], count)} if item.get("items") else {}
        named.append({"id": f"n{number}"} | item | inside)
    return named


def walk(nodes: list[Node], parent: str) -> Iterator[tuple[Node, str]]:
    for node in nodes:
        yield node, parent
        yield from walk(node.items or [], node.id)
