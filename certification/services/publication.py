"""Results go out: certificates are delivered, candidates and prescribers are told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from certification.engine import JURY_FLAG
from certification.enums import ResultReason, ResultStatus, SessionState
from certification.models import Certificate, CertificationTest, Result, Session
from certification.selectors.sittings import latest_results
from certification.services.certificates import deliver, revoke
from certification.services.result_mails import announce_results
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


def tell(session: Session, *, now: datetime) -> None:
    """Prescribers get a link to the results, candidates one to their certificates.

    The mails say nothing of a result. Nothing is sent if the session is no longer published.
    """
    if session.state != SessionState.PUBLISHED:
        return
    announce_results(session=session, now=now)
    link = f"{settings.PUBLIC_URL}{reverse('certificates')}"
    for address, language in sorted(_languages(session).items()):
        with override(language):
            get_adapter().send_mail(
                "certif/email/certificate", address, {"session": session, "link": link}
            )


def _languages(session: Session) -> dict[str, str]:
    """By address of those who sat the session, the language they read."""
    found: dict[str, str] = {}
    for candidate in session.candidates.filter(test__isnull=False).select_related("user"):
        user = candidate.user
        address = candidate.email or (user.email if user else "") or ""
        if address:
            found.setdefault(address.lower(), user.language if user else settings.LANGUAGE_CODE)
    return found
