"""Somebody reports at the very instant that somebody finalises: before it, or not at all."""

import threading
import time

import pytest
from django.utils import timezone

from certification.enums import AbortReason, IncidentCategory, IncidentSubcategory
from certification.models import IncidentReport, Session
from certification.services import finalisation, supervision
from certification.services.alerts import raise_alert
from certification.services.finalisation import Closing, finalise
from certification.services.incidents import SessionClosed, Told, report, withdraw
from certification.services.supervision import answer_alert
from tests.factories.certification import IncidentReportFactory
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def halfway(monkeypatch):
    """Make a function of a module say when it is done, and stay there a while."""
    reached = threading.Event()

    def slow(module, name):
        usual = getattr(module, name)

        def lasting(*args, **kwargs):
            done = usual(*args, **kwargs)
            reached.set()
            time.sleep(0.5)
            return done

        monkeypatch.setattr(module, name, lasting)
        return reached

    return slow


@pytest.fixture
def close(test, session, head, now):
    closing = Closing(reasons={test.pk: AbortReason.CANDIDATE})
    return lambda: finalise(Session.objects.get(pk=session.pk), closing, actor=head, now=now)


def test_a_report_does_not_land_after_the_finalisation(session, head, now, close, halfway):
    closing = halfway(finalisation, "_refuse")

    def reports():
        closing.wait(timeout=10)
        fraud = Told(IncidentCategory.FRAUD)
        with pytest.raises(SessionClosed):
            report(fraud, session=session, candidate=None, author=head, now=now)

    at_once(close, reports)
    assert not IncidentReport.objects.exists()


def test_nor_is_one_taken_back(session, close, halfway):
    incident, closing = IncidentReportFactory(session=session), halfway(finalisation, "_refuse")

    def takes_back():
        closing.wait(timeout=10)
        return withdraw(session, incident.public_id)

    assert at_once(close, takes_back)[1] is False
    assert IncidentReport.objects.exists()


def test_an_alert_accepted_meanwhile_is_reported_first(test, head, now, close, halfway):
    """Neither waits for the other for ever."""
    alert = raise_alert(test=test, position=1, said="Rien", now=now)
    settled = halfway(supervision, "settle_alert")
    reason = IncidentSubcategory.ACCESSIBILITY_ISSUE

    def closes():
        settled.wait(timeout=10)
        return close()

    accepts = {"accepted": True, "reason": reason, "author": head, "now": now}
    answered, closed = at_once(lambda: answer_alert(alert, **accepts), closes)
    assert (answered, closed.state) == (True, "finalised")
    assert IncidentReport.objects.get().question_number == 1
