"""Make the demonstration: invented people, their school, and what they lived."""

from datetime import timedelta
from functools import partial
from typing import Any, override

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.demo import (
    COLLEAGUE,
    DEMO_ACCOUNTS,
    LEARNER,
    PUPIL,
    TEACHER,
    DemoAccount,
    ensure_demo_account,
    write_demo_accounts,
)
from accounts.models import User
from accounts.services.demo_school import CLASSES, make_demo_school, people_of_ent
from campaigns.tasks import live_demo_class, make_demo_campaigns
from competences.services.demo import LEVELS, UNFINISHED, has_lived, live_through
from pix.demo_ent.people import FILE_NAME, write_people


class Command(BaseCommand):
    help = (
        "Make the demonstration accounts, invented people, and write their addresses and "
        "passwords in demo-accounts.txt of the data folder; one of them took tests in the last "
        "weeks, and a collège has a head, two teachers, six classes of 25 and a certification "
        "centre, whose pasts the worker makes (a few minutes). Run again, it changes nothing that "
        "exists. Example: manage.py seed_demo"
    )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        people = {account: ensure_demo_account(account) for account in DEMO_ACCOUNTS}
        learner = people[LEARNER].pk
        if not has_lived(learner):
            begun = timezone.now() - timedelta(days=2 * len(LEVELS))
            live_through(learner, levels=LEVELS, begun=begun, unfinished=UNFINISHED)
        _make_school(people)
        path = write_demo_accounts(settings.DATA_DIR / "demo-accounts.txt")
        self.stdout.write(f"{len(DEMO_ACCOUNTS)} demonstration accounts, described in {path}")


def _make_school(people: dict[DemoAccount, User]) -> None:
    team = {user: account.role for account, user in people.items() if account.role is not None}
    school = make_demo_school(team=team, pupils=[people[PUPIL]], now=timezone.now())
    if school is None:
        return
    write_people(settings.DATA_DIR / FILE_NAME, people_of_ent(school, team))
    for class_name in CLASSES:
        transaction.on_commit(partial(live_demo_class.delay, school.pk, class_name))
    owner, colleague = people[TEACHER].pk, people[COLLEAGUE].pk
    transaction.on_commit(partial(make_demo_campaigns.delay, school.pk, owner, colleague))
    # By its name: campaigns and certification do not know each other.
    make_centre = partial(current_app.send_task, "certification.tasks.make_demo_centre")
    transaction.on_commit(make_centre)
