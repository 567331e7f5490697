"""Who may do what to a campaign: its owner and administrators, the team, nobody else."""

import pytest
from django.http import Http404

from accounts.models import Membership
from campaigns.access import (
    can_edit_campaign,
    get_campaign_for,
    get_deletable_participation_for,
    get_editable_campaign_for,
    get_participation_for,
)
from campaigns.models import Campaign, Participation
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
POSTS = ("reglages/modifier/", "reglages/archiver/", "reglages/rouvrir/", "reglages/supprimer/")


@pytest.fixture
def campaign(school, teacher):
    return CampaignFactory(organisation=school, owner=teacher)


@pytest.fixture
def run(campaign):
    return ParticipationFactory(campaign=campaign)


@pytest.fixture
def colleague(school):
    return MembershipFactory(organisation=school).user


@pytest.fixture
def former(school, now):
    return MembershipFactory(organisation=school, ended_at=now).user


@pytest.mark.parametrize(
    ("who", "sees", "edits"),
    [
        ("teacher", True, True), ("administrator", True, True), ("colleague", True, False),
        ("former", False, False), ("stranger", False, False), ("learner", False, False),
        ("staff", False, False),
    ],
)  # fmt: skip
def test_each_role(request, school, campaign, run, who, sees, edits):
    user = request.getfixturevalue(who)
    asked = (user, school.code, campaign.public_id)
    for get, arguments, allowed in (
        (get_campaign_for, asked, sees),
        (get_participation_for, (*asked, run.public_id), sees),
        (get_editable_campaign_for, asked, edits),
        (get_deletable_participation_for, (*asked, run.public_id), edits),
    ):
        if allowed:
            assert get(*arguments).public_id == arguments[-1]
        else:
            with pytest.raises(Http404):
                get(*arguments)


def test_a_campaign_is_not_reached_through_another_school(teacher, campaign):
    other = OrganisationFactory()
    MembershipFactory(organisation=other, user=teacher, administrator=True)
    with pytest.raises(Http404):
        get_campaign_for(teacher, other.code, campaign.public_id)
    place = Membership.objects.get(organisation=other, user=teacher)
    assert not can_edit_campaign(place, campaign)


def test_a_participation_is_not_reached_through_another_campaign(teacher, school, run):
    other = CampaignFactory(organisation=school, owner=teacher)
    with pytest.raises(Http404):
        get_participation_for(teacher, school.code, other.public_id, run.public_id)


def test_an_owner_who_left_the_team_owns_nothing(teacher, school, campaign, now):
    Membership.objects.filter(user=teacher).update(ended_at=now)
    with pytest.raises(Http404):
        get_campaign_for(teacher, school.code, campaign.public_id)


@pytest.mark.parametrize("who", ["colleague", "stranger", "learner", "former"])
def test_nobody_else_changes_anything(request, client, school, campaign, run, typed, who):
    client.force_login(request.getfixturevalue(who))
    root = f"/orga/{school.code}/campagnes/{campaign.public_id}/"
    before = Campaign.objects.values().get(), Participation.objects.values().get()
    posts = (*POSTS, f"participants/{run.public_id}/supprimer/", "reglages/responsable/")
    assert {client.post(root + post, typed).status_code for post in posts} == {404}
    assert before == (Campaign.objects.values().get(), Participation.objects.values().get())


def test_a_colleague_reads_settings_without_buttons(client, colleague, school, campaign):
    client.force_login(colleague)
    html = client.get(f"/orga/{school.code}/campagnes/{campaign.public_id}/reglages/").content
    assert b"archiver/" not in html
    assert b"copie=" in html
