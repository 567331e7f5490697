"""The test under way: a question, its answer, the next one."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from competences.access import get_assessment_for, get_assessment_to_answer
from competences.enums import AssessmentState
from competences.forms import UnusableAnswer, read_response
from competences.models import Assessment
from competences.selectors.bank import variant_of
from competences.selectors.draws import expected_questions
from competences.selectors.question import QuestionPage, Sent, asked_mark, question_page
from competences.services.answering import (
    Step,
    answer_question,
    is_checkpoint,
    start_timer,
    swap_challenge,
)
from competences.views.sheets import PART, TEMPLATE, filled_sheet
from pix.shared.htmx import redirect_page, render_fragment, wants_fragment

_SHOWN_AGAIN = 2_000


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The question now asked; posting answers it."""
    if request.method == "POST":
        return _answer(request, public_id)
    assessment = get_assessment_for(request, public_id)
    if assessment.state == AssessmentState.COMPLETED:
        return redirect("result", public_id)
    return _show(request, assessment)


def _answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    assessment = get_assessment_to_answer(request, public_id)
    if not _still_asked(request, assessment):
        return _after(request, assessment, Step.UNCHANGED)
    variant = variant_of(assessment.release_id, assessment.challenge_id, assessment.variant)
    try:
        response = {} if "skip" in request.POST else read_response(variant, request.POST)
    except UnusableAnswer as problem:
        return _show(request, assessment, error=str(problem), status=422)
    step = answer_question(
        assessment, position=assessment.position, response=response, now=timezone.now()
    )
    if step == Step.UNCHANGED:
        assessment = get_assessment_to_answer(request, public_id)
    return _after(request, assessment, step)


def _still_asked(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether the page shows the question now asked: another tab may have gone on, or swapped it.

    `asked` is absent from pages that were not made by us.
    """
    mark = asked_mark(assessment)
    same = request.POST.get("position") == str(assessment.position)
    started = assessment.state == AssessmentState.STARTED
    return same and started and request.POST.get("asked", mark) == mark


def _after(request: HttpRequest, assessment: Assessment, step: Step) -> HttpResponse:
    pauses = step == Step.FINISHED and assessment.series_id and is_checkpoint(assessment)
    if assessment.state == AssessmentState.COMPLETED and not pauses:
        return redirect_page(request, f"/test/{assessment.public_id}/resultat/")
    if step == Step.PAUSE or pauses:
        return redirect_page(request, f"/test/{assessment.public_id}/bilan/")
    if not wants_fragment(request):
        return redirect("question", assessment.public_id)
    notice = _("Votre réponse était déjà enregistrée.") if step == Step.UNCHANGED else ""
    return _show(request, assessment, notice=notice)


def _show(
    request: HttpRequest,
    assessment: Assessment,
    *,
    error: str = "",
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    page = question_page(
        assessment,
        expected=expected_questions(assessment),
        now=timezone.now(),
        sent=_sent(request, error) if error else None,
    )
    context = {"page": page, "variant": page.variant, "notice": notice}
    if _fits_a_sheet(request, page, said=error or notice):
        response = HttpResponse(filled_sheet(request, page))
        patch_vary_headers(response, ("HX-Request",))
        return response
    return render_fragment(request, TEMPLATE, PART, context, status=status)


def _fits_a_sheet(request: HttpRequest, page: QuestionPage, *, said: str) -> bool:
    """Whether the page differs from that of others by its place alone."""
    return wants_fragment(request) and not said and page.variant.timer is None


def _sent(request: HttpRequest, error: str) -> Sent:
    values = {name: str(value)[:_SHOWN_AGAIN] for name, value in request.POST.items()}
    return Sent(values, tuple(request.POST.getlist("choice")), error)


@login_not_required
@require_POST
def clock(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Start the clock of a timed question, after its warning page."""
    assessment = get_assessment_for(request, public_id)
    if _still_asked(request, assessment):
        start_timer(assessment, position=assessment.position, now=timezone.now())
    return redirect("question", public_id)


@login_not_required
@require_POST
def swap(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask an equivalent question instead of one that this device or this person cannot take."""
    assessment = get_assessment_for(request, public_id)
    if _still_asked(request, assessment):
        swap_challenge(assessment, position=assessment.position, now=timezone.now())
    return redirect("question", public_id)
