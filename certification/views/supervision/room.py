"""The room, and one candidate of it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django_htmx.http import reswap, retarget

from accounts.access import SignedInRequest
from accounts.names import folded
from certification.access import get_supervised_candidate_for
from certification.forms.supervision import TimeForm
from certification.models import Candidate, Session
from certification.selectors.lost_time import USUAL_MINUTES, minutes_to_give
from certification.selectors.supervision import Post, Room, history_of, post_of, room_of
from certification.views.supervision.doors import supervised
from pix.shared.htmx import render_fragment, wants_fragment

ROOM = "supervision/room.html"


@require_safe
@supervised
def supervision(request: SignedInRequest, session: Session) -> HttpResponse:
    """The whole page. Without JavaScript, a name is looked for by the server."""
    room, asked = room_of(session, now=timezone.now()), request.GET.get("nom", "")[:100]
    return render_fragment(request, ROOM, "room", _shown(request, room, asked))


@require_safe
@supervised
def supervision_grid(request: SignedInRequest, session: Session) -> HttpResponse:
    """The posts again, for htmx; nothing while nothing happened."""
    if not wants_fragment(request):
        return redirect("supervision", session.number)
    return grid(request, room_of(session, now=timezone.now()))


def grid(request: SignedInRequest, room: Room) -> HttpResponse:
    if request.GET.get("vu") == room.mark:
        return HttpResponse(status=204)
    return render_fragment(request, ROOM, "room", _shown(request, room, ""))


def back(request: SignedInRequest, session: Session) -> HttpResponse:
    """After an act: the room as it has become."""
    if wants_fragment(request):
        return grid(request, room_of(session, now=timezone.now()))
    return redirect("supervision", session.number)


def _shown(request: SignedInRequest, room: Room, asked: str) -> dict[str, Any]:
    words = folded(asked).split()
    posts = [one for one in room.posts if all(w in one.candidate.search_name for w in words)]
    # The time left is part of a tile: it passes in the browser, where there is JavaScript.
    draw = _drawn if wants_fragment(request) else _drawn.__wrapped__
    tiles = [draw(_Tile(_key(one), one)) for one in posts]
    return {"session": room.session, "room": room, "posts": posts, "tiles": tiles, "asked": asked}


@dataclass(frozen=True)
class _Tile:
    """The same as another one when it shows the same."""

    key: tuple[Any, ...]
    post: Post = field(compare=False)


def _key(post: Post) -> tuple[Any, ...]:
    seat = post.candidate
    return seat.pk, seat.session_id, post.mark, get_language()


@lru_cache(maxsize=600)
def _drawn(tile: _Tile) -> str:
    """Twenty rooms of thirty: a refresh draws the few tiles that changed."""
    context = {"post": tile.post, "session": tile.post.candidate.session}
    return render_to_string("supervision/post.html", context)


@require_safe
@supervised
def supervised_candidate(
    request: SignedInRequest, session: Session, candidate: UUID
) -> HttpResponse:
    """What is known of a candidate and can be done; opens over the room."""
    seat = get_supervised_candidate_for(request, session.number, candidate)
    owed = minutes_to_give(seat)
    form = TimeForm(initial={"minutes": owed or USUAL_MINUTES})
    return sheet(request, seat, form, owed=owed)


def sheet(
    request: SignedInRequest, seat: Candidate, form: TimeForm, *, owed: int, status: int = 200
) -> HttpResponse:
    context = {
        "session": seat.session,
        "post": post_of(seat, now=timezone.now()),
        "events": history_of(seat),
        "form": form,
        "owed": owed,
    }
    return in_sheet(request, "supervision/candidate.html", context, status=status)


def in_sheet(
    request: SignedInRequest, page: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Over the room, wherever it was asked from; a page of its own without htmx."""
    response = render_fragment(request, page, "sheet", context, status=status)
    return reswap(retarget(response, "#fiche-contenu"), "innerHTML")
