"""Make the demonstration: invented people, how to sign in with them, and what they lived."""

from datetime import timedelta
from typing import Any, override

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.demo import DEMO_ACCOUNTS, LEARNER, ensure_demo_account, write_demo_accounts
from competences.services.demo import LEVELS, UNFINISHED, has_lived, live_through


class Command(BaseCommand):
    help = (
        "Make the demonstration accounts, invented people, and write their addresses and "
        "passwords in demo-accounts.txt of the data folder; one of them took tests in the last "
        "weeks. Run again, it changes nothing that exists. Example: manage.py seed_demo"
    )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        people = {account: ensure_demo_account(account) for account in DEMO_ACCOUNTS}
        learner = people[LEARNER].pk
        if not has_lived(learner):
            begun = timezone.now() - timedelta(days=2 * len(LEVELS))
            live_through(learner, levels=LEVELS, begun=begun, unfinished=UNFINISHED)
        path = write_demo_accounts(settings.DATA_DIR / "demo-accounts.txt")
        self.stdout.write(f"{len(DEMO_ACCOUNTS)} demonstration accounts, described in {path}")
