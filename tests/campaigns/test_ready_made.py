"""Ready-made target profiles: the file, and what loading it does."""

import pytest
import yaml
from django.conf import settings
from pydantic import ValidationError

from campaigns.content.reading import FILE, ReadyMade, read_ready_made
from campaigns.models import TargetProfile
from campaigns.services.ready_made import UnknownTopic, load_ready_made
from competences.bank import read_bank
from competences.models import Topic

SMALL = {
    "stages": [],
    "profiles": [
        {
            "slug": "un",
            "name": "Un",
            "category": "theme",
            "description": "Un parcours.",
            "topics": {"secrets": 3},
            "all_of": {"1.2": 2},
        }
    ],
}


def load(now, **changes):
    profile = SMALL["profiles"][0] | changes
    return load_ready_made(ReadyMade.model_validate(SMALL | {"profiles": [profile]}), now=now)


def test_the_file_names_topics_of_the_bank_up_to_levels_they_have():
    highest = {
        topic.topic: max(skill.level for skill in topic.skills)
        for topic in read_bank(settings.CONTENT_DIR).topics
    }
    for profile in read_ready_made().profiles:
        asked = dict(profile.topics)
        for badge in profile.badges:
            for criterion in badge.criteria:
                assert (criterion.topics or {}).keys() <= asked.keys(), profile.slug
        assert asked.keys() <= highest.keys(), profile.slug
        assert all(level <= highest[topic] for topic, level in asked.items()), profile.slug


@pytest.mark.django_db
def test_loading_twice_changes_nothing(now):
    assert load(now) == load(now) == 1
    topics = TargetProfile.objects.get().topics.order_by("topic_id")
    assert dict(topics.values_list("topic_id", "max_level")) == {
        "copies": 2, "dossiers": 2, "formats": 2, "secrets": 3,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_profile_that_left_the_file_is_archived(now):
    load(now)
    load(now, slug="deux")
    assert TargetProfile.objects.get(slug="un").archived_at == now
    load(now)
    assert TargetProfile.objects.get(slug="un").archived_at is None


@pytest.mark.django_db
def test_a_whole_competence_is_what_the_bank_asks_of_it_now(now):
    Topic.objects.create(pk="disparu", competence_id="1.2", title="Disquettes", active=False)
    load(now)
    assert not TargetProfile.objects.filter(topics__topic="disparu").exists()


@pytest.mark.django_db
def test_an_unknown_topic_is_named(now):
    with pytest.raises(UnknownTopic, match="disparu"):
        load(now, topics={"disparu": 1})


@pytest.mark.parametrize("change", [{"levels": 3}, {"topics": {"secrets": 9}}, {"category": "x"}])
def test_a_mistake_in_the_file_is_refused(change):
    with pytest.raises(ValidationError):
        ReadyMade.model_validate(SMALL | {"profiles": [SMALL["profiles"][0] | change]})


def test_the_file_is_plain_yaml():
    assert set(yaml.safe_load(FILE.read_text())) == {"stages", "profiles"}
