"""After answers: the pause, the result, the corrections, a report about a challenge."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competences.access import get_assessment_for
from competences.enums import AssessmentKind, AssessmentState
from competences.forms import ReportForm
from competences.models import Assessment
from competences.selectors.bank import bank_of
from competences.selectors.draws import expected_questions
from competences.selectors.question import way_out
from competences.selectors.results import corrections, latest_corrections, learnt
from competences.selectors.series import what_follows
from competences.selectors.wording import band_of, why_it_stopped
from competences.services.folding import answers_of, fold_tests
from competences.services.reports import report_challenge
from pix.shared.htmx import render_fragment


@login_not_required
@never_cache
@require_safe
def pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every few questions: the last answers with their corrections."""
    assessment = get_assessment_for(request, public_id)
    if not assessment.answered:
        return redirect("question", public_id)
    answered = assessment.asked_before + assessment.answered
    last = answered % settings.CHECKPOINT_EVERY or settings.CHECKPOINT_EVERY
    context = _context(assessment) | {
        "answered": answered,
        "corrections": latest_corrections(assessment, last),
        "expected": expected_questions(assessment),
        "quit": way_out(assessment),
    }
    return render(request, "competences/pause.html", context)


@login_not_required
@never_cache
@require_safe
def all_corrections(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every answer of a finished test with its correction."""
    assessment = get_assessment_for(request, public_id)
    if assessment.state != AssessmentState.COMPLETED:
        return redirect("question", public_id)
    if assessment.kind == AssessmentKind.EXAM:
        raise Http404
    context = _context(assessment) | {"corrections": corrections(assessment)}
    return render(request, "competences/corrections.html", context)


@login_not_required
@never_cache
@require_safe
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The level, with its uncertainty; while the worker computes it, the page waits for it.

    In a series: the next test, or what the series was for.
    """
    assessment = get_assessment_for(request, public_id)
    if assessment.state != AssessmentState.COMPLETED:
        return redirect("question", public_id)
    if assessment.series is not None:
        return redirect(what_follows(assessment.series))
    found = _result_of(assessment)
    context = _context(assessment) | {"result": found}
    if found is not None:
        context |= {
            "learnt": learnt(assessment, found["knowledge"]),
            "band": band_of(found["level"]),
            "why": why_it_stopped(assessment.stop_reason),
        }
    return render_fragment(request, "competences/result.html", "result", context)


def _result_of(assessment: Assessment) -> dict[str, Any] | None:
    """What the worker stored; a trial without account is folded on the spot, and nothing stored."""
    if assessment.user_id is not None:
        is_folded = assessment.folded == assessment.answered
        return assessment.result if is_folded else None
    found = fold_tests([assessment], answers_of([assessment])).current
    return asdict(found) if found else None


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Tell the authors that something is wrong with a question."""
    assessment = get_assessment_for(request, public_id)
    if not 1 <= position <= assessment.position:
        raise Http404
    form = ReportForm(request.POST or None)
    if form.is_valid():
        draft = form.save(commit=False)
        report_challenge(draft, assessment, position=position, now=timezone.now())
        messages.success(request, _("Merci. Les auteurs vont regarder cette question."))
        return redirect("question", public_id)
    context = _context(assessment) | {"form": form, "position": position}
    status = 422 if form.is_bound else 200
    return render(request, "competences/report.html", context, status=status)


def _context(assessment: Assessment) -> dict[str, Any]:
    bank = bank_of(assessment.release_id, assessment.parameter_version)
    return {
        "assessment": assessment,
        "competence": bank.competences[assessment.competence_id],
        "domain": assessment.competence_id[0],
    }
