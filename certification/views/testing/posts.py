"""The browser as the post of a test, and how far a candidate has come in it."""

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpRequest

_POST = "certification_post"
_STEPS = "certification_steps"


def post_of(request: HttpRequest) -> str:
    """Empty for a browser where nothing was started."""
    return str(request.session.get(_POST, ""))


def make_post(request: HttpRequest) -> str:
    """The same for the whole life of the browser's session."""
    if not post_of(request):
        request.session[_POST] = secrets.token_hex(16)
    return post_of(request)


def steps_done(request: HttpRequest, candidate: UUID) -> dict[str, Any]:
    """{"read": True, "code": what was typed}"""
    done: dict[str, Any] = request.session.get(_STEPS, {}).get(str(candidate), {})
    return done


def step_done(request: HttpRequest, candidate: UUID, **step: Any) -> None:
    steps = request.session.get(_STEPS, {})
    steps[str(candidate)] = steps.get(str(candidate), {}) | step
    request.session[_STEPS] = steps
