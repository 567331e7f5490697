from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session

from accounts.models import User
from accounts.tasks import forget_old_sessions
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/connexion/"


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": login, "password": password} | more)


@pytest.mark.parametrize("login", ["louise@example.org", " Louise@Example.ORG "])
def test_by_address_in_any_case(client, learner, login):
    assert sign_in(client, login).url == "/accueil/"
    assert get_user(client) == learner


@pytest.mark.parametrize("login", ["ines.roux0412", " INES.roux0412"])
def test_by_username_in_any_case(client, pupil, login):
    sign_in(client, login)
    assert get_user(client) == pupil


@pytest.mark.parametrize("login", ["louise@example.org", "personne@example.org", "personne"])
def test_a_refusal_never_tells_whether_the_account_exists(client, learner, login):
    response = sign_in(client, login, "Mauvais-Mot-1")
    assert response.context["form"].non_field_errors() == [
        "L'identifiant ou le mot de passe ne correspond pas. Vérifiez-les et réessayez."
    ]
    assert login in response.content.decode()


def test_a_closed_account_is_told_so_only_with_its_password(client, learner):
    User.objects.update(is_active=False)
    assert sign_in(client, learner.email, "Mauvais-Mot-1").status_code == 200
    assert sign_in(client, learner.email).url == "/compte-inactif/"
    assert not get_user(client).is_authenticated


def test_next_is_honoured_and_never_leaves_the_platform(client, learner):
    assert sign_in(client, learner.email, next="/test/abc/").url == "/test/abc/"
    client.logout()
    assert sign_in(client, learner.email, next="//pirate.example/x").url == "/accueil/"


def test_a_private_page_asks_to_sign_in_then_comes_back(client):
    assert client.get("/mon-compte/").url == "/connexion/?next=/mon-compte/"


def test_the_session_ends_with_the_browser_unless_asked(client, learner):
    assert sign_in(client, learner.email).cookies["sessionid"]["max-age"] == ""
    client.logout()
    kept = sign_in(client, learner.email, remember="on").cookies["sessionid"]
    assert kept["max-age"] == 14 * 24 * 3600


def test_what_the_session_held_survives(client, learner):
    session = client.session
    session["held"] = "7f9c24e8"
    session.save()
    sign_in(client, learner.email)
    assert client.session["held"] == "7f9c24e8"
    assert client.session.session_key != session.session_key


def test_sign_out_empties_the_session_and_twice_is_no_harm(client, learner):
    sign_in(client, learner.email)
    assert client.post("/deconnexion/").url == "/"
    assert client.post("/deconnexion/").url == "/"
    assert not get_user(client).is_authenticated


def test_sign_out_asks_first_when_it_was_a_link(client, learner):
    sign_in(client, learner.email)
    assert "Me déconnecter" in client.get("/deconnexion/").content.decode()
    assert get_user(client) == learner


def test_who_is_signed_in_is_not_asked_again(client, learner):
    sign_in(client, learner.email)
    assert client.get(SIGN_IN).url == "/accueil/"
    assert client.get("/inscription/").url == "/accueil/"


def test_a_wrong_password_costs_one_verification(client, learner, monkeypatch):
    checks = []
    monkeypatch.setattr(User, "check_password", lambda _self, raw: checks.append(raw) or False)
    sign_in(client, learner.email, "Mauvais-Mot-1")
    assert checks == ["Mauvais-Mot-1"]


@pytest.mark.parametrize("value", ["a\0b", "x" * 300_000, "\u202eoups", "' OR 1=1 --"])
@pytest.mark.parametrize("field", ["login", "password"])
def test_hostile_text_never_breaks_the_page(client, learner, field, value):
    data = {"login": learner.email, "password": PASSWORD} | {field: value}
    assert client.post(SIGN_IN, data).status_code == 200


def test_signing_in_works_without_redis(client, learner, settings):
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert sign_in(client, learner.email, "Mauvais-Mot-1").status_code == 200
    assert sign_in(client, learner.email).url == "/accueil/"


def test_a_class_signs_in_from_one_address(client):
    pupils = [UserFactory(email=f"eleve{number}@example.org") for number in range(35)]
    for person in pupils:
        assert sign_in(client, person.email, "Mauvais-Mot-1").status_code == 200
        assert sign_in(client, person.email).status_code == 302
        client.logout()


def test_staff_sign_in_by_the_same_door(client, staff):
    assert client.get("/admin/").url.startswith("/admin/login/")
    door = client.get("/admin/login/?next=/admin/").url
    assert door == "/connexion/?next=%2Fadmin%2F"
    assert client.post(door, {"login": staff.email, "password": PASSWORD}).url == "/admin/"


def test_a_learner_is_refused_at_the_door_of_staff(client, learner):
    sign_in(client, learner.email)
    assert client.get("/admin/login/").status_code == 403


def test_sessions_that_are_over_are_forgotten(learner, client_factory):
    first, second = client_factory(), client_factory()
    with time_machine.travel(datetime.now(UTC) - timedelta(days=15)):
        first.force_login(learner)
    second.force_login(learner)
    forget_old_sessions()
    assert list(Session.objects.values_list("pk", flat=True)) == [second.session.session_key]
