"""Prepare the floor: `python -m tests.bench.floor COUNT` prints the sessions of as many people."""

import json
import sys

import django
from django.core.management import call_command

django.setup()

from django.contrib.auth.models import User  # noqa: E402 -- once Django is set up
from django.db import connection  # noqa: E402 -- once Django is set up

from tests.bench.floor.settings import SCHEMA  # noqa: E402 -- once Django is set up
from tests.bench.sessions import session_of  # noqa: E402 -- once Django is set up

with connection.cursor() as cursor:
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
call_command("migrate", verbosity=0)
call_command("migrate", run_syncdb=True, verbosity=0)  # refers to the tables made before
before = User.objects.count()
names = [f"person-{before + number}" for number in range(int(sys.argv[1]))]
people = User.objects.bulk_create(User(username=name, password="!") for name in names)
sys.stdout.write(json.dumps([session_of(person) for person in people]))
