"""Who is in the room: every page of it checks, and tells who is not in any more why."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.access import SignedInRequest
from certification.access import get_supervised_session_for, get_supervision_lost_by
from certification.selectors.watching import note_watched
from pix.shared.htmx import redirect_page, wants_fragment


def supervised(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the session whose number and password were typed here, on its own clock."""

    @never_cache
    @wraps(view)
    def checked(request: SignedInRequest, number: int, **where: Any) -> HttpResponse:
        try:
            session = get_supervised_session_for(request, number)
        except Http404:
            return closed(request, number)
        note_watched(session.pk)
        with timezone.override(ZoneInfo(session.centre.time_zone)):
            return view(request, session, **where)

    return checked


def closed(request: SignedInRequest, number: int) -> HttpResponse:
    """It was open here and is not any more; or it never was, and this is where one enters."""
    if wants_fragment(request):
        return redirect_page(request, reverse("supervision", args=[number]))
    lost = get_supervision_lost_by(request, number)
    if lost is None:
        return redirect(f"{reverse('supervision_entry')}?session={number}")
    return render(request, "supervision/closed.html", {"session": lost}, status=403)
