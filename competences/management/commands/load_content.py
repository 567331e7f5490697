"""Load the files of the item bank as a numbered release."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from competences.bank import BankContent, ContentError, read_bank
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
        try:
            content = read_bank(folder)
        except ContentError as error:
            lines = "\n".join(map(str, error.problems))
            raise CommandError(f"nothing was loaded:\n{lines}") from None
        if diff:
            self._show_differences(content)
            return
        release, created = load_release(content, now=timezone.now())
        skills = sum(1 for _ in content.skills())
        challenges = sum(1 for _ in content.challenges())
        state = "loaded" if created else "already loaded"
        self.stdout.write(f"release {release.pk} {state}: {skills} skills, {challenges} challenges")

    def _show_differences(self, content: BankContent) -> None:
        from competences.bank.differences import compare  # noqa: PLC0415 -- see below

        latest = Release.objects.order_by("-pk").first()
        if latest is None:
            self.stdout.write("no release yet: everything is new")
            return
        for line in compare(BankContent.from_document(latest.document), content).lines():
            self.stdout.write(line)
