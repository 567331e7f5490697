"""Campaigns on the dashboard of a school, and in the administration of the platform."""

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
PAGE = "/orga/9990001X/"


def step_of(page):
    return next(step for step in page.context["steps"] if "campagnes" in step.address)


def test_the_step_of_the_codes_follows_what_was_done(client, administrator, school):
    client.force_login(administrator)
    assert step_of(client.get(PAGE)).address == f"{PAGE}campagnes/creer/"
    campaign = CampaignFactory(organisation=school)
    made = step_of(client.get(PAGE))
    assert (made.address, made.is_done) == (f"{PAGE}campagnes/", False)
    ParticipationFactory(campaign=campaign, deleted_at=timezone.now())
    assert not step_of(client.get(PAGE)).is_done
    ParticipationFactory(campaign=campaign)
    assert step_of(client.get(PAGE)).is_done


def test_the_latest_campaigns_are_those_where_something_happened(desk, school):
    quiet, busy = CampaignFactory.create_batch(2, organisation=school)
    CampaignFactory(organisation=school, archived=True)
    CampaignFactory(organisation=school, deleted=True)
    CampaignFactory()
    ParticipationFactory(campaign=busy)
    Campaign.objects.filter(pk=quiet.pk).update(created_at=timezone.now())
    assert desk.get(PAGE).context["latest"] == [busy, quiet]


def test_staff_correct_a_campaign_but_not_what_it_asks(client, staff):
    campaign = CampaignFactory()
    client.force_login(staff)
    address = reverse("admin:campaigns_campaign_change", args=[campaign.pk])
    form = client.get(address).context["adminform"].form
    typed = {name: value or "" for name, value in form.initial.items()}
    for name in ("opens_at", "closes_at", "archived_at"):
        typed |= {f"{name}_0": "", f"{name}_1": ""}
    client.post(address, typed | {"name": "Nom corrigé", "kind": "exam", "code": "x"})
    campaign.refresh_from_db()
    assert (campaign.name, campaign.kind) == ("Nom corrigé", "evaluation")
    dates = {"opens_at_0": "09/01/2027", "opens_at_1": "10:00:00"}
    dates |= {"closes_at_0": "08/01/2027", "closes_at_1": "10:00:00"}
    assert client.post(address, typed | dates).status_code == 200


def test_staff_neither_add_nor_delete_campaigns(client, staff):
    campaign = CampaignFactory()
    client.force_login(staff)
    assert client.get(reverse("admin:campaigns_campaign_add")).status_code == 403
    address = reverse("admin:campaigns_campaign_delete", args=[campaign.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:campaigns_campaign_changelist")).status_code == 200
