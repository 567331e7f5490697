"""Bring database, static files and content up to date; the stack runs this before the web server.

One process for all the steps: each start of Django costs more than most of them.
"""

import io

import django
from django.conf import settings
from django.core.management import call_command, get_commands


def prepare() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    commands = get_commands()
    if "load_content" in commands:
        call_command("load_content")
        # A new version of the engine may read past answers better: scores follow the answers.
        call_command("rebuild_profiles", stdout=io.StringIO(), stderr=io.StringIO())
    if "load_target_profiles" in commands:
        call_command("load_target_profiles")
    if "load_certification" in commands:
        call_command("load_certification")
    if "signing_keys" in commands:
        call_command("signing_keys", stdout=io.StringIO())
    if "seed_demo" in commands and not (settings.DATA_DIR / "demo-accounts.txt").exists():
        call_command("seed_demo")
    if settings.DEMO_ENT_URL:
        call_command("connect_demo_ent")


if __name__ == "__main__":
    prepare()
