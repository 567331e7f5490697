"""Any challenge as learners see it, tried and marked, with its solution: for platform staff."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest
from competences.access import can_preview_challenges
from competences.bank.solutions import describe_response, describe_solution
from competences.bank.variants import Variant
from competences.forms import UnusableAnswer, read_response
from competences.models import Assessment
from competences.selectors.bank import current_bank, variant_of
from competences.selectors.question import Sent, question_page
from competences.services.marking import judge
from competences.views.materials import file_response, simulator_response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: SignedInRequest, challenge_id: str, number: int) -> HttpResponse:
    """A variant; posting an answer shows how it is marked, and records nothing."""
    shown = _asked(request, challenge_id, number)
    variant = variant_of(shown.release_id, challenge_id, number)
    sent, tried = Sent(), {}
    if request.method == "POST":
        try:
            tried = _try(variant, request)
        except UnusableAnswer as problem:
            sent = Sent(request.POST.dict(), tuple(request.POST.getlist("choice")), str(problem))
    page = question_page(shown, expected=0, now=timezone.now(), sent=sent, address=request.path)
    bank = current_bank()
    context = {
        "page": page,
        "variant": variant,
        "preview": True,
        "tried": tried,
        "solution": describe_solution(variant),
        "skill": bank.skills[bank.skill_of[challenge_id]],
        "numbers": range(bank.challenges[challenge_id].variant_count),
    }
    return render(request, "competences/preview.html", context)


def _try(variant: Variant, request: SignedInRequest) -> dict[str, Any]:
    response = {} if "skip" in request.POST else read_response(variant, request.POST)
    outcome, detail = judge(variant, response)
    return {
        "outcome": outcome,
        "detail": detail,
        "response": describe_response(variant, response),
    }


@require_safe
def preview_file(
    request: SignedInRequest, challenge_id: str, number: int, position: int, name: str
) -> HttpResponse:
    """A file of a previewed variant."""
    shown = _asked(request, challenge_id, number)
    return file_response(shown.release_id, challenge_id, number, name)


@require_safe
def preview_simulator(
    request: SignedInRequest, challenge_id: str, number: int, position: int
) -> HttpResponse:
    """The simulator of a previewed variant."""
    shown = _asked(request, challenge_id, number)
    return simulator_response(request, variant_of(shown.release_id, challenge_id, number))


def _asked(request: SignedInRequest, challenge_id: str, number: int) -> Assessment:
    """A question that asks this variant, saved nowhere. Raises PermissionDenied, Http404."""
    if not can_preview_challenges(request.user):
        raise PermissionDenied
    bank = current_bank()
    challenge = bank.challenges.get(challenge_id)
    if challenge is None or number >= challenge.variant_count:
        raise Http404
    return Assessment(
        competence_id=bank.competence_of[challenge_id],
        release_id=bank.release_id,
        parameter_version=bank.parameter_version,
        challenge_id=challenge_id,
        variant=number,
        timer_started_at=timezone.now(),
    )
