"""What every page knows of the person who reads it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Membership
from accounts.selectors.organisations import memberships_of
from accounts.selectors.people import current_preferences, email_to_confirm


def preferences(request: HttpRequest) -> dict[str, Any]:
    """`email_to_confirm` and `workplaces` cost a query only in the pages that read them."""
    return {
        "preferences": current_preferences(request),
        "email_to_confirm": SimpleLazyObject(lambda: _email_to_confirm(request)),
        "workplaces": SimpleLazyObject(lambda: _workplaces(request)),
    }


def _email_to_confirm(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    return (email_to_confirm(user) or "") if user and user.is_authenticated else ""


def _workplaces(request: HttpRequest) -> list[Membership]:
    user = getattr(request, "user", None)
    return memberships_of(user) if user and user.is_authenticated else []
