"""Bring the ready-made target profiles up to date."""

from typing import Any, override

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaigns.content.reading import read_ready_made
from campaigns.services.ready_made import UnknownTopic, load_ready_made


class Command(BaseCommand):
    help = (
        "Load the ready-made target profiles of campaigns/content, after load_content. Run again, "
        "it changes what changed in the file. Example: manage.py load_target_profiles"
    )

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = load_ready_made(read_ready_made(), now=timezone.now())
        except UnknownTopic as unknown:
            raise CommandError(f"Topics that the bank does not have: {unknown}") from None
        self.stdout.write(f"{count} ready-made target profiles")
