"""The state a file explorer posts, and what makes it plausible for its scenario."""

import re
from typing import Literal

from pydantic import Field

from competences.bank.simulators.vocabulary import Ident, Line, Person, Posted

from .scenario import BIN, ERASED, ROOT, FileName, Right, Scenario

CREATED = re.compile(r"x\d{1,4}")  # ids that the frame gives to what the learner creates
MOST_ITEMS = 600
MOST_SHARES = 100
DEEPEST = 40


class PostedShare(Posted):
    who: Person
    right: Right


class Origin(Posted):
    kind: Literal["folder", "copy", "zip", "extract"]
    of: Ident | None  # what was copied or extracted


class PostedItem(Posted):
    parent: Ident
    name: FileName
    tags: list[Line] = Field(max_length=20)
    author: Line
    shares: list[PostedShare] = Field(max_length=40)
    link: Literal["none", "read", "comment", "write"]
    link_expires: Line
    version: Ident | None
    sync: Literal["local", "online"]
    deleted_from: Ident | None
    origin: Origin | None


class View(Posted):
    layout: Literal["details", "icons"]
    sort: Literal["name", "size", "kind", "date"]
    descending: bool
    extensions: bool
    hidden: bool
    query: Line


class FilesState(Posted):
    items: dict[Ident, PostedItem] = Field(max_length=MOST_ITEMS)
    current: Ident
    selected: list[Ident] = Field(max_length=MOST_ITEMS)
    opened: list[Ident] = Field(max_length=MOST_ITEMS)
    view: View


class Tree:
    """The posted items with the kind of each, known from the scenario or from their origin."""

    def __init__(self, scenario: Scenario, state: FilesState) -> None:
        self.scenario, self.items = scenario, state.items
        self.inside: dict[str, list[str]] = {}
        self.sizes: dict[str, int] = {}  # filled as they are asked for
        for key, item in state.items.items():
            self.inside.setdefault(item.parent, []).append(key)
        self.kinds = {key: self.kind_of(key) for key in state.items}

    def source(self, key: str) -> str:
        """Return the original an item comes from through copies, or the item itself."""
        for _ in range(MOST_ITEMS):
            origin = self.items[key].origin
            if origin is None or origin.of is None:
                return key
            demand(origin.of in self.items, "copy of something unknown")
            key = origin.of
        raise ValueError("implausible files: copies in a circle")

    def kind_of(self, key: str) -> str:
        source = self.source(key)
        if source in self.scenario.nodes:
            return self.scenario.nodes[source][0].kind
        origin = self.items[source].origin
        demand(origin is not None and origin.kind in {"folder", "zip"}, f"{key} comes from nowhere")
        return origin.kind if origin else ""

    def children(self, parent: str) -> list[str]:
        return self.inside.get(parent, [])

    def ancestors(self, key: str) -> list[str]:
        """Return the parents of an item up to the root, the bin or nothing; nearest first."""
        found: list[str] = []
        while key in self.items:
            key = self.items[key].parent
            demand(key not in found and len(found) < DEEPEST, "a folder inside itself")
            found.append(key)
        return found


def check_plausible(scenario: Scenario, state: FilesState) -> Tree:
    """Raise ValueError when the state cannot come from this scenario."""
    demand(set(scenario.nodes) <= set(state.items), "an item is missing")
    shares = sum(len(item.shares) for item in state.items.values())
    demand(shares <= MOST_SHARES, "too many shares")
    tree = Tree(scenario, state)
    for key, item in state.items.items():
        check_item(tree, key, item)
    for parent in {item.parent for item in state.items.values()} - {BIN, ERASED}:
        names = [state.items[key].name.casefold() for key in tree.children(parent)]
        demand(len(names) == len(set(names)), "two items of a folder have the same name")
    known = {*state.items, ROOT, BIN}
    demand({state.current, *state.selected, *state.opened} <= known, "an unknown item is open")
    return tree


def check_item(tree: Tree, key: str, item: PostedItem) -> None:
    node, home = tree.scenario.nodes.get(key, (None, ""))
    if node is None:
        demand(CREATED.fullmatch(key) and item.origin is not None, f"{key} is unknown")
    else:
        demand(item.origin is None, f"{key} was there before")
        frozen = home in tree.kinds and tree.kinds[home] == "zip"
        demand(not frozen or item.parent == home, "an archive lost something")
    holder = tree.kinds.get(item.parent, "folder" if item.parent in {ROOT, BIN, ERASED} else "")
    demand(holder in {"folder", "zip"}, f"{key} is in something that holds nothing")
    tree.ancestors(key)
    source = tree.scenario.nodes.get(tree.source(key), (None, ""))[0]
    versions = {version.id for version in source.versions} if source else set()
    demand(item.version is None or item.version in versions, "unknown version")


def demand(condition: object, problem: str) -> None:
    if not condition:
        raise ValueError(f"implausible files: {problem}")
