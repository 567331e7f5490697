"""What the centre reads before it closes a session."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from certification.models import Candidate, CertificationTest, IncidentReport, Session
from certification.selectors.numbering import number_of, replaced_of


@dataclass(frozen=True)
class Room:
    """Everybody who was expected: who sat the test, who did not come.

    `incidents`: with the number of the question, as the candidate read it.
    """

    candidates: list[Candidate]
    tests: list[CertificationTest]
    incidents: list[tuple[IncidentReport, int | None]]

    @property
    def absent(self) -> list[Candidate]:
        seated = {test.candidate_id for test in self.tests}
        return [one for one in self.candidates if one.pk not in seated]


def room_of(session: Session) -> Room:
    """Four queries at most, whatever the number of candidates."""
    candidates = list(session.candidates.order_by("search_name", "pk"))
    return Room(candidates, list(_sat(session)), list(_reported(session)))


def _reported(session: Session) -> Iterator[tuple[IncidentReport, int | None]]:
    incidents = list(session.incidents.select_related("candidate").order_by("made_at", "pk"))
    replaced = replaced_of(one.candidate for one in incidents if one.candidate)
    for one in incidents:
        position, theirs = one.question_number, replaced.get(one.candidate_id or 0, ())
        yield one, position and number_of(position, theirs)


def _sat(session: Session) -> QuerySet[CertificationTest]:
    signals = Q(events__kind__in=["focus_lost", "second_window", "other_post", "disconnected"])
    return (
        CertificationTest.objects.filter(candidate__session=session)
        .select_related("assessment", "format", "candidate")
        .annotate(signals=Count("events", filter=signals))
        .order_by("candidate__search_name", "pk")
    )
