"""What teams see of the bank: one challenge a skill, without its solution."""

import pytest

from competences.models import Answer, Assessment
from competences.selectors.bank import current_bank
from tests.support.bank import LEVELS, TOPICS

pytestmark = pytest.mark.django_db

# Of the small bank: nothing that a page of a question may say.
TOLD = ("Voilà pourquoi.", '"correct"', "expect", "accepted", "Mettre le message à la corbeille")


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


@pytest.mark.parametrize("topic", [topic for topics in TOPICS.values() for topic in topics])
def test_an_example_of_each_skill_without_its_solution(desk, topic):
    for level in LEVELS:
        page = desk.get(f"/exemples/{topic}/{level}/").content.decode()
        assert f"Situation {topic} {level}a" in page
        assert f"Réussir {topic} au niveau {level}" in page
        assert not [word for word in TOLD if word in page]
        assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert not Assessment.objects.exists()


def test_the_simulator_shows_its_public_part_only(desk):
    page = desk.get("/exemples/dossiers/1/1/simulateur/").content.decode()
    assert "Sortie" in page
    assert not [word for word in TOLD if word in page]


def test_it_is_always_the_same_one(desk):
    titles = {desk.get("/exemples/pieges/2/").context["variant"].title for _ in range(3)}
    assert titles == {"Situation pieges 2a"}
    others = [id_ for id_ in current_bank().challenges if id_.endswith("b")]
    pages = [desk.get(f"/exemples/pieges/{level}/").content.decode() for level in LEVELS]
    assert not [id_ for id_ in others for page in pages if id_ in page]


@pytest.mark.parametrize(
    "address",
    [
        "/exemples/inconnu/1/",
        "/exemples/pieges/0/",
        "/exemples/pieges/9/",
        "/exemples/pieges/99999999999999999999/",
        "/exemples/pieges/1/1/simulateur/",
        "/exemples/dossiers/1/1/solution.txt",
    ],
)
def test_what_does_not_exist_is_not_found(desk, address):
    assert desk.get(address).status_code == 404


def test_pupils_see_none_and_who_left_a_team_neither(client, learner, teacher, now):
    client.force_login(learner)
    assert client.get("/exemples/pieges/1/").status_code == 404
    teacher.memberships.update(ended_at=now)
    client.force_login(teacher)
    assert client.get("/exemples/pieges/1/").status_code == 404


def test_nothing_is_answered_there(desk):
    assert desk.post("/exemples/pieges/1/", {"choice": "1"}).status_code == 405
    assert not Answer.objects.exists()
