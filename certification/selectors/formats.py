"""Formats of certification."""

from certification.models import TestFormat


def default_format() -> TestFormat:
    """That of new sessions. Loaded with the content of the app."""
    return TestFormat.objects.get(is_default=True)
