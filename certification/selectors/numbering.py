"""Questions as candidates count them: one that was replaced leaves its number to the next.

What the jury neutralises once the test is over changes nothing to what was read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from certification.enums import AlertState
from certification.models import Candidate, LiveAlert


def replaced_of(candidates: Iterable[Candidate]) -> Mapping[int, Collection[int]]:
    """By key of a candidate, the positions of the questions that were replaced. One query."""
    keys = [one.pk for one in candidates]
    accepted = LiveAlert.objects.filter(test__candidate__in=keys, state=AlertState.ACCEPTED)
    found: dict[int, set[int]] = defaultdict(set)
    for key, position in accepted.values_list("test__candidate", "position"):
        found[key].add(position)
    return found


def position_of(number: int | None, candidate: Candidate | None) -> int | None:
    """Of the question that the candidate read as `number`."""
    if number is None or candidate is None:
        return number
    replaced = replaced_of([candidate]).get(candidate.pk, ())
    position = 0
    while number > 0:
        position += 1
        number -= position not in replaced
    return position


def number_of(position: int, replaced: Collection[int]) -> int:
    """What the candidate read above the question at this position, even if it was replaced."""
    return position - sum(one < position for one in replaced)
