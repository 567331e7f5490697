"""Accounts linked to learners: by whom, against whom, and when two want the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.enums import AuditAction, ClaimState
from accounts.enums import RecognitionOutcome as Outcome
from accounts.models import AuditEvent, Learner, LinkClaim
from accounts.services import recognition
from tests.factories.accounts import LearnerFactory, UserFactory


@pytest.fixture
def row(school):
    return LearnerFactory(organisation=school, last_name="Nguyen", first_name="Louise")


@pytest.fixture
def claim(row, outsider, learner):
    """The learner of the cast asks for a row that the outsider has."""
    row.user = outsider
    row.save()
    return LinkClaim.objects.create(learner=row, user=learner)


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_free_learner_is_linked(row, learner, teacher, now):
    recognition.link(learner=row, user=learner, actor=teacher, now=now)
    recognition.link(learner=row, user=learner, actor=teacher, now=now)
    assert (row.user, row.linked_at) == (learner, now)
    row.refresh_from_db()
    assert (row.user, row.linked_at) == (learner, now)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.person) == (AuditAction.LINKED, teacher, learner)


def test_a_taken_learner_stays_with_who_has_it(row, learner, outsider, now):
    recognition.link(learner=row, user=outsider, actor=None, now=now)
    with pytest.raises(recognition.LearnerTakenError):
        recognition.link(learner=row, user=learner, actor=None, now=now)
    row.refresh_from_db()
    assert row.user == outsider


def test_an_account_is_one_learner_of_a_list(row, school, learner, now):
    recognition.link(learner=row, user=learner, actor=None, now=now)
    with pytest.raises(recognition.AlreadyLinkedError):
        recognition.link(
            learner=LearnerFactory(organisation=school), user=learner, actor=None, now=now
        )


def test_unlinking_keeps_the_account_and_says_whose_it_was(row, learner, teacher, now):
    recognition.link(learner=row, user=learner, actor=None, now=now)
    for _time in range(2):
        recognition.unlink(learner=row, actor=teacher, now=now)
    row.refresh_from_db()
    assert (row.user, row.linked_at) == (None, None)
    assert actions() == [AuditAction.LINKED, AuditAction.UNLINKED]
    assert AuditEvent.objects.get(action=AuditAction.UNLINKED).person == learner


def test_a_claim_accepted_moves_the_link(claim, row, learner, outsider, teacher, now):
    other = LinkClaim.objects.create(learner=row, user=UserFactory())
    recognition.settle_claim(claim=claim, accepted=True, actor=teacher, now=now)
    row.refresh_from_db()
    claim.refresh_from_db()
    other.refresh_from_db()
    assert row.user == learner
    assert (claim.state, claim.settled_by, claim.settled_at) == (
        ClaimState.ACCEPTED,
        teacher,
        now,
    )
    assert other.state == ClaimState.REFUSED
    assert actions() == [AuditAction.UNLINKED, AuditAction.LINKED, AuditAction.CLAIM_REFUSED]


def test_a_claim_refused_changes_nothing_else(claim, row, outsider, teacher, now):
    recognition.settle_claim(claim=claim, accepted=False, actor=teacher, now=now)
    row.refresh_from_db()
    claim.refresh_from_db()
    assert (row.user, claim.state) == (outsider, ClaimState.REFUSED)
    with pytest.raises(recognition.ClaimSettledError):
        recognition.settle_claim(claim=claim, accepted=True, actor=teacher, now=now)
    line = AuditEvent.objects.get(action=AuditAction.CLAIM_REFUSED)
    assert (line.actor, line.learner, line.person) == (teacher, row, claim.user)


def test_a_refused_claim_is_not_made_again(claim, row, school, learner, teacher, now):
    recognition.settle_claim(claim=claim, accepted=False, actor=teacher, now=now)
    found = recognition.recognise(
        user=learner,
        organisation=school,
        last_name=row.last_name,
        first_name=row.first_name,
        birth_date=row.birth_date,
        now=now,
    )
    assert (found.outcome, LinkClaim.objects.count()) == (Outcome.REFUSED, 1)


def test_a_claim_of_somebody_linked_meanwhile_is_settled_elsewhere(
    claim, school, learner, teacher, now
):
    twin = LearnerFactory(organisation=school)
    recognition.link(learner=twin, user=learner, actor=None, now=now)
    claim.refresh_from_db()
    assert claim.state == ClaimState.REFUSED
    claim.state = ClaimState.WAITING
    claim.save()
    with pytest.raises(recognition.AlreadyLinkedError):
        recognition.settle_claim(claim=claim, accepted=True, actor=teacher, now=now)


def test_a_claim_that_comes_true_is_accepted(claim, row, learner, now):
    recognition.unlink(learner=row, actor=None, now=now)
    recognition.link(learner=row, user=learner, actor=learner, now=now)
    claim.refresh_from_db()
    assert claim.state == ClaimState.ACCEPTED


def test_a_disabled_learner_keeps_the_account(row, learner, teacher, now):
    recognition.link(learner=row, user=learner, actor=None, now=now)
    for change in (recognition.disable, recognition.disable, recognition.enable):
        change(learner=row, actor=teacher, now=now)
    row.refresh_from_db()
    assert (row.user, row.disabled_at) == (learner, None)
    assert actions() == [AuditAction.LINKED, AuditAction.DISABLED, AuditAction.ENABLED]


def at_once(*calls):
    """Run in as many threads, each with its own connection."""

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_two_accounts_that_race_for_one_learner_cannot_both_win(row, school, now):
    def ask(user):
        return lambda: (
            recognition.recognise(
                user=user,
                organisation=school,
                last_name="Nguyen",
                first_name="Louise",
                birth_date=date(2013, 3, 14),
                now=now,
            ).outcome
        )

    people = [UserFactory() for _number in range(4)]
    outcomes = at_once(*map(ask, people))
    assert sorted(outcomes) == [Outcome.LINKED] + [Outcome.TAKEN] * 3
    assert LinkClaim.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_account_that_wants_two_learners_gets_one(school, learner, now):
    def take(row):
        def call():
            try:
                recognition.link(learner=row, user=learner, actor=None, now=now)
            except recognition.AlreadyLinkedError:
                return "refused"
            return "linked"

        return call

    rows = [LearnerFactory(organisation=school) for _number in range(4)]
    assert sorted(at_once(*map(take, rows))) == ["linked"] + ["refused"] * 3
    assert Learner.objects.filter(user=learner).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_teachers_who_settle_at_once_do_it_once(claim, teacher, administrator, now):
    def settle(actor, *, accepted):
        def call():
            try:
                recognition.settle_claim(claim=claim, accepted=accepted, actor=actor, now=now)
            except recognition.ClaimSettledError:
                return "late"
            return "done"

        return call

    answers = at_once(settle(teacher, accepted=True), settle(administrator, accepted=False))
    assert sorted(answers) == ["done", "late"]
