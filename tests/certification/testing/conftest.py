import pytest

from tests.factories.accounts import UserFactory
from tests.factories.certification import SessionFactory
from tests.support.sitting import certifiable_user, load_certification_bank, seated, started


@pytest.fixture
def bank(db):
    load_certification_bank()


@pytest.fixture
def session(bank):
    return SessionFactory(access_code="BCDF23")


@pytest.fixture
def invigilator(db):
    return UserFactory(first_name="Nadia", last_name="Benali")


@pytest.fixture
def person(bank, now):
    """Certifiable, expected in the session, and in it."""
    return certifiable_user(now, first_name="Maëlle", last_name="Testard")


@pytest.fixture
def candidate(session, person, now):
    return seated(session, person, now, first_name="Maëlle", last_name="Testard")


@pytest.fixture
def test(candidate, invigilator, now):
    """Under way, at its first question."""
    return started(candidate, invigilator, now)
