"""While somebody sits a certification, what corrects and explains is closed to them."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pix.shared.htmx import redirect_page

# Tests and their corrections, lessons, campaigns: in another tab they would answer for them.
CLOSED: Final = ("competences.", "campaigns.")


class TrainingClosedMiddleware:
    """Leads whoever sits a certification back to it.

    The person was read with the session: this asks the database nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: Any
    ) -> HttpResponse | None:
        user = request.user
        if not view.__module__.startswith(CLOSED) or not user.is_authenticated:
            return None
        if not user.is_examined(timezone.now()):
            return None
        messages.warning(
            request, _("Vous passez une certification\u00a0: le reste est fermé jusqu'à sa fin.")
        )
        return redirect_page(request, reverse("certification"))
