import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user

from accounts.models import AuditEvent, User
from tests.factories.accounts import LearnerFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ASK, ASKED = "/mot-de-passe/identifiant/", "/mot-de-passe/identifiant/envoye/"
NEW = {"password1": "Mon-Chat-7"}


@pytest.fixture
def row(school, pupil):
    return LearnerFactory(
        organisation=school,
        user=pupil,
        first_name="Inès",
        last_name="Roux-Petit",
        used_name="Roux",
        national_id="999000001AA",
    )


@pytest.fixture
def said(row):
    return {
        "national_id": " 999 000 001 aa",
        "first_name": "INES",
        "last_name": "roux petit",
        "birth_date_day": "14",
        "birth_date_month": "3",
        "birth_date_year": "2013",
        "email": "Ines@Example.org",
    }


def link(message) -> str:
    return re.search(r"https?://testserver(\S+)", message.body)[1]


def test_an_account_is_found_again_with_all_it_holds(client, post, said, pupil, mailoutbox):
    assert post(ASK, said).url == ASKED
    (message,) = mailoutbox
    assert message.to == ["ines@example.org"]
    assert pupil.username in client.get(link(message)).content.decode()
    assert client.post(link(message), NEW).url == "/mon-compte/"
    pupil.refresh_from_db()
    assert (pupil.email, pupil.username) == ("ines@example.org", "ines.roux0412")
    assert pupil.check_password("Mon-Chat-7")
    assert get_user(client) == pupil
    assert pupil.emailaddress_set.get().verified


def test_the_school_sees_that_it_happened(client, post, said, pupil, row, mailoutbox):
    post(ASK, said)
    client.post(link(mailoutbox[0]), NEW)
    event = AuditEvent.objects.get()
    assert (event.learner, event.person, event.actor) == (row, pupil, pupil)


@pytest.mark.parametrize(
    "other",
    [
        {"national_id": "999000002AA"},
        {"first_name": "Zoé"},
        {"last_name": "Petit"},
        {"birth_date_year": "2012"},
    ],
)
def test_the_answer_says_nothing_of_who_exists(client, post, said, mailoutbox, other):
    known = client.get(post(ASK, said).url).content
    unknown = client.get(post(ASK, said | other).url).content
    assert len(mailoutbox) == 1
    assert re.sub(rb'value="\w{64}"', b"", known) == re.sub(rb'value="\w{64}"', b"", unknown)


def test_the_used_name_is_known_too(post, said, mailoutbox):
    post(ASK, said | {"last_name": "Roux"})
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "fields",
    [{"email": "autre@example.org"}, {"is_staff": True}, {"is_active": False}],
)
def test_accounts_with_another_way_or_a_role_are_not_found_so(
    post, said, pupil, mailoutbox, fields
):
    User.objects.filter(pk=pupil.pk).update(**fields)
    post(ASK, said)
    assert mailoutbox == []


def test_accounts_of_teams_are_not_found_so(post, said, pupil, mailoutbox):
    MembershipFactory(user=pupil)
    post(ASK, said)
    assert mailoutbox == []


def test_two_lists_one_account_is_found_two_accounts_are_not(post, said, row, stranger, mailoutbox):
    other = stranger.memberships.get().organisation
    same = {"first_name": "Inès", "last_name": "Roux-Petit", "national_id": row.national_id}
    second = LearnerFactory(organisation=other, user=row.user, **same)
    post(ASK, said)
    assert len(mailoutbox) == 1
    second.user = UserFactory(without_email=True)
    second.save()
    post(ASK, said)
    assert len(mailoutbox) == 1


def test_a_taken_address_gets_another_message(post, said, learner, mailoutbox):
    assert post(ASK, said | {"email": learner.email}).url == ASKED
    assert "/mot-de-passe/identifiant/" not in mailoutbox[0].body


def test_a_link_works_once_for_an_hour_and_for_the_account_as_it_was(
    client, post, said, pupil, mailoutbox
):
    post(ASK, said)
    address = link(mailoutbox[0])
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1, seconds=2)):
        assert client.get(address).status_code == 404
    client.post(address, NEW)
    assert client.post(address, {"password1": "Autre-Chat-8"}).status_code == 404
    pupil.refresh_from_db()
    assert pupil.check_password("Mon-Chat-7")


def test_a_reset_by_a_teacher_ends_the_links(client, post, said, pupil, mailoutbox):
    post(ASK, said)
    pupil.set_password("bcdfgh23")
    pupil.save()
    assert client.post(link(mailoutbox[0]), NEW).status_code == 404


def test_an_address_taken_meanwhile_is_said(client, post, said, pupil, mailoutbox):
    post(ASK, said)
    UserFactory(email="ines@example.org")
    page = client.post(link(mailoutbox[0]), NEW).content.decode()
    assert "Cette adresse sert maintenant à un autre compte." in page
    pupil.refresh_from_db()
    assert pupil.email is None


def test_a_weak_password_changes_nothing(client, post, said, pupil, mailoutbox):
    post(ASK, said)
    assert client.post(link(mailoutbox[0]), {"password1": "simple"}).context["form"].errors
    pupil.refresh_from_db()
    assert pupil.email is None


def test_too_many_requests_wait(post, said, mailoutbox):
    for _request in range(5):
        assert post(ASK, said).status_code == 302
    assert "Trop de demandes" in post(ASK, said).content.decode()
    assert len(mailoutbox) == 5


@pytest.mark.parametrize(
    ("field", "value"),
    [("national_id", "12"), ("birth_date_day", "40"), ("email", "x"), ("first_name", "a\0b")],
)
def test_what_cannot_be_is_told(post, said, mailoutbox, field, value):
    assert post(ASK, said | {field: value}).status_code == 200
    assert mailoutbox == []


def test_a_pupil_adds_an_address_and_keeps_everything(client, post, pupil, mailoutbox):
    """Before leaving the school, from one's own account."""
    client.force_login(pupil)
    data = {"email": "ines@example.org", "password": "Chat-Perché-42"}
    post("/mon-compte/adresse/", data)
    client.post(link(mailoutbox[0]))
    pupil.refresh_from_db()
    assert (pupil.email, pupil.username) == ("ines@example.org", "ines.roux0412")


def test_the_page_of_sign_in_leads_there(client):
    assert ASK in client.get("/connexion/").content.decode()
