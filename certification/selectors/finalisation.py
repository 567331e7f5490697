"""What the centre reads before it closes a session."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from certification.models import Candidate, CertificationTest, IncidentReport, Session


@dataclass(frozen=True)
class Room:
    """Everybody who was expected: who sat the test, who did not come."""

    candidates: list[Candidate]
    tests: list[CertificationTest]
    incidents: list[IncidentReport]

    @property
    def absent(self) -> list[Candidate]:
        seated = {test.candidate_id for test in self.tests}
        return [one for one in self.candidates if one.pk not in seated]


def room_of(session: Session) -> Room:
    """Three queries, whatever the number of candidates."""
    candidates = list(session.candidates.order_by("search_name", "pk"))
    incidents = session.incidents.select_related("candidate").order_by("made_at", "pk")
    return Room(candidates, list(_sat(session)), list(incidents))


def _sat(session: Session) -> QuerySet[CertificationTest]:
    signals = Q(events__kind__in=["focus_lost", "second_window", "other_post", "disconnected"])
    return (
        CertificationTest.objects.filter(candidate__session=session)
        .select_related("assessment", "format", "candidate")
        .annotate(signals=Count("events", filter=signals))
        .order_by("candidate__search_name", "pk")
    )
