"""Lessons: the list, one lesson, what the person marks."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.models import User
from competences.bank.markdown import render_lesson
from competences.models import Lesson
from competences.selectors.lessons import (
    Recommendation,
    lessons,
    mark_of,
    matching,
    recommended_lessons,
    saved_lessons,
    useful_count,
)
from competences.selectors.profile import profile_of
from competences.services.lessons import Mark, set_mark
from pix.shared.htmx import render_fragment, wants_fragment

TABS = ("recommandes", "enregistres", "tous")
MARKS: dict[str, Mark] = {"enregistrer": "saved_at", "utile": "useful_at"}


@login_not_required
@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Lessons recommended, saved, or all; filters stay in the address."""
    tab = request.GET.get("liste", "")
    if not request.user.is_authenticated:
        tab = "tous"
    elif tab not in TABS:
        tab = TABS[0]
    search, competence = request.GET.get("q", "")[:100], request.GET.get("competence", "")
    shown = matching(_of_tab(request.user, tab), search=search, competence=competence)
    context = {
        "tab": tab,
        "search": search,
        "competence": competence,
        "competences": sorted({item.lesson.topic.competence for item in _all()}, key=str),
        "recommendations": shown,
    }
    return render(request, "competences/lessons.html", context)


def _of_tab(user: User | AnonymousUser, tab: str) -> list[Recommendation]:
    if not user.is_authenticated or tab == "tous":
        return _all()
    if tab == "enregistres":
        return [Recommendation(lesson) for lesson in saved_lessons(user.pk)]
    return recommended_lessons(profile_of(user.pk, now=timezone.now()))


def _all() -> list[Recommendation]:
    return [Recommendation(lesson) for lesson in lessons()]


@login_not_required
@require_safe
def lesson(request: HttpRequest, topic: str) -> HttpResponse:
    """One lesson: readable without account, printable."""
    found = get_object_or_404(lessons(), pk=topic)
    return render(request, "competences/lesson.html", _context(request, found))


@require_POST
def mark(request: SignedInRequest, topic: str, name: str) -> HttpResponse:
    """Keep a lesson or say that it helped; posting `on=0` takes it back."""
    found = get_object_or_404(lessons(), pk=topic)
    if name not in MARKS:
        raise Http404
    set_mark(
        user_id=request.user.pk,
        topic_id=found.pk,
        mark=MARKS[name],
        on=request.POST.get("on") != "0",
        now=timezone.now(),
    )
    if not wants_fragment(request):
        return redirect("lesson", topic)
    return render_fragment(request, "competences/lesson.html", "marks", _context(request, found))


def _context(request: HttpRequest, found: Lesson) -> dict[str, Any]:
    user = request.user
    return {
        "lesson": found,
        "body": render_lesson(found.body, _asset_url),
        "mark": mark_of(user.pk, found.pk) if user.is_authenticated else None,
        "useful": useful_count(found.pk),
    }


def _asset_url(path: str) -> str:
    """Address of a picture of the bank (`assets/x.svg`)."""
    return static(f"content/{path.removeprefix('assets/')}")
