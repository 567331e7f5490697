"""Candidates of a session, and the pupils that a school may enrol in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Learner, Organisation
from accounts.names import folded
from certification.candidate_files.layout import SessionLabel
from certification.candidate_files.rows import CandidateRow
from certification.models import Candidate, CertificationTest, Session
from certification.selectors.birthplaces import birth_place_of
from competences.models import CompetenceProfile


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a session. `adapted`: extra time, or questions left aside."""

    candidates: int
    entered: int
    adapted: int
    unplaced: int
    """Without place of birth, which registers ask for."""


@dataclass(frozen=True)
class Pupil:
    """A learner, and what a school may know before enrolling her: never her answers."""

    learner: Learner
    at_level_one: int
    seated: bool = False

    @cached_property
    def is_certifiable(self) -> bool:
        return self.at_level_one >= settings.CERTIFIABLE_COMPETENCES

    @cached_property
    def is_suggested(self) -> bool:
        return self.is_certifiable and not self.seated

    @cached_property
    def missing(self) -> int:
        """Competences to bring to level 1."""
        return max(0, settings.CERTIFIABLE_COMPETENCES - self.at_level_one)


@dataclass(frozen=True, slots=True)
class ClassSummary:
    name: str
    learners: int
    certifiable: int
    seated: int


def candidates_of(
    session: Session, *, search: str = "", class_name: str = ""
) -> QuerySet[Candidate]:
    """By name, each with `has_begun`. `search`: part of a name, however it is written."""
    begun = Exists(CertificationTest.objects.filter(candidate=OuterRef("pk")))
    found = Candidate.objects.filter(session=session).annotate(has_begun=begun)
    for word in folded(search).split():
        found = found.filter(search_name__contains=word)
    if class_name:
        found = found.filter(class_name=class_name)
    return found.order_by("search_name", "pk")


def counts_of(session: Session) -> Counts:
    adapted = Q(extra_time_percent__gt=0) | ~Q(needs=[])
    counts = Candidate.objects.filter(session=session).aggregate(
        candidates=Count("pk"),
        entered=Count("pk", filter=Q(linked_at__isnull=False)),
        adapted=Count("pk", filter=adapted),
        unplaced=Count("pk", filter=Q(birth_insee_code="")),
    )
    return Counts(**counts)


def classes_in(session: Session) -> list[str]:
    """Of the candidates, in order."""
    rows = Candidate.objects.filter(session=session).exclude(class_name="")
    return list(rows.order_by("class_name").values_list("class_name", flat=True).distinct())


def is_joined(session: Session) -> bool:
    """Whether somebody entered: its list is not replaced any more."""
    return Candidate.objects.filter(session=session, linked_at__isnull=False).exists()


def class_summaries(school: Organisation, session: Session) -> list[ClassSummary]:
    """The classes of a school, and how much of each is ready, or enrolled. Three queries."""
    learners = _present(school).only("pk", "class_name", "user_id", "identity")
    found: dict[str, list[Pupil]] = {}
    for pupil in _pupils(list(learners), session):
        found.setdefault(pupil.learner.class_name, []).append(pupil)
    return [
        ClassSummary(
            name=name,
            learners=len(pupils),
            certifiable=sum(one.is_certifiable for one in pupils),
            seated=sum(one.seated for one in pupils),
        )
        for name, pupils in sorted(found.items())
    ]


def pupils_of(school: Organisation, class_name: str, session: Session) -> list[Pupil]:
    """A class: who may be enrolled is suggested. Three queries."""
    return _pupils(list(_present(school).filter(class_name=class_name)), session)


def learners_to_enrol(school: Organisation, ids: Iterable[UUID]) -> list[Learner]:
    return list(_present(school).filter(public_id__in=list(ids)))


def _present(school: Organisation) -> QuerySet[Learner]:
    rows = Learner.objects.filter(organisation=school, disabled_at=None)
    return rows.order_by("class_name", "search_name", "pk")


def _pupils(learners: Sequence[Learner], session: Session) -> list[Pupil]:
    reached = _at_level_one([one.user_id for one in learners if one.user_id is not None])
    seats = Candidate.objects.filter(session=session).order_by()
    taken = {value for pair in seats.values_list("learner_id", "identity") for value in pair}
    return [
        Pupil(one, reached.get(one.user_id, 0), one.pk in taken or one.identity in taken)
        for one in learners
    ]


def _at_level_one(users: list[int]) -> dict[int | None, int]:
    rows = CompetenceProfile.objects.filter(user__in=users, level__gte=1)
    return dict(rows.order_by().values_list("user").annotate(Count("pk")))


def rows_of(candidates: Iterable[Candidate]) -> list[CandidateRow]:
    """As the sheet to fill in says them."""
    return [
        CandidateRow(
            line=0,
            identity=one.identity,
            last_name=one.last_name,
            first_name=one.first_name,
            birth_date=one.birth_date,
            sex=one.sex,
            birth_place=birth_place_of(one),
            result_recipient_email=one.result_email,
            email=one.email,
            external_id=one.external_id,
            extra_time=one.extra_time_percent or None,
        )
        for one in candidates
    ]


def label_of(session: Session) -> SessionLabel:
    """What is written above the table."""
    start = session.local_start
    return SessionLabel(
        number=str(session.number),
        site=session.site,
        room=session.room,
        day=start.date(),
        time=f"{start:%H:%M}",
        invigilators=session.invigilators,
    )
