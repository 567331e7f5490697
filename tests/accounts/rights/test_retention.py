"""What reached its term goes, what did not stays; a dry run finds the same and leaves it."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DatabaseError, transaction

from accounts.enums import AuditAction, ImportState
from accounts.models import (
    AuditEvent,
    EntConnector,
    EntTicket,
    ImportRun,
    Invitation,
    Learner,
    LinkClaim,
    Membership,
    User,
)
from accounts.retention import period_words, rules
from accounts.services.retention import purge
from accounts.tasks import purge_what_is_due
from competences.models import Answer, Assessment
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory, MembershipFactory, UserFactory
from tests.support.answers import answer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RULES = {rule.name: rule for rule in rules()}


def one(name, now, **options):
    (done,) = purge(now=now, chosen=[RULES[name]], **options)
    return done.count


def _learner(at, school, **fields):
    return LearnerFactory(organisation=school, disabled_at=at, **fields)


def _run(at, school, **fields):
    return ImportRun.objects.create(organisation=school, file_name="l", uploaded_at=at, **fields)


def _claim(at, school):
    return LinkClaim.objects.create(
        learner=LearnerFactory(organisation=school), user=UserFactory(), made_at=at
    )


def _invitation(at, school, **fields):
    expires_at = fields.pop("expires_at", at)
    return Invitation.objects.create(
        organisation=school, email=f"{at:%Y%m%d}@example.org", secret_digest=str(at),
        expires_at=expires_at, **fields,
    )  # fmt: skip


def _ticket(at, school):
    connector, _ = EntConnector.objects.get_or_create(slug="ent", name="ENT", protocol="cas")
    return EntTicket.objects.create(connector=connector, digest=str(at), session_key="", used_at=at)


def _trial(at, school):
    return start_test(user_id=None, competence="1.2", needs=(), now=at)


CASES = {
    "unlinked-learners": ("unlinked_learners", _learner),
    "learners": ("learners", lambda at, school: _learner(at, school, user=UserFactory())),
    "imports": ("imports", _run),
    "claims": ("claims", _claim),
    "invitations": ("invitations", _invitation),
    "ended-memberships": (
        "ended_memberships",
        lambda at, school: MembershipFactory(organisation=school, joined_at=at - DAY, ended_at=at),
    ),
    "trials": ("trials", _trial),
    "tickets": ("tickets", _ticket),
    "journal": (
        "journal",
        lambda at, school: AuditEvent.objects.create(action=AuditAction.EXPORT, at=at),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_reached_its_term_goes_and_the_rest_stays(name, school, now):
    period, make = CASES[name]
    term = now - django_settings.RETENTION[period]
    old, recent = make(term - DAY, school), make(term + DAY, school)
    assert one(name, now) == 1
    kept = type(old)._base_manager.filter(pk__in=[old.pk, recent.pk])
    assert [row.pk for row in kept] == [recent.pk]


@pytest.mark.parametrize("name", CASES)
def test_a_dry_run_counts_the_same_and_changes_nothing(name, school, now):
    period, make = CASES[name]
    term = now - django_settings.RETENTION[period]
    old = make(term - DAY, school)
    assert one(name, now, dry_run=True) == 1
    assert type(old)._base_manager.filter(pk=old.pk).exists()
    assert not AuditEvent.objects.filter(action=AuditAction.PURGE).exists()


def test_learners_of_the_list_are_never_purged(school, now):
    LearnerFactory(organisation=school, created_at=now - 3000 * DAY)
    assert one("learners", now) == one("unlinked-learners", now) == 0


def test_the_account_of_a_learner_purged_stays(school, now, learner):
    _learner(now - 400 * DAY, school, user=learner)
    one("learners", now)
    assert User.objects.filter(pk=learner.pk).exists()


@pytest.mark.parametrize("state", ["uploaded", "refused", "checked", "failed"])
def test_a_file_that_was_never_applied_is_given_up(school, now, state):
    run = _run(now - 8 * DAY, school, state=state, content=b"x")
    assert one("import-files", now) == 1
    run.refresh_from_db()
    assert (run.state, run.content) == (ImportState.GIVEN_UP, None)
    assert one("import-files", now) == 0


@pytest.mark.parametrize("state", ["applying", "applied", "undoing"])
def test_an_import_at_work_is_left_alone(school, now, state):
    _run(now - 8 * DAY, school, state=state)
    assert one("import-files", now) == 0


def test_problems_of_a_list_go_before_the_import(school, now):
    run = _run(now - 31 * DAY, school, state="applied", problems=[{"value": "Testard"}])
    assert one("import-problems", now) == 1
    run.refresh_from_db()
    assert (run.problems, run.state) == ([], "applied")


@pytest.mark.parametrize("field", ["accepted_at", "cancelled_at", "expires_at"])
def test_an_invitation_goes_a_while_after_it_is_over(school, now, field):
    past = now - 31 * DAY
    _invitation(now, school, **{"expires_at": now + DAY, field: past})
    assert one("invitations", now) == 1


def test_a_trial_goes_with_its_answers_and_a_kept_one_stays(now, learner):
    trial = _trial(now - 31 * DAY, None)
    answer(trial, right=True, now=now - 31 * DAY)
    start_test(user_id=learner.pk, competence="1.2", needs=(), now=now - 31 * DAY)
    assert one("trials", now) == 1
    assert (Assessment.objects.count(), Answer.objects.count()) == (1, 0)


def test_the_journal_says_what_the_purge_took(school, now):
    for _ in range(3):
        _learner(now - 400 * DAY, school)
    one("unlinked-learners", now)
    line = AuditEvent.objects.get()
    assert (line.action, line.actor) == (AuditAction.PURGE, None)
    assert line.details == {"rule": "unlinked-learners", "count": 3}


def test_the_permission_to_erase_lines_ends_with_the_rule(school, now):
    CASES["journal"][1](now - 400 * DAY, school)
    one("journal", now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()


def test_many_rows_go_in_batches(school, now, monkeypatch):
    monkeypatch.setattr("accounts.services.retention._BATCH", 2)
    for _ in range(5):
        _learner(now - 400 * DAY, school)
    assert one("unlinked-learners", now, dry_run=True) == one("unlinked-learners", now) == 5
    assert not Learner.objects.exists()


# --- Unused accounts


@pytest.fixture
def unused(now):
    """Somebody who did not come for three years and a day."""
    long_ago = now - 3 * 365 * DAY - DAY
    return UserFactory(date_joined=long_ago, last_login=long_ago)


def test_who_has_an_address_is_told_a_month_before(
    unused, now, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        purge(now=now)
    (message,) = mailoutbox
    assert message.to == [unused.email]
    assert "mercredi 3 février 2027" in message.body
    assert "http://localhost:8000/connexion/" in message.body
    assert User.objects.filter(pk=unused.pk).exists()


def test_then_the_account_goes_and_is_told_once_only(
    unused, now, mailoutbox, django_capture_on_commit_callbacks
):
    for day in (0, 1, 29, 31):
        with django_capture_on_commit_callbacks(execute=True):
            purge(now=now + day * DAY)
        assert User.objects.filter(pk=unused.pk).exists() == (day < 30)
    assert len(mailoutbox) == 1
    line = AuditEvent.objects.get(action=AuditAction.PERSON_ERASED)
    assert (line.actor, line.details) == (None, {"reason": "unused"})


def test_who_comes_back_is_told_again_years_later(unused, now):
    purge(now=now)
    User.objects.filter(pk=unused.pk).update(last_login=now + DAY)
    assert one("unused-accounts", now + 31 * DAY) == 0
    later = now + 3 * 365 * DAY
    assert one("unused-accounts", later + 2 * DAY) == 0
    assert one("unused-accounts-warned", later) == 1


def test_a_pupil_without_address_goes_after_three_years(now, school):
    pupil = UserFactory(without_email=True, date_joined=now - 3 * 366 * DAY)
    row = LearnerFactory(organisation=school, user=pupil)
    assert one("unused-accounts", now) == 1
    row.refresh_from_db()
    assert row.user is None


def test_staff_and_only_heads_stay(now, staff, administrator, school, teacher):
    User.objects.update(
        date_joined=now - 9999 * DAY, last_login=None, email=None, username=None
    ) if False else User.objects.update(date_joined=now - 9999 * DAY)
    User.objects.update(erasure_announced_at=now - 40 * DAY)
    assert one("unused-accounts", now) == 1
    assert not User.objects.filter(pk=teacher.pk).exists()
    assert Membership.objects.get().user == administrator


def test_a_night_erases_no_more_people_than_it_can(now, monkeypatch):
    people = [UserFactory(without_email=True, date_joined=now - 9999 * DAY) for _ in range(3)]
    few = [type(RULES["unused-accounts"])(**vars(RULES["unused-accounts"]) | {"at_most": 2})]
    assert [done.count for done in purge(now=now, chosen=few)] == [2]
    assert User.objects.count() == len(people) - 2


# --- The command and the task


def test_the_command_prints_what_would_go(school, now):
    _learner(now - 4000 * DAY, school)
    out = StringIO()
    call_command("purge", "--dry-run", stdout=out)
    lines = {line.split()[0]: line for line in out.getvalue().splitlines()}
    assert set(RULES) <= set(lines)
    assert "to go" in lines["rule"]
    assert lines["unlinked-learners"].split()[1:4] == ["6", "mois", "1"]
    assert Learner.objects.exists()


def test_the_command_erases_one_rule(school, now):
    _learner(now - 4000 * DAY, school)
    _run(now - 4000 * DAY, school)
    call_command("purge", "--rule", "imports", stdout=StringIO())
    assert (ImportRun.objects.count(), Learner.objects.count()) == (0, 1)


def test_the_nightly_task_applies_every_rule(school, now):
    _learner(now - 4000 * DAY, school)
    purge_what_is_due()
    assert not Learner.objects.exists()


def test_periods_are_settings(school, now, settings):
    settings.RETENTION = settings.RETENTION | {"unlinked_learners": 10 * DAY}
    _learner(now - 11 * DAY, school)
    assert one("unlinked-learners", now) == 1


@pytest.mark.parametrize(
    ("days", "words"), [(365, "1 an"), (1095, "3 ans"), (180, "6 mois"), (15, "15 jours")]
)
def test_periods_in_words(days, words):
    assert period_words(timedelta(days=days)) == words


def test_heads_who_are_all_away_stay_and_stop_no_purge(school, now):
    """Erased one by one, the last would have been refused, and the others with it, each night."""
    long_ago = now - 4 * 365 * DAY
    dates = {"last_login": long_ago, "erasure_announced_at": now - 60 * DAY}
    heads = [UserFactory(date_joined=long_ago, **dates) for _ in range(2)]
    for head in heads:
        MembershipFactory(organisation=school, user=head, administrator=True)
    assert one("unused-accounts", now, dry_run=True) == one("unused-accounts", now) == 0
    User.objects.filter(pk=heads[0].pk).update(last_login=now)
    assert one("unused-accounts", now) == 1


def test_who_was_put_out_does_not_come_back_by_the_ent_after_the_purge(school, now):
    """The ENT looks for this row (`selectors.ent.schools_without`)."""
    left = now - timedelta(days=800)
    known, _other = (
        MembershipFactory(organisation=school, joined_at=left, ended_at=left) for _one in range(2)
    )
    SocialAccount.objects.create(user=known.user, provider="demo", uid="1")
    one("ended-memberships", now)
    assert Membership.objects.get() == known
    known.user.delete()
    assert not Membership.objects.exists()
