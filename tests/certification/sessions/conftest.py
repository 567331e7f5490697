"""A centre whose team is signed in, and classes that may be certified."""

import pytest

from competences.models import CompetenceProfile
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.certification import TestFormatFactory


@pytest.fixture
def member(client, centre, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def head(client, centre, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def test_format(db):
    return TestFormatFactory()


@pytest.fixture
def make_class(school, settings, now):
    """Pupils of the school's list, certifiable or not."""
    settings.CERTIFIABLE_COMPETENCES = 1

    def make(name: str, count: int, *, certifiable: bool = True):
        pupils = [
            LearnerFactory(organisation=school, class_name=name, user=UserFactory())
            for _ in range(count)
        ]
        if certifiable:
            CompetenceProfile.objects.bulk_create(_at_level_one(one.user, now) for one in pupils)
        return pupils

    return make


def _at_level_one(user, now):
    test = start_test(user_id=user.pk, competence="1.2", needs=(), now=now)
    return CompetenceProfile(
        user=user,
        competence_id="1.2",
        pix=8,
        level=1,
        level_low=1,
        level_high=1,
        expected_pix=8.0,
        pix_sd=1.0,
        knowledge={},
        assessment=test,
        last_position=1,
        folded_at=now,
    )
