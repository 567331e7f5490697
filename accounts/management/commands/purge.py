"""Erase what reached its term."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.retention import period_words, rules
from accounts.services.retention import purge


class Command(BaseCommand):
    help = (
        "Erase what is kept for a limited time and reached its term. Periods are settings, in "
        "days (PIX_KEEP_<NAME>_DAYS); docs/data-protection.md lists them. The worker does it "
        "every night. Example: manage.py purge --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="count what would go, erase nothing"
        )
        parser.add_argument(
            "--rule",
            action="append",
            choices=[rule.name for rule in rules()],
            help="this rule only (may be given several times)",
        )

    def handle(self, *args: Any, dry_run: bool, rule: list[str] | None, **options: Any) -> None:
        chosen = [one for one in rules() if not rule or one.name in rule]
        self.stdout.write(f"{'rule':<24} {'kept':<10} {'to go' if dry_run else 'gone':>9}  what")
        for one in purge(now=timezone.now(), dry_run=dry_run, chosen=chosen):
            words = period_words(one.rule.period())
            line = f"{one.rule.name:<24} {words:<10} {one.count:>9}  {one.rule.title}"
            self.stdout.write(line)
