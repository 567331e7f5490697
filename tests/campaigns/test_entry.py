"""Who may take a campaign, and what its first page lets them do."""

import pytest

from accounts.enums import OrganisationState
from campaigns.selectors.campaigns import Opening, opening_of, opening_to_newcomers
from campaigns.selectors.entry import Door, NotExpected, door_of, learner_for, usual_minutes
from competences.services.series import plan_of
from tests.factories.accounts import LearnerFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def campaign_of(school, **traits):
    return CampaignFactory(organisation=school, **traits)


@pytest.mark.parametrize("state", ["open", "not_yet", "closed", "archived", "deleted"])
def test_each_state_has_its_word(school, now, state):
    traits = {} if state == "open" else {state: True}
    assert opening_of(campaign_of(school, **traits), now=now) == state


def test_a_deadline_is_the_first_moment_that_is_too_late(school, now):
    campaign = campaign_of(school, closes_at=now)
    assert opening_of(campaign, now=now) == Opening.CLOSED
    campaign.closes_at = now.replace(year=2028)
    assert opening_of(campaign, now=now) == Opening.OPEN


def test_a_full_campaign_and_a_closed_school_take_nobody_new(school, now, settings):
    campaign = ParticipationFactory(campaign=campaign_of(school)).campaign
    settings.CAMPAIGN_MOST_PARTICIPATIONS = 1
    assert opening_to_newcomers(campaign, now=now) == Opening.FULL
    settings.CAMPAIGN_MOST_PARTICIPATIONS = 2
    assert opening_to_newcomers(campaign, now=now) == Opening.OPEN
    school.state = OrganisationState.CLOSED
    assert opening_to_newcomers(campaign, now=now) == Opening.ARCHIVED


def test_anyone_may_take_a_campaign_for_anyone(school, learner):
    campaign = campaign_of(school)
    assert learner_for(campaign, learner) is None
    row = LearnerFactory(organisation=school, user=learner)
    assert learner_for(campaign, learner) == row


@pytest.mark.parametrize("trait", ["for_school", "for_class"])
def test_a_campaign_of_the_list_needs_one_in_the_list(school, learner, trait, now):
    campaign = campaign_of(school, **{trait: True})
    LearnerFactory(user=learner)  # in another school
    for user in (None, learner):
        with pytest.raises(NotExpected) as refusal:
            learner_for(campaign, user)
        assert not refusal.value.recognised
    row = LearnerFactory(organisation=school, user=learner, class_name="5E 2")
    assert learner_for(campaign, learner) == row
    row.disabled_at = now
    row.save()
    with pytest.raises(NotExpected):
        learner_for(campaign, learner)


def test_another_class_is_not_expected(school, learner):
    LearnerFactory(organisation=school, user=learner, class_name="5E 3")
    with pytest.raises(NotExpected) as refusal:
        learner_for(campaign_of(school, for_class=True), learner)
    assert refusal.value.recognised


DOORS = [
    ({}, False, Door.SIGN_IN),
    ({"anonymous": True}, False, Door.START),
    ({"anonymous": True, "for_school": True}, False, Door.SIGN_IN),
    ({}, True, Door.START),
    ({"for_school": True}, True, Door.RECOGNITION),
    ({"closed": True}, True, Door.SHUT),
    ({"archived": True}, False, Door.SHUT),
]


@pytest.mark.parametrize(("traits", "signed_in", "door"), DOORS)
def test_doors(school, learner, now, traits, signed_in, door):
    user = learner if signed_in else None
    assert door_of(campaign_of(school, **traits), user, None, now=now)[0] == door


@pytest.mark.parametrize(
    ("trait", "door"), [("started", Door.UNDER_WAY), ("finished", Door.TO_SEND), ("sent", "sent")]
)
def test_a_run_opens_its_own_door_whatever_happened_to_the_campaign(
    school, learner, now, trait, door
):
    traits = {} if trait == "started" else {trait: True}
    campaign = campaign_of(school, archived=True)
    run = ParticipationFactory(campaign=campaign, user=learner, **traits)
    assert door_of(campaign, learner, run, now=now) == (door, Opening.ARCHIVED)


def test_a_removed_run_shuts_the_door(school, learner, now):
    run = ParticipationFactory(campaign=campaign_of(school), user=learner, deleted_at=now)
    assert door_of(run.campaign, learner, None, now=now)[0] == Door.REMOVED


@pytest.mark.parametrize(("topics", "minutes"), [({}, 0), ({"copies": 2, "secrets": 3}, 5)])
def test_minutes_are_rounded_as_people_say_them(topics, minutes):
    assert usual_minutes(plan_of(topics)) == minutes
