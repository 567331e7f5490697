import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.access import can_read_sent_mail
from accounts.models import User
from tests.factories.accounts import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "user_has_a_way_in"),
        ({"email": "A@example.org"}, "user_email_in_lower_case"),
        ({"email": ""}, "user_email_in_lower_case"),
        ({"username": "Zoe"}, "user_username_in_lower_case"),
        ({"username": ""}, "user_username_in_lower_case"),
        ({"username": "zoe@example.org"}, "user_username_is_no_address"),
    ],
)
def test_the_database_keeps_ways_in_unambiguous(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        User(**fields).save()


@pytest.mark.django_db
def test_two_pupils_without_address_live_together():
    UserFactory(without_email=True)
    UserFactory(without_email=True)
    assert User.objects.filter(email=None).count() == 2


@pytest.mark.django_db
def test_a_person_is_named_by_what_is_known(pupil):
    assert str(pupil) == "Inès Roux"
    assert User(email="zoe@example.org").get_short_name() == "zoe"
    assert str(User(username="zoe1")) == "zoe1"


def test_sent_mail_is_for_administrators():
    assert can_read_sent_mail(User(is_superuser=True))
    for user in (AnonymousUser(), User(), User(is_staff=True)):
        assert not can_read_sent_mail(user)
    assert not can_read_sent_mail(User(is_superuser=True, is_active=False))


@pytest.mark.django_db
def test_staff_see_people_but_never_a_password(client, staff, learner):
    client.force_login(staff)
    assert learner.email in client.get("/admin/accounts/user/").content.decode()
    page = client.get(f"/admin/accounts/user/{learner.pk}/change/").content.decode()
    assert learner.email in page
    assert learner.password not in page
    assert client.get("/admin/accounts/user/add/").status_code == 403
