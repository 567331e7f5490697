"""A candidate contests a question or a result; the jury answers; the trace stays."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from certification.enums import AppealState, SessionState
from certification.models import Appeal, CertificationTest
from certification.services.jury import owe_to_appeal
from certification.services.locks import lock_session
from certification.services.notices import mail_candidate


class AppealRefused(Exception):
    """Nothing to contest now: not published, too late, or one is already waiting."""


class HeldByAnother(Exception):
    """Another officer holds the session: what it is worth is theirs to say."""


def may_appeal(test: CertificationTest, *, now: datetime) -> bool:
    """From the publication, for as long as the rules say; one at a time."""
    if test.candidate is None:
        return False
    session = test.candidate.session
    published = session.state == SessionState.PUBLISHED and session.published_at
    if not published or now > published + timedelta(days=settings.CERTIFICATION_APPEAL_DAYS):
        return False
    return not test.appeals.filter(state=AppealState.OPEN).exists()


def appeal(test: CertificationTest, *, text: str, position: int | None, now: datetime) -> Appeal:
    """Write an appeal down. Raises AppealRefused."""
    known = position is None or test.assessment.answers.filter(position=position).exists()
    if not known or not may_appeal(test, now=now):
        raise AppealRefused
    try:
        with transaction.atomic():
            return Appeal.objects.create(test=test, text=text, position=position, made_at=now)
    except IntegrityError:
        raise AppealRefused from None


@transaction.atomic
def answer_appeal(
    one: Appeal, *, accepted: bool, answer: str, author: User, now: datetime
) -> Appeal:
    """The jury answers, and the candidate is told that there is something to read.

    What it changes to the result is decided with `services.jury`, before or after. Answered twice,
    the first answer stays. Raises HeldByAnother.
    """
    candidate = one.test.candidate
    assert candidate is not None  # noqa: S101 -- nobody contests a mock test
    session = lock_session(candidate.session_id)
    is_held = session.state == SessionState.IN_PROCESS
    if is_held and session.officer_id != author.pk:
        raise HeldByAnother
    state = AppealState.ACCEPTED if accepted else AppealState.REFUSED
    answered = Appeal.objects.filter(pk=one.pk, state=AppealState.OPEN).update(
        state=state, answer=answer, answered_by=author, answered_at=now
    )
    one.refresh_from_db(fields=["state", "answer", "answered_by", "answered_at"])
    if answered and accepted and is_held:
        owe_to_appeal(one.test, author=author, now=now)
    if answered:
        page = reverse("certification_appeal", args=[one.test.public_id])
        mail_candidate(candidate, "certif/email/appeal", page)
    return one
