import pytest
from django.contrib.auth import get_user
from django.db import IntegrityError
from django.db.models import QuerySet

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/"


@pytest.fixture
def busy_worker(monkeypatch):
    """Writes something of the person in the middle of the first attempt to erase them."""
    erase, attempts = QuerySet.delete, []

    def delete(rows):
        attempts.append(rows)
        if len(attempts) == 1:
            raise IntegrityError("still referenced")
        return erase(rows)

    monkeypatch.setattr(QuerySet, "delete", delete)


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return learner


def test_names_are_corrected(client, signed_in):
    response = client.post("/mon-compte/nom/", {"first_name": " Lou ", "last_name": "Nguyen-Roy"})
    assert response.url == PAGE
    signed_in.refresh_from_db()
    assert signed_in.get_full_name() == "Lou Nguyen-Roy"
    assert "Votre nom est enregistré." in client.get(PAGE).content.decode()


@pytest.mark.parametrize("value", ["", "   ", "x" * 101, "a\0b"])
def test_refused_names_change_nothing_and_say_why(client, signed_in, value):
    response = client.post("/mon-compte/nom/", {"first_name": value, "last_name": "Nguyen"})
    assert "first_name" in response.context["forms"]["names"].errors
    assert 'aria-describedby="names_first_name_error"' in response.content.decode()
    signed_in.refresh_from_db()
    assert signed_in.first_name == "Louise"


def test_the_password_is_changed_and_other_sessions_end(client, signed_in, learner, client_factory):
    elsewhere = client_factory()
    elsewhere.force_login(learner)
    data = {"oldpassword": PASSWORD, "password1": "Nouveau-Chat-7"}
    assert client.post("/mon-compte/mot-de-passe/", data).url == "/mon-compte/mot-de-passe/"
    assert get_user(client) == learner
    assert not get_user(elsewhere).is_authenticated


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"oldpassword": "Mauvais-Mot-1", "password1": "Nouveau-Chat-7"}, "oldpassword"),
        ({"oldpassword": PASSWORD, "password1": "simple"}, "password1"),
        ({"oldpassword": PASSWORD}, "password1"),
    ],
)
def test_a_refused_password_changes_nothing(client, signed_in, data, field):
    response = client.post("/mon-compte/mot-de-passe/", data)
    assert list(response.context["form"].errors) == [field]
    signed_in.refresh_from_db()
    assert signed_in.check_password(PASSWORD)


def test_who_came_by_an_ent_may_choose_a_password(client):
    person = UserFactory(password=None)
    client.force_login(person)
    assert "Choisir un mot de passe" in client.get(PAGE).content.decode()
    assert client.get("/mon-compte/mot-de-passe/").url == "/mon-compte/mot-de-passe/creer/"
    client.post("/mon-compte/mot-de-passe/creer/", {"password1": "Nouveau-Chat-7"})
    person.refresh_from_db()
    assert person.check_password("Nouveau-Chat-7")


def test_a_pupil_sees_her_username_and_no_address(client, pupil):
    client.force_login(pupil)
    page = client.get(PAGE).content.decode()
    assert "ines.roux0412" in page
    assert "Ajouter une adresse e-mail" in page


def test_the_page_belongs_to_who_reads_it(client, signed_in, outsider):
    assert outsider.email not in client.get(PAGE).content.decode()


def test_pages_of_a_signed_in_person_are_kept_nowhere(client, signed_in):
    assert client.get(PAGE)["Cache-Control"] == "private, no-store"
    client.logout()
    assert "Cache-Control" not in client.get("/preferences/")


# --- Erasing it

ERASE = "/mon-compte/supprimer/"


def test_erasing_says_what_is_lost_then_erases(client, signed_in, outsider):
    assert "tous vos pix" in client.get(ERASE).content.decode()
    assert client.post(ERASE, {"understood": "on", "password": PASSWORD}).url == "/"
    assert list(User.objects.all()) == [outsider]
    assert not get_user(client).is_authenticated


def test_erasing_while_the_worker_writes_is_tried_again(client, signed_in, busy_worker):
    client.post("/mon-compte/supprimer/", {"understood": "on", "password": PASSWORD})
    assert not User.objects.filter(pk=signed_in.pk).exists()


@pytest.mark.parametrize(
    "data",
    [{"password": PASSWORD}, {"understood": "on"}, {"understood": "on", "password": "Non-1234"}],
)
def test_erasing_needs_the_password_and_understanding(client, signed_in, data):
    assert client.post(ERASE, data).status_code == 200
    assert User.objects.filter(pk=signed_in.pk).exists()


def test_without_a_password_understanding_is_enough(client):
    client.force_login(UserFactory(password=None))
    client.post(ERASE, {"understood": "on"})
    assert not User.objects.exists()


def test_the_last_administrator_stays(client, staff):
    client.force_login(staff)
    page = client.post(ERASE, {"understood": "on", "password": PASSWORD}).content.decode()
    assert "Vous êtes seul à administrer la plateforme." in page
    UserFactory(staff=True)
    assert client.post(ERASE, {"understood": "on", "password": PASSWORD}).status_code == 302


def test_nothing_of_the_person_stays_in_the_tables_of_accounts(client, signed_in):
    from allauth.account.models import EmailAddress

    client.post(ERASE, {"understood": "on", "password": PASSWORD})
    assert not EmailAddress.objects.exists()
