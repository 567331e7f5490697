"""The people that tests call by name. All have the password `PASSWORD` of their factory."""

import pytest

from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.certification import CentreFactory, CentreMembershipFactory


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


@pytest.fixture
def school(db):
    """An open school with a team: `teacher` and `administrator`."""
    return OrganisationFactory(name="Collège Alice-Guy", code="9990001X", uai="9990001X")


@pytest.fixture
def teacher(school):
    """A member of the school's team."""
    user = UserFactory(first_name="Nadia", last_name="Benali", email="nadia@example.org")
    return MembershipFactory(organisation=school, user=user).user


@pytest.fixture
def administrator(school):
    """The head, who administers the school's space."""
    user = UserFactory(first_name="Paul", last_name="Lemoine", email="paul@example.org")
    return MembershipFactory(organisation=school, user=user, administrator=True).user


@pytest.fixture
def stranger(db):
    """An administrator of another school, who must never see what belongs to this one."""
    other = OrganisationFactory(name="Lycée Ada-Lovelace", code="9990002Y", uai="9990002Y")
    user = UserFactory(first_name="Rose", last_name="Faure", email="rose@example.org")
    return MembershipFactory(organisation=other, user=user, administrator=True).user


@pytest.fixture
def centre(school, teacher, administrator, stranger):
    """The school's centre: `teacher` is a member, `administrator` administers it.

    `stranger` administers another centre.
    """
    own = CentreFactory(name="Collège Alice-Guy", code="9990001X", organisation=school)
    CentreMembershipFactory(centre=own, user=teacher)
    CentreMembershipFactory(centre=own, user=administrator, administrator=True)
    other = CentreFactory(
        name="Lycée Ada-Lovelace",
        code="9990002Y",
        organisation=stranger.memberships.get().organisation,
    )
    CentreMembershipFactory(centre=other, user=stranger, administrator=True)
    return own
