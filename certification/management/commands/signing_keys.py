"""Make the keys that sign certificates and badges, or replace one."""

from typing import Any, override

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from certification.enums import KeyUse
from certification.services.keys import ensure_keys, replace_key


class Command(BaseCommand):
    help = (
        "Make the signing keys that are missing (P-256 for papers, Ed25519 for badges). "
        "--replace documents or --replace credentials: sign with a new one from now on; what the "
        "old one signed stays verifiable. Example: manage.py signing_keys --replace documents"
    )

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--replace", choices=KeyUse.values)

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        made = ensure_keys(now=now)
        if options["replace"]:
            made.append(replace_key(use=KeyUse(options["replace"]), now=now))
        for key in made:
            self.stdout.write(f"{key.use}: {key.identifier}")
        if not made:
            self.stdout.write("The keys are there.")
