"""What every page of a learner shows of their profile."""

from functools import cache, partial
from typing import Any

from django.http import HttpRequest

from competences.selectors.profile import total_pix as read_total_pix


def total_pix(request: HttpRequest) -> dict[str, Any]:
    """The total in the top bar: one query, in the pages that show it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"total_pix": None}
    # Templates call it; cached, so that the top bar costs one query at most.
    return {"total_pix": cache(partial(read_total_pix, user.pk))}
