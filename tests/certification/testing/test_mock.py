"""The mock certification: the same test, its result at once."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from certification.models import CertificationTest
from certification.services.refusals import EntryRefused, Refusal
from certification.services.tests import Step, start_mock
from competences.models import Answer
from competences.selectors.bank import current_bank
from competences.selectors.evidence import known_of
from tests.factories.certification import TestFormatFactory
from tests.support.sitting import certifiable_user, met_in, reply


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def mock(person, now):
    TestFormatFactory()
    return start_mock(user=person, now=now)


def take(test, now) -> None:
    while reply(test, now) != Step.ENDED:
        pass


def test_one_at_a_time(mock, person, now):
    assert start_mock(user=person, now=now) == mock


def test_as_often_as_wanted_new_questions_first(mock, person, now):
    """72 questions are new; the sixth test has to ask some again."""
    take(mock, now)
    for _ in range(5):
        take(start_mock(user=person, now=now), now)
    tests = CertificationTest.objects.order_by("pk")
    assert [test.assessment.answered for test in tests] == [15] * 6
    first = _challenges(tests[:4])
    assert len(set(first)) == len(first) == 60
    assert not {met_in("1.2"), met_in("4.1")} & set(first)


def test_a_question_asked_again_leaves_what_training_said_of_it(mock, person, now):
    """Else mock tests would empty what the answers of a certification are compared with."""
    before = mock.plan["positioning"]
    again = Answer.objects.filter(user=person, assessment__kind="competence").first()
    again.pk, again.assessment, again.outcome = None, mock.assessment, "wrong"
    again.position, again.answered_at = 99, now
    again.save()
    known = [
        (one.challenge, one.right) for one in known_of(person.pk, current_bank()) if one.counts
    ]
    assert known == before


def _challenges(tests) -> list[str]:
    asked = Answer.objects.filter(assessment__certification__in=[one.pk for one in tests])
    return list(asked.order_by("pk").values_list("challenge_id", flat=True))


def test_it_is_for_who_is_certifiable(learner, bank, now):
    TestFormatFactory()
    with pytest.raises(EntryRefused) as refused:
        start_mock(user=learner, now=now)
    assert refused.value.reason == Refusal.NOT_CERTIFIABLE


def test_neither_mock_test_nor_corrections_during_a_certification(client, mock, test, person, now):
    """Its questions are those of the same bank: one of them could be the next one."""
    take(mock, now)
    client.force_login(person)
    page = client.get(reverse("mock_report", args=[mock.public_id]), follow=True)
    assertNotContains(page, "Voilà pourquoi")
    assertContains(page, "attendent que vous l&#x27;ayez terminée")
    with pytest.raises(EntryRefused) as refused:
        start_mock(user=person, now=now)
    assert refused.value.reason == Refusal.UNDER_WAY


def test_its_pages(client, bank, now):
    TestFormatFactory()
    client.force_login(certifiable_user(now))
    assertContains(client.get(reverse("mock_certification")), "Commencer")
    page = client.post(reverse("mock_certification"), follow=True)
    assertContains(page, "Certification blanche")
    assertContains(page, "Arrêter là")


def test_its_report_comes_at_once(client, mock, person, now):
    take(mock, now)
    client.force_login(person)
    page = client.get(reverse("mock_report", args=[mock.public_id]))
    assertContains(page, "Ceci n'est pas un certificat")
    assertContains(page, "3 justes sur 3")
    assertContains(page, "Voilà pourquoi")


def test_no_report_before_the_end(client, mock, person):
    client.force_login(person)
    report = reverse("mock_report", args=[mock.public_id])
    assertRedirects(client.get(report), reverse("certification_question", args=[mock.public_id]))


def test_it_may_be_given_up(client, mock, person):
    client.force_login(person)
    page = client.post(reverse("mock_end", args=[mock.public_id]), follow=True)
    assertContains(page, "il faut au moins 10 réponses")
