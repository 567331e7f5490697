"""Whose account it is, for who can only say what is in a school's list."""

from datetime import date

from accounts.models import Learner, Membership, User
from accounts.names import squeezed


def account_of(
    *, national_id: str, last_name: str, first_name: str, birth_date: date
) -> User | None:
    """The one account without e-mail linked to this learner, whatever the schools.

    Nobody when lists lead to several accounts. Accounts of teams are not found this way.
    """
    rows = Learner.objects.filter(
        national_id=national_id, birth_date=birth_date, user__is_active=True
    ).select_related("user")
    people = {row.user for row in rows.order_by("pk") if _is_named(row, last_name, first_name)}
    person = people.pop() if len(people) == 1 else None
    if person is None or person.email or person.is_staff or person.is_superuser:
        return None
    in_team = Membership.objects.filter(user=person, ended_at__isnull=True).exists()
    return None if in_team else person


def learner_of(user: User) -> Learner | None:
    """Their last row in a list: the school where this is of interest."""
    rows = Learner.objects.filter(user=user).select_related("organisation")
    return rows.order_by("-linked_at", "-pk").first()


def _is_named(learner: Learner, last_name: str, first_name: str) -> bool:
    last_names = {squeezed(learner.last_name), squeezed(learner.used_name)}
    return squeezed(last_name) in last_names - {""} and (
        squeezed(first_name) == squeezed(learner.first_name)
    )
