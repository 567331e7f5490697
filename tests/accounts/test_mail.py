"""Mail leaves in the background, after what it announces, and breaks no page."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail import EmailMultiAlternatives
from kombu.exceptions import OperationalError

from accounts import mail, tasks

pytestmark = pytest.mark.django_db
MESSAGE = EmailMultiAlternatives("Sujet", "Texte", "pix@example.org", ["a@example.org"])


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def leave():
        with django_capture_on_commit_callbacks(execute=True):
            mail.send_after_commit(MESSAGE)

    return leave


@pytest.fixture
def no_broker(monkeypatch):
    def refuse(*_arguments):
        raise OperationalError

    monkeypatch.setattr(tasks.deliver_mail, "delay", refuse)


def test_nothing_leaves_before_the_change_is_saved(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        mail.send_after_commit(MESSAGE)
    assert mailoutbox == []
    assert len(callbacks) == 1


def test_it_leaves_through_a_task(send, mailoutbox, monkeypatch):
    enqueued = []
    monkeypatch.setattr(tasks.deliver_mail, "delay", lambda *arguments: enqueued.append(arguments))
    send()
    assert enqueued == [("Sujet", "Texte", "", "pix@example.org", ["a@example.org"])]
    assert mailoutbox == []


def test_without_a_broker_it_leaves_at_once(send, no_broker, mailoutbox):
    send()
    assert [message.subject for message in mailoutbox] == ["Sujet"]


def test_a_mail_that_cannot_leave_breaks_no_page(send, no_broker, monkeypatch, caplog):
    def disconnect(_self):
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailMultiAlternatives, "send", disconnect)
    send()
    assert "a mail could not be sent" in caplog.text


def test_what_a_server_refuses_is_told_without_its_address(monkeypatch):
    def refuse(_self):
        raise SMTPRecipientsRefused({"a@example.org": (550, b"unknown")})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    with pytest.raises(tasks.MailNotSentError) as failure:
        tasks.deliver_mail.run("Sujet", "Texte", "", "pix@example.org", ["a@example.org"])
    assert str(failure.value) == "SMTPRecipientsRefused"
    assert failure.value.__suppress_context__
