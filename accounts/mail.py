"""Mail leaves in the background, once what it announces is saved."""

import logging

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.tasks import MailNotSentError, deliver_mail

logger = logging.getLogger(__name__)


def send_after_commit(message: EmailMessage) -> None:
    html = ""
    if isinstance(message, EmailMultiAlternatives) and message.alternatives:
        html = str(message.alternatives[0][0])
    text = str(message.body)
    arguments = (str(message.subject), text, html, message.from_email, list(message.to))
    transaction.on_commit(lambda: _send(arguments))


def _send(arguments: tuple[str, str, str, str, list[str]]) -> None:
    """Without a broker the mail leaves at once; a mail that cannot leave breaks no page."""
    try:
        deliver_mail.delay(*arguments)
    except OperationalError:
        try:
            deliver_mail(*arguments)
        except MailNotSentError:
            logger.exception("a mail could not be sent")
