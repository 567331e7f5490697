"""Two invigilators at the same instant, each with a connection: one act is done, none twice."""

import pytest
from django.utils import timezone

from certification.enums import AlertState, Ending, EventKind
from certification.models import CertificationTest, IncidentReport, LiveAlert
from certification.services.supervision import answer_alert, let_start
from certification.services.tests import end
from tests.factories.accounts import UserFactory
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
FITS = "ACCESSIBILITY_ISSUE"


def test_one_accepts_and_the_other_refuses(alert, test):
    who, now = [UserFactory(), UserFactory()], timezone.now()
    mine, yours = (
        LiveAlert.objects.select_related("test__candidate__session", "test__assessment").get()
        for _ in who
    )
    done = at_once(
        lambda: answer_alert(mine, accepted=True, reason=FITS, author=who[0], now=now),
        lambda: answer_alert(yours, accepted=False, reason="", author=who[1], now=now),
    )
    assert sorted(done) == [False, True]
    accepted = LiveAlert.objects.get().state == AlertState.ACCEPTED
    assert accepted == done[0]
    assert IncidentReport.objects.count() == test.neutralisations.count() == int(accepted)


def test_both_end_the_same_test(test):
    who, now = [UserFactory(), UserFactory()], timezone.now()
    copies = [CertificationTest.objects.get() for _ in who]
    at_once(
        lambda: end(copies[0], Ending.BY_INVIGILATOR, now, who[0]),
        lambda: end(copies[1], Ending.BY_INVIGILATOR, now, who[1]),
    )
    assert test.events.filter(kind=EventKind.ENDED).count() == 1


def test_both_authorise_the_same_candidate(candidate):
    who, now = [UserFactory(), UserFactory()], timezone.now()
    done = at_once(
        lambda: let_start(candidate, author=who[0], now=now),
        lambda: let_start(candidate, author=who[1], now=now),
    )
    assert done == [True, True]
    candidate.refresh_from_db()
    assert candidate.authorised_at == candidate.present_at == now
