"""Mail leaves in the background, after what it announces, and breaks no page."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts import mail, tasks

MESSAGE = EmailMultiAlternatives("Sujet", "Texte", "pix@example.org", ["a@example.org"])


def refuse(*_args, **_kwargs):
    raise OperationalError


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_when_the_change_is_undone(mailoutbox):
    with transaction.atomic():
        mail.send_after_commit(MESSAGE)
        transaction.set_rollback(True)
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_it_leaves_at_once(mailoutbox, monkeypatch):
    monkeypatch.setattr(tasks.deliver_mail, "delay", refuse)
    mail.send_after_commit(MESSAGE)
    assert [message.subject for message in mailoutbox] == ["Sujet"]


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_cannot_leave_breaks_no_page(mailoutbox, monkeypatch, caplog):
    def disconnect(_self):
        raise SMTPServerDisconnected

    monkeypatch.setattr(tasks.deliver_mail, "delay", refuse)
    monkeypatch.setattr(EmailMultiAlternatives, "send", disconnect)
    mail.send_after_commit(MESSAGE)
    assert "a mail could not be sent" in caplog.text
