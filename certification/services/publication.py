"""Results go out: certificates are delivered, candidates and prescribers are told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from certification.engine import JURY_FLAG
from certification.enums import ResultReason, ResultStatus, SessionState
from certification.models import Certificate, CertificationTest, Result, Session
from certification.selectors.sittings import latest_results
from certification.services.certificates import deliver, revoke
from certification.services.notices import write_notices
from certification.services.transitions import MoveRefused, move
from certification.tasks import tell_results


class PublicationRefused(Exception):
    """A result is missing or in error: candidates would be told wrong."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.number)
        self.session = session


@dataclass
class Published:
    """What became of each session of a batch."""

    published: list[Session] = field(default_factory=list)
    refused: list[Session] = field(default_factory=list)


@transaction.atomic
def publish(session: Session, *, actor: User | None, now: datetime) -> Session:
    """Publish a session, deliver its certificates and tell who waits for them.

    Published again, a certificate whose result or name did not change stays the same.
    Raises PublicationRefused or MoveRefused, and then changes nothing.
    """
    move(session, SessionState.PUBLISHED, actor=actor, now=now, check=_refuse_unscored)
    results = latest_results(tests_of(session))
    for test in tests_of(session).select_related("candidate__session__centre"):
        _deliver(results[test.pk], test, now)
    write_notices(session)
    # Without a broker, `score_waiting_sessions` finds the notices that are left.
    transaction.on_commit(lambda: tell_results.delay(session.pk), robust=True)
    return session


def publish_batch(sessions: Iterable[Session], *, actor: User, now: datetime) -> Published:
    """Publish each session that can be; the others are left as they are."""
    done = Published()
    for session in sessions:
        try:
            publish(session, actor=actor, now=now)
        except (PublicationRefused, MoveRefused):
            done.refused.append(session)
        else:
            done.published.append(session)
    return done


def is_ready(session: Session) -> bool:
    """Whether nothing waits for the jury: it may be published without being looked at."""
    if session.state != SessionState.FINALISED or session.global_comment or not is_scored(session):
        return False
    if session.incidents.filter(resolved_at=None).exists():
        return False
    results = latest_results(tests_of(session)).values()
    return all((one.person_fit or 0) >= JURY_FLAG for one in results)


def is_scored(session: Session) -> bool:
    """Whether every test has a result that can be told."""
    tests = tests_of(session)
    results = latest_results(tests)
    sound = all(one.status != ResultStatus.ERROR for one in results.values())
    return sound and session.scored_at is not None and len(results) == tests.count()


def tests_of(session: Session) -> QuerySet[CertificationTest]:
    return CertificationTest.objects.filter(candidate__session=session).order_by("pk")


def _refuse_unscored(session: Session) -> None:
    if not is_scored(session):
        raise PublicationRefused(session)


def _deliver(result: Result, test: CertificationTest, now: datetime) -> None:
    """The certificate of a validated result, and none else."""
    assert test.candidate is not None  # noqa: S101 -- of a session
    valid = Certificate.objects.filter(candidate=test.candidate, revoked_at=None).first()
    if result.status == ResultStatus.VALIDATED:
        if valid is None or valid.result_id != result.pk:
            deliver(result, now)
    elif valid is not None:
        revoke(valid, ResultReason(result.reason), now)
