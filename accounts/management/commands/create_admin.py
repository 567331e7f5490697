"""Make someone an administrator of the platform."""

import sys
from getpass import getpass
from typing import Any, override

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.models import User
from accounts.services import people


class Command(BaseCommand):
    help = (
        "Create an administrator of the platform, or make one of an existing account. The password "
        "(12 characters at least) is asked, or read from the standard input when that is not a "
        "terminal. Example: manage.py create_admin ada@example.org --first-name Ada"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        email = self._checked_email(options["email"])
        existing = User.objects.filter(email=email).first()
        person = existing or User(
            email=email, first_name=options["first_name"], last_name=options["last_name"]
        )
        person.is_staff = True
        password = self._checked_password(person)
        people.make_administrator(user=person, password=password)
        done = "is now an administrator" if existing else "created as an administrator"
        self.stdout.write(f"{email} {done}.")

    def _checked_email(self, value: str) -> str:
        try:
            validate_email(value.strip())
        except ValidationError as error:
            raise CommandError(f"{value!r} is not an e-mail address.") from error
        return value.strip().lower()

    def _checked_password(self, person: User) -> str:
        interactive = sys.stdin.isatty()
        password = getpass("Password: ") if interactive else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
