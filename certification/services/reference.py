"""Formats and windows of the files, brought into the database."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from certification.models import TestFormat, Window


class ChangedFormat(Exception):
    """A version of a format that sessions may refer to is not what it was."""


@transaction.atomic
def load_formats(formats: Iterable[Mapping[str, Any]]) -> int:
    """Add the versions that are not there; say which is proposed by default. How many were added.

    Raises ChangedFormat: a loaded version is frozen.
    """
    added, default = 0, None
    TestFormat.objects.update(is_default=False)
    for row in formats:
        known, is_new = TestFormat.objects.get_or_create(
            name=row["name"],
            version=row["version"],
            defaults={"title": row["title"], "rules": row["rules"]},
        )
        if known.rules != row["rules"]:
            raise ChangedFormat(f"{known.name} {known.version}")
        added += is_new
        default = known if row["is_default"] else default
    if default is not None:
        default.is_default = True
        default.save(update_fields=["is_default"])
    return added


def load_windows(windows: Iterable[Mapping[str, Any]]) -> int:
    """Add the windows that are not there; those of the database may have been corrected by hand."""
    added = 0
    for row in windows:
        _, is_new = Window.objects.get_or_create(
            kind=row["kind"], school_year=row["school_year"], defaults=dict(row)
        )
        added += is_new
    return added
