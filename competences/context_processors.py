"""What every page of a learner shows of their profile."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from competences.selectors.profile import total_pix as read_total_pix


def total_pix(request: HttpRequest) -> dict[str, Any]:
    """The total in the top bar: one query, in the pages that show it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"total_pix": None}
    return {"total_pix": SimpleLazyObject(lambda: read_total_pix(user.pk))}
