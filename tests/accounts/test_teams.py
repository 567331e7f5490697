"""Roles and departures: a team never loses its last administrator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.enums import AuditAction, Role
from accounts.models import AuditEvent, Membership
from accounts.services.teams import LastAdministratorError, change_role, end_membership, join
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def place(user) -> Membership:
    return Membership.objects.get(user=user, ended_at__isnull=True)


def journal() -> list[tuple]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "details"))


def test_the_last_administrator_cannot_leave(school, administrator, teacher, now):
    with pytest.raises(LastAdministratorError):
        end_membership(membership=place(administrator), actor=administrator, now=now)
    assert place(administrator).role == Role.ADMINISTRATOR


def test_the_last_administrator_stays_administrator(administrator, now):
    with pytest.raises(LastAdministratorError):
        change_role(membership=place(administrator), role=Role.MEMBER, actor=administrator, now=now)


def test_an_administrator_whose_account_is_off_does_not_count(school, administrator, now):
    MembershipFactory(organisation=school, administrator=True, user__is_active=False)
    with pytest.raises(LastAdministratorError):
        end_membership(membership=place(administrator), actor=administrator, now=now)


def test_leaving_ends_the_membership_and_keeps_its_trace(administrator, teacher, now):
    left = place(teacher)
    end_membership(membership=left, actor=teacher, now=now)
    left.refresh_from_db()
    assert left.ended_at == now
    assert journal() == [(AuditAction.MEMBER_LEFT, {})]


def test_leaving_twice_is_harmless(administrator, teacher, now):
    left = place(teacher)
    end_membership(membership=left, actor=teacher, now=now)
    end_membership(membership=left, actor=teacher, now=now + timedelta(hours=1))
    left.refresh_from_db()
    assert left.ended_at == now
    assert AuditEvent.objects.count() == 1


def test_a_role_changes_with_its_trace(administrator, teacher, now):
    membership = place(teacher)
    change_role(membership=membership, role=Role.ADMINISTRATOR, actor=administrator, now=now)
    change_role(membership=membership, role=Role.ADMINISTRATOR, actor=administrator, now=now)
    assert place(teacher).role == Role.ADMINISTRATOR
    assert journal() == [(AuditAction.MEMBER_CHANGED, {"role": "administrator"})]


def test_joining_again_after_leaving_is_a_new_membership(school, administrator, teacher, now):
    end_membership(membership=place(teacher), actor=administrator, now=now)
    join(organisation=school, user=teacher, role=Role.MEMBER, now=now + timedelta(days=1))
    assert Membership.objects.filter(user=teacher).count() == 2


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [
        (Role.MEMBER, Role.ADMINISTRATOR, Role.ADMINISTRATOR),
        (Role.ADMINISTRATOR, Role.MEMBER, Role.ADMINISTRATOR),
        (Role.MEMBER, Role.MEMBER, Role.MEMBER),
    ],
)
def test_joining_twice_gives_the_higher_role(school, now, before, given, after):
    user = MembershipFactory(organisation=school, role=before).user
    join(organisation=school, user=user, role=given, now=now)
    assert place(user).role == after


def at_once(*actions) -> list[str]:
    """What each action raises, all started together on connections of their own."""
    start = Barrier(len(actions))

    def run(action) -> str:
        start.wait()
        try:
            action()
        except Exception as error:  # noqa: BLE001 -- what is told is its name
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(actions)) as pool:
        return sorted(pool.map(run, actions))


@pytest.mark.django_db(transaction=True)
def test_two_administrators_leaving_together_do_not_both_succeed(school, administrator, now):
    other = MembershipFactory(organisation=school, administrator=True).user
    left = [place(administrator), place(other)]
    outcomes = at_once(
        lambda: end_membership(membership=left[0], actor=administrator, now=now),
        lambda: end_membership(membership=left[1], actor=other, now=now),
    )
    assert outcomes == ["", "LastAdministratorError"]
    assert Membership.objects.filter(role=Role.ADMINISTRATOR, ended_at__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_demotes_while_the_other_leaves(school, administrator, now):
    other = MembershipFactory(organisation=school, administrator=True).user
    left, demoted = place(administrator), place(other)
    outcomes = at_once(
        lambda: end_membership(membership=left, actor=administrator, now=now),
        lambda: change_role(membership=demoted, role=Role.MEMBER, actor=other, now=now),
    )
    assert outcomes == ["", "LastAdministratorError"]


@pytest.mark.django_db(transaction=True)
def test_joining_from_two_tabs_makes_one_membership(school, now):
    user = UserFactory()

    def enter() -> None:
        join(organisation=school, user=user, role=Role.MEMBER, now=now)

    assert at_once(enter, enter) == ["", ""]
    assert Membership.objects.filter(user=user).count() == 1
