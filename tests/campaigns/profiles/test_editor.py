"""The editor: what is typed, what is refused, what two windows do."""

import re
from uuid import uuid4

import pytest

from campaigns.enums import Visibility
from campaigns.models import TargetProfile
from campaigns.selectors.profiles import topics_of
from campaigns.services.profiles import fingerprint
from competences.models import Topic
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed():
    return {
        "key": str(uuid4()),
        "name": "Les bases",
        "description": "Deux séances.",
        "niveau-dossiers": "2",
        "niveau-secrets": "3",
        "niveau-copies": "",
    }


def page_of(response) -> str:
    return response.content.decode()


def field(page: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


def chosen(page: str) -> dict[str, str]:
    found = re.findall(r'name="niveau-([\w-]+)" value="(\d)" checked', page)
    return dict(found)


def test_a_profile_is_composed(desk, at, typed):
    response = desk.post(at(None, "composer"), typed | {"with_stages": "on"})
    profile = TargetProfile.objects.get()
    assert response.headers["Location"] == at(profile)
    assert (profile.name, profile.description) == ("Les bases", "Deux séances.")
    assert topics_of(profile) == {"dossiers": 2, "secrets": 3}
    assert profile.stages.count() == 5


def test_the_page_sent_twice_makes_one_profile(desk, at, typed):
    first, second = (desk.post(at(None, "composer"), typed) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert TargetProfile.objects.count() == 1


def test_going_back_and_changing_loses_nothing(desk, at, typed):
    desk.post(at(None, "composer"), typed)
    profile = TargetProfile.objects.get()
    page = page_of(desk.post(at(None, "composer"), typed | {"niveau-pieges": "4"}))
    assert "a changé entre-temps" in page
    assert chosen(page) == {"dossiers": "2", "secrets": "3", "pieges": "4"}
    again = typed | {"niveau-pieges": "4", "seen": field(page, "seen")}
    desk.post(at(profile, "modifier"), again)
    assert topics_of(profile)["pieges"] == 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("niveau-dossiers", "9"),
        ("niveau-dossiers", "-1"),
        ("niveau-dossiers", "0"),
        ("niveau-dossiers", "2.5"),
        ("niveau-dossiers", "٣"),
        ("niveau-dossiers", "<b>2</b>"),
        ("niveau-disparu", "2"),
        ("niveau-../../etc", "1"),
        ("name", ""),
        ("name", "\u200b \t"),
        ("name", "x" * 121),
        ("name", "zéro\x00"),
        ("description", "x" * 2001),
    ],
)
def test_what_makes_no_sense_is_said_and_saves_nothing(desk, at, typed, name, value):
    response = desk.post(at(None, "composer"), typed | {name: value})
    assert response.status_code == 200
    assert "À corriger avant d" in page_of(response)
    assert "<b>2</b>" not in page_of(response)
    assert chosen(page_of(response))["secrets"] == "3"
    assert not TargetProfile.objects.exists()


def test_a_topic_gone_meanwhile_no_longer_stops_the_next_sending(desk, at, typed):
    page = page_of(desk.post(at(None, "composer"), typed | {"niveau-disparu": "2"}))
    assert ("plus dans la banque" in page, "niveau-disparu" in page) == (True, False)
    desk.post(at(None, "composer"), typed | {"niveau-disparu": ""})
    assert TargetProfile.objects.exists()


def test_a_thousand_topics_are_refused_whole(desk, at, typed):
    many = {f"niveau-invente-{number}": "3" for number in range(1000)}
    assert desk.post(at(None, "composer"), typed | many).status_code == 400
    assert not TargetProfile.objects.exists()


def test_without_any_topic_it_says_so(desk, at):
    page = page_of(desk.post(at(None, "composer"), {"name": "Vide"}))
    assert "Choisissez au moins un sujet." in page
    assert 'value="Vide"' in page


def test_html_is_shown_as_it_was_typed(desk, at, typed):
    nasty = "<script>alert(1)</script>"
    desk.post(at(None, "composer"), typed | {"name": nasty, "description": nasty})
    profile = TargetProfile.objects.get()
    for address in (at(), at(profile), at(profile, "modifier"), at(profile, "partage")):
        page = page_of(desk.get(address))
        assert nasty not in page
        assert "&lt;script&gt;" in page


def test_computing_again_saves_nothing_and_judges_nothing(desk, at, typed):
    page = page_of(desk.post(at(None, "composer"), typed | {"name": "", "recalculate": "1"}))
    assert not TargetProfile.objects.exists()
    assert "À corriger" not in page
    assert chosen(page) == {"dossiers": "2", "secrets": "3"}
    assert "<b>2 sujets</b>" in page


def test_a_whole_competence_is_chosen_up_to_a_level(desk, at, typed):
    data = typed | {"fill": "1.2", "jusqua-1.2": "4"}
    page = page_of(desk.post(at(None, "composer"), data))
    assert chosen(page) == dict.fromkeys(("dossiers", "formats", "copies"), "4") | {"secrets": "3"}
    emptied = page_of(desk.post(at(None, "composer"), typed | {"fill": "1.2", "jusqua-1.2": ""}))
    assert chosen(emptied) == {"secrets": "3"}


@pytest.mark.parametrize(
    "data", [{"fill": "9.9"}, {"fill": "1.2", "jusqua-1.2": "-3"}, {"fill": ""}]
)
def test_filling_with_nonsense_harms_nothing(desk, at, typed, data):
    assert desk.post(at(None, "composer"), typed | data).status_code == 200


def test_the_fragment_is_the_part_of_the_page(desk, at, typed):
    data = typed | {"recalculate": "1"}
    whole = page_of(desk.post(at(None, "composer"), data))
    part = page_of(desk.post(at(None, "composer"), data, headers={"HX-Request": "true"}))
    aside, _announced = part.strip().split("</aside>")
    assert aside.strip() in whole
    assert "<!doctype" not in part.lower()


def test_the_button_of_a_competence_gets_the_whole_editor(desk, at, typed):
    data = typed | {"recalculate": "1", "fill": "1.2", "jusqua-1.2": "2"}
    part = page_of(desk.post(at(None, "composer"), data, headers={"HX-Request": "true"}))
    assert part.strip().startswith('<form class="editor" id="editeur"')


def test_a_profile_is_changed(desk, at, shared, typed):
    page = page_of(desk.get(at(shared, "modifier")))
    assert chosen(page) == {topic: str(level) for topic, level in topics_of(shared).items()}
    response = desk.post(at(shared, "modifier"), typed | {"seen": field(page, "seen")})
    shared.refresh_from_db()
    assert (response.status_code, shared.name) == (302, "Les bases")
    assert topics_of(shared) == {"dossiers": 2, "secrets": 3}


def test_of_two_windows_the_second_is_asked(desk, at, shared, typed):
    seen = fingerprint(shared)
    desk.post(at(shared, "modifier"), typed | {"seen": seen, "name": "Première"})
    page = page_of(desk.post(at(shared, "modifier"), typed | {"seen": seen, "name": "Seconde"}))
    shared.refresh_from_db()
    assert shared.name == "Première"
    assert ("a changé entre-temps" in page, 'value="Seconde"' in page) == (True, True)
    desk.post(at(shared, "modifier"), typed | {"seen": field(page, "seen"), "name": "Seconde"})
    shared.refresh_from_db()
    assert shared.name == "Seconde"


def test_it_says_what_campaigns_keep(desk, at, shared):
    assert "Des campagnes utilisent" not in page_of(desk.get(at(shared, "modifier")))
    CampaignFactory(profile=shared)
    assert "Des campagnes utilisent" in page_of(desk.get(at(shared, "modifier")))


@pytest.mark.parametrize(
    ("visibility", "said"),
    [(Visibility.EVERYBODY, "il repart en relecture"), (Visibility.SUBMITTED, "sera relue")],
)
def test_it_says_that_staff_will_read_again(desk, at, submitted, visibility, said):
    TargetProfile.objects.update(visibility=visibility)
    assert said in page_of(desk.get(at(submitted, "modifier")))


def test_topics_that_left_the_bank_are_said_and_leave(desk, at, draft, typed):
    gone = Topic.objects.create(
        pk="disparu", competence_id="1.2", title="Disquettes", description="", active=False
    )
    draft.topics.create(topic=gone, max_level=3)
    page = page_of(desk.get(at(draft, "modifier")))
    assert "1 sujet n'est plus dans la banque" in page.replace("&#x27;", "'")
    desk.post(at(draft, "modifier"), typed | {"seen": field(page, "seen")})
    assert "disparu" not in topics_of(draft)


def test_a_level_that_left_the_bank_falls_to_the_one_below(desk, at, school, teacher):
    high = TargetProfileFactory(organisation=school, author=teacher, topics={"pieges": 8})
    assert chosen(page_of(desk.get(at(high, "modifier")))) == {"pieges": "6"}
