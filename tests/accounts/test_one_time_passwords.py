import pytest
from django.contrib.auth import get_user
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/nouveau-mot-de-passe/"
ONE_TIME = "bcdfgh23"


@pytest.fixture
def newcomer(pupil, client):
    pupil.set_password(ONE_TIME)
    pupil.must_change_password = True
    pupil.save()
    client.post("/connexion/", {"login": pupil.username, "password": ONE_TIME})
    return pupil


@pytest.mark.parametrize("address", ["/accueil/", "/mon-compte/", "/admin/", "/test/x/", "/orga/"])
def test_every_page_leads_to_the_choice_of_a_password(client, newcomer, address):
    response = client.get(address)
    if response.status_code != 404:
        assert response.url == f"{PAGE}?next={address}"


def test_a_forged_post_does_nothing(client, newcomer):
    data = {"first_name": "Autre", "last_name": "Nom"}
    assert client.post("/mon-compte/nom/", data).url == PAGE
    newcomer.refresh_from_db()
    assert newcomer.first_name == "Inès"


def test_an_htmx_request_leads_the_whole_page_there(client, newcomer):
    response = client.post("/mon-compte/nom/", {}, HTTP_HX_REQUEST="true")
    assert (response.status_code, response["HX-Redirect"]) == (200, PAGE)


def test_the_way_out_the_language_and_public_pages_stay_open(client, newcomer):
    assert client.get("/accessibilite/").status_code == 200
    assert client.post("/langue/", {"language": "en", "next": "/"}).url == "/"
    assert client.post("/deconnexion/").url == "/"
    assert not get_user(client).is_authenticated


def test_the_password_is_chosen_then_one_goes_on(client, newcomer):
    sent = {"password1": "Mon-Chat-7", "next": "/tutos/"}
    assert client.post(PAGE, sent).url == "/tutos/"
    assert get_user(client) == newcomer
    newcomer.refresh_from_db()
    assert newcomer.check_password("Mon-Chat-7")
    assert client.get("/mon-compte/").status_code == 200


def test_next_never_leaves_the_platform(client, newcomer):
    sent = {"password1": "Mon-Chat-7", "next": "//pirate.example/"}
    assert client.post(PAGE, sent).url == "/accueil/"


@pytest.mark.parametrize("password", [ONE_TIME, "court1A", "simplement", "Password1", ""])
def test_a_weak_password_or_the_same_is_refused(client, newcomer, password):
    assert client.post(PAGE, {"password1": password}).context["form"].errors
    newcomer.refresh_from_db()
    assert newcomer.must_change_password


def test_the_page_changes_no_password_of_anyone_else(client, learner):
    client.force_login(learner)
    assert client.post(PAGE, {"password1": "Nouveau-Chat-7"}).url == "/accueil/"
    learner.refresh_from_db()
    assert learner.check_password(PASSWORD)


def test_the_flag_costs_no_query(client, newcomer, learner, django_assert_num_queries):
    client.force_login(newcomer)
    with django_assert_num_queries(2):  # the session and the person
        client.get("/accueil/")


def test_a_password_chosen_by_mail_counts_as_chosen(learner):
    from allauth.account.adapter import get_adapter

    learner.must_change_password = True
    get_adapter().set_password(learner, "Nouveau-Chat-7")
    learner.refresh_from_db()
    assert not learner.must_change_password


def test_members_of_a_team_need_twelve_characters(client, school):
    member = MembershipFactory(organisation=school).user
    with pytest.raises(ValidationError, match="12 caractères"):
        validate_password("Chat-Gris7", member)
    validate_password("Chat-Gris-78", member)
    validate_password("Chat-Gris7", UserFactory())
    client.force_login(member)
    assert "12\u00a0caractères au moins" in client.get("/mon-compte/mot-de-passe/").content.decode()


def test_the_qr_code_of_a_slip_fills_in_the_username(client):
    page = client.get("/connexion/", {"identifiant": 'ines.roux0412"><script>'}).content.decode()
    assert "ines.roux0412&quot;&gt;&lt;script&gt;" in page
    assert "<script>" not in page
    assert client.get("/connexion/", {"identifiant": "a\0b"}).status_code == 200
