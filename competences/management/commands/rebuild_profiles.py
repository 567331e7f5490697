"""Rebuild levels and pix from the answers."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from competences.services.folding import store_fold
from competences.services.upkeep import compare_all

_EVERY = 200


class Command(BaseCommand):
    help = (
        "Compute every level and pix again from the answers, and store those that differ. With "
        "--check nothing is written: prints how many differ, and exits 1 if there are any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only count the differences")

    def handle(self, *, check: bool, **options: Any) -> None:
        started, count, differences = time.monotonic(), 0, 0
        for count, ((user_id, competence), differs) in enumerate(compare_all(), start=1):
            if differs:
                differences += 1
                if not check:
                    store_fold(user_id, competence, now=timezone.now())
            if count % _EVERY == 0:
                self.stderr.write(f"\r{count} profiles", ending="")
        seconds = time.monotonic() - started
        word = "differences" if check else "profiles rebuilt"
        self.stdout.write(f"{differences} {word} among {count} profiles, in {seconds:.1f} s")
        if check and differences:
            sys.exit(1)
