"""The library of a team: sharing, finding, marking, reporting, moderation."""

from html import unescape
from uuid import uuid4

import pytest

from campaigns.models import Resource, ResourceMark, ResourceReport
from campaigns.selectors.resources import resources_for
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.campaigns import ResourceFactory

pytestmark = pytest.mark.django_db
LIST = "/orga/9990001X/ressources/"
TYPED = {
    "title": "Le jeu des mots de passe",
    "topic": "secrets",
    "description": "Par deux, vingt minutes.",
    "url": "https://ateliers.example.org/jeu",
    "licence": "cc-by",
    "for_all": "non",
}


@pytest.fixture
def desk(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def own(school, teacher):
    return ResourceFactory(organisation=school, author=teacher)


def text(response) -> str:
    return unescape(response.content.decode())


def test_shared_with_the_school_and_found_there(desk, administrator, client):
    response = desk.post(f"{LIST}ajouter/", {**TYPED, "key": uuid4()}, follow=True)
    assert "Vos collègues voient cette ressource" in text(response)
    client.force_login(administrator)
    assert "Le jeu des mots de passe" in text(client.get(LIST))


def test_the_same_form_twice_is_one_resource(desk):
    typed = {**TYPED, "key": uuid4()}
    assert desk.post(f"{LIST}ajouter/", typed).url == desk.post(f"{LIST}ajouter/", typed).url
    assert Resource.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("url", "http://ateliers.example.org/", "https"),
        ("url", "javascript:alert(1)", "https"),
        ("licence", "", "obligatoire"),
        ("topic", "inconnu", "valide"),
        ("title", "\u200b", "obligatoire"),
    ],
)
def test_what_is_missing_is_said(desk, field, value, said):
    response = desk.post(f"{LIST}ajouter/", TYPED | {field: value})
    assert said in text(response)
    assert not Resource.objects.exists()


def test_a_simple_link_needs_its_address(desk):
    response = desk.post(f"{LIST}ajouter/", TYPED | {"licence": "link", "url": ""})
    assert "a besoin de son adresse" in text(response)


def test_filters_are_in_the_address(desk, school):
    ResourceFactory(organisation=school, title="Trier", topic_id="dossiers")
    ResourceFactory(for_all=True, title="Ailleurs")
    found = {
        query: {one for one in ("Trier", "Ailleurs") if one in text(desk.get(f"{LIST}?{query}"))}
        for query in ("q=trier", "sujet=secrets", "competence=1.2", "origine=ailleurs", "q=zzz")
    }
    assert found == {
        "q=trier": {"Trier"},
        "sujet=secrets": {"Ailleurs"},
        "competence=1.2": {"Trier"},
        "origine=ailleurs": {"Ailleurs"},
        "q=zzz": set(),
    }


def test_other_schools_see_what_staff_accepted(client, stranger, own):
    place = f"/orga/9990002Y/ressources/{own.public_id}/"
    client.force_login(stranger)
    assert client.get(place).status_code == 404
    Resource.objects.update(visibility="everybody")
    assert client.get(place).status_code == 200
    assert client.post(f"{place}retirer/").status_code == 404
    assert client.post(f"{place}modifier/", TYPED).status_code == 404


def test_a_colleague_does_not_change_it_an_administrator_does(client, school, administrator, own):
    client.force_login(MembershipFactory(organisation=school).user)
    assert client.post(f"{LIST}{own.public_id}/retirer/").status_code == 404
    client.force_login(administrator)
    client.post(f"{LIST}{own.public_id}/retirer/")
    own.refresh_from_db()
    assert own.archived_at
    client.post(f"{LIST}{own.public_id}/retirer/", {"remettre": "1"})
    own.refresh_from_db()
    assert own.archived_at is None


def test_changed_it_is_read_again(desk, own):
    Resource.objects.update(visibility="everybody")
    desk.post(f"{LIST}{own.public_id}/modifier/", TYPED | {"for_all": "oui"})
    own.refresh_from_db()
    assert (own.visibility, own.title) == ("submitted", TYPED["title"])
    assert own.submitted_at


def test_useful_once_each(desk, own):
    for _ in range(2):
        desk.post(f"{LIST}{own.public_id}/utile/", {"utile": "1"})
    assert ResourceMark.objects.count() == 1
    assert "Utile (1)" in text(desk.get(f"{LIST}{own.public_id}/"))
    desk.post(f"{LIST}{own.public_id}/utile/")
    assert not ResourceMark.objects.exists()


def test_reported_once_at_a_time(desk, own):
    for reason in ("Lien mort", "Lien mort, et faux"):
        desk.post(f"{LIST}{own.public_id}/signaler/", {"reason": reason})
    assert ResourceReport.objects.get().reason == "Lien mort, et faux"


def test_beside_a_topic(school, teacher, own, django_assert_num_queries):
    ResourceFactory(organisation=OrganisationFactory(), title="Privée")
    ResourceFactory(organisation=school, archived=True)
    with django_assert_num_queries(1):
        found = resources_for(["secrets"], school, teacher)
    assert found == {"secrets": [own]}


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_one_as_for_three(desk, school, count, django_assert_num_queries):
    ResourceFactory.create_batch(count, organisation=school)
    desk.get(LIST)
    with django_assert_num_queries(9):
        desk.get(LIST)


# --- Moderation


@pytest.fixture
def waiting(school, teacher):
    return ResourceFactory(organisation=school, author=teacher, submitted=True)


@pytest.fixture
def decide(client, staff, django_capture_on_commit_callbacks):
    """Presses a button of the administration."""
    client.force_login(staff)

    def press(resource, button, note=""):
        data = {"decision_note": note, "seen": "2027-01-04T09:00:00+00:00", button: "1"}
        page = f"/admin/campaigns/resource/{resource.pk}/change/"
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(page, data)
        resource.refresh_from_db()
        return response

    return press


def test_accepted_its_author_is_told(decide, waiting, mailoutbox):
    decide(waiting, "_accept")
    assert waiting.visibility == "everybody"
    assert "proposée à tous" in mailoutbox[0].body
    assert waiting.title in mailoutbox[0].body


def test_refused_with_a_reason(decide, waiting, mailoutbox):
    assert "Dites pourquoi" in text(decide(waiting, "_refuse"))
    decide(waiting, "_refuse", note="Le lien est mort.")
    assert (waiting.visibility, waiting.decision_note) == ("organisation", "Le lien est mort.")
    assert "Le lien est mort." in mailoutbox[0].body


def test_changed_meanwhile_it_is_not_accepted(decide, waiting, now, mailoutbox):
    Resource.objects.update(submitted_at=now)
    decide(waiting, "_accept")
    assert waiting.visibility == "submitted"
    assert not mailoutbox


def test_a_report_is_settled_by_taking_it_back(decide, school, teacher, now):
    resource = ResourceFactory(organisation=school, author=teacher, for_all=True)
    ResourceReport.objects.create(resource=resource, user=teacher, reason="Faux", reported_at=now)
    decide(resource, "_take_back", note="Faux.")
    assert resource.visibility == "organisation"
    assert ResourceReport.objects.get().settled_at


def test_the_queue_shows_what_was_reported(client, staff, own, teacher):
    ResourceReport.objects.create(resource=own, user=teacher, reason="Lien mort")
    client.force_login(staff)
    assert client.get("/admin/campaigns/resource/").status_code == 200
    page = client.get(f"/admin/campaigns/resource/{own.pk}/change/")
    assert "Lien mort" in text(page)
