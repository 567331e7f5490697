"""Work that may wait."""

from smtplib import SMTPException

from celery import shared_task
from django.core.mail import EmailMultiAlternatives


@shared_task(autoretry_for=(SMTPException, OSError), retry_backoff=True, max_retries=8)
def deliver_mail(subject: str, text: str, html: str, sender: str, recipients: list[str]) -> None:
    message = EmailMultiAlternatives(subject, text, sender, recipients)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
