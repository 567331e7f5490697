"""What the jury decides of a test. Each decision is a new result, with its author and reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.enums import AuditAction
from accounts.models import User
from accounts.names import identity_key, search_key
from accounts.services import audit
from certification.enums import (
    AppealState,
    Emitter,
    ResultReason,
    ResultStatus,
    SessionState,
)
from certification.models import Candidate, CertificationTest, Neutralisation, Result, Session
from certification.services.scoring import DECIDED, Verdict, decide, latest, score_test

_IDENTITY = ("last_name", "first_name", "birth_date", "identity", "search_name")


class DecisionRefused(Exception):
    """This decision cannot be made now. Each reason is a class of its own."""


class NotInProcess(DecisionRefused):
    """This officer does not hold the session, or it is published: it must be taken first."""


class AlreadyDecided(DecisionRefused):
    """The result is already the one asked for, or another decision must be lifted first."""


class NoSuchQuestion(DecisionRefused):
    """The test has no answer at this position, or it is already as asked."""


class SameIdentity(DecisionRefused):
    """Another candidate of the session has this identity."""


@dataclass(frozen=True)
class Comments:
    """What the jury leaves to the candidate, and to the school."""

    for_candidate: str = ""
    for_organisation: str = ""

    @property
    def told(self) -> dict[str, str]:
        return {
            "comment_for_candidate": self.for_candidate.strip(),
            "comment_for_organisation": self.for_organisation.strip(),
        }


@transaction.atomic
def reject_for_fraud(
    test: CertificationTest, comments: Comments, *, author: User, now: datetime
) -> Result:
    """Reject a test, whatever it is worth. Raises DecisionRefused."""
    _take(test, author, without=DECIDED)
    verdict = Verdict(ResultStatus.REJECTED, ResultReason.FRAUD)
    return _told(test, decide(test, verdict, author=author, now=now, told=comments.told), now)


@transaction.atomic
def cancel(test: CertificationTest, comments: Comments, *, author: User, now: datetime) -> Result:
    """Make as if the test had not been sat. Raises DecisionRefused."""
    _take(test, author, without=DECIDED)
    verdict = Verdict(ResultStatus.CANCELLED, ResultReason.CANCELLED_BY_JURY)
    return _told(test, decide(test, verdict, author=author, now=now, told=comments.told), now)


@transaction.atomic
def lift(test: CertificationTest, comments: Comments, *, author: User, now: datetime) -> Result:
    """Take back a rejection for fraud or a cancellation: the answers count again.

    Raises DecisionRefused.
    """
    current = _take(test, author)
    if current is None or current.reason not in DECIDED:
        raise AlreadyDecided
    reason = (
        ResultReason.UNFRAUD if current.reason == ResultReason.FRAUD else ResultReason.UNCANCELLED
    )
    return _rescored(test, reason, comments, author, now)


@transaction.atomic
def rescore(
    test: CertificationTest,
    comments: Comments,
    *,
    author: User,
    now: datetime,
    reason: ResultReason = ResultReason.RESCORED,
) -> Result:
    """Compute a test again, with other comments if need be. Raises DecisionRefused."""
    _take(test, author, without=DECIDED)
    return _rescored(test, reason, comments, author, now)


@transaction.atomic
def neutralise(
    test: CertificationTest, position: int, why: str, *, author: User, now: datetime
) -> Result:
    """Make a question count no more, and compute the test again. Raises DecisionRefused."""
    current = _take(test, author, without=DECIDED)
    if not test.assessment.answers.filter(position=position).exists():
        raise NoSuchQuestion
    _, is_new = Neutralisation.objects.get_or_create(
        test=test,
        position=position,
        lifted_at=None,
        defaults={"reason": why, "made_by": author, "made_at": now},
    )
    if not is_new:
        raise NoSuchQuestion
    return _rescored(test, ResultReason.NEUTRALISATION, _same(current), author, now)


@transaction.atomic
def restore(test: CertificationTest, position: int, *, author: User, now: datetime) -> Result:
    """Make a neutralised question count again. Raises DecisionRefused."""
    current = _take(test, author, without=DECIDED)
    lifted = Neutralisation.objects.filter(test=test, position=position, lifted_at=None)
    if not lifted.update(lifted_at=now, lifted_by=author):
        raise NoSuchQuestion
    return _rescored(test, ResultReason.NEUTRALISATION, _same(current), author, now)


@transaction.atomic
def owe_to_appeal(test: CertificationTest, *, author: User, now: datetime) -> Result | None:
    """Say that what was computed since the publication was because of an appeal, now accepted.

    None when nothing was: what is computed until the next publication will say it.
    Raises DecisionRefused.
    """
    current = _take(test, author)
    asked = Result.objects.filter(
        emitter=Emitter.JURY, made_at__gte=F("test__candidate__session__published_at")
    )
    if current is None or current.reason in (*DECIDED, ResultReason.APPEAL):
        return None
    if not asked.filter(pk=current.pk).exists():
        return None
    return _rescored(test, ResultReason.APPEAL, _same(current), author, now)


@transaction.atomic
def correct_identity(
    candidate: Candidate,
    *,
    last_name: str,
    first_name: str,
    birth_date: date,
    author: User,
    now: datetime,
) -> Candidate:
    """Mend a name or a birth date; the next publication delivers the certificate again.

    Raises DecisionRefused.
    """
    session = Session.objects.select_for_update(no_key=True).get(pk=candidate.session_id)
    _refuse_unheld(session, author)
    names = {"last_name": last_name, "first_name": first_name}
    candidate.last_name, candidate.first_name = last_name, first_name
    candidate.birth_date = birth_date
    candidate.identity = identity_key(**names, birth_date=birth_date)
    candidate.search_name = search_key(**names)
    try:
        with transaction.atomic():
            candidate.save(update_fields=_IDENTITY)
    except IntegrityError:
        raise SameIdentity from None
    audit.record(
        action=AuditAction.CANDIDATES_CHANGED,
        actor=author,
        organisation=session.centre.organisation,
        now=now,
        session=session.number,
    )
    _renew(candidate, author, now)
    return candidate


def _renew(candidate: Candidate, author: User, now: datetime) -> None:
    """A certificate is copied from a result once: another name needs another result."""
    if not candidate.certificates.filter(revoked_at=None).exists():
        return
    test = CertificationTest.objects.select_related("assessment", "format").get(candidate=candidate)
    current = _take(test, author)
    if current and current.reason not in DECIDED:
        _rescored(test, ResultReason.RESCORED, _same(current), author, now)


def _take(
    test: CertificationTest, author: User, *, without: tuple[ResultReason, ...] = ()
) -> Result | None:
    """Lock the session then the test, as everything that changes a test does; its result."""
    session = Session.objects.select_for_update(of=("self",), no_key=True).get(
        candidates__test=test
    )
    _refuse_unheld(session, author)
    CertificationTest.objects.select_for_update(of=("self",), no_key=True).get(pk=test.pk)
    current = latest(test)
    if current and current.reason in without:
        raise AlreadyDecided
    return current


def _refuse_unheld(session: Session, author: User) -> None:
    """Two officers do not judge the same session: whoever wants it takes it."""
    if session.state != SessionState.IN_PROCESS or session.officer_id != author.pk:
        raise NotInProcess


def _same(current: Result | None) -> Comments:
    """A computation keeps the words of the one before."""
    if current is None:
        return Comments()
    return Comments(current.comment_for_candidate, current.comment_for_organisation)


def _rescored(
    test: CertificationTest,
    reason: ResultReason,
    comments: Comments,
    author: User,
    now: datetime,
) -> Result:
    """An appeal accepted since the publication is why, whatever the act."""
    accepted = test.appeals.filter(
        state=AppealState.ACCEPTED, answered_at__gte=F("test__candidate__session__published_at")
    )
    why = ResultReason.APPEAL if accepted.exists() else reason
    found = score_test(test, now=now, reason=why, author=author, told=comments.told)
    return _told(test, found, now)


def _told(test: CertificationTest, result: Result, now: datetime) -> Result:
    """A line in the journal of the school whose candidate it is."""
    candidate = test.candidate
    assert candidate is not None  # noqa: S101 -- a mock test has no jury
    audit.record(
        action=AuditAction.RESULT_DECIDED,
        actor=result.author,
        organisation=candidate.session.centre.organisation,
        learner=candidate.learner,
        now=now,
        session=candidate.session.number,
        status=result.status,
        reason=result.reason,
    )
    return result
