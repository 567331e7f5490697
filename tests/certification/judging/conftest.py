from datetime import timedelta

import pytest

from certification.enums import SessionState
from certification.services.finalisation import Closing, finalise
from certification.services.scoring import score_session
from certification.services.tests import Step
from certification.services.transitions import move
from tests.factories.accounts import UserFactory
from tests.factories.certification import SessionFactory
from tests.support.sitting import certifiable_user, load_certification_bank, reply, seated, started


@pytest.fixture
def bank(db):
    load_certification_bank()


@pytest.fixture
def session(bank):
    return SessionFactory(access_code="BCDF23")


@pytest.fixture
def head(db):
    return UserFactory(first_name="Paul", last_name="Lemoine")


@pytest.fixture
def officer(db):
    return UserFactory(first_name="Aïcha", last_name="Diallo", staff=True)


@pytest.fixture
def candidate(session, now):
    person = certifiable_user(now, first_name="Maëlle", last_name="Testard")
    return seated(session, person, now, first_name="Maëlle", last_name="Testard")


@pytest.fixture
def test(candidate, head, now):
    """Under way, at its first question."""
    return started(candidate, head, now)


@pytest.fixture
def whole(test, now):
    """Every question answered: two right, then one wrong, and again."""
    for n in range(15):
        assert reply(test, now + timedelta(minutes=n), right=n % 3 != 2) in (Step.NEXT, Step.ENDED)
    return test


@pytest.fixture
def scored(whole, session, head, now):
    """The test of a session that is finalised and scored."""
    finalise(session, Closing(), actor=head, now=now)
    score_session(session, now=now)
    session.refresh_from_db()
    whole.refresh_from_db()
    return whole


@pytest.fixture
def processed(scored, session, officer, now):
    """The same, taken by an officer."""
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    return scored
