"""The demonstration: real answers through the real services."""

from django.core.management import call_command

from accounts.demo import LEARNER
from accounts.models import User
from competences.models import Assessment, CompetenceProfile
from competences.services.upkeep import compare_all


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
