"""People in the administration: found, switched off, never added, erased or given a password."""

import pytest
from django.urls import reverse

from accounts.models import User


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def test_staff_find_a_person(office, learner):
    page = office.get(reverse("admin:accounts_user_changelist"), {"q": "louise"})
    assert learner.email in page.content.decode()


def test_staff_switch_an_account_off(office, learner):
    address = reverse("admin:accounts_user_change", args=[learner.pk])
    data = {"first_name": "Louise", "last_name": "N", "email": learner.email, "language": "fr"}
    assert office.post(address, data).status_code == 302
    assert not User.objects.get(pk=learner.pk).is_active


@pytest.mark.parametrize("name", ["add", "delete"])
def test_nobody_is_added_or_deleted_there(office, learner, name):
    arguments = [learner.pk] if name == "delete" else []
    address = reverse(f"admin:accounts_user_{name}", args=arguments)
    assert office.get(address).status_code == 403


def test_the_password_is_not_on_the_page(office, learner):
    page = office.get(reverse("admin:accounts_user_change", args=[learner.pk])).content.decode()
    assert learner.password not in page
    assert 'name="password"' not in page


def test_learners_have_no_administration(client, learner):
    client.force_login(learner)
    assert client.get(reverse("admin:accounts_user_changelist")).status_code in (302, 403, 404)
