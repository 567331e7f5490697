"""A teacher who composes, colleagues who look on."""

import pytest

from campaigns.enums import Visibility
from campaigns.services.profiles import ProfileContent
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.campaigns import TargetProfileFactory


@pytest.fixture
def colleague(school):
    """Another member of the team, who administers nothing."""
    user = UserFactory(first_name="Karim", last_name="Haddad", email="karim@example.org")
    return MembershipFactory(organisation=school, user=user).user


@pytest.fixture
def draft(school, teacher):
    """Of the teacher, who alone sees it."""
    return TargetProfileFactory(
        organisation=school, author=teacher, name="Bien ranger", visibility=Visibility.AUTHOR
    )


@pytest.fixture
def shared(school, teacher):
    """Of the teacher, with stages and badges; her colleagues use it."""
    return TargetProfileFactory(
        organisation=school, author=teacher, name="Bien partager", with_awards=True
    )


@pytest.fixture
def submitted(shared, now):
    shared.visibility, shared.submitted_at = Visibility.SUBMITTED, now
    shared.save()
    return shared


@pytest.fixture
def content():
    return ProfileContent(name="Les bases", topics={"dossiers": 2, "secrets": 3})


@pytest.fixture
def desk(client, teacher):
    """The browser of the teacher."""
    client.force_login(teacher)
    return client


@pytest.fixture
def at(school):
    """Addresses: at() is the catalogue, at(profile, "modifier") the editor of one."""

    def address(profile=None, *parts):
        steps = [str(profile.public_id), *parts] if profile else parts
        return f"/orga/{school.code}/parcours/" + "".join(f"{step}/" for step in steps)

    return address
