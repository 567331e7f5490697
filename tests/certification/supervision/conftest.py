import pytest
from django.urls import reverse
from django.utils import timezone

from certification.access import SUPERVISED_KEY
from certification.services.alerts import raise_alert
from tests.factories.accounts import UserFactory
from tests.factories.certification import CandidateFactory, SessionFactory
from tests.support.sitting import certifiable_user, load_certification_bank, seated, started


@pytest.fixture
def now():
    """Pages read the real clock."""
    return timezone.now()


@pytest.fixture
def bank(db):
    load_certification_bank()


@pytest.fixture
def session(bank):
    return SessionFactory(number=404658, access_code="BCDF23", supervision_password="k7M!pQ")


@pytest.fixture
def invigilator(db):
    return UserFactory(first_name="Nadia", last_name="Benali")


@pytest.fixture
def expected(session):
    """In the list; has not come in."""
    return CandidateFactory(session=session, first_name="Noé", last_name="Vidal")


@pytest.fixture
def candidate(session, now):
    """Certifiable, and in the session."""
    user = certifiable_user(now, first_name="Maëlle", last_name="Testard")
    return seated(session, user, now, first_name="Maëlle", last_name="Testard")


@pytest.fixture
def test(candidate, invigilator, now):
    """Under way, at its first question."""
    return started(candidate, invigilator, now)


@pytest.fixture
def alert(test, now):
    return raise_alert(test=test, position=1, said="Rien ne s'affiche", now=now)


@pytest.fixture
def room(client, session, invigilator):
    """The browser of an invigilator who has entered; addresses by name."""
    client.force_login(invigilator)
    enter(client, session)
    return client


def enter(client, session):
    return client.post(
        reverse("supervision_entry"),
        {"number": "404 658", "password": session.supervision_password},
    )


def opened(client) -> dict:
    return client.session.get(SUPERVISED_KEY, {})


def at(name, session, candidate=None):
    return reverse(name, args=[session.number, *([candidate.public_id] if candidate else [])])
