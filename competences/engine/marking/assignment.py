"""Give every answer a place, when each may fit several: a small flow problem, solved exactly.

Taking the first free place would refuse right answers: if "A" fits solutions 1 and 2 and "B"
fits only 1, "A" must leave 1 to "B". Augmenting paths find such moves.
"""

from collections import defaultdict
from collections.abc import Hashable
from typing import NamedTuple

_Network = defaultdict[Hashable, defaultdict[Hashable, int]]


class Slot(NamedTuple):
    """One place in a group of interchangeable solutions. A slot holds one answer."""

    group: int
    place: int


def all_placed(choices: list[list[Slot]], room: list[int]) -> bool:
    """Whether each answer (its acceptable slots) finds a slot, no group holding over its room."""
    network = _network(choices, room)
    return all(_push(network, "source", set()) for _ in choices)


def _network(choices: list[list[Slot]], room: list[int]) -> _Network:
    """Capacities: source → answer → slot → group → sink."""
    network: _Network = defaultdict(lambda: defaultdict(int))
    for answer, slots in enumerate(choices):
        network["source"]["answer", answer] = 1
        for slot in slots:
            network["answer", answer][slot] = 1
            network[slot]["group", slot.group] = 1
    for group, size in enumerate(room):
        network["group", group]["sink"] = size
    return network


def _push(network: _Network, node: Hashable, seen: set[Hashable]) -> bool:
    """Carry one more unit from `node` to the sink, re-routing what was carried before."""
    if node == "sink":
        return True
    seen.add(node)
    for following, capacity in list(network[node].items()):
        if capacity > 0 and following not in seen and _push(network, following, seen):
            network[node][following] -= 1
            network[following][node] += 1
            return True
    return False
