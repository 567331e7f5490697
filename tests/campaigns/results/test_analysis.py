"""What to work on: recommendations, lessons, shared resources."""

import pytest

from campaigns.enums import Licence, Visibility
from campaigns.models import Resource, ResourceMark
from campaigns.services.digests import refresh_digest
from tests.campaigns.results.conftest import address, pupil, take_and_send
from tests.campaigns.results.test_pages import text
from tests.factories.accounts import OrganisationFactory, UserFactory

TAB = "analyse/"


def test_the_page_begins_with_what_to_teach(desk, sent):
    page = text(desk.get(address(sent, TAB)))
    first = desk.get(address(sent, TAB)).context["study"].first
    assert f"Travaillez d'abord {first.topic.title}" in page
    assert first.next_can in page
    assert "Ouvrir le tuto, 3 min" in page


def test_topics_go_from_the_most_useful_to_the_best_known(desk, sent):
    lines = desk.get(address(sent, TAB)).context["study"].topics
    scores = [line.score.total for line in lines]
    assert scores == sorted(scores, reverse=True)
    assert len(lines) == 5


def test_when_all_is_known_the_page_says_so(desk, campaign, school, now):
    take_and_send(campaign, pupil(school, "Dia"), chance=1, now=now)
    refresh_digest(campaign.pk, now=now)
    assert "Ce parcours est bien acquis" in text(desk.get(address(campaign, TAB)))


def test_a_class_alone(desk, sent):
    context = desk.get(address(sent, TAB), {"classe": "6E 1"}).context
    assert context["digest"].sent == 1
    assert desk.get(address(sent, TAB), {"classe": "5E 2"}).context["digest"].sent == 2


def test_skills_are_told_with_what_one_can_do(desk, sent):
    page = text(desk.get(address(sent, TAB)))
    assert "Réussir secrets au niveau 1" in page
    assert "Vous êtes dans la situation" not in page


@pytest.fixture
def resource(school, teacher):
    def share(title, **fields):
        given = {"organisation": school, "author": teacher, "topic_id": "secrets"} | fields
        return Resource.objects.create(
            title=title, licence=Licence.CC_BY, url="https://example.org/", **given
        )

    return share


def test_resources_that_this_team_may_use_are_beside_lessons(desk, sent, resource, teacher):
    other, stranger = OrganisationFactory(), UserFactory()
    mine = resource("À moi", visibility=Visibility.AUTHOR)
    resource("À nous", author=stranger)
    resource("À tous", organisation=other, author=stranger, visibility=Visibility.EVERYBODY)
    resource("À lui", author=stranger, visibility=Visibility.AUTHOR)
    resource("Ailleurs", organisation=other, author=stranger)
    resource("En relecture", organisation=other, author=stranger, visibility=Visibility.SUBMITTED)
    resource("Retirée", archived_at=sent.created_at)
    ResourceMark.objects.create(resource=mine, user=teacher)
    lines = {one.topic.pk: one for one in desk.get(address(sent, TAB)).context["study"].topics}
    assert [one.title for one in lines["secrets"].resources] == ["À moi", "À nous", "À tous"]
    assert lines["formats"].resources == []


def test_a_topic_that_left_the_bank_keeps_its_words(desk, sent):
    from competences.models import Topic

    Topic.objects.filter(pk="secrets").update(active=False)
    titles = [one.topic.title for one in desk.get(address(sent, TAB)).context["study"].topics]
    assert "Secrets" in titles
