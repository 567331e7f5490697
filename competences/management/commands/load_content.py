"""Load the files of the item bank as a numbered release."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from competences.bank import BankContent, ContentError, Problem, Severity, read_bank
from competences.bank.checks import check
from competences.bank.differences import compare
from competences.models import Release
from competences.services.releases import load_release


class Command(BaseCommand):
    help = (
        "Load competences/content as a new release of the item bank, used by the tests that start "
        "from now on. Nothing is loaded if a file is invalid, or if nothing changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument(
            "--diff", action="store_true", help="show what would change, and load nothing"
        )

    def handle(self, *, folder: Path, diff: bool, **options: Any) -> None:
        content = self._read(folder)
        latest = Release.objects.order_by("-pk").first()
        if diff:
            self._show_differences(latest, content)
            return
        # What is loaded already was checked then: restarting costs nothing.
        if latest is None or latest.digest != content.digest():
            self._check(content)
        release, created = load_release(content, now=timezone.now())
        skills = sum(1 for _ in content.skills())
        challenges = sum(1 for _ in content.challenges())
        state = "loaded" if created else "already loaded"
        self.stdout.write(f"release {release.pk} {state}: {skills} skills, {challenges} challenges")

    def _read(self, folder: Path) -> BankContent:
        try:
            return read_bank(folder)
        except ContentError as error:
            raise self._refusal(error.problems) from None

    def _check(self, content: BankContent) -> None:
        problems = [p for p in check(content) if p.severity == Severity.ERROR]
        if problems:
            raise self._refusal(problems)

    def _refusal(self, problems: Iterable[Problem]) -> CommandError:
        return CommandError("nothing was loaded:\n" + "\n".join(map(str, problems)))

    def _show_differences(self, latest: Release | None, content: BankContent) -> None:
        if latest is None:
            self.stdout.write("no release yet: everything is new")
            return
        for difference in compare(BankContent.from_document(latest.document), content):
            self.stdout.write(str(difference))
