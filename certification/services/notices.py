"""Who is told that results are published: once for each publication, whatever breaks.

A notice is written with the publication and goes as its mail leaves: those that the queue missed,
or that a worker was killed upon, are still there for the next one.
"""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from certification.enums import NoticeReader, SessionState
from certification.models import Candidate, Notice, Session
from certification.services.result_mails import announce_results


def write_notices(session: Session) -> None:
    """One for each address, with the publication; those of a former one are forgotten."""
    Notice.objects.filter(candidate__session=session).delete()
    sat = session.candidates.filter(test__isnull=False).select_related("user").order_by("pk")
    found: dict[tuple[NoticeReader, str], Notice] = {}
    for candidate in sat:
        for reader in NoticeReader:
            if address := _address_of(candidate, reader):
                notice = Notice(candidate=candidate, reader=reader)
                found.setdefault((reader, address), notice)
    Notice.objects.bulk_create(found.values())


def tell_session(session_id: int, *, now: datetime) -> int:
    """Tell who waits for the results of a session; how many. Nobody if it was taken back."""
    return _tell_all(_due().filter(candidate__session=session_id), now)


def tell_waiting(*, now: datetime) -> int:
    """Tell those who should have been told, of any session; how many."""
    return _tell_all(_due(), now)


def mail_candidate(candidate: Candidate, template: str, address_of_page: str) -> None:
    """In the language they read: a link to a page of theirs, and nothing of what it says."""
    email = _address_of(candidate, NoticeReader.CANDIDATE)
    if not email:
        return
    context = {"session": candidate.session, "link": f"{settings.PUBLIC_URL}{address_of_page}"}
    with override(candidate.user.language if candidate.user else settings.LANGUAGE_CODE):
        get_adapter().send_mail(template, email, context)


def _due() -> QuerySet[Notice]:
    return Notice.objects.filter(candidate__session__state=SessionState.PUBLISHED)


def _tell_all(notices: QuerySet[Notice], now: datetime) -> int:
    waiting = notices.select_related("candidate__user", "candidate__session__centre")
    return sum(_tell(one, now) for one in waiting.order_by("pk"))


@transaction.atomic
def _tell(notice: Notice, now: datetime) -> bool:
    """The mail leaves once its notice is gone: whoever takes it away is alone to send it."""
    if not _due().filter(pk=notice.pk).delete()[0]:
        return False
    candidate = notice.candidate
    if notice.reader == NoticeReader.CANDIDATE:
        mail_candidate(candidate, "certif/email/certificate", reverse("certificates"))
    elif email := _address_of(candidate, NoticeReader.PRESCRIBER):
        announce_results(session=candidate.session, email=email, now=now)
    return True


def _address_of(candidate: Candidate, reader: NoticeReader) -> str:
    if reader == NoticeReader.PRESCRIBER:
        return candidate.result_email.lower()
    user = candidate.user
    return (candidate.email or (user.email if user else "") or "").lower()
