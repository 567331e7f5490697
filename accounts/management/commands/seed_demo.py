"""Make the demonstration accounts and write how to sign in with them."""

from pathlib import Path
from typing import Any, override

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.demo import DEMO_ACCOUNTS, ensure_demo_account


class Command(BaseCommand):
    help = (
        "Make the demonstration accounts, invented people, and write their addresses and "
        "passwords in demo-accounts.txt of the data folder. Run again, it changes nothing that "
        "exists. Example: manage.py seed_demo"
    )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        for account in DEMO_ACCOUNTS:
            ensure_demo_account(account)
        path = write_demo_accounts(settings.DATA_DIR / "demo-accounts.txt")
        self.stdout.write(f"{len(DEMO_ACCOUNTS)} demonstration accounts, described in {path}")


def write_demo_accounts(path: Path) -> Path:
    lines = [
        f"{account.email:<28} {account.password:<20} "
        f"{account.first_name} {account.last_name}\u00a0: {account.purpose}\n"
        for account in DEMO_ACCOUNTS
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(lines), encoding="utf-8")
    return path
