"""What every page knows of the person who reads it."""

from typing import Any

from django.http import HttpRequest


def preferences(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {"preferences": getattr(user, "preferences", {})}
