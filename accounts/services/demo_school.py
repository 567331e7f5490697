"""A collège for the demonstration, with its team and its list: invented people."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.db import transaction

from accounts.enums import OrganisationKind, OrganisationState, Role
from accounts.models import Learner, Membership, Organisation, User
from accounts.names import search_key
from accounts.school_lists.sources import from_path
from accounts.school_lists.synthetic.lists import write_list
from accounts.school_lists.synthetic.people import UAI, make_school
from accounts.services.credentials import username_for
from accounts.services.imports import import_file
from accounts.services.recognition import link
from pix.demo_ent.people import Person

NAME: Final = "Collège Alice-Guy"
CLASSES: Final = ("6E 1", "6E 2", "5E 1", "4E 1", "3E 1", "3E 2")
PUPILS_EACH: Final = 25
# Nobody of this class has an account yet: what a teacher does in September can be tried on it.
NEW_CLASS: Final = "6E 2"
# Of each class, pupils who never signed in: they can arrive by the demonstration ENT.
WITHOUT_ACCOUNT: Final = 2


@transaction.atomic
def make_demo_school(
    *, team: Mapping[User, Role], pupils: Collection[User] = (), now: datetime
) -> Organisation | None:
    """The school, its list read from a SIECLE file, and accounts; None if it is there already.

    `pupils`: people who have an account, linked to the lines of the list that have their names.
    """
    school, made = Organisation.objects.get_or_create(
        code=UAI,
        defaults={
            "uai": UAI,
            "name": NAME,
            "kind": OrganisationKind.SECONDARY_SCHOOL,
            "state": OrganisationState.ACTIVE,
            "requested_at": now,
            "decided_at": now,
        },
    )
    if not made:
        return None
    Membership.objects.bulk_create(
        Membership(organisation=school, user=user, role=role, joined_at=now, last_used_at=now)
        for user, role in team.items()
    )
    _import_list(school, now)
    for user in pupils:
        _link_namesake(school, user, now)
    for class_name in CLASSES:
        if class_name != NEW_CLASS:
            _give_accounts(school, class_name, now)
    return school


def demo_school() -> Organisation | None:
    return Organisation.objects.filter(code=UAI, name=NAME).first()


def _import_list(school: Organisation, now: datetime) -> None:
    pupils = make_school(classes=CLASSES, pupils_each=PUPILS_EACH)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ElevesSansAdresses.xml"
        write_list(path, pupils)
        import_file(
            organisation=school,
            source=from_path(path),
            format_name="siecle",
            keep_absent=False,
            dry_run=False,
            now=now,
        )


def _link_namesake(school: Organisation, user: User, now: datetime) -> None:
    named = search_key(last_name=user.last_name, first_name=user.first_name)
    for learner in Learner.objects.filter(organisation=school, search_name=named).order_by("pk")[
        :1
    ]:
        link(learner=learner, user=user, actor=None, now=now)


def _give_accounts(school: Organisation, class_name: str, now: datetime) -> None:
    """Accounts without password: a teacher resets them, as for pupils who forgot theirs."""
    learners = Learner.objects.filter(organisation=school, class_name=class_name)
    for learner in learners.order_by("search_name")[WITHOUT_ACCOUNT:]:
        if learner.user_id is not None:
            continue
        user = User(
            first_name=learner.first_name,
            last_name=learner.last_name,
            username=username_for(
                first_name=learner.first_name,
                last_name=learner.last_name,
                birth_date=learner.birth_date,
            ),
            date_joined=now,
        )
        user.set_unusable_password()
        user.save()
        link(learner=learner, user=user, actor=None, now=now)


def people_of_ent(school: Organisation, team: Mapping[User, Role]) -> list[Person]:
    """Everybody of the school, as its demonstration ENT knows them."""
    learners = Learner.objects.filter(organisation=school, disabled_at=None)
    pupils = [
        Person(
            subject=f"eleve-{learner.national_id.lower()}",
            profile="pupil",
            first_name=learner.first_name,
            last_name=learner.last_name,
            birth_date=learner.birth_date,
            uai=school.code,
            class_name=learner.class_name,
        )
        for learner in learners.order_by("class_name", "search_name")
    ]
    adults = [
        Person(
            subject=f"personnel-{number}",
            profile="head" if role == Role.ADMINISTRATOR else "teacher",
            first_name=user.first_name,
            last_name=user.last_name,
            uai=school.code,
        )
        for number, (user, role) in enumerate(team.items(), start=1)
    ]
    return pupils + adults
