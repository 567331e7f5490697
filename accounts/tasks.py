"""Work that may wait."""

from smtplib import SMTPException

from celery import shared_task
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.utils import timezone


class MailNotSentError(Exception):
    """Says what kind of failure it was: refusals of servers quote the addresses of people."""


@shared_task(autoretry_for=(MailNotSentError,), retry_backoff=True, max_retries=8)
def deliver_mail(subject: str, text: str, html: str, sender: str, recipients: list[str]) -> None:
    message = EmailMultiAlternatives(subject, text, sender, recipients)
    if html:
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise MailNotSentError(type(error).__name__) from None


@shared_task
def forget_old_sessions() -> None:
    """Sessions hold the name used to sign in: none is kept once it is over."""
    call_command("clearsessions")


@shared_task
def make_slips_of(batch_id: int) -> None:
    """The slips stay in the database, encrypted: no password travels in a message."""
    from accounts.services.slips import make_slips  # noqa: PLC0415 -- services enqueue tasks

    make_slips(batch_id=batch_id, now=timezone.now())


@shared_task
def tend_slips() -> None:
    from accounts.services import slips  # noqa: PLC0415 -- services enqueue tasks

    slips.tend_slips(now=timezone.now())


@shared_task
def end_sessions(user_id: int) -> None:
    from accounts.services.erasure import forget_sessions  # noqa: PLC0415 -- it enqueues this task

    forget_sessions(user_id=user_id)


@shared_task
def purge_what_is_due() -> None:
    """Erase what reached its term (docs/data-protection.md)."""
    from accounts.services.retention import purge  # noqa: PLC0415 -- see end_sessions

    purge(now=timezone.now())


@shared_task
def check_import(run_id: int) -> None:
    from accounts.services import imports  # noqa: PLC0415 -- services enqueue tasks

    imports.check(run_id=run_id, now=timezone.now())


@shared_task
def apply_import(run_id: int) -> None:
    from accounts.services import imports  # noqa: PLC0415 -- services enqueue tasks

    imports.apply(run_id=run_id, now=timezone.now())


@shared_task
def undo_import(run_id: int, actor_id: int | None = None) -> None:
    from accounts.services import imports  # noqa: PLC0415 -- services enqueue tasks

    imports.undo(run_id=run_id, actor_id=actor_id, now=timezone.now())


@shared_task
def tend_imports() -> None:
    """Erase the files nobody dealt with; give back the imports whose worker died."""
    from accounts.services import imports  # noqa: PLC0415 -- services enqueue tasks

    imports.forget_files(now=timezone.now())
    imports.release_interrupted()
