"""Time that cuts of the network took from candidates, and that nobody gave back."""

from collections.abc import Iterable
from datetime import timedelta
from statistics import median
from typing import Final

from certification.enums import EventKind, TestState
from certification.models import Candidate, Session, TestEvent

# What one adds when nothing tells how long was lost.
USUAL_MINUTES: Final = 5
_MINUTE: Final = 60


def minutes_to_give(candidate: Candidate) -> int:
    """What a candidate lost, in whole minutes; 0 when nothing is owed."""
    return _lost(TestEvent.objects.filter(candidate=candidate).order_by("pk"))


def minutes_to_give_all(session: Session) -> int:
    """What half of those under way lost at least. Two queries."""
    under_way = session.candidates.filter(test__state=TestState.STARTED)
    events: dict[int | None, list[TestEvent]] = {
        key: [] for key in under_way.order_by("pk").values_list("pk", flat=True)
    }
    for event in TestEvent.objects.filter(candidate__in=list(events)).order_by("pk"):
        events[event.candidate_id].append(event)
    return round(median(map(_lost, events.values()))) if events else 0


def _lost(events: Iterable[TestEvent]) -> int:
    lost = timedelta()
    for event in events:
        if event.kind == EventKind.RECONNECTED:
            lost += timedelta(seconds=event.detail["seconds"] - event.detail["given_back"])
        elif event.kind == EventKind.EXTENDED:
            lost -= timedelta(minutes=event.detail["minutes"])
    return max(0, -int(-lost.total_seconds() // _MINUTE))
