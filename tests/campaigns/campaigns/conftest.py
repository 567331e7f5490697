"""A team with a profile, and what it chooses for a campaign."""

import pytest

from campaigns.enums import CampaignKind
from campaigns.services.campaigns import Aim, CampaignChoices
from tests.factories.campaigns import TargetProfileFactory


@pytest.fixture
def profile(school):
    return TargetProfileFactory(organisation=school, name="Bien commencer")


@pytest.fixture
def aim(profile):
    return Aim(CampaignKind.EVALUATION, profile)


@pytest.fixture
def choices():
    return CampaignChoices(name="5e 2, rentrée")


@pytest.fixture
def desk(client, teacher):
    """The browser of the teacher."""
    client.force_login(teacher)
    return client


@pytest.fixture
def typed(profile):
    """What is typed at least to create a campaign."""
    return {
        "kind": "evaluation",
        "profile": str(profile.public_id),
        "name": "5e 2, rentrée",
        "audience": "anyone",
        "identifier_kind": "text",
    }
