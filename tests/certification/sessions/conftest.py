"""A centre whose team is signed in, and classes that may be certified."""

import pytest

from tests.factories.accounts import LearnerFactory
from tests.factories.certification import TestFormatFactory
from tests.support.centres import certifiable_class


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
        if certifiable:
            return certifiable_class(school, name, count, now)
        return LearnerFactory.create_batch(count, organisation=school, class_name=name)

    return make
