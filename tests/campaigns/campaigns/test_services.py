"""Campaigns created, changed, archived, reopened, deleted, handed on."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from campaigns.enums import Audience, CampaignKind
from campaigns.models import Campaign, CampaignDigest, Participation
from campaigns.selectors.pinned import pinned_badges, pinned_stages
from campaigns.services import campaigns
from tests.factories.accounts import LearnerFactory, MembershipFactory
from tests.factories.campaigns import (
    TOPICS,
    CampaignFactory,
    ParticipationFactory,
    TargetProfileFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def create(school, teacher, aim, choices, now):
    def create(**changes):
        asked = {"organisation": school, "owner": teacher, "aim": aim, "choices": choices}
        return campaigns.create_campaign(**asked | {"key": uuid4(), "now": now} | changes)

    return create


def test_a_campaign_pins_what_its_profile_asks(create, profile):
    campaign, is_new = create()
    profile.topics.all().delete()
    campaign.refresh_from_db()
    assert is_new
    assert campaign.topics == TOPICS
    assert re.fullmatch(r"[A-HJKMNP-Z]{6}[2-9]{3}", campaign.code)


def test_it_pins_how_its_results_are_told(create, school, aim):
    told = TargetProfileFactory(organisation=school, with_awards=True)
    campaign, _new = create(aim=replace(aim, profile=told))
    told.stages.update(title="Autrement")
    told.badges.all().delete()
    campaign.refresh_from_db()
    stages = [(one.threshold, one.title) for one in pinned_stages(campaign)]
    assert stages == [(0, "Palier 0"), (40, "Palier 40"), (80, "Palier 80")]
    assert [badge.key for badge in pinned_badges(campaign)] == ["moitie", "secrets"]


def test_a_collection_has_no_profile(create, aim):
    campaign, _new = create(aim=replace(aim, kind=CampaignKind.COLLECTION))
    assert (campaign.profile, campaign.topics) == (None, {})


def test_a_key_sent_twice_makes_one_campaign(create):
    key = uuid4()
    first, second = create(key=key), create(key=key)
    assert first[0] == second[0]
    assert (first[1], second[1]) == (True, False)


def test_a_key_of_another_school_opens_nothing(create, choices):
    theirs = CampaignFactory()
    campaign, is_new = create(key=theirs.public_id)
    assert is_new
    assert campaign.public_id != theirs.public_id


def test_a_key_of_a_deleted_campaign_makes_another(create, teacher, now):
    key = uuid4()
    campaigns.delete_campaign(campaign=create(key=key)[0], actor=teacher, now=now)
    campaign, is_new = create(key=key)
    assert is_new
    assert campaign.deleted_at is None


def test_a_code_taken_is_drawn_again(create, monkeypatch):
    taken = CampaignFactory().code
    codes = iter([taken, taken, "ABCDEF234"])
    monkeypatch.setattr(campaigns, "draw_code", lambda: next(codes))
    assert create()[0].code == "ABCDEF234"


def test_no_free_code_is_a_loud_mistake(create, monkeypatch):
    taken = CampaignFactory().code
    monkeypatch.setattr(campaigns, "draw_code", lambda: taken)
    with pytest.raises(RuntimeError):
        create()


@pytest.mark.parametrize("topics", [{}, None])
def test_a_profile_that_asks_nothing_makes_no_campaign(create, aim, topics, school):
    empty = TargetProfileFactory(organisation=school, topics=topics) if topics == {} else None
    with pytest.raises(campaigns.NothingToAsk):
        create(aim=replace(aim, profile=empty))
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("kind", "audience", "left"),
    [
        (CampaignKind.EVALUATION, Audience.ANYONE, (True, [], True)),
        (CampaignKind.EVALUATION, Audience.CLASSES, (False, ["5E 2"], True)),
        (CampaignKind.EXAM, Audience.ANYONE, (False, [], True)),
        (CampaignKind.COLLECTION, Audience.SCHOOL, (False, [], False)),
    ],
)
def test_what_makes_no_sense_is_left_out(create, aim, choices, kind, audience, left):
    asked = replace(
        choices, audience=audience, classes=("5E 2",), anonymous_allowed=True, live_outcomes=True
    )
    made, _new = create(aim=replace(aim, kind=kind), choices=asked)
    assert (made.anonymous_allowed, made.classes, made.live_outcomes) == left


def test_texts_change_at_any_time(create, choices):
    campaign, _new = create()
    ParticipationFactory(campaign=campaign)
    campaigns.edit_campaign(campaign=campaign, choices=replace(choices, name="Autre nom"))
    campaign.refresh_from_db()
    assert campaign.name == "Autre nom"
    assert campaign.topics == TOPICS


def test_what_is_asked_changes_while_nobody_started(create, choices, aim, school):
    campaign, _new = create()
    other = TargetProfileFactory(organisation=school, topics={"secrets": 2})
    campaigns.edit_campaign(campaign=campaign, choices=choices, aim=replace(aim, profile=other))
    campaign.refresh_from_db()
    assert campaign.topics == {"secrets": 2}


@pytest.mark.parametrize("kind", [CampaignKind.EXAM, CampaignKind.COLLECTION])
def test_what_is_asked_stays_once_somebody_started(create, choices, aim, kind):
    campaign, _new = create()
    ParticipationFactory(campaign=campaign)
    with pytest.raises(campaigns.AlreadyStarted):
        campaigns.edit_campaign(campaign=campaign, choices=choices, aim=replace(aim, kind=kind))
    campaigns.edit_campaign(campaign=campaign, choices=choices, aim=aim)


def test_an_archived_campaign_does_not_change_until_it_is_reopened(create, choices, now):
    campaign, _new = create()
    campaigns.archive_campaign(campaign=campaign, now=now)
    with pytest.raises(campaigns.Archived):
        campaigns.edit_campaign(campaign=campaign, choices=choices)
    campaigns.reopen_campaign(campaign=campaign)
    campaigns.edit_campaign(campaign=campaign, choices=choices)


def test_archiving_twice_keeps_the_first_date(create, now):
    campaign, _new = create()
    campaigns.archive_campaign(campaign=campaign, now=now)
    campaigns.archive_campaign(campaign=campaign, now=now + timedelta(days=1))
    campaign.refresh_from_db()
    assert campaign.archived_at == now


def test_a_deleted_campaign_names_nobody(create, school, teacher, now, learner):
    campaign, _new = create()
    row = LearnerFactory(organisation=school)
    run = ParticipationFactory(campaign=campaign, learner=row, identifier="12", user=learner)
    gone = ParticipationFactory(campaign=campaign, deleted_at=now)
    CampaignDigest.objects.create(campaign=campaign, computed_at=now)
    assert campaigns.delete_campaign(campaign=campaign, actor=teacher, now=now) == 1
    for one in (run, gone):
        one.refresh_from_db()
        assert (one.user, one.learner, one.identifier, one.deleted_at) == (None, None, "", now)
    assert not CampaignDigest.objects.exists()


def test_deleting_is_one_line_of_the_journal(create, teacher, school, now):
    campaign, _new = create()
    ParticipationFactory.create_batch(2, campaign=campaign)
    for _ in range(2):
        campaigns.delete_campaign(campaign=campaign, actor=teacher, now=now)
    [event] = AuditEvent.objects.filter(action=AuditAction.CAMPAIGN_DELETED)
    assert (event.actor, event.organisation) == (teacher, school)
    assert event.details == {"campaign": campaign.code, "count": 2}


def test_deleting_a_participation_takes_all_the_runs_of_that_person(create, teacher, now, learner):
    campaign, _new = create()
    CampaignDigest.objects.create(campaign=campaign, computed_at=now)
    first = ParticipationFactory(campaign=campaign, user=learner, sent=True, is_current=False)
    ParticipationFactory(campaign=campaign, user=learner, rank=2)
    other = ParticipationFactory(campaign=campaign)
    assert campaigns.delete_participation(participation=first, actor=teacher, now=now) == 2
    assert list(Participation.objects.filter(deleted_at=None)) == [other]
    assert CampaignDigest.objects.get().is_stale
    [event] = AuditEvent.objects.filter(action=AuditAction.PARTICIPATION_DELETED)
    assert (event.person, event.details["count"]) == (learner, 2)


def test_deleting_a_participation_twice_changes_nothing(create, teacher, now):
    run = ParticipationFactory(campaign=create()[0], user=None)
    nameless = ParticipationFactory(campaign=run.campaign, user=None)
    for _ in range(2):
        campaigns.delete_participation(participation=run, actor=teacher, now=now)
    assert AuditEvent.objects.filter(action=AuditAction.PARTICIPATION_DELETED).count() == 1
    nameless.refresh_from_db()
    assert nameless.deleted_at is None


def test_a_campaign_goes_to_somebody_of_the_team_only(create, school, outsider, now):
    campaign, _new = create()
    colleague = MembershipFactory(organisation=school).user
    former = MembershipFactory(organisation=school, ended_at=now).user
    campaigns.change_owner(campaign=campaign, owner=colleague)
    campaign.refresh_from_db()
    assert campaign.owner == colleague
    for person in (outsider, former, MembershipFactory().user):
        with pytest.raises(campaigns.NotInTeam):
            campaigns.change_owner(campaign=campaign, owner=person)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_campaign(create):
    key = uuid4()

    def click(_number):
        try:
            return create(key=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(click, range(4)))
    assert sum(is_new for _campaign, is_new in made) == 1
    assert Campaign.objects.count() == 1
