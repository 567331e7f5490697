"""Referee of the file explorer: checks the posted tree and names things for the rules."""

from collections.abc import Mapping
from typing import Any

from competences.bank.simulators.vocabulary import address_of, size_in_bytes, tidy

from .posted import FilesState, Tree, check_plausible
from .scenario import BIN, ERASED, ROOT, ZIP_SHARE, Scenario

__all__ = ["Scenario", "final_state"]

RIGHTS = ("read", "comment", "write")  # the last one gives the most


def final_state(scenario: Scenario | Mapping[str, Any], posted: Any) -> dict[str, Any]:
    """Return the tree as the rules of a challenge read it."""
    scenario = Scenario.model_validate(scenario)
    state = FilesState.model_validate(posted)
    tree = check_plausible(scenario, state)
    items = {key: described(tree, key, state) for key in state.items}
    live = {key: item for key, item in items.items() if item["live"]}
    return {
        "items": items,
        "created": [item for item in live.values() if item["created"]],
        "folders": [item for item in live.values() if item["kind"] == "folder"],
        "tree": sorted(item["path"] for item in live.values()),
        "top": contents(tree, ROOT),
        "bin": contents(tree, BIN),
        "selected": sorted(state.selected),
        "opened": sorted(set(state.opened)),
        "current": state.current,
        "view": state.view.model_dump(),
        **space(scenario, tree),
    }


def described(tree: Tree, key: str, state: FilesState) -> dict[str, Any]:
    item, kind, above = tree.items[key], tree.kinds[key], tree.ancestors(key)
    names = [tree.items[parent].name for parent in reversed(above) if parent in tree.items]
    within = [tree.kinds[parent] for parent in above if parent in tree.kinds]
    dot = kind != "folder" and "." in item.name.lstrip(".")
    return {
        "id": key,
        "name": tidy(item.name),
        "extension": item.name.rpartition(".")[2].lower() if dot else "",
        "kind": kind,
        "path": tidy("/".join([*start(above[-1]), *names, item.name])),
        "parent": item.parent,
        "folder": tidy(tree.items[item.parent].name) if item.parent in tree.items else "",
        "contents": contents(tree, key),
        "live": above[-1] == ROOT and "zip" not in within,
        "in_bin": above[-1] == BIN,
        "erased": above[-1] == ERASED,
        "created": item.origin is not None,
        "origin": item.origin.kind if item.origin else "",
        "of": item.origin.of if item.origin else None,
        "opened": key in state.opened,
        **details(tree, key),
    }


def start(top: str) -> list[str]:
    return {ROOT: [""], BIN: ["", "Corbeille"]}.get(top, ["", "?"])


def contents(tree: Tree, parent: str) -> list[str]:
    return sorted(tidy(tree.items[key].name) for key in tree.children(parent))


def details(tree: Tree, key: str) -> dict[str, Any]:
    item = tree.items[key]
    access: dict[str, str] = {}
    for holder in [key, *(parent for parent in tree.ancestors(key) if parent in tree.items)]:
        for share in tree.items[holder].shares:
            who = address_of(share.who)
            access[who] = max(access.get(who, share.right), share.right, key=RIGHTS.index)
    return {
        "tags": sorted(tidy(tag) for tag in item.tags),
        "author": tidy(item.author),
        "shares": [{"who": address_of(s.who), "right": s.right} for s in item.shares],
        "access": [{"who": who, "right": right} for who, right in sorted(access.items())],
        "link": item.link,
        "link_expires": item.link_expires,
        "version": item.version,
        "sync": item.sync,
        "size": size(tree, key),
    }


def size(tree: Tree, key: str) -> int:
    """Return the bytes of an item: a folder weighs what it holds, an archive a part of it."""
    if key not in tree.sizes:
        inside = sum(size(tree, child) for child in tree.children(key))
        zipped = tree.kinds[key] == "zip" and tree.children(key)
        tree.sizes[key] = round(inside * ZIP_SHARE) if zipped else inside + own_size(tree, key)
    return tree.sizes[key]


def own_size(tree: Tree, key: str) -> int:
    source = tree.source(key)
    if tree.kinds[key] == "folder" or source not in tree.scenario.nodes:
        return 0
    versions = {version.id: version for version in tree.scenario.nodes[source][0].versions}
    chosen = versions.get(tree.items[key].version or "")
    return size_in_bytes(chosen.size) if chosen and chosen.size else tree.scenario.bytes_of(source)


def space(scenario: Scenario, tree: Tree) -> dict[str, int]:
    """Return the bytes taken (the bin counts), left, and kept on the device."""
    tops = [*tree.children(ROOT), *tree.children(BIN)]
    used = sum(size(tree, key) for key in tops)
    local = sum(
        size(tree, key)
        for key, item in tree.items.items()
        if item.sync == "local" and tree.kinds[key] != "folder" and tree.ancestors(key)[-1] == ROOT
    )
    if scenario.quota is None:
        return {"used": used, "local": local}
    used += size_in_bytes(scenario.quota.other)
    return {"used": used, "free": size_in_bytes(scenario.quota.total) - used, "local": local}
