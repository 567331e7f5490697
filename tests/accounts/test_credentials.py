import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.enums import AuditAction
from accounts.models import AuditEvent, Learner, User
from accounts.selectors.credentials import Standing, accounts_of, standings_of
from accounts.services import credentials
from accounts.services.credentials import create_accounts, reset_passwords, username_for
from tests.factories.accounts import LearnerFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
BORN = date(2013, 3, 14)


def pupil_of(school, **fields):
    """A pupil of the list with an account made by the school."""
    user = UserFactory(without_email=True, **fields)
    return LearnerFactory(organisation=school, user=user)


def create(learners, actor, now):
    return create_accounts(learners=learners, actor=actor, now=now)


def reset(learners, actor, now):
    return reset_passwords(learners=learners, actor=actor, now=now)


@pytest.mark.parametrize(
    ("first_name", "last_name", "expected"),
    [
        ("Maëlle", "Testard-Modèle", "maelle.testardmodele1403"),
        ("Jean Pierre", "D'Hérouville", "jeanpierre.dherouville1403"),
        ("Łukasz", "ŞAHİN", "lukasz.sahin1403"),
        ("Cœur", "Strauß", "coeur.strauss1403"),
        ("雷", "李", "eleve.eleve1403"),
        ("A" * 200, "b", "a" * 16 + ".b1403"),
    ],
)
def test_a_username_is_typed_on_any_keyboard(first_name, last_name, expected):
    born = {"first_name": first_name, "last_name": last_name, "birth_date": BORN}
    assert username_for(**born) == expected


def test_a_username_already_taken_gets_digits_drawn():
    UserFactory(email=None, username="zoe.roux1403")
    other = username_for(first_name="Zoé", last_name="Roux", birth_date=BORN)
    assert re.fullmatch(r"zoe\.roux\d{4}", other)
    assert other != "zoe.roux1403"


def test_when_all_is_taken_digits_are_added(monkeypatch):
    drawn = iter([1403] * credentials._DRAWS + [12345678])
    monkeypatch.setattr(credentials.secrets, "randbelow", lambda _most: next(drawn))
    UserFactory(email=None, username="zoe.roux1403")
    assert username_for(first_name="Zoé", last_name="Roux", birth_date=BORN) == "zoe.roux12345678"


def test_a_one_time_password_is_six_letters_and_two_digits():
    drawn = {credentials.one_time_password() for _ in range(200)}
    assert len(drawn) == 200
    assert all(re.fullmatch(r"[bcdfghjkmnpqrstvwxz]{6}[2-9]{2}", one) for one in drawn)


def test_an_account_is_made_and_linked(school, teacher, now):
    learner = LearnerFactory(organisation=school, last_name="Roux", first_name="Zoé")
    (slip,) = create([learner], teacher, now)
    learner.refresh_from_db()
    assert (learner.user.username, learner.linked_at) == (slip.username, now)
    assert learner.user.check_password(slip.password)
    assert learner.user.must_change_password
    assert learner.user.email is None
    assert slip.password not in repr(slip)


def test_the_used_name_is_the_one_people_know(school, teacher, now):
    learner = LearnerFactory(organisation=school, first_name="Zoé", used_name="Roux")
    (slip,) = create([learner], teacher, now)
    assert slip.username == "zoe.roux1403"
    assert learner.last_name != slip.last_name == "Roux"


def test_twins_of_names_get_two_usernames(school, teacher, now):
    twins = [
        LearnerFactory(organisation=school, last_name="Roux", first_name="Zoé") for _ in range(3)
    ]
    assert len({slip.username for slip in create(twins, teacher, now)}) == 3


def test_creating_twice_makes_nothing_more(school, teacher, now):
    learner = LearnerFactory(organisation=school)
    assert create([learner], teacher, now)
    assert create([learner], teacher, now) == []
    assert AuditEvent.objects.filter(action=AuditAction.ACCOUNTS_CREATED).count() == 1


def test_who_left_gets_no_account(school, teacher, now):
    left = LearnerFactory(organisation=school, disabled_at=now)
    assert create([left], teacher, now) == []


def test_a_linked_pupil_with_an_address_gets_a_username_and_keeps_her_password(
    school, teacher, learner, now
):
    row = LearnerFactory(organisation=school, user=learner)
    password = learner.password
    (slip,) = create([row], teacher, now)
    learner.refresh_from_db()
    assert (learner.username, slip.password) == (slip.username, "")
    assert learner.password == password
    assert not learner.must_change_password


def test_who_came_by_an_ent_gets_a_username_and_a_password(school, teacher, now):
    person = UserFactory(password=None, confirmed=False)
    row = LearnerFactory(organisation=school, user=person)
    (slip,) = create([row], teacher, now)
    person.refresh_from_db()
    assert person.check_password(slip.password)


def test_an_account_follows_the_pupil_from_school_to_school(school, teacher, stranger, now):
    before = pupil_of(stranger.memberships.get().organisation)
    same = {"national_id": before.national_id, "last_name": before.last_name}
    here = LearnerFactory(organisation=school, **same)
    (slip,) = create([here], teacher, now)
    here.refresh_from_db()
    assert here.user == before.user
    assert (slip.username, slip.password) == (before.user.username, "")


@pytest.mark.parametrize(
    "other", [{"national_id": "999000001ZZ"}, {"birth_date": date(2012, 3, 14)}, {"last_name": "X"}]
)
def test_an_account_of_someone_else_is_never_taken(school, teacher, stranger, now, other):
    before = pupil_of(stranger.memberships.get().organisation)
    same = {"national_id": before.national_id, "last_name": before.last_name}
    here = LearnerFactory(organisation=school, **same | other)
    create([here], teacher, now)
    here.refresh_from_db()
    assert here.user != before.user


# --- New passwords


def test_a_reset_gives_a_password_and_ends_sessions(client, school, teacher, now):
    row = pupil_of(school)
    client.force_login(row.user)
    (slip,) = reset([row], teacher, now)
    row.user.refresh_from_db()
    assert row.user.check_password(slip.password)
    assert row.user.must_change_password
    assert client.get("/mon-compte/").url.startswith("/connexion/")


def test_a_reset_ends_the_pause_of_failures(client, school, teacher, now):
    row = pupil_of(school)
    for _failure in range(10):
        client.post("/connexion/", {"login": row.user.username, "password": "Faux-1234"})
    (slip,) = reset([row], teacher, now)
    client.post("/connexion/", {"login": slip.username, "password": slip.password})
    assert client.session["_auth_user_id"] == str(row.user.pk)


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"email": "zoe@example.org", "username": "zoe.roux1403"}, Standing.OWN_EMAIL),
        ({"email": "zoe@example.org"}, Standing.ELSEWHERE),
        ({"without_email": True, "is_staff": True}, Standing.TEAM),
        ({"without_email": True, "is_active": False}, Standing.CLOSED),
    ],
)
def test_accounts_of_others_are_never_reset(school, teacher, now, fields, standing):
    row = LearnerFactory(organisation=school, user=UserFactory(**fields))
    before = User.objects.values_list("password").get(pk=row.user.pk)
    assert standings_of([row]) == [(row, standing)]
    assert reset([row], teacher, now) == []
    assert User.objects.values_list("password").get(pk=row.user.pk) == before
    assert standing.reason


def test_a_colleague_in_the_list_is_never_reset(school, teacher, now):
    row = pupil_of(school)
    MembershipFactory(user=row.user)
    assert reset([row], teacher, now) == []


def test_an_address_never_confirmed_does_not_lock_its_owner_out(school, teacher, now):
    row = LearnerFactory(
        organisation=school, user=UserFactory(username="zoe.roux1403", confirmed=False)
    )
    assert len(reset([row], teacher, now)) == 1


def test_what_was_done_is_in_the_journal_without_names(school, teacher, now):
    rows = [pupil_of(school) for _ in range(2)]
    reset(rows, teacher, now)
    event = AuditEvent.objects.get()
    assert (event.actor, event.organisation, event.action) == (teacher, school, "password_reset")
    assert event.details == {"classes": ["5E 2"], "count": 2}
    reset(rows[:1], teacher, now)
    assert AuditEvent.objects.get(learner=rows[0]).person == rows[0].user


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_a_class_do_not_grow(school, number, django_assert_num_queries):
    rows = [pupil_of(school) for _ in range(number)]
    with django_assert_num_queries(3):
        accounts_of(rows)


@pytest.mark.django_db(transaction=True)
def test_two_classes_at_once_share_no_username(school, teacher, now):
    """Same names, same birthday, eight requests at the same moment."""
    same = {"organisation": school, "last_name": "Roux", "first_name": "Zoé"}
    rows = [LearnerFactory(**same) for _ in range(8)]

    def one(row):
        try:
            return create([row], teacher, now)[0].username
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, rows))) == 8
    assert Learner.objects.filter(user__isnull=False).count() == 8


def test_an_account_with_its_own_address_gets_no_password_from_a_slip(school, teacher, now):
    """It came from an ENT, then confirmed an address: the slip would have opened it."""
    owner = UserFactory()
    owner.set_unusable_password()
    owner.save()
    row = LearnerFactory(organisation=school, user=owner)
    assert create_accounts(learners=[row], actor=teacher, now=now) == []


def test_the_former_school_reads_that_another_one_now_holds_the_account(school, teacher, now):
    pupil = UserFactory(without_email=True)
    former = LearnerFactory(user=pupil, linked_at=now)
    here = LearnerFactory(
        organisation=school,
        national_id=former.national_id,
        last_name=former.last_name,
        first_name=former.first_name,
        birth_date=former.birth_date,
    )
    create_accounts(learners=[here], actor=teacher, now=now)
    here.refresh_from_db()
    assert here.user == pupil
    line = AuditEvent.objects.get(organisation=former.organisation)
    assert (line.learner_id, line.details) == (former.pk, {"school": school.code})
