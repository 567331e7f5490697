"""Too young to sign up alone: by one's school, or with a parent. No year of birth is kept."""

import re

import pytest
import time_machine
from django.contrib.auth import get_user

from accounts.models import User
from tests.factories.accounts import PASSWORD, InvitationFactory, UserFactory
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db
SIGN_UP, WITH_ADULT = "/inscription/", "/inscription/avec-un-adulte/"
PARENT = "parent@example.org"


@pytest.fixture(autouse=True)
def _in_january_2027(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def form():
    return {
        "first_name": "Amina",
        "last_name": "Diallo",
        "email": "amina@example.org",
        "password1": PASSWORD,
        "conditions": "on",
    }


@pytest.mark.parametrize("year", ["2011", "1990", "1910"])
def test_from_16_years_on_one_signs_up_alone(client, form, year):
    assert client.post(SIGN_UP, form | {"birth_year": year}).url == "/accueil/"


@pytest.mark.parametrize("year", ["2013", "2020", "2027"])
def test_under_15_one_is_shown_the_other_ways(client, form, year):
    assert client.post(SIGN_UP, form | {"birth_year": year}).url == WITH_ADULT
    assert not User.objects.exists()
    page = client.get(WITH_ADULT).content.decode()
    assert "moins de 15 ans" in page
    assert "ENT" in page


def test_too_young_is_told_before_any_other_mistake(client):
    assert client.post(SIGN_UP, {"birth_year": "2015"}).url == WITH_ADULT


def test_the_year_of_the_birthday_asks_whether_it_is_past(client, form):
    response = client.post(SIGN_UP, form | {"birth_year": "2012"})
    assert list(response.context["form"].errors) == ["birthday_passed"]
    assert "déjà 15" in response.content.decode()
    data = form | {"birth_year": "2012", "birthday_passed": "on"}
    assert client.post(SIGN_UP, data).url == "/accueil/"


@pytest.mark.parametrize("year", ["", "abcd", "1850", "2030", "99", "²012", "-5", "20121"])
def test_a_year_that_makes_no_sense_is_refused(client, form, year):
    response = client.post(SIGN_UP, form | {"birth_year": year})
    assert response.context["form"].errors.keys() <= {"birth_year", "birthday_passed"}
    assert not User.objects.exists()


def test_the_year_is_not_kept(client, form):
    client.post(SIGN_UP, form | {"birth_year": "1987"})
    assert "1987" not in str(vars(User.objects.get())) + str(dict(client.session))


def test_it_can_be_switched_off(client, form, settings):
    settings.OPEN_SIGN_UP_MINIMUM_AGE = 0
    assert "birth_year" not in client.get(SIGN_UP).context["form"].fields
    assert client.post(SIGN_UP, form).url == "/accueil/"
    assert client.get(WITH_ADULT).url == SIGN_UP


# --- By the school


def test_who_comes_by_the_page_of_a_school_is_not_asked(client, form, school):
    page = f"/rejoindre/{school.code}/"
    assert "birth_year" not in client.get(SIGN_UP, {"next": page}).context["form"].fields
    assert client.post(SIGN_UP, form | {"next": page}).url == page


@pytest.mark.parametrize("page", ["/invitation/secret/", "/parcours/ABCDEF234/"])
def test_nor_who_was_invited_or_given_a_code(client, school, page):
    InvitationFactory(organisation=school)
    CampaignFactory(organisation=school, code="ABCDEF234")
    assert "birth_year" not in client.get(SIGN_UP, {"next": page}).context["form"].fields


@pytest.mark.parametrize(
    "page",
    ["/rejoindre/INCONNU/", "/parcours/GHJKMN567/", "/accueil/", "//[", "/rejoindre/", ""],
)
def test_any_other_page_asks(client, school, page):
    assert "birth_year" in client.get(SIGN_UP, {"next": page}).context["form"].fields


# --- With a parent


@pytest.fixture
def link(post, mailoutbox):
    """What the parent receives."""
    assert post(WITH_ADULT, {"email": "Parent@Example.org"}).url == WITH_ADULT
    return re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]


@pytest.fixture
def agreement():
    return {
        "first_name": "Amina",
        "last_name": "Diallo",
        "password1": PASSWORD,
        "agreed": "on",
        "conditions": "on",
    }


def test_a_parent_opens_the_account(client, link, agreement, now, mailoutbox):
    assert mailoutbox[0].to == [PARENT]
    assert not User.objects.exists()
    assert PARENT in client.get(link).content.decode()
    assert client.post(link, agreement).url == "/connexion/"
    child = User.objects.get()
    assert (child.email, child.first_name, child.parent_agreed_at) == (PARENT, "Amina", now)
    assert child.emailaddress_set.get().verified
    assert not get_user(client).is_authenticated


def test_the_child_then_signs_in(client, link, agreement):
    client.post(link, agreement)
    client.post("/connexion/", {"login": PARENT, "password": PASSWORD})
    assert get_user(client).first_name == "Amina"


@pytest.mark.parametrize(
    "missing", ["first_name", "last_name", "password1", "agreed", "conditions"]
)
def test_without_agreement_there_is_no_account(client, link, agreement, missing):
    del agreement[missing]
    assert list(client.post(link, agreement).context["form"].errors) == [missing]
    assert not User.objects.exists()


def test_the_password_follows_the_rules(client, link, agreement):
    named = {"first_name": "Anne-Sophie", "password1": "Anne-Sophie1"}
    response = client.post(link, agreement | named)
    assert list(response.context["form"].errors) == ["password1"]


def test_the_link_opens_one_account(client, link, agreement):
    client.post(link, agreement)
    assert client.get(link).status_code == 404
    assert client.post(link, agreement | {"first_name": "Autre"}).status_code == 404
    assert User.objects.get().first_name == "Amina"


def test_the_link_lasts_a_week(client, link, agreement, now, settings):
    with time_machine.travel(now + settings.PARENT_CONSENT_TIMEOUT * 1.01, tick=False):
        assert client.get(link).status_code == 404
        assert client.post(link, agreement).status_code == 404


def test_a_forged_link_opens_nothing(client, link):
    assert client.get(link.replace(link[-9:-4], "xxxxx")).status_code == 404
    assert client.get("/inscription/accord/nimporte:quoi/").status_code == 404


def test_an_address_that_has_an_account_is_told_apart_by_mail_only(client, post, mailoutbox):
    UserFactory(email=PARENT)
    page = client.get(post(WITH_ADULT, {"email": PARENT}).url).content.decode()
    assert f"Un message est parti à {PARENT}" in page
    assert mailoutbox[0].subject == "Vous avez déjà un compte"


def test_nobody_is_flooded_with_messages(post, settings, mailoutbox):
    limits = {"parent_consent": "300/m/ip,2/h/key"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits
    for _ in range(4):
        response = post(WITH_ADULT, {"email": PARENT})
    assert "attendez une heure" in response.content.decode()
    assert len(mailoutbox) == 2
