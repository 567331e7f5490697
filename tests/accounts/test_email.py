"""Confirming an address, changing it, and a forgotten password."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
START = "2027-01-04T10:00:00+01:00"
NEW = "louise.nouvelle@example.org"


def link(message):
    return re.search(r"http://testserver(\S+)", message.body)[1]


@pytest.fixture
def newcomer(client, post):
    """Signed up and signed in, with an address still to confirm."""
    user = UserFactory(email="nour@example.org", confirmed=False)
    client.force_login(user)
    return user


def test_a_banner_reminds_until_the_address_is_confirmed(client, post, newcomer, mailoutbox):
    assert "Renvoyer le message" in client.get("/mon-compte/").content.decode()
    post("/mon-compte/adresse/confirmer/")
    confirm = link(mailoutbox[0])
    assert "Oui, je confirme" in client.get(confirm).content.decode()
    assert client.post(confirm).status_code == 302
    page = client.get("/mon-compte/").content.decode()
    assert "Votre adresse est confirmée." in page
    assert "Renvoyer le message" not in page


def test_opening_the_link_confirms_nothing_by_itself(client, post, newcomer, mailoutbox):
    post("/mon-compte/adresse/confirmer/")
    client.get(link(mailoutbox[0]))
    assert not EmailAddress.objects.get().verified


def test_signing_up_sends_the_link_in_text_and_html(post, mailoutbox):
    data = {"first_name": "Visitez http://pirate.example", "last_name": "D", "conditions": "on"}
    data |= {"birth_year": "1990"}
    post("/inscription/", data | {"email": "d@example.org", "password1": PASSWORD})
    message = mailoutbox[0]
    assert (message.subject, message.to) == (
        "Bienvenue\u00a0! Confirmez votre adresse",
        ["d@example.org"],
    )
    assert f'href="http://testserver{link(message)}"' in message.alternatives[0].content
    assert "pirate" not in message.body


def test_the_message_is_sent_again_every_three_minutes_at_most(post, newcomer, mailoutbox):
    post("/mon-compte/adresse/confirmer/")
    post("/mon-compte/adresse/confirmer/")
    assert len(mailoutbox) == 1


def test_a_wrong_link_confirms_nothing(client):
    assert "plus valable" in client.get("/confirmer/faux:clef/").content.decode()
    assert client.post("/confirmer/faux:clef/").status_code == 404


# --- Changing it


@pytest.fixture
def asked(client, post, learner, mailoutbox):
    """The learner asked for a new address; the link sent there."""
    client.force_login(learner)
    post("/mon-compte/adresse/", {"email": " " + NEW.upper(), "password": PASSWORD})
    return link(mailoutbox[0])


def test_the_new_address_counts_once_its_link_is_confirmed(
    client, post, learner, asked, mailoutbox
):
    assert mailoutbox[0].to == [NEW]
    client.get(asked)
    assert User.objects.get().email == "louise@example.org"
    post(asked)
    assert User.objects.get().email == NEW
    assert list(EmailAddress.objects.values_list("email", "verified")) == [(NEW, True)]


def test_the_former_address_is_told(post, asked, mailoutbox):
    post(asked)
    assert mailoutbox[1].to == ["louise@example.org"]
    assert NEW in mailoutbox[1].body


def test_the_link_works_once_and_on_another_device(client, post, asked):
    client.logout()
    assert post(asked).url == "/mon-compte/"
    assert post(asked).status_code == 404


def test_the_link_lasts_a_day(client, learner, post, mailoutbox):
    with time_machine.travel(START, tick=False) as clock:
        client.force_login(learner)
        post("/mon-compte/adresse/", {"email": NEW, "password": PASSWORD})
        clock.shift(timedelta(days=1, seconds=1))
        assert client.get(link(mailoutbox[0])).status_code == 404
        assert client.post(link(mailoutbox[0])).status_code == 404


def test_an_address_taken_meanwhile_stays_with_its_owner(client, post, learner, asked):
    owner = UserFactory(email=NEW)
    assert post(asked).status_code == 404
    learner.refresh_from_db()
    assert (learner.email, User.objects.get(email=NEW)) == ("louise@example.org", owner)
    assert EmailAddress.objects.filter(user=learner, verified=True).exists()


def test_asking_for_the_address_of_another_tells_only_its_owner(
    client, post, learner, outsider, mailoutbox
):
    client.force_login(learner)
    page = post("/mon-compte/adresse/", {"email": outsider.email, "password": PASSWORD})
    assert page.url == "/mon-compte/"
    assert "Un message est parti" in client.get("/mon-compte/").content.decode()
    assert mailoutbox[0].to == [outsider.email]
    assert mailoutbox[0].subject == "Vous avez déjà un compte"


def test_nobody_holds_an_address_before_confirming_it(client, post, asked):
    client.logout()
    data = {"first_name": "L", "last_name": "N", "conditions": "on"}
    data |= {"birth_year": "1990"}
    response = post("/inscription/", data | {"email": NEW, "password1": "Autre-Chat-43"})
    assert response.status_code == 302
    assert get_user(client).email == NEW


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": NEW, "password": "Mauvais-Mot-1"}, "password"),
        ({"email": NEW}, "password"),
        ({"email": "pas une adresse", "password": PASSWORD}, "email"),
        ({"email": "Louise@example.org", "password": PASSWORD}, "email"),
        ({"email": "a\0@example.org", "password": PASSWORD}, "email"),
    ],
)
def test_a_refused_change_says_why_beside_its_field(client, post, learner, mailoutbox, data, field):
    client.force_login(learner)
    response = post("/mon-compte/adresse/", data)
    assert list(response.context["forms"]["email"].errors) == [field]
    assert mailoutbox == []


def test_a_pupil_without_address_can_add_one(client, post, pupil, mailoutbox):
    client.force_login(pupil)
    post("/mon-compte/adresse/", {"email": NEW, "password": PASSWORD})
    post(link(mailoutbox[0]))
    pupil.refresh_from_db()
    assert (pupil.email, pupil.username) == (NEW, "ines.roux0412")
    assert len(mailoutbox) == 1


def test_mail_to_strangers_is_rationed(client, post, learner, mailoutbox):
    client.force_login(learner)
    for number in range(7):
        post("/mon-compte/adresse/", {"email": f"x{number}@example.org", "password": PASSWORD})
    assert len(mailoutbox) == 5


# --- A forgotten password

FORGOTTEN = "/mot-de-passe/oublie/"


def ask_reset(client, post, mailoutbox, email):
    post(FORGOTTEN, {"email": email})
    return client.get(link(mailoutbox[-1]), follow=True)


def test_a_new_password_signs_in_and_ends_other_sessions(client, post, learner, mailoutbox):
    form = ask_reset(client, post, mailoutbox, " LOUISE@example.org").redirect_chain[-1][0]
    assert post(form, {"password1": "Nouveau-Chat-7"}).url == "/accueil/"
    assert get_user(client) == learner
    learner.refresh_from_db()
    assert learner.check_password("Nouveau-Chat-7")
    assert [message.subject for message in mailoutbox][1:] == ["Votre mot de passe a changé"]


def test_the_reset_link_lasts_an_hour(client, post, learner, mailoutbox):
    with time_machine.travel(START, tick=False) as clock:
        post(FORGOTTEN, {"email": learner.email})
        clock.shift(timedelta(hours=1, seconds=1))
        assert "plus valable" in client.get(link(mailoutbox[0])).content.decode()


def test_the_reset_link_works_once(client, post, learner, mailoutbox):
    form = ask_reset(client, post, mailoutbox, learner.email).redirect_chain[-1][0]
    client.post(form, {"password1": "Nouveau-Chat-7"})
    client.logout()
    assert "plus valable" in client.get(link(mailoutbox[0])).content.decode()


def test_the_reset_page_never_tells_who_has_an_account(post, learner, mailoutbox):
    known = post(FORGOTTEN, {"email": learner.email})
    unknown = post(FORGOTTEN, {"email": "personne@example.org"})
    assert known.url == unknown.url == "/mot-de-passe/envoye/"
    assert mailoutbox[1].subject == "Aucun compte avec cette adresse"


def test_a_weak_new_password_is_refused_and_can_be_corrected(client, post, learner, mailoutbox):
    form = ask_reset(client, post, mailoutbox, learner.email).redirect_chain[-1][0]
    assert list(post(form, {"password1": "court"}).context["form"].errors) == ["password1"]
    assert post(form, {"password1": "Nouveau-Chat-7"}).status_code == 302


def test_reset_links_are_rationed_for_each_address(post, learner, mailoutbox):
    statuses = [post(FORGOTTEN, {"email": learner.email}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    assert len(mailoutbox) == 5


@pytest.mark.parametrize("key", ["1-faux", "zzzzzzzzzzzzzzzz-x", "0-%00", "1-" + "9" * 2000])
def test_forged_reset_links_are_refused(client, learner, key):
    assert "plus valable" in client.get(f"/mot-de-passe/nouveau/{key}/").content.decode()
