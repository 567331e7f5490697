"""The demonstration: real answers through the real services."""

from collections import Counter

import pytest
from django.core.management import call_command

from accounts.demo import LEARNER
from accounts.models import ImportRun, Learner, Membership, Organisation, User
from accounts.services.demo_school import NEW_CLASS, WITHOUT_ACCOUNT
from campaigns.services.histories import live_class
from competences.models import Answer, Assessment, CompetenceProfile
from competences.services.upkeep import compare_all
from pix.demo_ent.people import FILE_NAME, read_people


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
