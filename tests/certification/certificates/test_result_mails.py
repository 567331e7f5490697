from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from certification.enums import NoticeReader
from certification.models import Notice
from certification.services.notices import tell_session, write_notices
from certification.services.result_mails import address_for
from tests.factories.accounts import UserFactory
from tests.factories.certification import SessionFactory
from tests.support.certificates import certified


@pytest.fixture
def session(now, db):
    session = SessionFactory()
    for last_name, email in (("Un", "a@example.org"), ("Deux", "A@example.org"), ("Trois", "")):
        certified(
            user=UserFactory(), now=now, session=session, last_name=last_name, result_email=email
        )
    certified(
        user=UserFactory(), now=now, session=session, last_name="Quatre", result_email="b@x.org"
    )
    return session


def sheet(client, address):
    return client.post(f"{address}tableau.csv")


def test_each_address_receives_one_link(session, now, django_capture_on_commit_callbacks):
    write_notices(session)
    Notice.objects.exclude(reader=NoticeReader.PRESCRIBER).delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert tell_session(session.pk, now=now) == 2
    assert [message.to for message in mail.outbox] == [["a@example.org"], ["b@x.org"]]
    assert "/resultats/" in mail.outbox[0].body


def test_a_link_gives_the_results_of_its_address_only(client, session):
    address = address_for(session, "a@example.org")
    assert "2 candidats" in client.get(address).text
    text = sheet(client, address).content.decode()
    assert ";Un;" in text
    assert ";Deux;" in text
    assert "Trois" not in text
    assert "Quatre" not in text


def test_opening_a_link_shows_no_name(client, session):
    assert "Deux" not in client.get(address_for(session, "a@example.org")).text


def test_a_link_lasts_thirty_days(client, session):
    address, now = address_for(session, "a@example.org"), timezone.now()
    with time_machine.travel(now + timedelta(days=29)):
        assert sheet(client, address).status_code == 200
    with time_machine.travel(now + timedelta(days=31)):
        assert client.get(address).status_code == 404
        assert sheet(client, address).status_code == 404


def test_a_forged_link_opens_nothing(client, db):
    assert client.get(reverse("mailed_results", args=["forged"])).status_code == 404


def test_a_link_closes_when_the_session_is_withdrawn(client, session, staff):
    address = address_for(session, "a@example.org")
    session.refresh_from_db()
    session.state, session.officer = "in_process", staff
    session.save()
    assert sheet(client, address).status_code == 404
