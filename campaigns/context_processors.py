"""What pages of a learner say of the campaigns they have not finished."""

from functools import cache, partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from campaigns.selectors.runs import runs_to_resume as read_runs_to_resume


def runs_to_resume(request: HttpRequest) -> dict[str, Any]:
    """Two queries, in the pages that show them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"runs_to_resume": ()}
    return {"runs_to_resume": cache(partial(read_runs_to_resume, user.pk, now=timezone.now()))}
