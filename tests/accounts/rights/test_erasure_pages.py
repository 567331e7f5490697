"""Erasing one's account, and a school that erases the account of its pupil when asked."""

import pytest
from allauth.account.models import EmailAddress

from accounts.enums import AuditAction
from accounts.models import AuditEvent, User
from tests.factories.accounts import PASSWORD, LearnerFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ERASE = "/mon-compte/supprimer/"
UNDERSTOOD = {"understood": "on", "password": PASSWORD}
ASKED = {"reason": "parent_asked", "understood": "on"}


@pytest.fixture
def row(school, pupil):
    """The pupil in the list of her school, which gave her the account."""
    return LearnerFactory(organisation=school, user=pupil)


@pytest.fixture
def page(client, administrator, school, row):
    """The address where the school erases her account."""
    client.force_login(administrator)
    return f"/orga/{school.code}/eleves/{row.public_id}/effacer/"


# --- One's own


def test_a_pupil_reads_that_the_school_keeps_its_list(client, pupil, row):
    client.force_login(pupil)
    text = client.get(ERASE).content.decode()
    assert "Collège Alice-Guy garde sa liste" in text
    client.post(ERASE, UNDERSTOOD)
    row.refresh_from_db()
    assert row.user is None


def test_the_only_head_reads_what_to_do_first(client, administrator, school):
    client.force_login(administrator)
    text = client.get(ERASE).content.decode()
    assert "Vous êtes seul à administrer" in text
    assert f'href="/orga/{school.code}/equipe/"' in text
    refused = client.post(ERASE, UNDERSTOOD).content.decode()
    assert "Confiez d&#x27;abord vos établissements" in refused
    assert User.objects.filter(pk=administrator.pk).exists()


def test_a_member_leaves_freely(client, teacher, administrator):
    client.force_login(teacher)
    assert "seul à administrer" not in client.get(ERASE).content.decode()
    assert client.post(ERASE, UNDERSTOOD).url == "/"


# --- By the school


def test_the_school_erases_the_account_it_made(client, page, pupil, row, administrator):
    assert "Inès" not in client.get(page).content.decode()
    assert client.post(page, ASKED).status_code == 302
    assert not User.objects.filter(pk=pupil.pk).exists()
    row.refresh_from_db()
    assert (row.user, row.disabled_at) == (None, None)
    line = AuditEvent.objects.get(action=AuditAction.PERSON_ERASED)
    assert (line.actor, line.learner, line.details) == (
        administrator,
        row,
        {"reason": "parent_asked"},
    )


@pytest.mark.parametrize("data", [{"understood": "on"}, {"reason": "person_asked"}, {}])
def test_it_says_why_and_understands(client, page, pupil, data):
    assert client.post(page, data).status_code == 200
    assert User.objects.filter(pk=pupil.pk).exists()


def _with_own_address(pupil, school):
    EmailAddress.objects.create(user=pupil, email="ines@example.org", verified=True)


def _in_another_school(pupil, school):
    LearnerFactory(user=pupil)


def _in_a_team(pupil, school):
    MembershipFactory(user=pupil)


def _on_the_staff(pupil, school):
    User.objects.filter(pk=pupil.pk).update(is_staff=True)


@pytest.mark.parametrize(
    "other_life", [_with_own_address, _in_another_school, _in_a_team, _on_the_staff]
)
def test_an_account_with_another_life_is_not_the_schools_to_erase(
    client, page, pupil, school, other_life
):
    other_life(pupil, school)
    assert "n'appartient qu'à son titulaire" in client.get(page).content.decode()
    assert client.post(page, ASKED).status_code == 200
    assert User.objects.filter(pk=pupil.pk).exists()


def test_having_left_another_school_does_not_matter(client, page, pupil, now):
    LearnerFactory(user=pupil, disabled_at=now)
    assert client.post(page, ASKED).status_code == 302


def test_without_an_account_there_is_nothing_to_erase(client, page, row):
    row.user = None
    row.save()
    assert "rien à effacer" in client.get(page).content.decode()
    assert client.post(page, ASKED).status_code == 200


def test_members_and_strangers_do_not_come_here(client, page, pupil, teacher, stranger):
    for person in (teacher, stranger, pupil):
        client.force_login(person)
        assert client.post(page, ASKED).status_code == 404
    assert User.objects.filter(pk=pupil.pk).exists()
