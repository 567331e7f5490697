"""The people that tests call by name. All have the password `PASSWORD` of their factory."""

import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def learner(db):
    """Someone with an account and nothing else."""
    return UserFactory(first_name="Louise", last_name="Nguyen", email="louise@example.org")


@pytest.fixture
def outsider(db):
    """Another learner, who must never see what belongs to the first."""
    return UserFactory(first_name="Hugo", last_name="Moreau", email="hugo@example.org")


@pytest.fixture
def pupil(db):
    """A pupil without e-mail address, who signs in with the username her school gave."""
    return UserFactory(first_name="Inès", last_name="Roux", email=None, username="ines.roux0412")


@pytest.fixture
def staff(db):
    """An administrator of the platform."""
    return UserFactory(first_name="Yann", last_name="Le Goff", email="yann@example.org", staff=True)
