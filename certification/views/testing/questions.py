"""The test under way: a question, its answer, the next one. Nothing tells what was right."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from certification.access import get_certification_test_for
from certification.forms.testing import AlertForm
from certification.models import CertificationTest
from certification.selectors.clock import question_seconds_left, timer_of
from certification.selectors.situation import Situation, State, situation_of
from certification.services.tests import Step, answer
from certification.views.testing.posts import post_of
from competences.forms import UnusableAnswer, read_response
from competences.selectors.bank import variant_of
from competences.selectors.question import QuestionPage, Sent, question_page
from competences.services.answering import start_timer
from pix.shared.htmx import redirect_page, render_fragment, wants_fragment

_SHOWN_AGAIN = 2_000
_CONFLICT = 409
_TEMPLATE = "certification/testing/question.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certification_question(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """The question now asked; posting answers it."""
    test = get_certification_test_for(request.user, test_id)
    if request.method == "POST":
        return _answer(request, test)
    return _show(request, test)


def _answer(request: SignedInRequest, test: CertificationTest) -> HttpResponse:
    asked, now = test.assessment, timezone.now()
    position = request.POST.get("position", "")
    response: dict[str, Any] = {}
    # Late or repeated, it is not this question's: the service says so.
    if position == str(asked.position) and "skip" not in request.POST:
        variant = variant_of(asked.release_id, asked.challenge_id, asked.variant)
        try:
            response = read_response(variant, request.POST)
        except UnusableAnswer as problem:
            return _show(request, test, error=str(problem), status=422)
    # What is not the number of the question now asked is that of none.
    number = asked.position if position == str(asked.position) else 0
    step = answer(test, number, response, now, post=post_of(request))
    return _after(request, test, step)


def _after(request: SignedInRequest, test: CertificationTest, step: Step) -> HttpResponse:
    if step == Step.ENDED:
        return redirect_page(request, f"/certification/test/{test.public_id}/fin/")
    if not wants_fragment(request):
        return redirect("certification_question", test.public_id)
    if step in (Step.WAITING, Step.SUSPENDED):
        # Nothing was taken: the page keeps what was typed, and asks where it stands.
        return HttpResponse(status=_CONFLICT)
    notice = _("Votre réponse était déjà enregistrée.") if step == Step.UNCHANGED else ""
    return _show(request, test, notice=notice)


def _show(
    request: SignedInRequest,
    test: CertificationTest,
    *,
    error: str = "",
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    found = situation_of(test, post=post_of(request), now=timezone.now())
    if found.state == State.ENDED:
        return redirect_page(request, f"/certification/test/{test.public_id}/fin/")
    if found.state == State.SUSPENDED:
        assert test.candidate is not None  # noqa: S101 -- a mock test is never suspended
        return redirect_page(request, f"/certification/seance/{test.candidate.public_id}/")
    page = _page(test, _sent(request, error) if error else None)
    context = _context(found) | {"page": page, "variant": page.variant, "notice": notice}
    return render_fragment(request, _TEMPLATE, "test", context, status=status)


def _context(found: Situation) -> dict[str, Any]:
    return {
        "test": found.test,
        "situation": found,
        "alert_form": AlertForm(),
        "question_timer": timer_of(found.test) or 0,
    }


def _page(test: CertificationTest, sent: Sent | None) -> QuestionPage:
    now, address = timezone.now(), f"/certification/test/{test.public_id}/"
    page = question_page(test.assessment, expected=0, now=now, sent=sent, address=address)
    # No way out but the end, and no other question but by the invigilator.
    place = replace(page.place, quit="")
    left = question_seconds_left(test, now)
    return replace(page, place=place, has_equivalent=False, seconds_left=left)


def _sent(request: SignedInRequest, error: str) -> Sent:
    values = {name: str(value)[:_SHOWN_AGAIN] for name, value in request.POST.items()}
    return Sent(values, tuple(request.POST.getlist("choice")), error)


@require_POST
def certification_clock(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """Start the clock of a timed question, after its warning page."""
    test = get_certification_test_for(request.user, test_id)
    now = timezone.now()
    found = situation_of(test, post=post_of(request), now=now)
    position = str(test.assessment.position)
    if found.state == State.ASKED and request.POST.get("position") == position:
        start_timer(test.assessment, position=test.assessment.position, now=now)
    return redirect("certification_question", test_id)


@never_cache
@require_safe
def certification_end(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """The test is over: results come later."""
    test = get_certification_test_for(request.user, test_id)
    found = situation_of(test, post=post_of(request), now=timezone.now())
    if found.state != State.ENDED:
        return redirect("certification_question", test_id)
    if test.is_mock:
        return redirect("mock_report", test_id)
    return render(request, "certification/testing/end.html", {"test": test, "situation": found})
