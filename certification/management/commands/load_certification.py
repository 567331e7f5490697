"""Bring the formats and the official windows of certification up to date."""

from typing import Any, override

from django.core.management.base import BaseCommand, CommandError

from certification.content.reading import read_formats, read_windows
from certification.services.birthplaces import load_sample
from certification.services.reference import ChangedFormat, load_formats, load_windows


class Command(BaseCommand):
    help = (
        "Load the formats and windows of certification/content. Run again, it adds what is new. "
        "Example: manage.py load_certification"
    )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            formats = load_formats(read_formats())
        except ChangedFormat as changed:
            raise CommandError(
                f"Format {changed} was changed in the file: add a version instead."
            ) from None
        windows = load_windows(read_windows())
        self.stdout.write(f"{formats} formats and {windows} windows added")
        if load_sample():
            self.stdout.write("A sample of places of birth is loaded: see load_birthplaces")
