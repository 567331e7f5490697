"""Tell the platform where the demonstration ENT answers today; run by the embedded stack."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.services.demo_ent import connect


class Command(BaseCommand):
    help = (
        "Make the connectors of the demonstration ENT the first time, give them its address "
        "(PIX_DEMO_ENT_URL), and write that address in demo-ent-address while one is open."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ENT_URL:
            raise CommandError("PIX_DEMO_ENT_URL is not set.")
        path = settings.DATA_DIR / "demo-ent-address"
        if connect(settings.DEMO_ENT_URL):
            path.write_text(settings.DEMO_ENT_URL)
        else:
            path.unlink(missing_ok=True)
