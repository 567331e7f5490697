"""The demonstration: real answers through the real services."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command

from accounts.demo import LEARNER
from accounts.models import ImportRun, Learner, Membership, Organisation, User
from accounts.services.demo_school import NEW_CLASS, WITHOUT_ACCOUNT
from campaigns.enums import CampaignKind, Visibility
from campaigns.models import Campaign, Participation, ParticipationResult, Resource, TargetProfile
from campaigns.selectors.watching import note_watched
from campaigns.services import demo_shares
from campaigns.services.demo_campaigns import CAMPAIGNS, LIVE, make_campaign, move_class
from campaigns.services.histories import live_class
from campaigns.tasks import move_demo_class
from competences.models import Answer, Assessment, CompetenceProfile
from competences.services.upkeep import compare_all, fold_stale
from pix.demo_ent.people import FILE_NAME, read_people
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import TargetProfileFactory


def test_the_demonstration_learner_took_tests_and_left_one(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    for _ in range(2):
        call_command("seed_demo", verbosity=0)
    learner = User.objects.get(email=LEARNER.email)
    assert CompetenceProfile.objects.filter(user=learner).count() == 2
    assert Assessment.objects.filter(user=learner).count() == 2
    assert not any(differs for _, differs in compare_all())


def test_a_strong_person_gets_more_pix_than_a_beginner(learner, outsider, now):
    from competences.services.demo import live_through

    for person, level in ((learner, 6.5), (outsider, 0.5)):
        live_through(person.pk, levels={"1.2": level}, begun=now, seed=3)
    pix = dict(CompetenceProfile.objects.values_list("user_id", "pix"))
    assert pix[learner.pk] > pix[outsider.pk]


@pytest.fixture
def demo_school(db, settings, tmp_path, now):
    settings.DATA_DIR = tmp_path
    call_command("seed_demo", verbosity=0)
    return Organisation.objects.get(code="9990001X")


def test_the_demonstration_school_has_its_team_and_its_list(demo_school):
    roles = Membership.objects.filter(organisation=demo_school).values_list("role", flat=True)
    assert sorted(roles) == ["administrator", "member", "member"]
    learners = Learner.objects.filter(organisation=demo_school)
    assert (learners.count(), learners.filter(class_name=NEW_CLASS).count()) == (150, 25)
    assert learners.filter(user__isnull=False).count() == 5 * (25 - WITHOUT_ACCOUNT)
    assert ImportRun.objects.get().counts["created"] == 150


def test_everybody_of_the_school_is_in_its_ent(demo_school, settings):
    people = read_people(settings.DATA_DIR / FILE_NAME).values()
    assert Counter(person.profile for person in people) == {"pupil": 150, "teacher": 2, "head": 1}


def test_a_class_lives_once_and_its_profiles_are_what_its_answers_say(demo_school, now):
    assert live_class(demo_school.pk, "3E 1", now=now) > 0
    answers = Answer.objects.count()
    live_class(demo_school.pk, "3E 1", now=now)
    assert Answer.objects.count() == answers > 50
    assert not any(differs for _, differs in compare_all())


@pytest.fixture
def small_school(school, teacher, now):
    """A school whose pupils have accounts, and ready-made profiles on the small bank."""
    for class_name in ("6E 1", "3E 1", "3E 2"):
        for number in range(4):
            user = UserFactory(first_name=f"P{number}")
            LearnerFactory(organisation=school, class_name=class_name, user=user)
    for slug in {spec.profile for spec in CAMPAIGNS if spec.profile}:
        TargetProfileFactory(ready_made=True, slug=slug, topics={"formats": 4, "secrets": 3})
    return school


def test_demonstration_campaigns_are_of_every_type_and_state(small_school, teacher, now):
    for _ in range(2):
        for spec in CAMPAIGNS:
            make_campaign(spec, small_school, teacher, now)
    campaigns = Campaign.objects.all()
    assert campaigns.count() == len(CAMPAIGNS)
    assert {one.kind for one in campaigns} == set(CampaignKind)
    assert campaigns.filter(archived_at__isnull=False).exists()
    assert ParticipationResult.objects.filter(is_frozen=True).count() > 4
    fold_stale(now=now, at_most=1_000)
    assert not any(differs for _, differs in compare_all())


def test_a_class_at_work_moves_until_all_have_sent_then_begins_again(
    small_school, teacher, now, monkeypatch
):
    monkeypatch.setattr("campaigns.services.demo_campaigns._pace", lambda _learner: 0.8)
    campaign = make_campaign(LIVE, small_school, teacher, now)
    seen = set()
    for seed in range(100):
        move_class(campaign, now=now + timedelta(seconds=8 * seed), seed=seed)
        runs = Participation.objects.filter(campaign=campaign)
        seen.add((runs.count(), runs.filter(sent_at__isnull=False).count()))
        if (4, 4) in seen and (0, 0) in seen and not runs.exists():
            break
    assert {(0, 0), (4, 4)} <= seen


def test_the_class_moves_only_while_it_is_watched(small_school, teacher, now, monkeypatch):
    monkeypatch.setattr("accounts.services.demo_school.NAME", small_school.name)
    campaign = make_campaign(LIVE, small_school, teacher, now)
    assert [move_demo_class() for _ in range(3)] == [0, 0, 0]
    note_watched(campaign.pk)
    assert sum(move_demo_class() for _ in range(30)) > 0


def test_topics_that_the_demonstration_shares_are_in_the_bank(settings):
    bank = {path.stem for path in settings.CONTENT_DIR.glob("*/*.yaml")}
    asked = {topic for profile in demo_shares.PROFILES for topic, _ in profile.topics}
    assert asked | {resource.topic for resource in demo_shares.RESOURCES} <= bank


def test_what_teachers_share_is_in_every_state(school, teacher, outsider, now, monkeypatch):
    small = {"topics": (("formats", 3), ("secrets", 3)), "badge": None}
    profiles = [replace(one, **small) for one in demo_shares.PROFILES]
    monkeypatch.setattr(demo_shares, "PROFILES", profiles)
    resources = [replace(one, topic="secrets") for one in demo_shares.RESOURCES]
    monkeypatch.setattr(demo_shares, "RESOURCES", resources)
    for _ in range(2):
        demo_shares.make_shares(school, teacher, outsider, now)
    seen = [
        sorted(m.objects.values_list("visibility", flat=True)) for m in (TargetProfile, Resource)
    ]
    assert seen == [
        ["author", "organisation", "submitted"],
        ["everybody", "organisation", "organisation", "submitted"],
    ]
    assert Resource.objects.get(visibility=Visibility.EVERYBODY).marks.count() == 1
